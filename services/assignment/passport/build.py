"""The passport as facts and sections in words, for a sheet, a page and a print."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.model.plan import Order
from graph.network import Network
from graph.texts import Message, Parameter, Say, message
from graph.workbook.sheets import Cell
from services.assignment.passport.steps import PlanStep

Document = Mapping[str, Any]
_SHORTAGES = 3
_STEPS = 6
_SHORT = 19  # characters of a fingerprint on paper: its kind and twelve digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the passport on paper.

    Attributes
    ----------
    name
        What it is, the same in every language: ``goals``, ``steps`` …
    header
        Headings of the columns; none for facts and sentences.
    rows
        Texts by row, as many as there are columns.
    """

    name: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """What a plan is, in words.

    Attributes
    ----------
    facts
        (what, value) for the sheet of the workbook, whole.
    sections
        For one sheet of paper: long lists are cut, fingerprints shortened.
    """

    plan: str
    title: str
    lead: str
    warning: str
    facts: tuple[tuple[str, Cell], ...]
    sections: tuple[Section, ...]
    footer: str


def build_passport(
    network: Network, document: Document, steps: Sequence[PlanStep], version: str, say: Say
) -> Passport:
    """Return the passport of a plan.

    Parameters
    ----------
    network
        Newest network: for names and orders.
    document
        The plan as `services.assignment.document.plan_document` gives it.
    steps
        What was decided about it, the oldest first.
    version
        Of the program that writes the passport.
    """
    told = _Told(network, document, steps, version, say)
    return Passport(
        plan=document["id"],
        title=say(message("passport.title", plan=document["id"])),
        lead=told.lead,
        warning=say(message("passport.made_up")) if network.head.reference_date else "",
        facts=tuple(told.facts()),
        sections=tuple(section for section in told.sections() if section.rows),
        footer=say(message("passport.footer", version=version)),
    )


class _Told:
    """Says the parts of one passport."""

    def __init__(
        self,
        network: Network,
        document: Document,
        steps: Sequence[PlanStep],
        version: str,
        say: Say,
    ) -> None:
        self._document = document
        self._steps = steps
        self._version = version
        self._sentence = say
        kind, _, code = document["scope"].partition(":")
        self._scope = self._say(f"passport.scope.{kind}", place=network.name_of.get(code, code))
        self._orders = _orders(network, document)

    def _say(self, code: str, **params: Parameter) -> str:
        return self._sentence(message(code, **params))

    @property
    def lead(self) -> str:
        """One line on what was planned."""
        return self._say(
            "passport.lead",
            school_year=self._document["school_year"],
            scope=self._scope,
            day=date.fromisoformat(self._document["as_of"]),
            status=message(f"plan.status.{self._document['status']}"),
        )

    def facts(self) -> Iterator[tuple[str, Cell]]:
        """Yield what the sheet of the workbook tells."""
        document = self._document
        values: list[tuple[str, Cell]] = [
            ("id", document["id"]),
            ("status", self._say(f"plan.status.{document['status']}")),
            ("school_year", document["school_year"]),
            ("scope", self._scope),
            ("as_of", date.fromisoformat(document["as_of"])),
            ("revision", document["network_revision"]),
            *self._counts(),
            ("stages", document["certificate"]["stages"]),
            ("checker", document["certificate"]["checker"]),
            ("policy", document["policy_fingerprint"]),
            ("data", document["data_fingerprint"]),
            ("version", self._version),
        ]
        for name, value in values:
            yield self._say(f"passport.fact.{name}"), value
        for step in self._steps:
            what, day, who, reason = self._step(step)
            yield what, self._say("passport.step", day=day, who=who, reason=reason)
        for order in self._orders:
            yield self._say("passport.fact.order"), self._order(order)

    def sections(self) -> Iterator[Section]:
        """Yield the parts of the print in their order."""
        document = self._document
        yield self._section("counts", [(self._fact(k), str(v)) for k, v in self._counts()])
        yield self._section(
            "goals",
            [
                (
                    str(number),
                    self._say(f"plan.goal.{goal['name']}"),
                    _number(goal["value"]),
                    self._say("plan.proved" if goal["proved"] else "plan.not_proved"),
                )
                for number, goal in enumerate(document["goals"], start=1)
            ],
            header=("number", "goal", "value", "proved"),
        )
        reasons = Counter(line["reason"] for line in document["open_needs"])
        yield self._section(
            "open",
            [
                (self._say(f"plan.reason.{reason}"), str(n))
                for reason, n in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
            ],
        )
        worst = sorted(document["blocking_groups"], key=lambda g: (-g["short_by"], g["id"]))
        yield self._section("shortage", [(group["text"],) for group in worst[:_SHORTAGES]])
        yield self._section("steps", [self._step(step) for step in self._shown_steps()], _STEP)
        yield self._section("orders", [(self._order(order),) for order in self._orders])
        certificate = document["certificate"]
        yield self._section(
            "proof",
            [
                (self._fact("checker"), certificate["checker"]),
                (self._fact("stages"), str(certificate["stages"])),
                (self._fact("policy"), document["policy_fingerprint"][:_SHORT]),
                (self._fact("data"), document["data_fingerprint"][:_SHORT]),
                (self._fact("revision"), str(document["network_revision"])),
            ],
        )

    def _fact(self, name: str) -> str:
        return self._say(f"passport.fact.{name}")

    def _section(
        self, name: str, rows: Sequence[tuple[str, ...]], header: Sequence[str] = ()
    ) -> Section:
        return Section(
            name=name,
            title=self._say(f"passport.section.{name}"),
            rows=tuple(rows),
            header=tuple(self._say(f"passport.column.{column}") for column in header),
        )

    def _counts(self) -> list[tuple[str, int]]:
        counts, document = self._document["counts"], self._document
        lines = (*document["assignments"], *document["open_needs"])
        return [
            *(
                (name, counts[name])
                for name in ("needs", "covered", "mentees", "mentees_with_leader", "leaders_used")
            ),
            ("open", len(document["open_needs"])),
            ("over_border", counts["over_border"]),
            ("with_community", sum(bool(line["with_community"]) for line in lines)),
            ("places_taken", counts["places_taken"]),
        ]

    def _shown_steps(self) -> Sequence[PlanStep]:
        """Return the first step and the newest ones."""
        steps = self._steps
        return steps if len(steps) <= _STEPS else (*steps[:1], *steps[1 - _STEPS :])

    def _step(self, step: PlanStep) -> tuple[str, str, str, str]:
        what: Message = message(f"passport.action.{step.action.value}")
        if step.undoes is not None:
            what = message("passport.undone", revision=step.undoes)
        day = self._say("passport.day", day=step.day)
        return self._sentence(what), day, step.actor, step.reason

    def _order(self, order: Order) -> str:
        return self._say(
            "passport.order",
            plan=order.plan,
            number=order.number,
            date=order.date,
            from_date=order.from_date,
            to_date=order.to_date,
        )


def _orders(network: Network, document: Document) -> list[Order]:
    """Return the orders of the plan's year and scope, by their first day.

    There is more than one when a plan was replaced within the year: each change of its pairs is a
    plan and an order of its own.
    """
    own = (document["school_year"], document["scope"])
    plans = {plan.id for plan in network.plans if (plan.school_year, plan.scope) == own}
    found = [order for order in network.orders if order.plan in plans]
    return sorted(found, key=lambda order: (order.from_date, order.plan))


_STEP = ("what", "day", "who", "reason")


def _number(value: int | list[int]) -> str:
    """Return the value of a goal; bands stand side by side, the farthest first."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
