"""The page of findings: everything an import may say about a file."""

from docs.scripts.markdown import code, page, table
from graph.workbook.kinds import Kind, Severity
from tests.tools.sentences import sentences

_SEVERITIES = {
    Severity.ERROR: "ошибка",
    Severity.WARNING: "предупреждение",
    Severity.NOTICE: "к сведению",
}


def render() -> str:
    """Return the page."""
    rows = [
        (code(kind.code), _SEVERITIES[kind.severity], *(_said(kind, part) for part in _PARTS))
        for kind in Kind
    ]
    return page(
        "Замечания к книге",
        "Все замечания к файлу показываются сразу, с листом и ячейкой. Ошибка не пропускает файл"
        " целиком; предупреждение и сведение не мешают. Номер замечания постоянен. Слова в фигурных"
        " скобках заменяются тем, что стоит в файле.",
        table(("номер", "важность", "что не так", "что ожидается", "что сделать"), rows),
    )


_PARTS = ("", ".expected", ".fix")


def _said(kind: Kind, part: str) -> str:
    return sentences()[f"workbook.imp{kind.value:03d}{part}"][-1]
