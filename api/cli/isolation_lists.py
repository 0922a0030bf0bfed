"""Questions of the command `isolated` by list and by organisation: the ten lists, and evidence."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated

import typer

from api.cli.edge import Edge
from api.cli.isolation_answer import Answer, Asked, Question, line_of
from api.texts import catalogue
from graph.errors import NotFoundError
from graph.network import Network
from graph.texts import Message, message
from services.isolation.proof import Proof
from services.named import named
from services.policy import IsolationPolicy

_say = catalogue("ru")

ListsOption = Annotated[
    bool, typer.Option("--lists", help=_say(message("isolation_list.option.lists")))
]
ListOption = Annotated[
    str | None, typer.Option("--list", help=_say(message("isolation_list.option.list")))
]
OfOption = Annotated[
    str | None, typer.Option("--of", help=_say(message("isolation_list.option.of")))
]


def questions_by_list(*, lists: bool, name: str | None, of: str | None) -> list[Asked]:
    """Return what the options ask by list and by organisation; `name` is one of the lists."""
    asked = []
    if lists or name is not None:
        asked.append(Asked(question=Question.LISTS, name=name))
    if of is not None:
        asked.append(Asked(question=Question.OF, name=of))
    return asked


def _lists(edge: Edge, policy: IsolationPolicy, asked: Asked, day: date) -> Answer:
    from services.isolation.questions import Question as Ten
    from services.isolation.questions_document import questions_document
    from services.isolation.questions_sheets import questions_sheet
    from services.isolation.workflow import read_answers

    names = ", ".join(Ten)
    if asked.name is not None and asked.name not in set(Ten):
        raise NotFoundError("isolation_list.unknown", name=asked.name, names=names)
    only = None if asked.name is None else Ten(asked.name)
    network, found = read_answers(edge.store(), policy, day=day, ctx=edge.context())
    document = questions_document(
        found, network, edge.say, day=day, window_months=policy.window_months, only=only
    )
    return Answer(
        document=document,
        sheets=(questions_sheet(document, network, edge.say),),
        lines=[
            line_of(edge, network, one.code, edge.say(one.text), one.step)
            for one in (() if only is None else found[only])
        ],
        closing=[edge.say(message("isolation_list.names", names=names))] if only is None else (),
    )


def _of(edge: Edge, policy: IsolationPolicy, asked: Asked, day: date) -> Answer:
    from services.isolation.questions_document import proof_document
    from services.isolation.workflow import read_proof

    network, proof, finding = read_proof(
        edge.store(), policy, day=day, organisation=asked.name or "", ctx=edge.context()
    )
    document = proof_document(proof, finding, network, edge.say, day=day)
    step = [] if finding is None else [edge.say(finding.next_step)]
    evidence = [edge.say(one) for one in _evidence(proof, network)]
    return Answer(document=document, sheets=(), lines=[], closing=[*step, *evidence])


def _evidence(proof: Proof, network: Network) -> Iterable[Message]:
    """Yield what can be checked by hand, one sentence each."""

    def names(codes: Iterable[str]) -> str:
        return "; ".join(named(network, code) for code in codes)

    if proof.meetings:
        yield message(
            "isolation_list.proof.meetings", since=proof.since, n=proof.meetings_in_window
        )
    else:
        yield message("isolation_list.proof.no_meetings", since=proof.since)
    for one in proof.meetings:
        event = network.events.get(one.event)
        yield message(
            "isolation_list.proof.meeting",
            date=one.day,
            event=one.event if event is None else event.name,
            names=names(one.others),
        )
    if proof.partners:
        yield message("isolation_list.proof.partners", names=names(proof.partners))
    if proof.papers:
        yield message("isolation_list.proof.papers", names=names(proof.papers))
    if proof.circle:
        n = proof.circle_size
        yield message("isolation_list.proof.component", n=n, names=names(proof.circle))
    if proof.way:
        yield message(
            "isolation_list.proof.way", names=" → ".join(named(network, code) for code in proof.way)
        )
    else:
        yield message("isolation_list.proof.way.none")


BY_LIST: dict[Question, Callable[[Edge, IsolationPolicy, Asked, date], Answer]] = {
    Question.LISTS: _lists,
    Question.OF: _of,
}
