"""A plan as one table: a row for each need, with its leader or with why it has none."""

from collections.abc import Mapping
from typing import Any

from graph.network import Network
from graph.texts import Say, message
from graph.workbook.sheets import Cell, Sheet

Document = Mapping[str, Any]
_NEED = ("state", "mentee", "mentee_code", "mentee_place", "direction", "direction_code", "level")
_LEADER = ("leader", "leader_code", "leader_place", "km", "mode", "border", "kept", "pinned")
_WHY = ("community", "reason", "text")


def plan_table(network: Network, document: Document, say: Say) -> Sheet:
    """Return the table, sorted by mentee and direction.

    Parameters
    ----------
    network
        For names and places.
    document
        The plan as `services.assignment.document.plan_document` gives it.
    """
    lines = [*document["assignments"], *document["open_needs"]]
    lines.sort(key=lambda line: (line["mentee"], line["direction"]))
    told = _Told(network, say)
    return Sheet(
        name=document["id"],
        header=[say(message(f"save.column.{name}")) for name in (*_NEED, *_LEADER, *_WHY)],
        rows=[[*told.need(line), *told.leader(line), *told.why(line)] for line in lines],
    )


class _Told:
    def __init__(self, network: Network, say: Say) -> None:
        self._network = network
        self._names = network.name_of
        self._sentence = say

    def _say(self, code: str) -> str:
        return self._sentence(message(code))

    def _organisation(self, code: str) -> list[Cell]:
        home = self._network.organisation(code).municipality
        return [self._names[code], code, self._names.get(home, home)]

    def need(self, line: Document) -> list[Cell]:
        """Return whose need it is."""
        way = line["direction"]
        return [
            self._say("save.covered" if "leader" in line else "save.open"),
            *self._organisation(line["mentee"]),
            self._names.get(way, way),
            way,
            line["level"],
        ]

    def leader(self, line: Document) -> list[Cell]:
        """Return who helps, and how."""
        if "leader" not in line:
            return [None] * len(_LEADER)
        return [
            *self._organisation(line["leader"]),
            line["distance_km"],
            self._say(f"plan.mode.{line['mode']}"),
            *(
                self._say("plan.yes") if line[name] else None
                for name in ("over_border", "kept", "pinned")
            ),
        ]

    def why(self, line: Document) -> list[Cell]:
        """Return which community helps already, and why there is a leader or none."""
        named = "; ".join(self._names.get(code, code) for code in line["with_community"])
        if "leader" in line:
            return [named or None, None, " ".join(line["reasons"])]
        return [named or None, self._say(f"plan.reason.{line['reason']}"), line["text"]]
