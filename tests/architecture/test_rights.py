"""Every workflow asks for a right before it does anything else."""

import ast

from tests.tools.source import Definition, dotted, functions, is_public, modules


def _statements(function: Definition) -> list[ast.stmt]:
    """Return the body without its docstring."""
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return function.body[1:] if has_docstring else function.body


def asks_first(function: Definition) -> bool:
    """Return whether the first statement is `require(…)`."""
    statements = _statements(function)
    return (
        bool(statements)
        and isinstance(statements[0], ast.Expr)
        and dotted(statements[0].value).rpartition(".")[2] == "require"
    )


def test_every_public_function_of_a_workflow_begins_with_require() -> None:
    found = [
        f"{module.at(node)} {name}"
        for module in modules("services")
        if module.path.name == "workflow.py"
        for name, node in functions(module.tree)
        if is_public(name) and not name.rpartition(".")[2].startswith("__") and not asks_first(node)
        if "." not in name
    ]
    assert not found, "\n".join(found)


def test_a_workflow_that_forgets_to_ask_is_seen() -> None:
    tree = ast.parse('def approve(actor):\n    """Approve."""\n    store.apply()\n')
    assert not asks_first(next(functions(tree))[1])
    tree = ast.parse('def approve(actor):\n    """Approve."""\n    require(actor, Right.APPROVE)\n')
    assert asks_first(next(functions(tree))[1])
