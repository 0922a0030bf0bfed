"""Why an organisation is listed, as messages."""

from graph.texts import Message, Parameter, message
from services.isolation.evidence import (
    AboutToLapse,
    BusyCurator,
    ClosedCircle,
    CutOff,
    Evidence,
    FarAway,
    FewPartners,
    HangsOn,
    HangsOnTie,
    Island,
    Lapsed,
    ManyHops,
    NoCurator,
    NoRouteInTime,
    NoTie,
    OfLife,
    OfShape,
    OfSupport,
    OfWays,
    OnePartner,
    OneWay,
    OnlyPaper,
    OnlyVertical,
    PaperTies,
    Periphery,
    UnmetNeeds,
)
from services.isolation.nodes import months_before
from services.isolation.scene import Scene

_SHOWN = 3


class Wording:
    """Says evidence to a reader who knows neither codes nor graphs; remembers names it has said."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._window = message("isolation.window", n=scene.policy.window_months)
        self._names = scene.network.name_of
        self._said: dict[tuple[str, int | None], Message] = {}

    def sentence(self, v: int, evidence: Evidence) -> Message:
        """Say what `evidence` of node `v` means."""
        match evidence:
            case UnmetNeeds() | NoCurator() | BusyCurator():
                return self._of_support(v, evidence)
            case Periphery() | OneWay() | FewPartners() | ClosedCircle() | OnePartner():
                return self._of_shape(v, evidence)
            case NoTie() | Lapsed() | AboutToLapse() | OnlyPaper() | PaperTies() | OnlyVertical():
                return self._of_life(v, evidence)
            case _:
                return self._of_ways(v, evidence)

    def _of_life(self, v: int, evidence: OfLife) -> Message:
        match evidence:
            case NoTie():
                return message("isolation.text.k1")
            case Lapsed():
                days = (self._scene.day - evidence.last_event).days
                return message("isolation.text.k2", date=evidence.last_event, n=days)
            case AboutToLapse():
                until = months_before(evidence.last_event, -self._scene.policy.window_months)
                return message("isolation.text.k2b", date=evidence.last_event, until=until)
            case OnlyPaper():
                papers = self._listed(v, evidence.paper)
                return message("isolation.text.k3", papers=papers, window=self._window)
            case PaperTies():
                partners = self._listed(v, evidence.partners)
                return message("isolation.text.k3b", partners=partners, window=self._window)
            case OnlyVertical():
                return message("isolation.text.k17", n=evidence.events, window=self._window)

    def _of_ways(self, v: int, evidence: OfWays) -> Message:  # noqa: PLR0911 - one return a kind
        match evidence:
            case CutOff():
                alone = evidence.component_size == 1
                code = "isolation.text.k4.alone" if alone else "isolation.text.k4"
                return message(code, n=evidence.component_size - 1, window=self._window)
            case Island():
                others = evidence.component_size - 1
                return message("isolation.text.k4b", n=others, window=self._window)
            case HangsOnTie():
                return self._hangs_on_tie(v, evidence)
            case HangsOn():
                return self._hangs(v, evidence)
            case ManyHops():
                hops = self._scene.policy.hops
                return message("isolation.text.k7", n=evidence.hops, hops=hops)
            case FarAway():
                return message("isolation.text.k7b", km=evidence.km)
            case NoRouteInTime():
                return message("isolation.text.k16", window=self._window)

    def _of_support(self, v: int, evidence: OfSupport) -> Message:
        match evidence:
            case UnmetNeeds():
                return self._unmet(v, evidence)
            case NoCurator():
                curator = self.name_of(evidence.curator) if evidence.curator else None
                code = f"isolation.text.k9.{evidence.reason}"
                return message(code, curator=curator, window=self._window)
            case BusyCurator():
                return message(
                    "isolation.text.k10",
                    curator=self.name_of(evidence.curator),
                    load=evidence.load,
                    capacity=evidence.capacity,
                )

    def _of_shape(self, v: int, evidence: OfShape) -> Message:
        match evidence:
            case Periphery():
                return message("isolation.text.k11", n=evidence.partners, window=self._window)
            case OneWay():
                code = f"isolation.text.k12.{evidence.direction}"
                return message(code, window=self._window)
            case FewPartners():
                return message(
                    "isolation.text.k13",
                    window=self._window,
                    observed=evidence.observed,
                    expected=evidence.expected,
                    low=evidence.low,
                    high=evidence.high,
                )
            case ClosedCircle():
                return message("isolation.text.k14", n=evidence.partners, window=self._window)
            case OnePartner():
                alone = evidence.events == evidence.of
                return message(
                    "isolation.text.k15.all" if alone else "isolation.text.k15",
                    n=evidence.of,
                    events=evidence.events,
                    partner=self.quoted(evidence.partner, seen_from=v),
                    window=self._window,
                )

    def quoted(self, code: str, *, seen_from: int | None = None) -> Message:
        """Name an organisation, direction or community in quotation marks.

        An organisation of another municipality than that of node `seen_from` is named with its
        own: names of schools repeat.
        """
        nodes = self._scene.nodes
        place = None if seen_from is None else int(nodes.municipality[seen_from])
        if (code, place) not in self._said:
            number, it = nodes.number.get(code), self.name_of(code)
            own = place if number is None else int(nodes.municipality[number])
            self._said[code, place] = (
                message("isolation.named", it=it)
                if own is None or place is None or own == place
                else message(
                    "isolation.named.elsewhere", it=it, of=self.name_of(nodes.municipalities[own])
                )
            )
        return self._said[code, place]

    def name_of(self, code: str) -> str:
        """Return the name of what `code`, or ``community:CODE``, names."""
        plain = code.removeprefix("community:")
        return self._names.get(plain, plain)

    def _listed(self, v: int, codes: tuple[str, ...]) -> tuple[Message, ...]:
        """Name the first few of `codes`, as seen from node `v`, and tell how many more."""
        named = tuple(self.quoted(code, seen_from=v) for code in codes[:_SHOWN])
        more = len(codes) - _SHOWN
        if more <= 0:
            return named
        return (*named[:-1], message("isolation.and_more", last=named[-1], n=more))

    def _hangs_on_tie(self, v: int, evidence: HangsOnTie) -> Message:
        """Name the tie by its other end, if it is the organisation's own, else by both."""
        own = self._scene.nodes.codes[v]
        ends = [self.quoted(code, seen_from=v) for code in evidence.tie if code != own]
        if len(ends) == 1:
            return message("isolation.text.k5", partner=ends[0])
        return message("isolation.text.k5.between", one=ends[0], other=ends[1])

    def _hangs(self, v: int, evidence: HangsOn) -> Message:
        nodes = self._scene.nodes
        on_leader = bool(nodes.leader[nodes.number[evidence.depends_on]])
        code = "isolation.text.k6.leader" if on_leader else "isolation.text.k6"
        return message(code, organisation=self.quoted(evidence.depends_on, seen_from=v))

    def _unmet(self, v: int, evidence: UnmetNeeds) -> Message:
        said: dict[str, Parameter] = {
            "n": len(evidence.directions),
            "directions": self._listed(v, evidence.directions),
            "window": self._window,
        }
        if not evidence.with_leader:
            return message("isolation.text.k8", **said)
        if evidence.with_leader == evidence.directions:
            return message("isolation.text.k8.all_led", **said)
        led = self._listed(v, evidence.with_leader)
        return message("isolation.text.k8.with_leader", led=led, **said)
