"""Drills as documents for other programs, with ready sentences."""

from typing import Any

from graph.texts import Say
from services.drills.drill import Drill, DrillKind, Loss, What
from services.drills.ground import Ground
from services.drills.ranking import Ranking
from services.drills.wording import Wording

_LOSES = {
    DrillKind.LEADER: (What.WAY, What.NEAR, What.PAIR),
    DrillKind.CURATOR: (What.CURATOR, What.DEPUTY),
    DrillKind.SERVICE: (What.WAY, What.CURATOR, What.DEPUTY, What.SERVICE),
    DrillKind.ORGANISATION: (What.WAY, What.CURATOR, What.DEPUTY),
    DrillKind.TIE: (What.WAY,),
}
"""What may be lost with each."""

_NEED_LEADERS = {What.WAY, What.NEAR}


def drill_document(ground: Ground, drill: Drill, say: Say) -> dict[str, Any]:
    """Return what goes with one leader, curator, service, organisation or tie.

    Counts are of different organisations or communities; None where there is no leader, so that
    nothing can be said of ways to one.
    """
    wording = Wording(ground)
    has_leaders = bool(ground.scene.nodes.leader.any())
    return {
        **_head(ground),
        "kind": drill.kind.value,
        "of": list(drill.of),
        "counts": {
            what.value: drill.count(what) if has_leaders or what not in _NEED_LEADERS else None
            for what in _LOSES[drill.kind]
        },
        "losses": [_loss(loss, wording, say) for loss in drill.losses],
        "texts": [say(line) for line in wording.lines(drill)],
    }


def ranking_document(ground: Ground, ranking: Ranking, say: Say) -> dict[str, Any]:
    """Return every single loss at once, the ten worst, and the curve."""
    wording = Wording(ground)
    return {
        **_head(ground),
        "kind": "all",
        "worst": [
            {
                "kind": one.kind.value,
                "of": list(one.of),
                "what": one.what.value,
                "n": one.n,
                "text": say(wording.worst(one)),
            }
            for one in ranking.worst
        ],
        "ranking": {
            "leaders": [
                {
                    "organisation": row.leader,
                    "name": wording.name_of(row.leader),
                    "near": row.near,
                    "way": row.way,
                    "pairs": row.pairs,
                }
                for row in ranking.leaders
            ],
            "organisations": [
                {
                    "organisation": row.organisation,
                    "name": wording.name_of(row.organisation),
                    "way": row.way,
                }
                for row in ranking.organisations
            ],
            "curators": [
                {
                    "curator": row.curator,
                    "name": wording.name_of(row.curator),
                    "objects": row.objects,
                    "curator_lost": row.alone,
                }
                for row in ranking.curators
            ],
            "services": [
                {
                    "organisation": row.service,
                    "name": wording.name_of(row.service),
                    "way": row.way,
                    "curator_lost": row.alone,
                    "service_lost": row.served,
                }
                for row in ranking.services
            ],
            "ties": [{"tie": list(row.tie), "way": row.way} for row in ranking.ties],
        },
        "curve": [{"removed": point.removed, "reach": point.reach} for point in ranking.curve],
        "texts": [say(line) for line in wording.overview(ranking)],
    }


def _head(ground: Ground) -> dict[str, Any]:
    scene = ground.scene
    return {
        "as_of": scene.day.isoformat(),
        "window_months": scene.policy.window_months,
        "hops": ground.hops,
        "network_revision": scene.network.revision,
        "judged": int(scene.nodes.judged.sum()),
        "leaders": int(scene.nodes.leader.sum()),
    }


def _loss(loss: Loss, wording: Wording, say: Say) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "who": loss.who,
        "name": wording.name_of(loss.who),
        "what": loss.what.value,
    }
    if loss.what is What.NEAR:
        plain["hops"] = loss.hops
    if loss.what is What.PAIR:
        plain["direction"] = loss.direction
    if loss.what in (What.PAIR, What.DEPUTY):
        plain["instead"] = list(loss.instead)
    plain["text"] = say(wording.loss(loss))
    return plain
