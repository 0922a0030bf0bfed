"""Names that try to run something, for tests of page and print."""

from dataclasses import replace

from graph.model.public_site import PublicEvent, PublicLeader, PublicSite
from graph.model.view import NetworkView
from services.views.public_map import build_public_view
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
    "<script>window.hacked=1</script>",
    "<ScRiPt>window.hacked=1</sCrIpT>",
    "</title><script>window.hacked=1</script>",
    "</style><script>window.hacked=1</script>",
    "</textarea><script>window.hacked=1</script>",
    "</text><script>window.hacked=1</script>",
    "<svg><script>window.hacked=1</script></svg>",
    "<svg><animate onbegin=window.hacked=1 attributeName=x dur=1s>",
    "<math><mi xlink:href=javascript:window.hacked=1>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'>",
    "<details open ontoggle=window.hacked=1>",
    "<input autofocus onfocus=window.hacked=1>",
    "<video><source onerror=window.hacked=1>",
    "<body onload=window.hacked=1>",
    "<object data=javascript:window.hacked=1>",
    "<base href=http://example.test/>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hacked=1'>",
    "<link rel=stylesheet href=http://example.test/x.css>",
    "<style>*{background:url(http://example.test/x)}</style>",
    "<img src=http://example.test/beacon.png>",
    '" onmouseover="window.hacked=1',
    "' onfocus='window.hacked=1' autofocus='",
    "`${window.hacked=1}`",
    "\\u003cscript\\u003ewindow.hacked=1",
    "&lt;script&gt;window.hacked=1&lt;/script&gt;",
    "%3Cscript%3Ewindow.hacked=1%3C/script%3E",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "<![CDATA[<script>window.hacked=1</script>]]>",
    "*/window.hacked=1/*",
    "\\';window.hacked=1//",
    '=HYPERLINK("http://example.test")',
    "+cmd|' /C calc'!A0",
    "\u0301\U0001f469\u200d\U0001f3eb\ufffd <b>window.hacked=1</b>",
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


def hostile_public_site() -> PublicSite:
    """Return a site with every hostile text in every field of leaders and events."""
    plain = build_public_view(made_up.network(49, 5), day=made_up.DAY, say=made_up.SAY)
    organisations = tuple(
        replace(one, name=bad, label=bad, settlement=bad, municipality=bad)
        for one, bad in zip(plain.organisations, HOSTILE, strict=False)
    )
    names = {one.id for one in organisations}
    view = replace(
        plain,
        title=HOSTILE[0],
        subtitle=HOSTILE[1],
        source=HOSTILE[2],
        organisations=organisations,
        ties=tuple(t for t in plain.ties if t.source in names and t.target in names),
    )
    return PublicSite(
        map=view,
        leaders=tuple(
            PublicLeader(name=bad, municipality=bad, settlement=bad, directions=(bad,), mentees=1)
            for bad in HOSTILE
        ),
        events=tuple(
            PublicEvent(
                date=made_up.DAY, name=bad, format=bad, host=bad, directions=(bad,), is_ahead=True
            )
            for bad in HOSTILE
        ),
    )
