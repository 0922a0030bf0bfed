"""The order in which the parts of a network are drawn: a region, one district, a plain copy."""

from collections.abc import Sequence

from graph.samples import krymsk, krymsk_life, remote
from graph.samples.coming import draw_coming, draw_coming_of_institute
from graph.samples.communities import draw_communities, draw_curators
from graph.samples.directions import methodist_directions, read_topics
from graph.samples.draw import LAST, YEARS
from graph.samples.events import draw_district_events
from graph.samples.fates import plant_fates, plant_some
from graph.samples.institute import draw_institute
from graph.samples.institute_events import draw_institute_events
from graph.samples.levels import YEARS_OF_MONITORING, draw_levels, draw_targets, weak_services
from graph.samples.needs import draw_needs
from graph.samples.offers import draw_offers
from graph.samples.pairs import draw_pairs, mark_overlooked
from graph.samples.restrictions import draw_restrictions, draw_roads
from graph.samples.roles import draw_leaders
from graph.samples.routes import draw_routes
from graph.samples.schools import draw_districts
from graph.samples.services import draw_services
from graph.samples.sketch import Sketch
from graph.samples.staff import draw_staff
from graph.samples.statuses import draw_statuses
from graph.samples.ties import draw_ties
from graph.samples.turnover import add_past_organisations, close_schools, open_new

PAST = YEARS[:3]


def draw_catalogue(sketch: Sketch) -> None:
    """Draw the directions, once in a network."""
    sketch.put([topic.direction for topic in read_topics().values()])
    sketch.put(methodist_directions())


def draw_region(sketch: Sketch) -> None:
    """Draw the region of all facts: 44 municipalities, one of them by hand."""
    draw_catalogue(sketch)
    krymsk.draw_krymsk(sketch)
    draw_districts(sketch)
    draw_institute(sketch, with_partners=True)
    close_schools(sketch)
    add_past_organisations(sketch)
    draw_leaders(sketch)
    remote.plant_remote_schools(sketch)
    plant_fates(sketch)
    open_new(sketch)
    draw_staff(sketch, everywhere=True)
    krymsk.draw_krymsk_roles(sketch)
    draw_services(sketch)
    _draw_work(sketch)
    draw_restrictions(sketch)
    draw_roads(sketch)
    draw_communities(sketch)
    draw_curators(sketch)
    draw_levels(sketch)
    draw_targets(sketch)
    draw_statuses(sketch)
    draw_ties(sketch)
    _draw_past_events(sketch, PAST)
    for year in PAST:
        sketch.put(krymsk_life.draw_krymsk_events(sketch, year))
    draw_coming(sketch)
    draw_coming_of_institute(sketch)
    krymsk_life.draw_krymsk_life(sketch)
    remote.draw_remote_facts(sketch)
    draw_routes(sketch)
    _collect(sketch)


def draw_municipality(sketch: Sketch) -> None:
    """Draw the Крымский район alone, with the institute it turns to."""
    draw_catalogue(sketch)
    krymsk.draw_krymsk(sketch)
    draw_institute(sketch, with_partners=False)
    sketch.put(p.municipality for p in sketch.spec.places if p.code not in sketch.districts)
    draw_staff(sketch, everywhere=True)
    krymsk.draw_krymsk_roles(sketch)
    mark_overlooked(sketch)
    draw_curators(sketch)
    draw_levels(sketch)
    draw_targets(sketch)
    for year in PAST:
        sketch.put(krymsk_life.draw_krymsk_events(sketch, year))
    draw_coming(sketch)
    krymsk_life.draw_krymsk_life(sketch)
    _collect(sketch)


def draw_copy(sketch: Sketch) -> None:
    """Draw a made-up region of a country: one year of life, people only where roles need them."""
    draw_districts(sketch)
    draw_institute(sketch, with_partners=False)
    draw_leaders(sketch)
    plant_some(sketch)
    draw_staff(sketch, everywhere=False)
    draw_services(sketch)
    _draw_work(sketch)
    draw_communities(sketch)
    draw_curators(sketch)
    draw_levels(sketch)
    _draw_past_events(sketch, (LAST,))
    _collect(sketch)


def _draw_work(sketch: Sketch) -> None:
    """Draw needs, the offers that fit them, and the pairs of the years before."""
    planted = sum(len(needs) for year, needs in sketch.needs.items() if year == YEARS[-1])
    draw_needs(sketch, sketch.spec.needs - planted)
    if sketch.spec.has_facts:
        remote.plant_remote_needs(sketch)
    draw_offers(sketch)
    draw_pairs(sketch)
    mark_overlooked(sketch)


def _draw_past_events(sketch: Sketch, years: Sequence[str]) -> None:
    for year in years:
        monitored = YEARS_OF_MONITORING[max(0, PAST.index(year) - 1)]
        sketch.put(draw_district_events(sketch, year))
        sketch.put(draw_institute_events(sketch, year, weak_services(sketch, monitored)))


def _collect(sketch: Sketch) -> None:
    """Add what parts changed until now: organisations, offers, needs, pairs."""
    sketch.put(sketch.organisations.values())
    sketch.put(sketch.offers)
    for year in YEARS:
        sketch.put(sketch.needs[year])
        sketch.put(sketch.pairs[year])
