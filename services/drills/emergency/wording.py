"""What an emergency answer says, as messages."""

from collections.abc import Iterator

from graph.texts import Message, message
from services.assignment.advice.fewest import Replacement
from services.assignment.compare_texts import step_line
from services.drills.emergency.answer import Emergency
from services.drills.emergency.closest import StandIn
from services.drills.emergency.handover import Handover
from services.drills.ground import Ground
from services.drills.wording import Wording

_TENTHS = 10


class EmergencyWording:
    """Says who takes over what to a reader who knows neither codes nor graphs."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._network = ground.scene.network
        self._names = Wording(ground)

    def summary(self, found: Emergency) -> Iterator[Message]:
        """Yield how many decisions it takes, and how many losses none can make good."""
        if found.moves:
            yield message("drill.answer", n=found.moves)
        elif not found.left:
            yield message("drill.answer.nothing")
        if found.left:
            yield message("drill.answer.left", n=found.left)

    def lines(self, found: Emergency) -> Iterator[Message]:
        """Yield the whole answer but new ties, which `services.repair` tells itself."""
        yield from self.summary(found)
        if found.pairs is not None:
            yield self.pairs(found.pairs, found.plan)
            yield from (step_line(self._network, step) for step in found.pairs.steps)
        yield from (self.handover(one) for one in found.curators)
        yield from self._grouped("service", found.services)
        yield from self._grouped("leader", found.leaders)

    def pairs(self, found: Replacement, plan: str) -> Message:
        """Say how many needs get another leader, and how many none."""
        ended = sum(step.to_leader is None for step in found.steps)
        code = "drill.pairs.plan" if plan else "drill.pairs.in_force"
        return message(code, plan=plan, n=len(found.steps) - ended, open=ended)

    def handover(self, one: Handover) -> Message:
        """Say who takes an object, or that nobody has room."""
        which = "alone" if one.is_alone else "thin"
        if one.to is None:
            return message(f"drill.handover.{which}.nobody", what=self._names.named(one.what))
        return message(
            f"drill.handover.{which}",
            what=self._names.named(one.what),
            to=self._names.named(one.to),
            far=_far(one.tenths),
        )

    def stand_in(self, kind: str, one: StandIn) -> Message:
        """Say who is the closest other service or leader of one organisation."""
        codes = self._ground.scene.nodes.codes
        who = self._names.named(codes[one.who])
        if one.to is None:
            return message(f"drill.{kind}.nobody", who=who)
        return message(
            f"drill.{kind}.to", who=who, to=self._names.named(codes[one.to]), far=_far(one.tenths)
        )

    def _grouped(self, kind: str, some: tuple[StandIn, ...]) -> Iterator[Message]:
        """Yield a line for each that stands in, the one with most to do first."""
        codes = self._ground.scene.nodes.codes
        groups: dict[int | None, list[str]] = {}
        for one in some:
            groups.setdefault(one.to, []).append(codes[one.who])
        for to, whose in sorted(groups.items(), key=lambda g: (g[0] is None, -len(g[1]), g[1])):
            who = self._names.first_of(whose)
            if to is None:
                yield message(f"drill.{kind}s.nobody", n=len(whose), who=who)
            else:
                yield message(
                    f"drill.{kind}s.to", n=len(whose), who=who, to=self._names.named(codes[to])
                )


def _far(tenths: int | None) -> Message:
    """Say how far it is; the words for kilometres are those of repair."""
    if tenths is None:
        return message("repair.unknown")
    return message("repair.km", km=tenths / _TENTHS)
