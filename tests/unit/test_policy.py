"""The policy file: what is read, what is refused, and with which words."""

import re
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

import pytest

from api.texts import catalogue
from graph.errors import InputError, NotFoundError
from services.policy import (
    AssignmentPolicy,
    GoalName,
    IsolationPolicy,
    read_policy,
    read_stored_policy,
    shipped_names,
    shipped_policy,
    shipped_text,
)
from tests.tools.source import ROOT


def test_the_shipped_policy_holds_the_defaults() -> None:
    policy = shipped_policy("krai")
    assert policy.assignment == AssignmentPolicy()
    assert policy.isolation == IsolationPolicy()


def test_the_municipal_policy_only_lets_levels_end_at_the_border() -> None:
    assert shipped_policy("municipal").assignment == AssignmentPolicy(reach_by_level=True)


@pytest.mark.parametrize("name", shipped_names())
def test_every_value_of_a_shipped_policy_has_a_comment(name: str) -> None:
    values = [line for line in shipped_text(name).splitlines() if "=" in line or '"' in line]
    bare = [line for line in values if "#" not in line and not line.endswith("[")]
    assert bare == []


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_policy_writes_out_every_parameter(name: str) -> None:
    text = shipped_text(name)
    for part in (AssignmentPolicy, IsolationPolicy):
        starts = ((f.name, "# " if f.default is None else "") for f in fields(part))
        assert [name for name, start in starts if f"\n{start}{name} = " not in text] == []


@pytest.mark.parametrize("part", [AssignmentPolicy, IsolationPolicy])
def test_every_parameter_is_read_by_what_is_built(part: type) -> None:
    readers = [path.read_text(encoding="utf-8") for path in Path(ROOT, "services").rglob("*.py")]
    read = {name for text in readers for name in re.findall(r"\b(?:policy|_policy)\.(\w+)", text)}
    assert [f.name for f in fields(part) if f.name not in read] == []


def test_what_a_file_leaves_out_is_the_default() -> None:
    policy = read_policy("[assignment]\nmax_km = 40\n")
    assert policy.assignment == AssignmentPolicy(max_km=40)
    assert policy.isolation == IsolationPolicy()


def test_the_fingerprint_follows_the_text_but_not_the_line_ends() -> None:
    text = "[assignment]\nmax_km = 40\n"
    assert read_policy(text).fingerprint == read_policy(text.replace("\n", "\r\n")).fingerprint
    assert read_policy(text).fingerprint != read_policy(text + "border_points = 1\n").fingerprint


COVER = '"needs_of_level_3_covered", "needs_of_level_2_covered", "needs_of_level_1_covered"'


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("[assignment]\nmax_km = \n", "policy.syntax", 2),
        ("[assignmen]\n", "policy.key_unknown", 1),
        ("assignment = 3\n", "policy.key_unknown", 1),
        ("[assignment]\n\nmax_kilometres = 3\n", "policy.key_unknown", 3),
        ("[isolation]\nmax_needs_per_mentee = 3\n", "policy.key_unknown", 2),
        ("[isolation]\nmax_km = 1\n[assignment]\nmax_km = -1\n", "policy.value", 4),
        ("[isolation]\nsteps = 2\n", "policy.key_unknown", 2),
        ("[isolation]\nhops = 0\n", "policy.value", 2),
        ("[isolation]\nmax_km = 9\nsoon_months = 0\n", "policy.value", 3),
        ("[isolation]\nisland_size = 1\n", "policy.value", 2),
        ("[isolation]\nfew_partners_share = 1.5\n", "policy.value_share", 2),
        ("[assignment]\nmax_km = 12.5\n", "policy.value", 2),
        ("[assignment]\nmax_km = true\n", "policy.value", 2),
        ("[assignment]\nband_km = 0\n", "policy.value", 2),
        ("[assignment]\nleader_needs_help = 1\n", "policy.not_yes_no", 2),
        ("[isolation]\nsingle_partner_share = 1.5\n", "policy.value_share", 2),
        ("[assignment]\ngoals = []\n", "policy.no_goals", 2),
        ('[assignment]\ngoals = "points"\n', "policy.no_goals", 2),
        ("[assignment]\ngoals = [1]\n", "policy.no_goals", 2),
        (f'[assignment]\ngoals = [{COVER},\n"pionts"]\n', "policy.goal_unknown", 3),
        (f'[assignment]\ngoals = [{COVER},\n"points",\n"points"]\n', "policy.goal_twice", 4),
        ('[assignment]\ngoals = [\n"points",\n' + COVER + "]\n", "policy.order_empties", 3),
        ('[assignment]\ngoals = [\n"load_squared"]\n', "policy.order_empties", 3),
    ],
)
def test_a_bad_policy_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(InputError) as refused:
        read_policy(text)
    assert (refused.value.code, refused.value.message.params["line"]) == (code, line)
    say = catalogue("ru")
    assert code in say
    assert f"строка {line}" in say(refused.value.message)


@pytest.mark.parametrize(
    "rest",
    ["[isolation]\nreach = 2\n", "[isolation]\nmax_km = 7\nreach = 2\n", "[islands]\nsize = 3\n"],
)
def test_what_an_older_program_asked_outside_the_plan_does_not_spoil_a_stored_plan(
    rest: str,
) -> None:
    text = f"[assignment]\nmax_km = 40\n{rest}"
    stored = read_stored_policy(text)
    assert stored.assignment == AssignmentPolicy(max_km=40)
    assert stored.isolation.max_km in (7, IsolationPolicy().max_km)
    assert stored.text == text
    assert stored.fingerprint == f"sha256:{sha256(text.encode()).hexdigest()}"
    with pytest.raises(InputError, match="key_unknown"):
        read_policy(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[assignment]\nreach = 2\n", "policy.key_unknown"),
        ("[assignment]\nmax_km = -1\n[isolation]\nreach = 2\n", "policy.value"),
        ("assignment = 3\n", "policy.key_unknown"),
        ("[isolation]\nmax_km = -1\n", "policy.value"),
        ("[assignment]\nmax_km =\n", "policy.syntax"),
    ],
)
def test_what_a_stored_plan_was_made_by_is_read_as_strictly_as_ever(text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_stored_policy(text)
    assert refused.value.code == code


@pytest.mark.parametrize("goal", ["distance_bands", "points", "load_squared"])
def test_a_cost_goal_before_any_covering_goal_is_refused(goal: str) -> None:
    covering = [g for g in AssignmentPolicy().goals if g.endswith("_covered")][:3]
    for last in range(3):
        order = [g for i, g in enumerate(covering) if i != last] + [goal, covering[last]]
        names = ", ".join(f'"{g}"' for g in order)
        with pytest.raises(InputError, match="order_empties"):
            read_policy(f"[assignment]\ngoals = [{names}]\n")


def test_goals_may_be_reordered_and_dropped() -> None:
    policy = read_policy(f'[assignment]\ngoals = ["pairs_kept", {COVER}, "points"]\n')
    assert policy.assignment.goals[0] is GoalName.PAIRS_KEPT
    assert len(policy.assignment.goals) == 5


def test_an_unknown_shipped_name_says_which_there_are() -> None:
    with pytest.raises(NotFoundError) as refused:
        shipped_policy("kray")
    assert "krai, municipal" in catalogue("ru")(refused.value.message)
