"""The order in which the parts of a region are drawn."""

from graph.samples import krymsk, krymsk_life
from graph.samples.communities import draw_communities, draw_curators
from graph.samples.directions import methodist_directions, read_topics
from graph.samples.draw import YEARS
from graph.samples.events import draw_district_events
from graph.samples.fates import plant_fates
from graph.samples.institute import draw_institute
from graph.samples.institute_events import draw_institute_events
from graph.samples.levels import YEARS_OF_MONITORING, draw_levels, draw_targets, weak_services
from graph.samples.needs import draw_needs
from graph.samples.offers import draw_offers
from graph.samples.pairs import draw_pairs, mark_overlooked
from graph.samples.restrictions import draw_restrictions, draw_roads
from graph.samples.roles import draw_leaders
from graph.samples.schools import draw_districts
from graph.samples.services import draw_services
from graph.samples.sketch import Sketch
from graph.samples.staff import draw_staff
from graph.samples.turnover import add_past_organisations, close_schools, open_new


def draw_region(sketch: Sketch) -> None:
    sketch.put([*(t.direction for t in read_topics().values()), *methodist_directions()])
    krymsk.draw_krymsk(sketch)
    draw_districts(sketch)
    draw_institute(sketch, with_partners=True)
    close_schools(sketch)
    add_past_organisations(sketch)
    draw_leaders(sketch)
    plant_fates(sketch)
    open_new(sketch)
    draw_staff(sketch, everywhere=True)
    krymsk.draw_krymsk_roles(sketch)
    draw_services(sketch)
    draw_needs(sketch, sketch.spec.needs - 58 - 50)
    draw_offers(sketch)
    draw_pairs(sketch)
    mark_overlooked(sketch)
    draw_restrictions(sketch)
    draw_roads(sketch)
    draw_communities(sketch)
    draw_curators(sketch)
    draw_levels(sketch)
    draw_targets(sketch)
    for i, year in enumerate(YEARS[:3]):
        weak = weak_services(sketch, YEARS_OF_MONITORING[max(0, i - 1)])
        sketch.put(draw_district_events(sketch, year))
        sketch.put(krymsk_life.draw_krymsk_events(sketch, year))
        sketch.put(draw_institute_events(sketch, year, weak))
    krymsk_life.draw_krymsk_life(sketch)
    sketch.put(sketch.organisations.values())
    sketch.put(sketch.offers)
    for year in YEARS:
        sketch.put(sketch.needs[year])
        sketch.put(sketch.pairs[year])
