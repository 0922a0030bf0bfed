"""Circles side by side: how flowers lie in a plate, and plates around the centre."""

import numpy as np

from viz.layouts.spots import TAU

Reals = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
"""Numbers of any shape."""

_FIRST_TURNS = 12
_TOUCH = 1e-6
_STARTS = 16
_STEPS = 300
_CALM = 0.8  # share of the steps in which plates are drawn inwards; then they only part
_SEED = 3
_CROWD = 12.0  # overlap in layout units above which a start is given up
_TIE_WEIGHT = 0.35
_OFF_CENTRE_WEIGHT = 0.12


def pack_circles(radii: Reals, gap: float) -> Reals:
    """Lay circles around the first one, each where it is nearest to the middle without overlap.

    Parameters
    ----------
    radii
        Of n circles; best sorted with the largest first after the one for the middle.
    gap
        Free space between two circles.

    Returns
    -------
    Reals
        n × 2 centres; the first is the origin.

    Notes
    -----
    A place is sought among those that touch two circles already laid.

    References
    ----------
    .. [1] W. Wang, H. Wang, G. Dai, H. Wang. "Visualization of large hierarchical data by circle
       packing". *CHI*, 2006: circles are laid one after another at the front.

    Examples
    --------
    >>> pack_circles(np.array([2.0, 1.0]), 1.0).tolist()
    [[0.0, 0.0], [4.0, 0.0]]
    """
    centres = np.zeros((len(radii), 2))
    for i in range(1, len(radii)):
        around = radii[:i] + radii[i] + gap
        places = _touching_two(centres[:i], around)
        if not len(places):
            turns = TAU * np.arange(_FIRST_TURNS) / _FIRST_TURNS
            far = (np.hypot(*centres[:i].T) + around).max()
            places = far * np.column_stack([np.cos(turns), np.sin(turns)])
        apart = np.hypot(*(places[:, None] - centres[None, :i]).transpose(2, 0, 1))
        free = (apart >= around - _TOUCH).all(axis=1)
        places = places[free] if free.any() else places
        from_middle = np.round(np.hypot(*places.T), 6)
        centres[i] = places[np.lexsort((places[:, 1], -places[:, 0], from_middle))[0]]
    return centres


def _touching_two(centres: Reals, around: Reals) -> Reals:
    """Return the points at distance `around` from two of the centres at once."""
    one, other = np.triu_indices(len(centres), 1)
    apart = centres[other] - centres[one]
    d = np.hypot(*apart.T)
    first, second = around[one], around[other]
    meet = (d > _TOUCH) & (d <= first + second) & (d >= np.abs(first - second))
    one, apart, d = one[meet], apart[meet], d[meet]
    first, second = first[meet], second[meet]
    along = (first**2 - second**2 + d**2) / (2 * d)
    aside = np.sqrt(np.maximum(0.0, first**2 - along**2))
    unit = apart / d[:, None]
    foot = centres[one] + along[:, None] * unit
    turned = np.column_stack([unit[:, 1], -unit[:, 0]]) * aside[:, None]
    return np.concatenate([foot + turned, foot - turned])


def part_plates(radii: Reals, ties: Reals, *, gap: float, aspect: float) -> Reals:
    """Place plates around a fixed one: tight for the page first, then with short ways.

    Parameters
    ----------
    radii
        Of the fixed plate and of k others, in the order in which they go around.
    ties
        (k + 1) × (k + 1) numbers of ties between plates, symmetric.
    gap
        Free space between two plates.
    aspect
        Width of the page to its height.

    Returns
    -------
    Reals
        (k + 1) × 2 centres; the first is the origin.

    Notes
    -----
    Sixteen seeded starts are relaxed at once: drawn inwards, pushed apart where they overlap. The
    best of those without overlap is taken; without any, the one with the least overlap, parted
    by stretching.
    """
    k = len(radii) - 1
    if not k:
        return np.zeros((1, 2))
    need = radii[:, None] + radii[None, :] + gap
    np.fill_diagonal(need, 0.0)
    places = _starts(radii, aspect)
    for step in range(_STEPS):
        if step < _STEPS * _CALM:
            pull = 0.035 * (1 - step / _STEPS)
            places[:, 1:, 0] *= 1 - pull / aspect
            places[:, 1:, 1] *= 1 - pull * aspect
        for _ in range(2):
            _push_apart(places, need)
    crowd = np.array([_overlap(one, need) for one in places])
    cost = np.array([_cost(one, radii, ties, aspect) for one in places])
    best = int(np.argmin(np.where(crowd <= _CROWD, cost, 1e12 + crowd)))
    return _stretched(places[best], need)


def _starts(radii: Reals, aspect: float) -> Reals:
    """Return starts × plates × 2: around the middle, near and far by turns where there are many."""
    k = len(radii) - 1
    rng = np.random.default_rng(_SEED)
    total = radii[1:].sum()
    angle = TAU * (np.cumsum(radii[1:]) - radii[1:] / 2) / total - TAU / 4
    many = 6
    reach = np.where(np.arange(k) % 2 == 0, 1.25, 0.75) if k > many else np.ones(k)
    turn = angle[None, :] + 0.4 * np.arange(_STARTS)[:, None]
    radius = total / 3.4 * reach[None, :]
    places = np.zeros((_STARTS, k + 1, 2))
    places[:, 1:, 0] = radius * np.cos(turn) * np.sqrt(aspect)
    places[:, 1:, 1] = radius * np.sin(turn) / np.sqrt(aspect)
    places[:, 1:] += rng.normal(0, radii[1:].mean() * 0.5, (_STARTS, k, 2))
    return places


def _push_apart(places: Reals, need: Reals) -> None:
    """Move overlapping plates half of their overlap apart, in place; the first stays."""
    way = places[:, None, :, :] - places[:, :, None, :]
    d = np.sqrt((way**2).sum(axis=3)) + 1e-9
    short = np.clip(need - d, 0, None) / d * 0.5
    places -= (way * short[..., None]).sum(axis=2)
    places -= places[:, :1]


def _overlap(places: Reals, need: Reals) -> float:
    d = np.hypot(*(places[None] - places[:, None]).transpose(2, 0, 1))
    return float((need - d).max())


def _cost(places: Reals, radii: Reals, ties: Reals, aspect: float) -> float:
    low, high = (places - radii[:, None]).min(axis=0), (places + radii[:, None]).max(axis=0)
    width, height = high - low
    off = float(np.hypot(high[0] + low[0], (high[1] + low[1]) * aspect))
    d = np.hypot(*(places[None] - places[:, None]).transpose(2, 0, 1))
    ways = float((ties * d).sum() / max(1.0, ties.sum()))
    return float(max(width, height * aspect)) + _OFF_CENTRE_WEIGHT * off + _TIE_WEIGHT * ways


def _stretched(places: Reals, need: Reals) -> Reals:
    """Return the places, drawn apart from the middle until no two plates overlap."""
    d = np.hypot(*(places[None] - places[:, None]).transpose(2, 0, 1))
    factor = float(np.max(np.divide(need, d, out=np.zeros_like(d), where=d > _TOUCH)))
    return places * max(1.0, factor)
