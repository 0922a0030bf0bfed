"""One type for each identifier, so that one is not passed for another."""

from datetime import date
from typing import NewType, TypeAlias

OrganisationId = NewType("OrganisationId", str)
MunicipalityId = NewType("MunicipalityId", str)
PersonId = NewType("PersonId", str)
DirectionId = NewType("DirectionId", str)
CommunityId = NewType("CommunityId", str)
EventId = NewType("EventId", str)
AgreementId = NewType("AgreementId", str)
PlanId = NewType("PlanId", str)
ScenarioId = NewType("ScenarioId", str)
Revision = NewType("Revision", int)
SchoolYear = NewType("SchoolYear", str)
Day: TypeAlias = date
"""A calendar day; records have fields called `date`, so the type needs a name of its own."""
