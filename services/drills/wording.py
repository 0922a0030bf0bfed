"""What a drill shows, as messages."""

from collections.abc import Iterable, Iterator, Sequence

from graph.texts import Message, message
from services.drills.curve import CurvePoint
from services.drills.drill import Drill, DrillKind, Loss, What
from services.drills.ground import Ground
from services.drills.ranking import Ranking, Worst

_SHOWN = 5  # losers that a line names; the document has them all


class Wording:
    """Says drills of one day to a reader who knows neither codes nor graphs."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._network = ground.scene.network

    def lines(self, drill: Drill) -> Iterator[Message]:
        """Yield what goes, on which day and window, then what each loses, in a line a kind."""
        yield message(
            f"drill.heading.{drill.kind}",
            of=self.named(drill.of[0]),
            other=self.named(drill.of[-1]),
            date=self._ground.scene.day,
            window=self._window,
        )
        for what in What:
            some = [loss for loss in drill.losses if loss.what is what]
            if some:
                yield message(
                    f"drill.line.{drill.kind}.{what}",
                    n=len(some),
                    who=self._listed(some),
                    within=self._within,
                )
        if not drill.losses:
            yield message("drill.nothing")
        if asks_for_leaders(drill.kind):
            yield from self._no_leaders()

    def loss(self, loss: Loss) -> Message:
        """Say what one loses."""
        instead = tuple(self.named(code) for code in loss.instead)
        left = ".other" if loss.what is What.PAIR and instead else ""
        return message(
            f"drill.loss.{loss.what}{left}",
            who=self.named(loss.who),
            direction=self.name_of(loss.direction or ""),
            instead=instead,
            within=self._within,
        )

    def worst(self, one: Worst) -> Message:
        """Say one line of the list of a black day."""
        return message(
            f"drill.worst.{one.kind}.{one.what}",
            of=self.named(one.of[0]),
            other=self.named(one.of[-1]),
            n=one.n,
            within=self._within,
        )

    def overview(self, ranking: Ranking) -> Iterator[Message]:
        """Yield the list of a black day and where the curve ends."""
        yield message(
            "drill.heading.all",
            n=len(ranking.worst),
            date=self._ground.scene.day,
            window=self._window,
        )
        for place, one in enumerate(ranking.worst, start=1):
            yield message("drill.place", place=place, text=self.worst(one))
        if not ranking.worst:
            yield message("drill.nothing_single")
        if ranking.curve:
            yield self.curve(ranking.curve)
        yield from self._no_leaders()

    def curve(self, points: tuple[CurvePoint, ...]) -> Message:
        """Say how many reach a leader before and after the best tied ones are gone."""
        first, last = points[0], points[-1]
        return message("drill.curve", n=last.removed, before=first.reach, after=last.reach)

    def named(self, code: str) -> Message:
        """Name an organisation with its municipality, since names repeat; others by name."""
        one = self._network.organisations.get(code)
        place = "" if one is None else self.name_of(one.municipality)
        if one is not None and place not in one.name:
            return message("drill.named_in", it=one.name, of=place)
        is_person = self._network.people.get(code) is not None
        return message("drill.person" if is_person else "drill.named", it=self.name_of(code))

    def name_of(self, code: str) -> str:
        """Return the name of what a code names."""
        return self._network.name_of.get(code, code)

    @property
    def _window(self) -> Message:
        return message("drill.window", n=self._ground.scene.policy.window_months)

    @property
    def _within(self) -> Message:
        return message("drill.within", n=self._ground.hops)

    def _listed(self, losses: Iterable[Loss]) -> tuple[Message, ...]:
        """Name the first few who lose, and tell how many more."""
        some = [
            self.named(loss.who)
            if loss.direction is None
            else message(
                "drill.in_direction",
                who=self.named(loss.who),
                direction=self.name_of(loss.direction),
            )
            for loss in losses
        ]
        return _shortened(some)

    def first_of(self, codes: Iterable[str]) -> tuple[Message, ...]:
        """Name the first few organisations or people, and tell how many more."""
        return _shortened([self.named(code) for code in codes])

    def _no_leaders(self) -> Iterator[Message]:
        if not self._ground.scene.nodes.leader.any():
            yield message("drill.no_leaders")


def _shortened(some: Sequence[Message]) -> tuple[Message, ...]:
    more = len(some) - _SHOWN
    if more <= 0:
        return tuple(some)
    return (*some[: _SHOWN - 1], message("drill.and_more", last=some[_SHOWN - 1], n=more))


def asks_for_leaders(kind: DrillKind) -> bool:
    """Return whether a drill of this kind asks for ways to leaders."""
    return kind is not DrillKind.CURATOR
