"""Proposals of new ties for the faces: made once for each revision, day and question."""

from api.dependencies import Reading
from graph.errors import ConflictError
from graph.texts import Message
from graph.valid_time import as_known_on
from services.isolation.detect import find_isolated
from services.policy import shipped_policy
from services.repair.accepting.outlook import stages_of_proposal, weaker_after
from services.repair.proposal import Asked, Proposal
from services.repair.propose import propose_repair


def proposal_of(reading: Reading, asked: Asked, *, window_months: int | None) -> Proposal:
    """Return the ties that reach a goal on the day of `reading`."""
    policy = shipped_policy().isolation.asked(window_months=window_months)
    return reading.derived(
        f"repair:{policy.window_months}:{asked}",
        lambda: propose_repair(
            as_known_on(reading.network, reading.site.today()), policy, asked, day=reading.day
        ),
    )


def weaker_with(
    reading: Reading, proposal: Proposal, *, window_months: int | None
) -> tuple[Message, ...]:
    """Say what the proposed ties make weaker once they live; nothing of no tie."""
    if not proposal.ties:
        return ()
    policy = shipped_policy().isolation.asked(window_months=window_months)

    def weaker() -> tuple[Message, ...]:
        known = as_known_on(reading.network, reading.site.today())
        now = find_isolated(known, policy, day=reading.day)
        return weaker_after(stages_of_proposal(known, policy, proposal, now))

    return reading.derived(f"repair_weaker:{policy.window_months}:{proposal.asked}", weaker)


def require_revision(reading: Reading, revision: int | None) -> None:
    """Let through who decides on what was read; None decides on the newest.

    Raises
    ------
    ConflictError
        If the network has changed since.
    """
    now = reading.network.revision
    if revision is not None and revision != now:
        raise ConflictError("accept.stale", made=revision, now=now)
