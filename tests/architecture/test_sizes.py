"""Files and functions stay small enough to be read at one sitting."""

import ast

from tests.tools.source import PRODUCT, Definition, files, functions, modules

LARGEST_FILE = 400
LARGEST_FUNCTION = 60
LONGEST_LINE = 140
WRITTEN_BY_HAND = (".py", ".js", ".css", ".html", ".cypher", ".sql")


def test_no_file_has_more_than_400_lines() -> None:
    found = [
        f"{path}: {lines}"
        for folder in (*PRODUCT, "tests", "docs")
        for path in files(folder, *WRITTEN_BY_HAND)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LARGEST_FILE
    ]
    assert not found, "\n".join(found)


def test_no_line_of_a_page_a_style_sheet_or_a_script_is_longer_than_140() -> None:
    found = [
        f"{path}:{number}: {len(line)}"
        for folder in PRODUCT
        for path in files(folder, ".html", ".css", ".js")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert not found, "\n".join(found)


def length(function: Definition) -> int:
    """Return the lines of a function without its docstring."""
    first = function.body[0]
    is_text = isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str)
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if is_text else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def test_no_function_has_more_than_60_lines_of_code() -> None:
    found = [
        f"{module.at(function)} {name}: {lines}"
        for module in modules(*PRODUCT, "tests", "docs")
        for name, function in functions(module.tree)
        if (lines := length(function)) > LARGEST_FUNCTION
    ]
    assert not found, "\n".join(found)


def test_a_docstring_does_not_make_a_function_long() -> None:
    code = 'def find(x):\n    """Find.\n\n    More.\n    """\n    y = x\n    return y\n'
    assert length(next(functions(ast.parse(code)))[1]) == 3


def test_nine_files_in_ten_have_fewer_than_300_lines() -> None:
    sizes = [len(module.text.splitlines()) for module in modules()]
    assert sum(size < 300 for size in sizes) >= 0.9 * len(sizes)
