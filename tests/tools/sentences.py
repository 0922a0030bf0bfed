"""Which message codes the code names, and which sentences the catalogues hold."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.tools.source import ROOT, Module, dotted, files, modules

LOCALE = ROOT / "api" / "locale" / "ru"
CODE = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
_QUOTED = re.compile(rf"[\"'`]({CODE.pattern})[\"'`](?!\s*[~+])")
_STARTS = re.compile(r"[\"'`]([a-z][a-z0-9_]*\.[a-z0-9_.]*)[\"'`]\s*[~+]")
"""A code in a template, and the beginning of one that is composed there."""
_TELLERS = re.compile(r"^(message|Message|.*Error)$")
_SHORT_FORMS = {"help_of": "cli."}
"""Functions that put the first part of the code before what they are given."""


@dataclass(frozen=True, slots=True)
class Call:
    """One place that says a message by a literal code."""

    teller: str
    code: str
    where: str
    given: frozenset[str]
    is_open: bool
    """Whether parameters come through ``**`` too."""


@cache
def catalogues() -> dict[str, Catalog]:
    """Return every Russian catalogue by domain."""
    found = {}
    for path in sorted(LOCALE.glob("*.po")):
        with path.open("rb") as file:
            found[path.stem] = read_po(file, locale="ru", abort_invalid=True)
    return found


@cache
def sentences() -> dict[str, tuple[str, ...]]:
    """Return code → forms of its sentence."""
    found = {}
    for catalogue in catalogues().values():
        for entry in catalogue:
            if entry.id:
                code = entry.id if isinstance(entry.id, str) else entry.id[0]
                text = entry.string
                found[code] = (text,) if isinstance(text, str) else tuple(text or ())
    return found


def placeholders(code: str) -> set[str]:
    """Return the parameters that a sentence needs."""
    return {
        name
        for form in sentences()[code]
        for _, name, _, _ in Formatter().parse(form)
        if name is not None
    }


def calls() -> Iterator[Call]:
    """Yield every message and every refusal with a literal code."""
    for module in modules():
        for node in ast.walk(module.tree):
            code = _code(node) if isinstance(node, ast.Call) and node.args else ""
            if isinstance(node, ast.Call) and CODE.fullmatch(code):
                yield _call(module, node, code)


def _code(node: ast.Call) -> str:
    name = dotted(node).rpartition(".")[2]
    first = node.args[0]
    if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return ""
    return f"{_SHORT_FORMS.get(name, '')}{first.value}" if _tells(name) else ""


def _tells(name: str) -> bool:
    return name in _SHORT_FORMS or bool(_TELLERS.match(name))


def on_pages() -> Iterator[tuple[str, str]]:
    """Yield (file, code) of every code of a known domain in templates and scripts."""
    for path in _pages():
        for code in _QUOTED.findall(path.read_text(encoding="utf-8")):
            domain, _, rest = code.partition(".")
            if domain in catalogues() and rest not in {"html", "svg", "pdf", "json", "js", "css"}:
                yield path.relative_to(ROOT).as_posix(), code


def _call(module: Module, node: ast.Call, code: str) -> Call:
    names = {word.arg for word in node.keywords if word.arg}
    is_open = any(word.arg is None for word in node.keywords) or len(node.args) > 1
    teller = dotted(node).rpartition(".")[2]
    return Call(teller, code, module.at(node), frozenset(names), is_open)


def refusals() -> dict[str, str]:
    """Return the codes of refusals, each with the class of its error."""
    return {call.code: call.teller for call in calls() if call.teller.endswith("Error")}


@cache
def named() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return the codes that stand in the product literally, and patterns of composed ones."""
    literal: set[str] = set()
    patterns: set[str] = set()
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literal |= {node.value} if CODE.fullmatch(node.value) else set()
            elif isinstance(node, ast.JoinedStr):
                patterns.add(_pattern(node))
            if isinstance(node, ast.Call) and node.args and (code := _code(node)):
                literal.add(code)
    for path in _pages():
        text = path.read_text(encoding="utf-8")
        literal |= set(_QUOTED.findall(text))
        patterns |= {f"{re.escape(start)}.+" for start in _STARTS.findall(text)}
    useful = {pattern for pattern in patterns if re.match(r"[a-z][a-z0-9_]*\\\.", pattern)}
    return frozenset(literal), tuple(re.compile(pattern) for pattern in sorted(useful))


def _pages() -> list[Path]:
    return [*files("api", ".html", ".js", ".jinja"), *files("viz", ".html", ".js", ".jinja")]


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(
        re.escape(part.value)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
        else "[a-z0-9_.]+"
        for part in node.values
    )
