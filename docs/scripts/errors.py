"""The page of refusals: every stable code with its sentence, exit code and HTTP status."""

from docs.scripts.markdown import code, page, table
from graph import errors
from tests.tools.sentences import refusals, sentences

_EXIT = {"StoreUnavailableError": 1}
_KINDS = {
    "InputError": "данные не приняты",
    "NotFoundError": "не найдено",
    "ConflictError": "не позволяет состояние",
    "StaleRecordsError": "записи успели измениться",
    "PlanStateError": "не позволяет состояние плана",
    "StoreUnavailableError": "база недоступна",
    "NotAllowedError": "нет права",
}


def render() -> str:
    """Return the page."""
    rows = [
        (code(name), _KINDS.get(kind, kind), str(_EXIT.get(kind, 2)), sentences()[name][-1])
        for name, kind in sorted(refusals().items())
        if name in sentences()
    ]
    return page(
        "Отказы",
        "Код постоянен: на него могут опираться другие программы. Слова в фигурных скобках"
        " заменяются тем, о чём речь. Третий столбец — код выхода команды.",
        table(("код", "вид", "выход", "предложение"), rows),
        f"Классы отказов: {', '.join(code(name) for name in _KINDS if hasattr(errors, name))}.",
    )
