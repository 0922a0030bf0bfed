"""The page of the data dictionary: every entity, field and closed list."""

from docs.scripts.markdown import code, page, table
from graph.model.fields import Choice, Entity, Field, FieldType, read_dictionary

_TYPES = {
    FieldType.CODE: "код",
    FieldType.TEXT: "текст",
    FieldType.INTEGER: "целое число",
    FieldType.REAL: "число",
    FieldType.DATE: "дата",
    FieldType.BOOLEAN: "да/нет",
    FieldType.CHOICE: "слово из списка",
    FieldType.SCHOOL_YEAR: "учебный год",
    FieldType.REFERENCE: "код из",
    FieldType.REFERENCES: "коды из",
    FieldType.COUNTED_REFERENCES: "коды с числом людей из",
    FieldType.TEXTS: "тексты",
    FieldType.INTEGERS: "целые числа",
    FieldType.BYTES: "двоичные данные",
}
_UNITS = {"degree": "градусов", "km": "км", "hour": "часов", "minute": "минут", "ms": "мс"}
_INTRODUCTION = (
    "Каждое поле названо один раз, в `graph/model/fields.toml`. Отсюда берутся заголовки книги,"
    " проверки, таблицы SQLite, метки и свойства Neo4j и эта страница."
    " Звёздочка отмечает обязательное поле, `ПД` — персональные данные."
)


def render() -> str:
    """Return the page."""
    dictionary = read_dictionary()
    parts = [
        _INTRODUCTION,
        *(_entity(entity) for entity in dictionary.entities.values()),
        "## Закрытые списки",
        "Хранится код; книга и экраны показывают русское слово; при чтении понимаются и другие.",
        *(_choices(name, words) for name, words in dictionary.choices.items()),
    ]
    return page("Словарь данных", *parts)


def _entity(entity: Entity) -> str:
    sheets = ", ".join(f"«{sheet}»" for sheet in entity.sheets)
    where = [
        f"в книге: {sheets}" if sheets else "в книге не хранится",
        f"узел `{entity.node}`" if entity.node else "",
        f"связь `{entity.tie}`" if entity.tie else "",
        f"вид связи по полю `{entity.tie_by}`" if entity.tie_by else "",
        f"ключ: {', '.join(f'`{name}`' for name in entity.key)}",
    ]
    headings = ("поле", "колонка", "что это", "тип", "границы", "понимается и как", "в графе")
    rows = [_field(field) for field in entity.fields.values()]
    return f"## `{entity.name}`\n\n{'; '.join(filter(None, where))}.\n\n{table(headings, rows)}"


def _field(field: Field) -> tuple[str, ...]:
    star = "*" if field.required else ""
    kind = " ".join([_TYPES[field.type], ", ".join(f"`{to}`" for to in field.to)]).strip()
    marks = [kind, _UNITS.get(field.unit, field.unit), "ПД" if field.personal else ""]
    return (
        f"`{field.name}`{star}",
        field.heading if field.sheet else "",
        field.note,
        ", ".join(filter(None, marks)),
        _bounds(field),
        ", ".join(field.also),
        code(field.ties),
    )


def _bounds(field: Field) -> str:
    low = "" if field.min is None else f"от {field.min:g}"
    high = "" if field.max is None else f"до {field.max:g}"
    odd = "" if field.unusual is None else f"больше {field.unusual:g} — предупреждение"
    return " ".join(filter(None, (low, high, odd)))


def _choices(name: str, words: tuple[Choice, ...]) -> str:
    rows = [(code(word.code), word.ru, word.en, ", ".join(word.also)) for word in words]
    return f"### `{name}`\n\n{table(('код', 'по-русски', 'по-английски', 'понимается и'), rows)}"
