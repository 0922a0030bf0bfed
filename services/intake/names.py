"""Which codes a file and the network know together, and which of them are near an unknown one."""

from collections.abc import Mapping
from difflib import get_close_matches

from graph.model.fields import read_dictionary
from graph.network import Network
from graph.workbook.rows import ParsedWorkbook

_SUGGESTED = 3
_FEW = 12
_NAME_LENGTH = 30


def known_codes(parsed: ParsedWorkbook, network: Network) -> Mapping[str, Mapping[str, str]]:
    """Return entity → code → name, of what the store holds and of every row of the file.

    Rows that are refused for another reason count: their codes are not what is wrong.
    """
    found: dict[str, dict[str, str]] = {"region": {}}
    for entity in read_dictionary().entities.values():
        if (entity.key == ("id",) and "name" in entity.fields) or entity.name == "plan":
            table = network.table(entity.name)
            names = table.column("name") if "name" in entity.fields else table.keys
            found[entity.name] = dict(zip(table.keys, names, strict=True))
    regions = set(network.municipalities.column("region")) - {None}
    for row in parsed.rows:
        if row.key is None:
            continue
        if row.entity in found and "name" in row.home.letters:
            found[row.entity][row.key] = str(row.values.get("name") or row.key)
        if row.entity == "municipality" and row.values.get("region"):
            regions.add(row.values["region"])
    found["region"] = {name: name for name in regions}
    return found


def nearest(text: str, known: Mapping[str, str]) -> str:
    """Return up to three known codes near `text`, by code or by name, with their names.

    Where nothing is near and there are few, all of them are named.

    Examples
    --------
    >>> nearest("крымский район", {"23-20": "Крымский район", "23-21": "Курганинский район"})
    '23-20 (Крымский район)'
    """
    folded = {code.casefold(): code for code in known}
    by_name: dict[str, str] = {name.casefold(): code for code, name in known.items()}
    exact = by_name.get(text.casefold())
    if exact is not None:
        return _described(exact, known)
    near = [folded[c] for c in get_close_matches(text.casefold(), folded, n=_SUGGESTED)]
    near += [by_name[n] for n in get_close_matches(text.casefold(), by_name, n=_SUGGESTED)]
    few = list(known) if len(known) <= _FEW else []
    return ", ".join(_described(c, known) for c in dict.fromkeys(near[:_SUGGESTED] or few)) or "—"


def _described(code: str, known: Mapping[str, str]) -> str:
    name = known[code]
    short = name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1] + "…"
    return f"{code} ({short})" if name != code else code
