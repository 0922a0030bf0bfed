"""Between modules travel values with names; a bag of anything is for documents only."""

import ast

from tests.tools.source import Definition, functions, is_public, modules

BAG = {"dict[str, Any]", "Mapping[str, Any]", "list[dict[str, Any]]", "dict[Any, Any]"}
DOCUMENTS = ("document", "canonical", "records", "rows", "json", "problems", "journal")
"""Parts of names of modules, functions and arguments whose business is a foreign shape."""
ADAPTERS = "graph.stores."
"""They speak rows and properties of databases; the port speaks values."""


def _bags(function: Definition) -> list[str]:
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    plain = [a for a in arguments if a.arg not in DOCUMENTS]
    hints = [a.annotation for a in plain if a.annotation] + [function.returns]
    return [text for hint in hints if hint and (text := ast.unparse(hint)) in BAG]


def test_no_bag_of_anything_crosses_a_module() -> None:
    found = [
        f"{module.at(node)} {name}: {', '.join(bags)}"
        for module in modules()
        if not any(word in module.path.stem for word in DOCUMENTS)
        and not module.name.startswith(ADAPTERS)
        for name, node in functions(module.tree)
        if is_public(name) and not any(word in name.lower() for word in DOCUMENTS)
        if (bags := _bags(node))
    ]
    assert not found, "\n".join(found)


def test_a_bag_is_seen_and_a_table_with_a_value_type_is_not() -> None:
    code = "def read(x: dict[str, Any], y: dict[str, int]) -> Mapping[str, Any]: ..."
    function = next(functions(ast.parse(code)))[1]
    assert _bags(function) == ["dict[str, Any]", "Mapping[str, Any]"]
