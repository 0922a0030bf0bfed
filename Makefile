# Everyday tasks. Each repeats uv commands that README.md documents; `make` alone lists them.
# What is missing on a bare machine is named with the command that brings it.

.DEFAULT_GOAL := help
.PHONY: help demo test check fix bench docs soak browser
.DELETE_ON_ERROR:
unexport VIRTUAL_ENV
export UV_PYTHON_DOWNLOADS := never
export PYTHONUTF8 := 1

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/bin/uv
RUN := $(UV) run --no-sync

DIR ?= demo
SIZE ?= region
PORT ?=
SERVE ?= 1
STORE ?=
WORKERS ?= 2

help: ## показать этот список
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Only what the product needs; STORE=neo4j adds the local server. What is there already stays.
RUNTIME := .venv/.runtime$(if $(filter neo4j,$(STORE)),-neo4j)

demo: $(RUNTIME) ## вся работа на учебном крае, затем веб-приложение (SERVE=0 SIZE=municipality|region|country DIR= PORT= STORE=neo4j)
	@$(RUN) methodnet demo --dir "$(DIR)" --size "$(SIZE)" \
	  $(if $(PORT),--port "$(PORT)") $(if $(filter 0,$(SERVE)),--no-serve) $(if $(STORE),--store "$(STORE)")

test: .venv/.develop browser ## все проверки, включая настоящий Neo4j и браузер; в конце десять самых долгих
	$(RUN) pytest -n $(WORKERS) --dist loadgroup --durations=10 -m "not soak"

check: .venv/.develop ## правила кода: ruff, mypy, границы слоёв, замок зависимостей
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports --no-cache
	$(UV) lock --check

fix: .venv/.develop ## исправить то, что исправляется само
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

bench: .venv/.develop browser ## измерить время и память; таблицы с пределами
	$(RUN) python -m tests.tools.bench

docs: .venv/.develop ## пересобрать справочник в docs/reference из кода
	$(RUN) python -m docs.scripts

soak: .venv/.develop ## долгие проверки: сотни обрывов записи на целом крае
	$(RUN) pytest -n $(WORKERS) --dist loadgroup --durations=10 -m soak

browser: .venv/.develop
	@$(RUN) python -m tests.tools.browser

.tools/.uv-$(UV_VERSION):
	@command -v "$(PYTHON)" >/dev/null || { echo "Не хватает Python 3.11 или новее. Debian, Ubuntu: apt install python3 python3-venv" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Нужен Python 3.11 или новее, а $(PYTHON) старше. Укажите другой: make PYTHON=python3.12 …" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "Не хватает модуля venv. Debian, Ubuntu: apt install python3-venv" >&2; exit 1; }
	@"$(PYTHON)" -m venv .tools
	@.tools/bin/pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)" || { echo "Не удалось получить uv $(UV_VERSION): проверьте доступ к реестру пакетов Python и повторите команду" >&2; exit 1; }
	@touch $@

.venv/.runtime .venv/.runtime-neo4j .venv/.develop: .tools/.uv-$(UV_VERSION) pyproject.toml uv.lock
	@$(UV) sync --quiet --frozen --inexact $(if $(findstring develop,$@),--all-groups --all-extras,--no-dev $(if $(findstring neo4j,$@),--extra neo4j-server)) || { echo "Не удалось собрать окружение .venv по uv.lock: проверьте доступ к реестру пакетов Python и повторите команду" >&2; exit 1; }
	@touch $@
