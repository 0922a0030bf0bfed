"""An emergency answer as a document for other programs, with ready sentences."""

from typing import Any

from graph.texts import Say
from services.assignment.advice.effects import number_of
from services.assignment.advice.fewest import Replacement
from services.assignment.compare import steps_document
from services.drills.emergency.answer import Emergency
from services.drills.emergency.closest import StandIn
from services.drills.emergency.wording import EmergencyWording
from services.drills.ground import Ground
from services.repair.document import repair_document

_TENTHS = 10


def emergency_document(ground: Ground, found: Emergency, say: Say) -> dict[str, Any]:
    """Return who takes over what after a loss.

    `moves` counts decisions: pairs that go to another leader, objects that get another curator,
    services that take over, and new ties; `left` what nothing helps.
    """
    wording = EmergencyWording(ground)
    codes = ground.scene.nodes.codes
    ties = found.ties and repair_document(found.ties, ground.scene.network, say)

    def stand_in(kind: str, one: StandIn) -> dict[str, Any]:
        return {
            "who": codes[one.who],
            "to": None if one.to is None else codes[one.to],
            "km": _km(one.tenths),
            "text": say(wording.stand_in(kind, one)),
        }

    return {
        "moves": found.moves,
        "left": found.left,
        "pairs": found.pairs and _pairs(found.pairs, found.plan),
        "curators": [
            {
                "object": one.what,
                "alone": one.is_alone,
                "to": one.to,
                "km": _km(one.tenths),
                "text": say(wording.handover(one)),
            }
            for one in found.curators
        ],
        "services": [stand_in("service", one) for one in found.services],
        "leaders": [stand_in("leader", one) for one in found.leaders],
        "ties": ties
        and {
            key: ties[key] for key in ("ties", "km", "bound_km", "proved", "candidates", "left_out")
        },
        "summary": [say(line) for line in wording.summary(found)],
        "texts": [
            *(say(line) for line in wording.lines(found)),
            *(ties["texts"][1:2] if ties else ()),
            *(one["text"] for key in ("ties", "left_out") for one in (ties or {}).get(key, ())),
        ],
    }


def _pairs(found: Replacement, plan: str) -> dict[str, Any]:
    return {
        "plan": plan or None,
        "moves": len(found.steps),
        "steps": steps_document(found.steps),
        "goals": [
            {"name": name.value, "value": number_of(name, value)} for name, value in found.goals
        ],
    }


def _km(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / _TENTHS
