"""Kinds that ask for support: needs without an event (K8), services without a curator (K9)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import chain

import numpy as np

from graph.measures import Mask, distinct, reached
from graph.model.ids import PersonId
from graph.valid_time import school_year_of
from services.isolation.evidence import NoCurator, UnmetNeeds
from services.isolation.life import same_row
from services.isolation.paper import standing_on
from services.isolation.scene import Scene


def declared_needs(scene: Scene) -> dict[int, dict[str, int]]:
    """Return node → direction → level of the needs in work in the school year of the day."""
    table, year = scene.network.needs, school_year_of(scene.day)
    found: dict[int, dict[str, int]] = {}
    for organisation, direction, level, of_year, in_work in zip(
        *(
            table.column(c)
            for c in ("organisation", "direction", "level", "school_year", "in_work")
        ),
        strict=True,
    ):
        number = scene.nodes.number.get(organisation)
        if of_year == year and in_work is not False and number is not None:
            levels = found.setdefault(number, {})
            levels[direction] = max(level, levels.get(direction, level))
    return found


def paired_leaders(scene: Scene) -> dict[tuple[int, str], list[int]]:
    """Return (mentee, direction) → leaders whose pair is in force."""
    table, number = scene.network.pairs, scene.nodes.number
    rows = np.flatnonzero(standing_on(table, np.datetime64(scene.day, "D"))).tolist()
    leader, mentee = table.column("leader"), table.column("mentee")
    direction = table.column("direction")
    found: dict[tuple[int, str], list[int]] = {}
    for i in rows:
        if leader[i] in number and mentee[i] in number:
            found.setdefault((number[mentee[i]], direction[i]), []).append(number[leader[i]])
    return found


def unmet_needs(
    scene: Scene,
    needs: Mapping[int, Mapping[str, int]],
    paired: Mapping[tuple[int, str], Sequence[int]],
) -> dict[int, UnmetNeeds]:
    """K8: a declared need without an event in the window that was received in its direction."""
    met = _received(scene, needs.keys())
    unmet = {
        v: open_
        for v in sorted(needs)
        if scene.nodes.judged[v] and (open_ := sorted(d for d in needs[v] if (v, d) not in met))
    }
    directions = sorted(set(chain.from_iterable(unmet.values())))
    column = {code: i for i, code in enumerate(directions)}
    arrives = reached(scene.equal.giver, scene.equal.receiver, _sources(scene, column))
    return {
        v: UnmetNeeds(
            directions=tuple(open_),
            with_leader=tuple(d for d in open_ if (v, d) in paired),
            reachable=tuple(d for d in open_ if arrives[v, column[d]]),
        )
        for v, open_ in unmet.items()
    }


def _received(scene: Scene, wanted: Collection[int]) -> set[tuple[int, str]]:
    """Return the (receiver, direction) of the window, for the wanted receivers only."""
    asked = np.zeros(len(scene.nodes), dtype=bool)
    asked[list(wanted)] = True
    recent = scene.recent.where(asked[scene.recent.receiver])
    listed = scene.network.events.column("directions")
    rows = distinct(recent.row).tolist()
    named = np.repeat(rows, [len(listed[i]) for i in rows]).astype(np.int64)
    codes = list(chain.from_iterable(listed[i] for i in rows))
    entry, which = same_row(recent.row, named)
    receivers = recent.receiver[entry].tolist()
    return {(v, codes[i]) for v, i in zip(receivers, which.tolist(), strict=True)}


def _sources(scene: Scene, column: Mapping[str, int]) -> Mask:
    """Return node × direction: who offers it on the day."""
    sources = np.zeros((len(scene.nodes), len(column)), dtype=bool)
    offers = scene.network.offers
    organisation, direction = offers.column("organisation"), offers.column("direction")
    for i in np.flatnonzero(offers.in_force(np.datetime64(scene.day, "D"))).tolist():
        if organisation[i] in scene.nodes.number and direction[i] in column:
            sources[scene.nodes.number[organisation[i]], column[direction[i]]] = True
    return sources


def without_curator(scene: Scene, needs: Mapping[int, object]) -> dict[int, NoCurator]:
    """K9: nobody accompanies the service, or only curators who never met it in the window.

    Asked of methodical services and, where the policy wants school curators, of organisations
    with a declared need.
    """
    nodes = scene.nodes
    asked = nodes.service.copy()
    if scene.policy.school_curators:
        asked[list(needs)] = True
    now, begun = curators_of(scene)
    found = {}
    for v in np.flatnonzero(asked & nodes.judged).tolist():
        real = [p for p, o in now.get(v, ()) if o == v or scene.have_met(o, v)]
        if real:
            continue
        if v in now:
            found[v] = NoCurator(curator=min(p for p, _ in now[v]), reason="nominal")
        elif v in begun:
            found[v] = NoCurator(curator=begun[v][1], reason="ended")
        else:
            found[v] = NoCurator(curator=None, reason="none")
    return found


def curators_of(
    scene: Scene,
) -> tuple[dict[int, list[tuple[PersonId, int]]], dict[int, tuple[date, PersonId]]]:
    """Return node → (person, their organisation) in force, and node → who was appointed last."""
    number, at = scene.nodes.number, np.datetime64(scene.day, "D")
    people = scene.network.people
    works = {
        code: number[organisation]
        for code, organisation, here in zip(
            people.keys, people.column("organisation"), people.in_force(at).tolist(), strict=True
        )
        if here and organisation in number
    }
    table = scene.network.curators
    now: dict[int, list[tuple[PersonId, int]]] = {}
    begun: dict[int, tuple[date, PersonId]] = {}
    who, what, since = (table.column(c) for c in ("curator", "object", "from_date"))
    in_force = table.in_force(at)
    for i in np.flatnonzero(table.days("from_date") <= at).tolist():
        v = number.get(what[i])
        if v is None:
            continue
        if in_force[i] and who[i] in works:
            now.setdefault(v, []).append((who[i], works[who[i]]))
        last = begun.get(v)
        if last is None or (-since[i].toordinal(), who[i]) < (-last[0].toordinal(), last[1]):
            begun[v] = (since[i], who[i])
    return now, begun
