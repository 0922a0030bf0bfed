"""Files and functions stay small enough to be read at one sitting."""

from tests.tools.source import PRODUCT, files, functions, modules

LARGEST_FILE = 400
LARGEST_FUNCTION = 60
WRITTEN_BY_HAND = (".py", ".js", ".css", ".html", ".cypher", ".sql")


def test_no_file_has_more_than_400_lines() -> None:
    found = [
        f"{path}: {lines}"
        for folder in (*PRODUCT, "tests", "docs")
        for path in files(folder, *WRITTEN_BY_HAND)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LARGEST_FILE
    ]
    assert not found, "\n".join(found)


def test_no_function_has_more_than_60_lines_of_code() -> None:
    found = []
    for module in modules(*PRODUCT, "tests", "docs"):
        for name, function in functions(module.tree):
            first = function.body[0]
            has_docstring = len(function.body) > 1 and ast_is_text(first)
            start = (first.end_lineno or first.lineno) if has_docstring else function.lineno
            lines = (function.end_lineno or start) - start
            if lines > LARGEST_FUNCTION:
                found.append(f"{module.at(function)} {name}: {lines}")
    assert not found, "\n".join(found)


def ast_is_text(statement: object) -> bool:
    value = getattr(statement, "value", None)
    return isinstance(getattr(value, "value", None), str)


def test_nine_files_in_ten_have_fewer_than_300_lines() -> None:
    sizes = [len(module.text.splitlines()) for module in modules()]
    assert sum(size < 300 for size in sizes) >= 0.9 * len(sizes)
