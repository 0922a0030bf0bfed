"""The network in numbers as a page: each number beside that of a year before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.model.choices import OrganisationKind
from graph.texts import Message
from services.measures.doubled import count_doubled
from services.measures.involvement import Basis, Part
from services.measures.measures import Measures
from services.measures.wording import Topic, percent, sentences
from services.views.organisation_list import natural
from services.views.words import word_of

_QUIET = {Topic.EVENTS, Topic.PAPER, Topic.DEPENDED}
"""Told in the table of parts, or by the sentence of another line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as a line shows it: a share of `of`, if that is given."""

    value: int | float | None
    of: int | None = None

    @property
    def percent(self) -> int | None:
        """The share in whole percent."""
        if self.of is None or self.value is None:
            return None
        return percent(int(self.value), self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """One measure: the number, the same a year before, and what it means.

    Attributes
    ----------
    topic
        Names the list that the number opens.
    more
        A second sentence, if there is one.
    """

    topic: Topic
    now: Number
    before: Number
    text: Message
    more: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsRow:
    """How many organisations of a kind or a municipality do what.

    Attributes
    ----------
    code
        Of the kind or the municipality; empty for all.
    counts
        Basis → part → number.
    """

    code: str
    name: str
    total: int
    counts: Mapping[Basis, Mapping[Part, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresView:
    """What the page shows above its list."""

    day: date
    before: date
    lines: tuple[MeasureLine, ...]
    parts: tuple[PartsRow, ...]


def build_measures_view(now: Measures, before: Measures, *, by: str) -> MeasuresView:
    """Return the numbers of `now` beside those of `before`.

    Parameters
    ----------
    by
        ``kind`` or ``municipality``: what the table of parts has a row for.
    """
    said, numbers, old = sentences(now), _numbers(now), _numbers(before)
    return MeasuresView(
        day=now.scene.day,
        before=before.scene.day,
        lines=tuple(
            MeasureLine(
                topic=topic,
                now=numbers[topic],
                before=old[topic],
                text=text,
                more=said.get(Topic.DEPENDED) if topic is Topic.DEPENDENCE else None,
            )
            for topic, text in said.items()
            if topic not in _QUIET
        ),
        parts=build_parts(now, by),
    )


def build_parts(found: Measures, by: str) -> tuple[PartsRow, ...]:
    """Return who does what: a row for each kind or municipality."""
    involvement, names = found.involvement, found.scene.network.name_of
    counts = {basis: involvement.counts(basis, by) for basis in Basis}
    rows = [
        PartsRow(
            code=code,
            name=word_of("organisation_kind", code) if by == "kind" else names.get(code, code),
            total=sum(counts[Basis.ANY][code].values()),
            counts={basis: counts[basis][code] for basis in Basis},
        )
        for code in counts[Basis.ANY]
    ]
    if by == "kind":
        order = [kind.value for kind in OrganisationKind]
        return tuple(sorted(rows, key=lambda row: order.index(row.code)))
    return tuple(sorted(rows, key=lambda row: natural(row.name)))


def _numbers(found: Measures) -> dict[Topic, Number]:
    shape, flow = found.shape, found.flow
    asked = shape.leaders > 0
    judged = shape.judged
    return {
        Topic.REACH: Number(value=len(shape.steps_of) if asked else None, of=judged),
        Topic.STEPS: Number(value=shape.harmonic_steps if asked else None),
        Topic.DEPENDENCE: Number(value=len(shape.dependent) if asked else None, of=judged),
        Topic.PARTS: Number(value=len(shape.parts)),
        Topic.CONCENTRATION: Number(value=flow.half_by if flow.acts else None),
        Topic.MUTUALITY: Number(value=len(flow.mutual) if flow.acts else None, of=flow.ties),
        Topic.CROSSING: Number(value=flow.crossing if flow.acts else None, of=flow.acts),
        Topic.NEITHER: Number(value=len(found.involvement.without_any_part)),
        Topic.PAIRS_TWICE: Number(value=count_doubled(found.pairs_twice)),
        Topic.COMMUNITIES_TWICE: Number(value=count_doubled(found.communities_twice)),
    }
