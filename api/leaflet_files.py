"""Leaflets of a plan over HTTP: built once for each revision, drawn one at a time."""

from collections.abc import Mapping
from typing import Literal

from api.dependencies import Reading
from api.leaflets import drawn_leaflet, leaflet_spec, leaflets_of
from graph.errors import NotFoundError
from services.views.leaflets import Leaflet, Reader

Reads = Literal["", "leader", "mentee", "curator"]
"""Whose leaflet is wanted where a code has several; empty takes the first there is."""

_FONTS = "/static/fonts"


def leaflet_file(reading: Reading, code: str, own: str, ending: str, reads: Reads) -> bytes:
    """Return the leaflet of an organisation or a curator by a plan, as a file.

    Parameters
    ----------
    ending
        One of `api.leaflets.ENDINGS`.

    Raises
    ------
    NotFoundError
        If there is no such plan, or it has no leaflet for `own`.
    """
    plan = reading.network.plan(code)

    def build() -> Mapping[tuple[str, str], Leaflet]:
        made = leaflets_of(reading.network, plan, reading.day)
        return {(one.reader.value, one.code): one for one in made}

    made = reading.derived(f"leaflets:{code}", build)
    wanted = (reads,) if reads else tuple(reader.value for reader in Reader)
    found = next((made[name, own] for name in wanted if (name, own) in made), None)
    if found is None:
        raise NotFoundError("sheet.nobody", own=own)
    made_up = reading.network.head.reference_date is not None
    spec = leaflet_spec(found, reading.site.say, is_made_up=made_up)
    return drawn_leaflet(spec, ending, reading.site.say, _FONTS)
