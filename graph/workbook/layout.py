"""Which sheet and column is which field, from the data dictionary; one place for matching names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from graph.model.fields import Field, FieldType, read_dictionary

EXAMPLE_MARK = "ПРИМЕР"
"""A row whose first filled cell begins with this word is an example and is skipped."""

GUIDE_SHEET, LISTS_SHEET, PASSPORT_SHEET = "Справка", "Списки", "Паспорт"
RESERVED_SHEETS = (GUIDE_SHEET, LISTS_SHEET, PASSPORT_SHEET)

FIX_HEADING = "Что исправить"
"""Column of a workbook of rejected rows; it is read over in silence."""

CATEGORY = "category"
"""Field name of the column `Категория`, which becomes a status."""

_FOLDED = str.maketrans("ё", "е", "*\u200b\ufeff\u00ad")
_LOOKALIKES = str.maketrans("aceopxykmthb", "асеорхукмтнв")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """One sheet: whose records its rows are, and its columns in canonical order.

    Attributes
    ----------
    key
        Fields that name the record.
    read_only_columns
        Columns that are understood but neither in the template nor exported.
    """

    name: str
    entity: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    read_only_columns: tuple[Field, ...] = ()


def normal(text: str) -> str:
    """Return what is compared when names are matched: no case, no spaces, ё as е.

    Examples
    --------
    >>> normal(" Населенный\u00a0Пункт* ") == normal("населённый пункт")
    True
    """
    return "".join(text.casefold().translate(_FOLDED).split())


def normal_heading(text: str) -> str:
    """Return `normal` of a heading, Latin look-alikes read as Cyrillic letters."""
    return normal(text).translate(_LOOKALIKES)


@cache
def sheet_layouts() -> Mapping[str, SheetLayout]:
    """Return every sheet by canonical name, in the order of the dictionary.

    Examples
    --------
    >>> [field.heading for field in sheet_layouts()["Лидеры"].fields]
    ['Организация', 'Мест всего', 'Не меньше']
    """
    layouts: dict[str, SheetLayout] = {}
    for entity in read_dictionary().entities.values():
        for sheet in entity.sheets:
            fields = tuple(field for field in entity.fields.values() if field.sheet == sheet)
            if sheet != entity.sheet:
                naming = (_naming(entity.name, entity.fields[name]) for name in entity.key)
                fields = (*naming, *fields)
            extra = (_category(),) if sheet == read_dictionary()["organisation"].sheet else ()
            layouts[sheet] = SheetLayout(
                name=sheet,
                entity=entity.name,
                key=entity.key,
                fields=fields,
                read_only_columns=extra,
            )
    return layouts


def _naming(entity: str, key: Field) -> Field:
    """Return the column by which a second sheet names records of `entity`."""
    return replace(
        key,
        type=FieldType.REFERENCE,
        to=(entity,),
        heading=read_dictionary()["offer"].fields["organisation"].heading,
        also=read_dictionary()["offer"].fields["organisation"].also,
        note="Код организации",
    )


def _category() -> Field:
    status = read_dictionary()["status_award"].fields["status"]
    return replace(status, name=CATEGORY, heading="Категория", also=(), required=False)


@cache
def _sheets_by_normal() -> Mapping[str, str]:
    return {normal_heading(name): name for name in (*sheet_layouts(), *RESERVED_SHEETS)}


def match_sheet(name: str) -> str | None:
    """Return the canonical name of a sheet spelled `name`, reserved ones too, or None."""
    return _sheets_by_normal().get(normal_heading(name))


@cache
def headings_of(sheet: str) -> Mapping[str, tuple[Field, bool]]:
    """Return normal heading → (field, whether it is the canonical heading) of a sheet."""
    layout = sheet_layouts()[sheet]
    columns = (*layout.fields, *layout.read_only_columns)
    found = {normal_heading(word): (field, False) for field in columns for word in field.also}
    return found | {normal_heading(field.heading): (field, True) for field in columns}
