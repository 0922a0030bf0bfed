"""What the command `isolated` may be asked beside its plain report, and how it is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.edge import SHOWN_LINES, Edge
from graph.errors import InputError
from graph.network import Network
from graph.texts import message
from services.named import named

if TYPE_CHECKING:
    from graph.texts import Message
    from graph.workbook.sheets import Sheet


class Question(StrEnum):
    """What is asked."""

    SOON = "soon"
    AHEAD = "ahead"
    TREND = "trend"
    COMPARED = "compared"
    LISTS = "lists"
    OF = "of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with the other day, the number of days, or the name or code that it names."""

    question: Question
    other: date | None = None
    days: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Where the answer goes besides the screen, and how much of it is shown."""

    json_file: str | None
    xlsx: Path | None
    show_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer in each of its forms; without `sheets` there is no workbook of it."""

    document: dict[str, Any]
    sheets: "tuple[Sheet, ...]"
    lines: list[str]
    closing: Sequence[str] = ()


def tell_answer(edge: Edge, answer: Answer, output: Output) -> None:
    """Print an answer, and write it where it is to go."""
    from graph.workbook.sheets import write_sheets

    if output.json_file is not None:
        edge.write_json(answer.document, output.json_file)
    if output.xlsx is not None:
        if not answer.sheets:
            raise InputError("isolation_list.xlsx")
        made = BytesIO()
        write_sheets(made, answer.sheets)
        edge.write_bytes(made.getvalue(), output.xlsx)
    if output.json_file == "-":
        return
    most = None if output.show_all else SHOWN_LINES
    for line in (*answer.document["texts"], *answer.closing, *answer.lines[:most]):
        print(line)  # noqa: T201 - what the command says
    if most is not None and most < len(answer.lines):
        edge.tell("cli.isolated.more")


def line_of(
    edge: Edge, network: Network, code: str, text: str, step: "Message | None" = None
) -> str:
    """Return one line of a list: who, why and what to do."""
    name = named(network, code)
    if step is None:
        return edge.say(
            message("isolation_time.line.moved", name=name, organisation=code, text=text)
        )
    return edge.say(
        message("isolation_time.line", name=name, organisation=code, text=text, step=step)
    )
