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


def sentence(scene: Scene, evidence: Evidence) -> Message:  # noqa: PLR0911 - one return a kind
    """Say what `evidence` means for a reader who knows neither codes nor graphs."""
    window = message("isolation.window", n=scene.policy.window_months)
    match evidence:
        case NoTie():
            return message("isolation.text.k1")
        case Lapsed():
            days = (scene.day - evidence.last_event).days
            return message("isolation.text.k2", date=evidence.last_event, n=days)
        case OnlyPaper():
            return message("isolation.text.k3", papers=listed(scene, evidence.paper), window=window)
        case OnlyVertical():
            return message("isolation.text.k17", n=evidence.events, window=window)
        case CutOff():
            alone = evidence.component_size == 1
            code = "isolation.text.k4.alone" if alone else "isolation.text.k4"
            return message(code, n=evidence.component_size - 1, window=window)
        case HangsOn():
            return _hangs(scene, evidence)
        case UnmetNeeds():
            return _unmet(scene, evidence, window)
        case NoCurator():
            curator = name_of(scene, evidence.curator) if evidence.curator else None
            return message(f"isolation.text.k9.{evidence.reason}", curator=curator, window=window)
        case OnePartner():
            alone = evidence.events == evidence.of
            return message(
                "isolation.text.k15.all" if alone else "isolation.text.k15",
                n=evidence.of,
                events=evidence.events,
                partner=quoted(scene, evidence.partner),
                window=window,
            )


def quoted(scene: Scene, code: str) -> Message:
    """Name an organisation, direction or community in quotation marks."""
    return message("isolation.named", it=name_of(scene, code))


def listed(scene: Scene, codes: tuple[str, ...]) -> tuple[Message, ...]:
    """Name the first few of `codes` and tell how many more there are."""
    named = tuple(quoted(scene, code) for code in codes[:_SHOWN])
    more = len(codes) - _SHOWN
    if more <= 0:
        return named
    return (*named[:-1], message("isolation.and_more", last=named[-1], n=more))


def name_of(scene: Scene, code: str) -> str:
    """Return the name of what `code`, or ``community:CODE``, names."""
    plain = code.removeprefix("community:")
    return scene.network.name_of.get(plain, plain)


def _hangs(scene: Scene, evidence: HangsOn) -> Message:
    on_leader = bool(scene.nodes.leader[scene.nodes.number[evidence.depends_on]])
    code = "isolation.text.k6.leader" if on_leader else "isolation.text.k6"
    return message(code, organisation=quoted(scene, evidence.depends_on))


def _unmet(scene: Scene, evidence: UnmetNeeds, window: Message) -> Message:
    said: dict[str, Parameter] = {
        "n": len(evidence.directions),
        "directions": listed(scene, evidence.directions),
        "window": window,
    }
    if not evidence.with_leader:
        return message("isolation.text.k8", **said)
    led = listed(scene, evidence.with_leader)
    return message("isolation.text.k8.with_leader", led=led, **said)
