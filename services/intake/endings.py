"""What becomes of records that a replaced sheet no longer names."""

from collections.abc import Collection, Iterator, MutableMapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graph.model.fields import read_dictionary
from graph.model.record import Record
from graph.network import Network
from graph.workbook.layout import SheetLayout, sheet_layouts


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A record that a replaced sheet no longer names.

    Attributes
    ----------
    sheet
        Canonical sheet that is replaced.
    day
        Day its period would end; None if it is removed, or its columns of this sheet are cleared.
    """

    sheet: str
    entity: str
    key: str
    day: date | None = None


def end_missing(
    sheet: str,
    named: Collection[str],
    network: Network,
    today: date,
    after: MutableMapping[tuple[str, str], Record | None],
) -> Iterator[Ending]:
    """End every stored record of `sheet` whose key is not `named`, in `after`; yield each.

    Records with a period get today as its end (one that has not begun ends on its first day), and
    those that have ended stay as they are. Others are removed. The second sheet of an entity has no
    records of its own: the values of its columns are cleared.
    """
    layout = sheet_layouts()[sheet]
    for key in network.table(layout.entity).keys:
        if key in named:
            continue
        name = (layout.entity, key)
        record = after[name] if name in after else network.find(*name)
        if record is None:
            continue
        ended = _ended(layout, record, today)
        if ended != record:
            after[name] = ended
            day = getattr(ended, "to_date", None) if sheet == record.definition().sheet else None
            yield Ending(sheet=sheet, entity=layout.entity, key=key, day=day)


def _ended(layout: SheetLayout, record: Record, today: date) -> Record | None:
    definition = read_dictionary()[layout.entity]
    if layout.name != definition.sheet:
        own: dict[str, Any] = {
            field.name: None for field in layout.fields if field.name not in layout.key
        }
        return replace(record, **own)
    if "to_date" not in definition.fields:
        return None
    start, end = getattr(record, "from_date", None), getattr(record, "to_date", None)
    if end is not None and end <= today:
        return record
    changed: dict[str, Any] = {"to_date": today if start is None else max(today, start)}
    return replace(record, **changed)
