"""Leading zeros that Excel took off a code typed as a number: 7 is found to be 007."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from graph.model.fields import read_dictionary
from graph.model.record import key_of
from graph.network import Network
from graph.workbook.findings import Finding
from graph.workbook.kinds import Kind, Severity
from graph.workbook.rows import ParsedRow, ParsedWorkbook


def restore_zeros(
    parsed: ParsedWorkbook, known: Mapping[str, Mapping[str, str]], network: Network
) -> ParsedWorkbook:
    """Return the workbook with shortened codes replaced by the known ones they stand for.

    Only codes typed as numbers and not known as they are count. One known code with more zeros is
    taken with a warning; several are an error.
    """
    longer: dict[str, dict[str, set[str]]] = {}
    for entity, codes in known.items():
        longer[entity] = defaultdict(set)
        for code in codes:
            if code.startswith("0"):
                longer[entity][code.lstrip("0")].add(code)
    findings: list[Finding] = []
    rows = tuple(
        _restored(row, known, longer, network, findings) if row.numeric else row
        for row in parsed.rows
    )
    return replace(parsed, rows=rows, findings=(*parsed.findings, *findings))


def _restored(
    row: ParsedRow,
    known: Mapping[str, Mapping[str, str]],
    longer: Mapping[str, Mapping[str, set[str]]],
    network: Network,
    findings: list[Finding],
) -> ParsedRow:
    values = dict(row.values)
    is_sound = row.is_sound
    definition = read_dictionary()[row.entity]
    for name in sorted(row.numeric):
        code = values.get(name)
        own = name in definition.key and name == "id"
        targets = (row.entity,) if own else definition.fields[name].to
        if code is None or (own and network.find(row.entity, code) is not None):
            continue
        if not own and any(code in known.get(to, {}) for to in targets):
            continue
        found = sorted({full for to in targets for full in longer.get(to, {}).get(code, ())})
        if not found:
            continue
        finding = row.finding(Kind.ZEROS_LOST, name, read=", ".join(found))
        if len(found) > 1:
            finding = replace(finding, severity=Severity.ERROR)
            is_sound = False
        else:
            values[name] = found[0]
        findings.append(finding)
    key = None if row.key is None else key_of(values.get(name) for name in definition.key)
    return replace(row, values=values, key=key, is_sound=is_sound)
