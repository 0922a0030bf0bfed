"""The index of leaflets as sheets: to whom each goes, and whom each leader and mentee may call."""

from collections.abc import Mapping, Sequence

from graph.model.organisation import Person
from graph.network import Network
from graph.texts import Say, message
from graph.workbook.sheets import Cell, Sheet
from services.views.leaflets import Leaflet, Reader

_LEAFLETS = (
    *("number", "reader", "code", "name", "municipality"),
    *("person", "position", "phone", "email", "partners", "needs", "pdf", "picture"),
)
_CONTACTS = (
    *("number", "leader", "leader_person", "leader_phone", "leader_email"),
    *("mentee", "mentee_person", "mentee_phone", "mentee_email", "directions"),
)


def index_sheets(
    network: Network, leaflets: Sequence[Leaflet], files: Mapping[tuple[str, str], str], say: Say
) -> list[Sheet]:
    """Return the sheets of the index.

    Parameters
    ----------
    files
        (reader, code) → path of the leaflet without its ending, from the folder of the index.
    """
    plan = leaflets[0].plan if leaflets else None
    note = "" if plan is None else say(message("sheet.index.note", plan=plan.id))
    if network.head.reference_date is not None:
        note = f"{note} {say(message('sheet.made_up'))}".strip()
    return [
        Sheet(
            name=say(message("sheet.index.leaflets")),
            header=[say(message(f"sheet.index.column.{name}")) for name in _LEAFLETS],
            rows=[
                _leaflet(number, one, network, files[one.reader.value, one.code], say)
                for number, one in enumerate(leaflets, start=1)
            ],
            widths=(6, 18, 16, 34, 26, 34, 26, 20, 30, 12, 12, 34, 34),
            note=note,
        ),
        Sheet(
            name=say(message("sheet.index.contacts")),
            header=[say(message(f"sheet.index.column.{name}")) for name in _CONTACTS],
            rows=_contacts(leaflets),
            widths=(6, 30, 32, 20, 30, 30, 32, 20, 30, 60),
            note=note,
        ),
    ]


def _leaflet(number: int, one: Leaflet, network: Network, file: str, say: Say) -> list[Cell]:
    person = one.contact
    return [
        number,
        say(message(f"sheet.reader.{one.reader.value}")),
        one.code,
        one.name,
        network.name_of.get(one.municipality, one.municipality),
        None if person is None else person.name,
        None if person is None else person.position,
        *_call(person),
        one.partners,
        one.needs,
        f"{file}.pdf",
        f"{file}.png",
    ]


def _contacts(leaflets: Sequence[Leaflet]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for one in leaflets:
        if one.reader is not Reader.LEADER:
            continue
        for part in one.parts:
            if part.who is None:
                continue
            ways = "; ".join(need.title for need in part.needs)
            rows.append(
                [
                    len(rows) + 1,
                    one.name,
                    None if one.contact is None else one.contact.name,
                    *_call(one.contact),
                    part.who.name,
                    None if part.contact is None else part.contact.name,
                    *_call(part.contact),
                    ways,
                ]
            )
    return rows


def _call(person: Person | None) -> tuple[str | None, str | None]:
    return (None, None) if person is None else (person.phone, person.email)
