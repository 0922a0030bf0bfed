"""The region's rules: goals in order, limits and thresholds, read from a TOML file and checked."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from enum import StrEnum
from hashlib import sha256
from importlib.resources import files
from typing import Any

from graph.errors import InputError, NotFoundError


class GoalName(StrEnum):
    """Goals a policy may order; `services.assignment.goals` holds what each one counts."""

    NEEDS_OF_LEVEL_3_COVERED = "needs_of_level_3_covered"
    MENTEES_WITH_LEADER = "mentees_with_leader"
    NEEDS_OF_LEVEL_2_COVERED = "needs_of_level_2_covered"
    NEEDS_OF_LEVEL_1_COVERED = "needs_of_level_1_covered"
    OPEN_NEEDS_SQUARED = "open_needs_squared"
    OVERLOOKED_COVERED = "overlooked_covered"
    PREFERRED_PAIRS = "preferred_pairs"
    PAIRS_KEPT = "pairs_kept"
    MIN_LOAD_SHORTFALL = "min_load_shortfall"
    DISTANCE_BANDS = "distance_bands"
    POINTS = "points"
    LOAD_SQUARED = "load_squared"


COVERING_GOALS = (
    GoalName.NEEDS_OF_LEVEL_3_COVERED,
    GoalName.NEEDS_OF_LEVEL_2_COVERED,
    GoalName.NEEDS_OF_LEVEL_1_COVERED,
)
COST_GOALS = (GoalName.DISTANCE_BANDS, GoalName.POINTS, GoalName.LOAD_SQUARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentPolicy:
    """What a plan may do, and what it strives for.

    Attributes
    ----------
    goals
        Goals in strict order; a later one never costs anything of an earlier one.
    max_needs_per_mentee
        Most needs of one mentee that are covered at once.
    max_km
        Farthest on-site help, in km.
    remote_km
        Effective distance of remote help, in km.
    leader_needs_help
        Whether a leader with a level-3 need in a direction may not lead in it.
    reach_by_level
        Whether offers of school or municipal level serve their own municipality only.
    max_years_together
        School years after which a pair no longer counts as one to be kept.
    band_km
        Width of a distance band, in km.
    settlement_points, border_points
        Points added when town meets village, and when the municipality differs.
    max_leaders_per_mentee
        Most different leaders of one mentee; None is no limit.
    max_border_pairs
        Most pairs over a municipal border in the whole plan; None is no limit.
    places_by_mentees
        Whether a leader's total counts different mentees, each with all it is helped with.
    max_hours_per_leader
        Most hours of one leader, summed over its assignments; None is no limit.
    """

    goals: tuple[GoalName, ...] = tuple(GoalName)
    max_needs_per_mentee: int = 3
    max_km: int = 100
    remote_km: int = 30
    leader_needs_help: bool = True
    reach_by_level: bool = False
    max_years_together: int = 3
    band_km: int = 10
    settlement_points: int = 50
    border_points: int = 0
    max_leaders_per_mentee: int | None = None
    max_border_pairs: int | None = None
    places_by_mentees: bool = False
    max_hours_per_leader: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationPolicy:
    """When an organisation counts as left out.

    Attributes
    ----------
    window_months
        Months of events that are looked at.
    soon_months
        Months before the end of the window in which ties are about to lapse.
    ending_days
        Days before the end of a pair or an agreement in which it is called ending.
    hops
        Most hops to a leader that are still near.
    island_size
        Most organisations of an island; more are a part of the network on its own.
    max_km
        Farthest leader that is still near, in km; farther ones a next step names only if there
        is no nearer one.
    school_curators
        Whether a school with a need must have a curator too.
    branches_follow_parent
        Whether a branch is one with the organisation it belongs to: its events and papers count
        for the parent, and it is not judged on its own.
    single_partner_share
        Share of events with one partner, 0 to 1, from which an organisation depends on it.
    few_partners_quantile, few_partners_share
        An organisation is watched if its partners are not above this quantile of organisations
        like it, and not above this share of what is expected.
    """

    window_months: int = 12
    soon_months: int = 2
    ending_days: int = 60
    hops: int = 2
    island_size: int = 10
    max_km: int = 100
    school_curators: bool = False
    branches_follow_parent: bool = False
    single_partner_share: float = 0.8
    few_partners_quantile: float = 0.1
    few_partners_share: float = 0.5

    def asked(
        self, *, window_months: int | None = None, hops: int | None = None
    ) -> "IsolationPolicy":
        """Return the policy with what a question names instead of its own."""
        return replace(
            self,
            window_months=self.window_months if window_months is None else window_months,
            hops=self.hops if hops is None else hops,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy file as read: both parts, its own text, and the fingerprint of the text."""

    assignment: AssignmentPolicy
    isolation: IsolationPolicy
    text: str
    fingerprint: str


_RANGES: dict[str, tuple[float, float]] = {
    "max_needs_per_mentee": (1, 100),
    "max_km": (0, 20_000),
    "remote_km": (0, 20_000),
    "max_years_together": (1, 50),
    "band_km": (1, 20_000),
    "settlement_points": (0, 100_000),
    "border_points": (0, 100_000),
    "max_leaders_per_mentee": (1, 100),
    "max_border_pairs": (0, 1_000_000),
    "max_hours_per_leader": (0, 100_000),
    "window_months": (1, 240),
    "soon_months": (1, 240),
    "ending_days": (1, 3660),
    "hops": (1, 100),
    "island_size": (2, 100_000),
    "single_partner_share": (0, 1),
    "few_partners_quantile": (0, 1),
    "few_partners_share": (0, 1),
}


def read_policy(text: str) -> Policy:
    """Read a policy file; what it leaves out is as in `AssignmentPolicy` and `IsolationPolicy`.

    Raises
    ------
    InputError
        If the text is no TOML, names an unknown part, key or goal, holds a value out of its
        range, or orders the goals so that the best plan would be an empty one. The message
        names the line.
    """
    return _read(text, stored=False)


def read_stored_policy(text: str) -> Policy:
    r"""Read the policy text that a plan was made by, perhaps by an older program.

    What the program does not know outside ``[assignment]`` is passed over: it never had a say in
    the plan, so that the plan can be checked as long as its own part is understood.

    Raises
    ------
    InputError
        As `read_policy` does, but for parts and keys outside ``[assignment]``.

    Examples
    --------
    >>> read_stored_policy("[isolation]\nreach = 2\n").isolation == IsolationPolicy()
    True
    """
    return _read(text, stored=True)


def _read(text: str, *, stored: bool) -> Policy:
    text = text.replace("\r\n", "\n")
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise InputError("policy.syntax", line=line) from error
    lines = _Lines(text)
    if stored:
        tree = _known_now(tree)
    for part in tree:
        if part not in ("assignment", "isolation"):
            raise InputError("policy.key_unknown", line=lines.of(part), key=part)
    assignment = _section(AssignmentPolicy, "assignment", tree, lines)
    if "goals" in assignment:
        assignment["goals"] = _goals(assignment["goals"], lines)
    return Policy(
        assignment=AssignmentPolicy(**assignment),
        isolation=IsolationPolicy(**_section(IsolationPolicy, "isolation", tree, lines)),
        text=text,
        fingerprint=f"sha256:{sha256(text.encode()).hexdigest()}",
    )


def _known_now(tree: Mapping[str, Any]) -> dict[str, Any]:
    """Return what has a say in a plan, and what is known of the rest."""
    known = {field.name for field in fields(IsolationPolicy)}
    rest = tree.get("isolation", {})
    if isinstance(rest, dict):
        rest = {key: value for key, value in rest.items() if key in known}
    return {"assignment": tree.get("assignment", {}), "isolation": rest}


def shipped_text(name: str) -> str:
    """Return the text of a policy that comes with the product, such as ``krai``.

    Raises
    ------
    NotFoundError
        If no policy of this name is shipped.
    """
    known = shipped_names()
    if name not in known:
        raise NotFoundError("policy.unknown", policy=name, known=", ".join(known))
    return files("services").joinpath("policies", f"{name}.toml").read_text(encoding="utf-8")


def shipped_policy(name: str = "krai") -> Policy:
    """Return a policy that comes with the product.

    Raises
    ------
    NotFoundError
        If no policy of this name is shipped.

    Examples
    --------
    >>> shipped_policy("municipal").assignment.reach_by_level
    True
    """
    return read_policy(shipped_text(name))


def shipped_names() -> tuple[str, ...]:
    """Return the names of the policies that come with the product, sorted.

    Examples
    --------
    >>> shipped_names()
    ('krai', 'municipal')
    """
    folder = files("services").joinpath("policies")
    names = (entry.name.removesuffix(".toml") for entry in folder.iterdir())
    return tuple(sorted(name for name in names if name.isidentifier()))


class _Lines:
    """Finds the line on which a key or a goal stands, for messages."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")

    def of(self, key: str, section: str = "", times: int = 1) -> int:
        """Return the 1-based line of the `times`-th `key`, from the heading of `section` on."""
        started = not section
        pattern = re.compile(rf"""^\s*(\[\s*)?["']?{re.escape(key)}["']?\s*[\]=.]""")
        goal = re.compile(rf"""["']{re.escape(key)}["']""")
        for number, line in enumerate(self._lines, 1):
            code = line.partition("#")[0]
            started = started or re.match(rf"\s*\[\s*{section}\s*\]", code) is not None
            if started and (pattern.match(code) or goal.search(code)):
                times -= 1
                if times == 0:
                    return number
        return 1


def _section(kind: type, name: str, tree: Mapping[str, Any], lines: _Lines) -> dict[str, Any]:
    """Return the checked values of one part of the file."""
    part = tree.get(name, {})
    if not isinstance(part, dict):
        raise InputError("policy.key_unknown", line=lines.of(name), key=name)
    known = {f.name: f.default for f in fields(kind) if f.default is not MISSING}
    for key, value in part.items():
        line = lines.of(key, name)
        if key not in known:
            raise InputError("policy.key_unknown", line=line, key=f"{name}.{key}")
        if key != "goals":
            _check_value(key, value, known[key], line)
    return dict(part)


def _check_value(key: str, value: object, default: object, line: int) -> None:
    """Refuse a value of another type than the default, or out of its range."""
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise InputError("policy.not_yes_no", line=line, key=key)
        return
    low, high = _RANGES[key]
    kinds = (int, float) if isinstance(default, float) else (int,)
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        whole = "policy.value_share" if isinstance(default, float) else "policy.value"
        raise InputError(whole, line=line, key=key, low=int(low), high=int(high))


def _goals(given: object, lines: _Lines) -> tuple[GoalName, ...]:
    """Return the goals of the file in its order, refused if they would empty the plan."""
    line = lines.of("goals", "assignment")
    if not isinstance(given, list) or not given or not all(isinstance(g, str) for g in given):
        raise InputError("policy.no_goals", line=line)
    order: list[GoalName] = []
    for name in given:
        if name not in set(GoalName):
            known = ", ".join(GoalName)
            raise InputError(
                "policy.goal_unknown", line=lines.of(name, "assignment"), goal=name, known=known
            )
        if name in order:
            at = lines.of(name, "assignment", times=2)
            raise InputError("policy.goal_twice", line=at, goal=name)
        order.append(GoalName(name))
    for goal in COST_GOALS:
        before = order[: order.index(goal)] if goal in order else list(COVERING_GOALS)
        missing = [c for c in COVERING_GOALS if c not in before]
        if missing:
            at = lines.of(goal, "assignment")
            raise InputError("policy.order_empties", line=at, goal=goal, before=", ".join(missing))
    return tuple(order)
