"""Negative binomial regression: what count is to be expected, and how far it may spread."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import betainc, digamma, gammaln

from graph.geo import RealArray
from graph.measures import Ints

_WIDEST = 30.0  # logarithms of coefficients and of the dispersion stay inside this
_RIDGE = 1e-6  # keeps a column that tells nothing new from having no best coefficient


@dataclass(frozen=True, slots=True)
class CountModel:
    """A fitted model: the mean of each row, and one size for all.

    Attributes
    ----------
    mean
        Expected count of each row.
    size
        The variance is mean + mean² / size; the larger, the nearer to Poisson.
    """

    mean: RealArray
    size: float

    def at_most(self, count: Ints) -> RealArray:
        """Return the probability of a count up to `count`, row by row; 0 below zero."""
        chance = self.size / (self.size + self.mean)
        found: RealArray = np.where(
            count < 0, 0.0, betainc(self.size, np.maximum(count, 0) + 1.0, chance)
        )
        return found

    def middle_p(self, count: Ints) -> RealArray:
        """Return the probability of less than `count` and half of that of `count` itself."""
        return (self.at_most(count - 1) + self.at_most(count)) / 2

    def quantile(self, row: int, share: float) -> int:
        """Return the least count of `row` up to which lies at least `share` of the probability."""
        chance = self.size / (self.size + float(self.mean[row]))
        low, high = -1, 1
        while betainc(self.size, high + 1.0, chance) < share:
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            enough = betainc(self.size, middle + 1.0, chance) >= share
            low, high = (low, middle) if enough else (middle, high)
        return high


def fit_counts(count: Ints, columns: RealArray) -> CountModel:
    """Fit a negative binomial model of `count` by maximum likelihood.

    Parameters
    ----------
    count
        Shape ``(n,)``; not all zero.
    columns
        Shape ``(n, k)``: what the count may depend on; a constant is added, columns are scaled.

    Notes
    -----
    Logarithmic link, variance mean + mean² / size (NB2). Quasi-Newton with the exact gradient from
    a fixed start, so that equal data give an equal model.

    References
    ----------
    .. [1] A. C. Cameron, P. K. Trivedi. *Regression Analysis of Count Data*. Cambridge University
       Press, 1998.

    Examples
    --------
    Two groups, with means 1 and 4.

    >>> group = np.array([[0.0], [0.0], [1.0], [1.0]])
    >>> fit_counts(np.array([0, 2, 1, 7]), group).mean.round(2).tolist()
    [1.0, 1.0, 4.0, 4.0]
    """
    spread = columns.std(axis=0)
    told = spread > 0
    scaled = (columns[:, told] - columns[:, told].mean(axis=0)) / spread[told]
    design = np.column_stack([np.ones(len(count)), scaled])
    fixed = gammaln(count + 1.0).sum()

    def minus_likelihood(point: RealArray) -> tuple[float, RealArray]:
        coefficients, size = point[:-1], float(np.exp(point[-1]))
        mean = np.exp(np.clip(design @ coefficients, -_WIDEST, _WIDEST))
        apart = np.log1p(mean / size)
        value = (
            (gammaln(count + size) - gammaln(size)).sum()
            - fixed
            - (size * apart).sum()
            + (count * (np.log(mean / size) - apart)).sum()
        )
        by_mean = (count - mean) * size / (size + mean)
        by_size = digamma(count + size) - digamma(size) - apart + (mean - count) / (size + mean)
        slope = np.append(design.T @ by_mean - 2 * _RIDGE * coefficients, size * by_size.sum())
        return float(_RIDGE * (coefficients**2).sum() - value), -slope

    start = np.zeros(design.shape[1] + 1)
    start[0] = np.log(count.mean())
    best = minimize(
        minus_likelihood,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(-_WIDEST, _WIDEST)] * design.shape[1] + [(-7.0, 12.0)],
        options={"maxiter": 500},
    ).x
    mean = np.exp(np.clip(design @ best[:-1], -_WIDEST, _WIDEST))
    return CountModel(mean=mean, size=float(np.exp(best[-1])))
