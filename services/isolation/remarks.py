"""What the reader has to know of the whole before looking at single findings."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from graph.network import Network
from graph.texts import Message, message
from services.isolation.ground import FAR
from services.isolation.scene import Scene

_ENOUGH = 5  # judged organisations: of fewer, few events may be all there is
_FEW = 0.1  # share of judged organisations with an event below which the sheet is hardly filled


def remarks_of(scene: Scene) -> Iterator[Message]:
    """Yield a sentence for each reason why the findings say less than they seem to."""
    nodes = scene.nodes
    judged = int(nodes.judged.sum())
    first = _first_day(scene.network)
    early = first is not None and scene.day < first
    if early:
        yield message("isolation.remark.before_data", day=scene.day, first=first)
    if not judged:
        yield message("isolation.remark.nobody")
    elif len(nodes) == 1:
        yield message("isolation.remark.alone")
    if not nodes.leader.any():
        yield message("isolation.remark.no_leaders")
    if scene.follows:
        yield message("isolation.remark.branches_follow", n=len(scene.follows))
    if judged >= _ENOUGH and (nodes.judged & scene.alive).sum() < judged * _FEW and not early:
        events = len(np.unique(scene.recent.row))
        window = message("isolation.window", n=scene.policy.window_months)
        yield message("isolation.remark.few_events", n=events, window=window)
    yield from _left_out(scene)


def _left_out(scene: Scene) -> Iterator[Message]:
    """Yield what could not be measured, and which rows count for nothing."""
    nodes, paper = scene.nodes, scene.paper
    if nodes.leader.any():
        nowhere = nodes.judged & ~nodes.leader & (scene.tenths_to_leader == FAR)
        if nowhere.any():
            yield message("isolation.remark.no_coordinates", n=int(nowhere.sum()))
    with_itself = scene.life.with_itself + paper.with_itself
    if with_itself:
        yield message("isolation.remark.with_itself", n=with_itself)
    if paper.with_gone:
        yield message("isolation.remark.with_gone", n=paper.with_gone, day=scene.day)


def _first_day(network: Network) -> date | None:
    """Return the first day of any event, paper or offer; None without any."""
    days = [network.events.days("date")]
    tables = (network.pairs, network.ties, network.agreements, network.offers)
    days += [table.days("from_date") for table in tables]
    known = np.concatenate(days)
    known = known[~np.isnat(known)]
    return date.fromisoformat(str(known.min())) if len(known) else None
