"""Who has fewer partners than organisations like it: K13, a mark to watch."""

import numpy as np

from graph.geo import RealArray
from graph.measures import Ints, Mask
from services.isolation.count_model import CountModel, fit_counts
from services.isolation.evidence import FewPartners
from services.isolation.ground import FAR
from services.isolation.scene import Scene
from services.policy import IsolationPolicy

FEWEST = 100
"""Judged organisations below which there is nothing to compare with."""
_TENTHS = 10


def fewer_partners(scene: Scene) -> dict[int, FewPartners] | None:
    """K13: fewer partners than the model expects of its kind, size, place and neighbours.

    Returns
    -------
    dict or None
        None where it is not computed: below `FEWEST` judged organisations, or nobody has a tie.

    Notes
    -----
    Partners among equals in the window, explained by kind, pupils, village, km to the nearest
    leader and the number of judged neighbours in the municipality. Flagged are those whose middle
    p-value is within the policy's quantile and whose partners are within its share of the
    expectation: a count is whole, and half of the probability of the count itself is left out.
    """
    who = np.flatnonzero(scene.nodes.judged)
    partners = scene.partners[who]
    model = expected_partners(scene, partners)
    if model is None:
        return None
    policy = scene.policy
    few = are_few(model, partners, policy)
    return {
        int(who[i]): FewPartners(
            observed=int(partners[i]),
            expected=round(float(model.mean[i]), 1),
            low=model.quantile(i, policy.few_partners_quantile),
            high=model.quantile(i, 1 - policy.few_partners_quantile),
        )
        for i in np.flatnonzero(few).tolist()
    }


def expected_partners(scene: Scene, partners: Ints) -> CountModel | None:
    """Fit what may be expected of the judged organisations, given the `partners` of each.

    Returns
    -------
    CountModel or None
        None below `FEWEST` judged organisations, or where nobody has a partner.
    """
    who = np.flatnonzero(scene.nodes.judged)
    if len(who) < FEWEST or not partners.any():
        return None
    return fit_counts(partners, _columns(scene, who))


def are_few(model: CountModel, partners: Ints, policy: IsolationPolicy) -> Mask:
    """Return which of the counts are few by the quantile and by the share of the policy."""
    few: Mask = (model.middle_p(partners) <= policy.few_partners_quantile) & (
        partners <= policy.few_partners_share * model.mean
    )
    return few


def _columns(scene: Scene, who: Ints) -> RealArray:
    """Return what partners may depend on: one row an organisation."""
    table = scene.network.organisations
    rows = np.flatnonzero(table.in_force(np.datetime64(scene.day, "D")))[who].tolist()
    kinds, pupils, settled = (table.column(c) for c in ("kind", "pupils", "settlement_kind"))
    kind = np.array([str(kinds[i]) for i in rows])
    size = np.log1p(np.array([pupils[i] for i in rows], float))
    tenths = scene.tenths_to_leader[who]
    km = np.where(tenths == FAR, np.nan, np.log1p(tenths / _TENTHS))
    place = scene.nodes.municipality[who]
    return np.column_stack(
        [
            *((kind == one).astype(float) for one in np.unique(kind)[1:]),
            *_with_gaps(size),
            np.array([settled[i] == "rural" for i in rows], float),
            *_with_gaps(km),
            np.log1p(np.bincount(place)[place]),
        ]
    )


def _with_gaps(values: RealArray) -> tuple[RealArray, RealArray]:
    """Return `values` with gaps filled by the mean of the rest, and where the gaps are."""
    gaps = np.isnan(values)
    if gaps.all():
        return np.zeros(len(values)), np.zeros(len(values))
    return np.where(gaps, values[~gaps].mean(), values), gaps.astype(float)
