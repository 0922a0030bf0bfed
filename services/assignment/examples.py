"""The smallest network a plan makes sense on, for examples in documentation; all made up."""

from datetime import date

from graph.model.choices import AssignmentMode, OrganisationKind, PlanStatus
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId, PlanId, SchoolYear
from graph.model.need import Direction, Need, Offer
from graph.model.organisation import Municipality, Organisation
from graph.model.plan import Assignment, Plan
from graph.network import Network
from services.assignment.planned import PlannedAssignment


def tiny_network() -> Network:
    """Return three schools of one municipality: `a` has one place, `b` and `c` need it.

    Examples
    --------
    >>> [need.organisation for need in tiny_network().needs]
    ['b', 'c']
    """
    home, way = MunicipalityId("m"), DirectionId("reading")
    spots = {"a": 45.0, "b": 45.1, "c": 45.2}
    return Network.of(
        [
            Municipality(id=home, name="Район (вымышлен)"),
            Direction(id=way, name="Чтение"),
            *(
                Organisation(
                    id=OrganisationId(code),
                    name=f"Школа {code}",
                    kind=OrganisationKind.SCHOOL,
                    municipality=home,
                    lat=lat,
                    lon=39.0,
                )
                for code, lat in spots.items()
            ),
            Offer(
                organisation=OrganisationId("a"),
                direction=way,
                places=1,
                from_date=date(2026, 9, 1),
            ),
            *(
                Need(
                    organisation=OrganisationId(code),
                    direction=way,
                    level=2,
                    school_year=SchoolYear("2026/2027"),
                )
                for code in ("b", "c")
            ),
        ]
    )


def tiny_plan() -> PlannedAssignment:
    """Return the plan of `tiny_network`, without its proof."""
    plan, leader, way = PlanId("p"), OrganisationId("a"), DirectionId("reading")
    return PlannedAssignment(
        plan=Plan(
            id=plan,
            status=PlanStatus.DRAFT,
            scope="region",
            school_year=SchoolYear("2026/2027"),
            as_of=date(2026, 9, 1),
            network_revision=1,
            policy="",
            policy_fingerprint="",
            data_fingerprint="",
            places_taken=0,
            checker="",
            certificate=b"",
            runtime_ms=0,
        ),
        goals=(),
        assignments=(
            Assignment(
                plan=plan,
                leader=leader,
                mentee=OrganisationId("b"),
                direction=way,
                offer_from=date(2026, 9, 1),
                level=2,
                distance_km=11.1,
                effective_km=11.1,
                mode=AssignmentMode.ON_SITE,
                points=111,
                kept=False,
                pinned=False,
                preferred=False,
                nearer=0,
                place=1,
                places=1,
            ),
        ),
        open_needs=(),
        blocking_groups=(),
    )
