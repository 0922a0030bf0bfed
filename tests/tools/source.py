"""The product's own source, read once: what the architecture tests look at."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("graph", "services", "viz", "api")
_SKIPPED = {"__pycache__", "vendor", "vendored", "node_modules"}

Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file of the tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Dotted name, such as ``graph.model.need``."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def shown(self) -> str:
        """Path from the root, for messages."""
        return self.path.relative_to(ROOT).as_posix()

    def at(self, node: ast.stmt | ast.expr) -> str:
        """Return where `node` stands, as ``path:line``."""
        return f"{self.shown}:{node.lineno}"


def files(folder: str, *suffixes: str) -> list[Path]:
    """Return the files of `folder` with one of `suffixes`, foreign code left out."""
    return sorted(
        path
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and not _SKIPPED & set(path.relative_to(ROOT).parts)
    )


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Return the parsed modules of `folders`, of the product if none is named."""
    found = []
    for folder in folders or PRODUCT:
        for path in files(folder, ".py"):
            text = path.read_text(encoding="utf-8")
            found.append(Module(path, text, ast.parse(text)))
    return tuple(found)


def functions(tree: ast.AST, owner: str = "") -> Iterator[tuple[str, Definition]]:
    """Yield (qualified name, definition) of every function that is not inside another."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Definition):
            yield f"{owner}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{owner}{node.name}.")
        elif not isinstance(node, ast.expr):
            yield from functions(node, owner)


def is_public(name: str) -> bool:
    """Return whether no part of a dotted name is private; magic methods count as public."""
    return not any(
        part.startswith("_") and not (part.startswith("__") and part.endswith("__"))
        for part in name.split(".")
    )


def dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` of an attribute chain, and what is called of a call; else empty."""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Yield every imported name in full, such as ``datetime.datetime``, with its statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)
