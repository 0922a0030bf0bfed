"""The page: one file that asks nobody for anything and takes names for names."""

import base64
import hashlib
import json
import re
from dataclasses import asdict
from html.parser import HTMLParser

import pytest

from tests.unit.viz import made_up
from tests.unit.viz.hostile import HOSTILE, hostile_view
from tests.unit.viz.page_data import data_of
from viz.encode import encode_map
from viz.pyvis_page import SCRIPTS, render_page

SPEC = encode_map(made_up.view(49, 5), say=made_up.SAY)
PAGE = render_page(SPEC)
ADDRESS = re.compile(r"(?:https?:|wss?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"'<>)`]*", re.IGNORECASE)


class Parts(HTMLParser):
    """Collects attributes of all elements, and the texts of scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self._open: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in attrs]
        self._open = dict(attrs) if tag == "script" else None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.scripts.append((self._open, data))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._open = None


def parts(page: str) -> Parts:
    parser = Parts()
    parser.feed(page)
    return parser


def test_nothing_on_the_page_points_anywhere() -> None:
    pointing = {"src", "href", "action", "formaction", "data", "poster", "srcset", "background"}
    found = [
        value
        for _, name, value in parts(PAGE).attributes
        if name in pointing and not (value or "").startswith("#")
    ]
    assert found == []
    assert "@import" not in PAGE
    assert "sourceMappingURL" not in PAGE


def test_no_address_stands_in_the_file() -> None:
    assert ADDRESS.findall(PAGE) == []


@pytest.mark.parametrize(
    "call", ["fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "innerHTML", "eval(", "import("]
)
def test_our_own_script_neither_calls_out_nor_parses_text(call: str) -> None:
    assert call not in parts(PAGE).scripts[-1][1]


def test_the_file_is_utf8_with_line_feeds_and_says_its_language() -> None:
    assert PAGE.encode("utf-8").decode("utf-8") == PAGE
    assert "\r" not in PAGE
    assert PAGE.startswith('<!DOCTYPE html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">')
    assert "\\u04" not in parts(PAGE).scripts[0][1], "Cyrillic is written as it is"


def test_the_policy_of_the_page_lets_exactly_its_script_run() -> None:
    found = parts(PAGE)
    metas = [v or "" for tag, n, v in found.attributes if (tag, n) == ("meta", "content")]
    policy = next(text for text in metas if "script-src" in text)
    running = [text for attributes, text in found.scripts if not attributes.get("type")]

    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in running}
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes
    assert len(hashes) == 1
    assert policy.startswith("default-src 'none'; ")


def test_a_server_may_put_its_nonce_instead() -> None:
    page = render_page(SPEC, nonce="bm9uY2U")
    running = [a for a, _ in parts(page).scripts if not a.get("type")]

    assert [a["nonce"] for a in running] == ["bm9uY2U"]
    assert "Content-Security-Policy" not in page


def test_the_same_map_is_the_same_file() -> None:
    assert render_page(SPEC) == PAGE


def test_every_mark_and_every_tie_is_in_the_file() -> None:
    data = data_of(PAGE)

    nodes = [{**asdict(mark), "size": mark.radius} for mark in SPEC.nodes]
    for node in nodes:
        del node["radius"]
    assert data["nodes"] == json.loads(json.dumps(nodes)), "nothing is lost on the way"
    edges = [{**asdict(mark), "from": mark.source, "to": mark.target} for mark in SPEC.edges]
    for edge in edges:
        del edge["source"], edge["target"]
    assert data["edges"] == json.loads(json.dumps(edges)), "pyvis drops none of parallel ties"
    assert list(data["facts"]["legend"]) == ["marks", "ties", "alarms", "parts"]


def test_a_page_of_six_hundred_organisations_can_be_sent_by_mail() -> None:
    page = render_page(encode_map(made_up.view(587, 12), say=made_up.SAY))

    assert len(page.encode()) <= 400 * 1024, "the promise is 900 KiB"


def test_hostile_names_stay_inside_their_data() -> None:
    page = render_page(encode_map(hostile_view(), say=made_up.SAY))
    found = parts(page)

    assert len(found.scripts) == len(parts(PAGE).scripts)
    assert not [n for _, n, _ in found.attributes if n.startswith("on")]
    assert {n["label"] for n in data_of(page)["nodes"]} >= {
        "<!--<script>window.hacked=1",
        "{{7*7}}",
    }
    assert HOSTILE[0] not in page


def test_the_scripts_are_all_there_and_each_says_what_it_is_for() -> None:
    script = parts(PAGE).scripts[-1][1]

    assert script.count("\n/* ") >= len(SCRIPTS)
