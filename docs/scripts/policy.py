"""The page of the rules of calculation: every threshold with its unit, from the shipped files."""

import re
from collections.abc import Iterator
from importlib.resources import files

from docs.scripts.markdown import code, page, table

_LINE = re.compile(r"^\s*(?P<off># )?(?P<name>[a-z_0-9]+) = (?P<value>[^#\[]+?)\s*# (?P<what>.+)$")
_GOAL = re.compile(r"^\s*\"(?P<name>[a-z_0-9]+)\",\s*# (?P<what>.+)$")


def render() -> str:
    """Return the page."""
    region, municipal = _read("krai"), _read("municipal")
    other = {name: value for _, name, value, _ in _values(municipal)}
    sections = []
    for section in dict.fromkeys(section for section, *_ in _values(region)):
        rows = [
            (code(name), what, code(value), code(other.get(name, "")))
            for of, name, value, what in _values(region)
            if of == section
        ]
        headings = ("правило", "единица и смысл", "`krai`", "`municipal`")
        sections.append(f"## `[{section}]`\n\n{table(headings, rows)}")
    return page(
        "Правила расчёта",
        "Правила — это файл TOML, который регион может изменить. Поставляются два: `krai` и"
        " `municipal`. Файл с пояснениями пишет `methodnet policy -o правила.toml`,"
        " а берёт `methodnet plan --policy правила.toml`. С каждым планом хранится тот файл,"
        " по которому он рассчитан.",
        *sections,
        "## Цели",
        "Строго по порядку: следующая цель ничего не отнимает у предыдущей.",
        _goals(region, municipal),
    )


def _read(name: str) -> str:
    return files("services").joinpath("policies", f"{name}.toml").read_text(encoding="utf-8")


def _values(text: str) -> Iterator[tuple[str, str, str, str]]:
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
        elif found := _LINE.match(line):
            value = f"нет (или, например, {found['value']})" if found["off"] else found["value"]
            yield section, found["name"], value, found["what"]


def _goals(region: str, municipal: str) -> str:
    there = [name for name, _ in _listed(municipal)]
    rows = [
        (str(number), code(name), what, _place(name, there))
        for number, (name, what) in enumerate(_listed(region), 1)
    ]
    return table(("№", "цель", "единица и смысл", "место в `municipal`"), rows)


def _listed(text: str) -> list[tuple[str, str]]:
    found = map(_GOAL.match, text.splitlines())
    return [(goal["name"], goal["what"]) for goal in found if goal]


def _place(name: str, order: list[str]) -> str:
    return str(order.index(name) + 1) if name in order else "нет"
