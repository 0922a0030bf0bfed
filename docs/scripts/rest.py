"""The page of REST: every operation under `/api/v1`, as OpenAPI describes it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api.main import create_app
from docs.scripts.markdown import code, page, table
from graph.model.ids import Revision
from graph.network import Head
from graph.stores.sqlite import SqliteStore

_METHODS = ("get", "post", "put", "patch", "delete")


def render() -> str:
    """Return the page."""
    rows = [
        (code(f"{method.upper()} {path}"), operation.get("summary", ""), _parameters(operation))
        for path, item in _paths().items()
        for method, operation in item.items()
        if method in _METHODS
    ]
    return page(
        "REST",
        "Страницы, команды и REST вызывают одно и то же. Описание целиком, с телами запросов и"
        " ответов, — по адресу `/api/v1/openapi.json` работающей программы. Отказ приходит"
        " документом `application/problem+json` с постоянным кодом: [отказы](errors.md).",
        table(("операция", "что делает", "параметры"), rows),
    )


def _paths() -> Mapping[str, Mapping[str, Any]]:
    with TemporaryDirectory() as folder:
        head = Head(store_id="reference", revision=Revision(0))
        store = SqliteStore(Path(folder) / "empty.db", create_as=head)
        found: Mapping[str, Mapping[str, Any]] = create_app(
            store, today=lambda: date(2026, 8, 24)
        ).openapi()["paths"]
        store.close()
    return found


def _parameters(operation: Mapping[str, Any]) -> str:
    return ", ".join(code(p["name"]) for p in operation.get("parameters", ()))
