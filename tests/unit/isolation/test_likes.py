"""K13: from a hundred organisations up, who has far fewer partners than those like it."""

import networkx as nx
import numpy as np
import pytest
from scipy.stats import nbinom

from graph.model.record import Record
from services.isolation.count_model import fit_counts
from services.isolation.findings import IsolationReport
from services.isolation.kinds import Kind
from tests.unit.isolation.build import event, evidence, kinds, organisation, report


def ring(n: int, *, kind: str = "school", pupils: int | None = None) -> list[Record]:
    """Return `n` organisations in a ring, each tied with three on either side."""
    ties = nx.watts_strogatz_graph(n, 6, 0).edges
    made: list[Record] = [organisation(f"o{i:03d}", kind, pupils=pupils) for i in range(n)]
    return made + [event(f"e{a}-{b}", f"o{a:03d}", f"o{b:03d}") for a, b in ties]


def with_loner(n: int) -> IsolationReport:
    return report(*ring(n - 1), organisation("z"), event("z", "z", "o000"))


def test_below_a_hundred_it_is_not_computed() -> None:
    assert with_loner(99).counts[Kind.K13] is None
    assert with_loner(100).counts[Kind.K13] == 1


def test_without_any_tie_there_is_nothing_to_expect() -> None:
    assert report(*(organisation(f"o{i:03d}") for i in range(120))).counts[Kind.K13] is None


def test_observed_and_expected_are_told() -> None:
    made = with_loner(150)

    told = evidence(made, "z", "K13")
    assert told is not None
    assert told["observed"] == 1
    assert told["expected"] == pytest.approx(6, abs=0.2)
    assert 1 < told["low"] <= 6 <= told["high"] < 12
    assert kinds(made)["z"][-1] == "K13"
    assert [f.organisation for f in made.findings if Kind.K13 in f.kinds] == ["z"]


def test_organisations_are_compared_with_their_like() -> None:
    small: list[Record] = [organisation(f"k{i:02d}", "kindergarten") for i in range(40)]
    small += [event(f"k{i}", f"k{2 * i:02d}", f"k{2 * i + 1:02d}") for i in range(20)]

    assert report(*ring(100), *small).counts[Kind.K13] == 0


def test_the_fit_finds_what_the_counts_were_drawn_from() -> None:
    rng = np.random.default_rng(3)
    told = rng.normal(size=4_000)
    mean = np.exp(0.8 + 0.6 * told)
    count = rng.negative_binomial(1.5, 1.5 / (1.5 + mean))
    model = fit_counts(count, told[:, None])

    assert model.size == pytest.approx(1.5, rel=0.1)
    assert np.abs(np.log(model.mean / mean)).max() < 0.25


def test_no_near_model_is_likelier() -> None:
    rng = np.random.default_rng(5)
    columns = rng.normal(size=(300, 2))
    count = rng.negative_binomial(2.0, 2.0 / (2.0 + np.exp(1 + columns[:, 0])))
    model = fit_counts(count, columns)

    def likelihood(mean: np.ndarray, size: float) -> float:
        return float(np.sum(nbinom.logpmf(count, size, size / (size + mean))))

    best = likelihood(model.mean, model.size)
    for step in rng.normal(scale=0.05, size=(50, 4)):
        moved = model.mean * np.exp(step[0] + columns @ step[1:3])
        assert likelihood(moved, model.size * np.exp(step[3])) < best + 1e-6


def test_probabilities_and_quantiles_are_those_of_the_distribution() -> None:
    model = fit_counts(np.array([0, 1, 1, 3, 9, 2]), np.zeros((6, 1)))
    chance = model.size / (model.size + model.mean)

    count = np.array([-1, 0, 1, 3, 9, 40])
    assert model.at_most(count) == pytest.approx(nbinom.cdf(count, model.size, chance))
    for share in (0.01, 0.1, 0.5, 0.9, 0.999):
        assert model.quantile(0, share) == nbinom.ppf(share, model.size, chance[0])
