"""The smallest network a plan makes sense on, for examples in documentation; all made up."""

from datetime import date

from graph.model.choices import OrganisationKind
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId, SchoolYear
from graph.model.need import Direction, Need, Offer
from graph.model.organisation import Municipality, Organisation
from graph.network import Network


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
