"""What a file of a map was asked for: written into every file, so that it explains itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from viz.spec import MapSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFilter:
    """Which part of the network a map shows.

    Attributes
    ----------
    municipality
        Code, or empty for the whole network.
    audience
        ``staff`` or ``public``.
    """

    view: str
    overlays: tuple[str, ...] = ()
    municipality: str = ""
    audience: str = "staff"

    def told(self, spec: MapSpec) -> Sequence[tuple[str, str]]:
        """Return (name, value) of everything that names what `spec` shows, empty ones left out."""
        lines = (
            ("title", spec.title),
            ("subtitle", spec.subtitle),
            ("date", spec.date),
            ("view", spec.first),
            ("overlays", " ".join(self.overlays)),
            ("municipality", self.municipality),
            ("audience", self.audience),
            ("mark", spec.mark),
            ("source", spec.source),
        )
        return [(name, value) for name, value in lines if value]
