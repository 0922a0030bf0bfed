"""Names that try to run something, for tests of page and print."""

from dataclasses import replace

from graph.model.view import NetworkView
from tests.unit.viz import made_up

HOSTILE = (
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    '"><svg onload=window.hacked=1>',
    "'-window.hacked=1-'",
    "javascript:window.hacked=1",
    "<!--<script>window.hacked=1",
    "${window.hacked=1}",
    "{{7*7}}",
    "__proto__",
    "constructor",
    "<a href=http://example.test>href</a>",
    "\u2028\u2029\u202e window.hacked=1",
    "]]><x>",
    "\x00\x07\x1b",
)


def hostile_view() -> NetworkView:
    """Return a small view with a hostile text in every field that holds words."""
    view = made_up.view(49, 5)
    organisations = []
    code = {}
    for i, one in enumerate(view.organisations):
        bad = HOSTILE[i % len(HOSTILE)]
        code[one.id] = f"{bad}{i}" if i >= len(HOSTILE) else bad
        finding = one.finding and replace(one.finding, text=bad, next_step=bad)
        organisations.append(
            replace(
                one,
                id=code[one.id],
                name=f"{bad} {one.name}",
                label=bad,
                municipality=f"{bad}{one.municipality}",
                settlement=bad,
                level=bad,
                kind_word=bad,
                needs=tuple(replace(n, direction=bad, note=bad) for n in one.needs),
                finding=finding,
            )
        )
    ties = tuple(
        replace(
            tie,
            source=code[tie.source],
            target=code[tie.target],
            direction=HOSTILE[i % len(HOSTILE)],
            status=HOSTILE[i % len(HOSTILE)],
            reasons=(HOSTILE[i % len(HOSTILE)],),
        )
        for i, tie in enumerate(view.ties)
    )
    return replace(
        view,
        title=HOSTILE[0],
        subtitle=HOSTILE[1],
        source=HOSTILE[2],
        mark=HOSTILE[0],
        organisations=tuple(organisations),
        ties=ties,
    )
