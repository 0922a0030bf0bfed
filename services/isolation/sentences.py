"""Why an organisation is listed, as messages."""

from graph.texts import Message, Parameter, message
from services.isolation.findings import (
    CutOff,
    Evidence,
    HangsOn,
    Lapsed,
    NoCurator,
    NoTie,
    OnePartner,
    OnlyPaper,
    OnlyVertical,
    UnmetNeeds,
)
from services.isolation.scene import Scene

_SHOWN = 3


def sentence(scene: Scene, v: int, evidence: Evidence) -> Message:  # noqa: PLR0911 - one return a kind
    """Say what `evidence` of node `v` means, for a reader who knows neither codes nor graphs."""
    window = message("isolation.window", n=scene.policy.window_months)
    match evidence:
        case NoTie():
            return message("isolation.text.k1")
        case Lapsed():
            days = (scene.day - evidence.last_event).days
            return message("isolation.text.k2", date=evidence.last_event, n=days)
        case OnlyPaper():
            return message(
                "isolation.text.k3", papers=listed(scene, v, evidence.paper), window=window
            )
        case OnlyVertical():
            return message("isolation.text.k17", n=evidence.events, window=window)
        case CutOff():
            alone = evidence.component_size == 1
            code = "isolation.text.k4.alone" if alone else "isolation.text.k4"
            return message(code, n=evidence.component_size - 1, window=window)
        case HangsOn():
            return _hangs(scene, v, evidence)
        case UnmetNeeds():
            return _unmet(scene, v, evidence, window)
        case NoCurator():
            curator = name_of(scene, evidence.curator) if evidence.curator else None
            return message(f"isolation.text.k9.{evidence.reason}", curator=curator, window=window)
        case OnePartner():
            alone = evidence.events == evidence.of
            return message(
                "isolation.text.k15.all" if alone else "isolation.text.k15",
                n=evidence.of,
                events=evidence.events,
                partner=quoted(scene, evidence.partner, seen_from=v),
                window=window,
            )


def quoted(scene: Scene, code: str, *, seen_from: int | None = None) -> Message:
    """Name an organisation, direction or community in quotation marks.

    An organisation of another municipality than that of node `seen_from` is named with its own:
    names of schools repeat.
    """
    it, nodes = name_of(scene, code), scene.nodes
    number = nodes.number.get(code)
    if number is None or seen_from is None:
        return message("isolation.named", it=it)
    place = int(nodes.municipality[number])
    if place == nodes.municipality[seen_from]:
        return message("isolation.named", it=it)
    return message(
        "isolation.named.elsewhere", it=it, of=name_of(scene, nodes.municipalities[place])
    )


def listed(scene: Scene, v: int, codes: tuple[str, ...]) -> tuple[Message, ...]:
    """Name the first few of `codes`, as seen from node `v`, and tell how many more there are."""
    named = tuple(quoted(scene, code, seen_from=v) for code in codes[:_SHOWN])
    more = len(codes) - _SHOWN
    if more <= 0:
        return named
    return (*named[:-1], message("isolation.and_more", last=named[-1], n=more))


def name_of(scene: Scene, code: str) -> str:
    """Return the name of what `code`, or ``community:CODE``, names."""
    plain = code.removeprefix("community:")
    return scene.network.name_of.get(plain, plain)


def _hangs(scene: Scene, v: int, evidence: HangsOn) -> Message:
    on_leader = bool(scene.nodes.leader[scene.nodes.number[evidence.depends_on]])
    code = "isolation.text.k6.leader" if on_leader else "isolation.text.k6"
    return message(code, organisation=quoted(scene, evidence.depends_on, seen_from=v))


def _unmet(scene: Scene, v: int, evidence: UnmetNeeds, window: Message) -> Message:
    said: dict[str, Parameter] = {
        "n": len(evidence.directions),
        "directions": listed(scene, v, evidence.directions),
        "window": window,
    }
    if not evidence.with_leader:
        return message("isolation.text.k8", **said)
    if evidence.with_leader == evidence.directions:
        return message("isolation.text.k8.all_led", **said)
    led = listed(scene, v, evidence.with_leader)
    return message("isolation.text.k8.with_leader", led=led, **said)
