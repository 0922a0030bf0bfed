"""A public function that refuses says so, with the class of the refusal."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.tools.source import Definition, Module, dotted, is_public, modules

REFERS = re.compile(r"See `[\w.]+`")
"""An adapter's method may send the reader to the port."""


def _own_nodes(function: Definition) -> Iterator[ast.AST]:
    """Yield the nodes of a function without those of functions and lambdas inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def raised(function: Definition) -> set[str]:
    """Return the classes a function raises by name; what it catches and raises again is not new."""
    return {
        name.rpartition(".")[2]
        for node in _own_nodes(function)
        if isinstance(node, ast.Raise) and node.exc is not None
        if (name := dotted(node.exc))[:1].isupper() or name.rpartition(".")[2][:1].isupper()
    }


def _documented(docstring: str | None) -> tuple[bool, str]:
    text = docstring or ""
    if REFERS.search(text):
        return True, text
    before, found, after = text.partition("Raises\n------")
    del before
    return bool(found), after


def silent(
    tree: ast.AST, owner: str = "", owner_text: str | None = None
) -> Iterator[tuple[str, ast.stmt]]:
    """Yield (what is not said, where) of public functions that raise."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            yield from silent(node, f"{owner}{node.name}.", ast.get_docstring(node))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{owner}{node.name}"
            if not is_public(name):
                continue
            own = ast.get_docstring(node)
            text = f"{own or ''}\n{owner_text or ''}" if node.name.startswith("__") else own
            said, section = _documented(text)
            for error in sorted(raised(node)):
                if not said or (not REFERS.search(text or "") and error not in section):
                    yield f"{name} raises {error} and does not say so", node


def test_every_public_function_that_raises_says_what_and_when() -> None:
    found = [
        f"{module.at(where)} {what}"
        for module in modules()
        for what, where in silent(module.tree)
        if not _is_face(module)
    ]
    assert not found, "\n".join(found)


def _is_face(module: Module) -> bool:
    """Routes, pages and commands answer by documents of their own; their docs are generated."""
    return module.name.startswith(("api.routes", "api.web", "api.cli", "api.commands"))


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("Do it.", 1),
        ("Do it.\n\n    Raises\n    ------\n    KeyError\n        If no.\n    ", 1),
        ("Do it.\n\n    Raises\n    ------\n    ValueError\n        If no.\n    ", 0),
        ("See `NetworkStore.read`.", 0),
    ],
)
def test_silence_is_seen(docstring: str, expected: int) -> None:
    code = f'def find(x):\n    """{docstring}"""\n    if x:\n        raise ValueError(x)\n'
    assert len(list(silent(ast.parse(code)))) == expected


def test_a_private_function_may_keep_silent() -> None:
    assert not list(silent(ast.parse("def _find():\n    raise ValueError\n")))
