"""What the command repair does with --accept: show what would be written, or write it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.cli.edge import Edge
from api.cli.plans import compute_telling
from api.clock import clock_ms
from services.policy import Policy
from services.repair.proposal import Proposal

_ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepting:
    """What is accepted and why; without a reason it is only shown."""

    names: Sequence[str]
    reason: str
    as_pairs: bool


def accepting_document(
    edge: Edge, proposal: Proposal, accepting: Accepting, policy: Policy
) -> dict[str, Any]:
    """Return what accepting means; with a reason it is stored."""
    from services.repair.accepting.document import stored_document
    from services.repair.accepting.workflow import accept, read_acceptance_document

    names = None if _ALL in accepting.names else accepting.names
    ctx, reason, as_pairs = edge.context(), accepting.reason.strip(), accepting.as_pairs
    with edge.working("accept.working") as tell:
        preview = read_acceptance_document(
            edge.store(),
            proposal,
            names,
            policy=policy.isolation,
            reason=reason,
            as_pairs=as_pairs,
            say=edge.say,
            ctx=ctx,
        )
        if not reason:
            return preview
        stored = accept(
            edge.store(),
            proposal,
            names,
            policy=policy,
            reason=reason,
            clock_ms=clock_ms,
            ctx=ctx,
            as_pairs=as_pairs,
            compute=compute_telling(tell),
        )
    return stored_document(stored, preview, edge.say)
