"""Why nobody leads one need: the reason, who could, and what stands against each."""

from dataclasses import dataclass

from graph.errors import NotFoundError
from graph.model.need import Need
from graph.model.plan import BlockingGroup, OpenNeed
from graph.model.record import key_of
from services.assignment.problem import AssignmentProblem
from services.views.other_leaders import OtherLeader, find_possible
from services.views.pair_view import Step, funnel_of, need_row
from services.views.partners import Who, build_who
from services.views.plan_view import PlanBook

_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNeedView:
    """One open need of a plan with everything that speaks of it.

    Attributes
    ----------
    others
        The first leaders of the direction: those that pass all rules before the rest, nearest
        first; `others_total` is how many there are.
    group
        The shortage that keeps it open; None if places are not the reason.
    group_names
        Leaders of that shortage.
    """

    book: PlanBook
    line: OpenNeed
    mentee: Who
    direction: str
    need: Need | None
    others: tuple[OtherLeader, ...]
    others_total: int
    funnel: tuple[Step, ...]
    idle: int
    group: BlockingGroup | None
    group_leaders: tuple[Who, ...]


def build_open_need_view(
    book: PlanBook, problem: AssignmentProblem, mentee: str, direction: str
) -> OpenNeedView:
    """Return why `mentee` has no leader in `direction`.

    Raises
    ------
    NotFoundError
        If the plan has no such open need.
    """
    index, plan = book.index, book.plan
    line = index.network.open_needs.get(key_of((plan.id, mentee, direction)))
    if line is None and index.network.directions.get(direction) is None:
        raise NotFoundError("adjust.direction_unknown", direction=direction)
    if line is None:
        raise NotFoundError(
            "view.need_unknown",
            plan=plan.id,
            mentee=index.name_of.get(mentee, mentee),
            direction=index.name_of.get(direction, direction),
        )
    others = find_possible(book, problem, line, need_row(problem, line))
    group = next((one for one in book.groups if one.group == line.blocking_group), None)
    funnel = funnel_of(problem, line)
    return OpenNeedView(
        book=book,
        line=line,
        mentee=build_who(index, mentee),
        direction=index.name_of.get(direction, direction),
        need=index.network.needs.get(key_of((mentee, direction, plan.school_year))),
        others=others[:_SHOWN],
        others_total=len(others),
        funnel=funnel,
        idle=funnel[0].left - len(problem.leaders),
        group=group,
        group_leaders=tuple(build_who(index, code) for code in group.leaders) if group else (),
    )
