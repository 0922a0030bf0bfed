"""The folder for a site in a real browser: nothing runs, nothing is fetched from outside."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from services.views.public_map import as_shown
from tests.unit.viz import made_up
from tests.unit.viz.hostile import HOSTILE, hostile_public_site
from viz.encode import encode_map
from viz.site_files import site_files

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["index.html", "map.html", "map.svg"])
def test_hostile_names_run_nothing_with_the_policy_switched_off(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    site = hostile_public_site()
    spec = encode_map(as_shown(site.map), say=made_up.SAY)
    for file, content in site_files(site, spec, "", made_up.SAY).items():
        (tmp_path / file).write_bytes(content)
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / name).as_uri())
    page.wait_for_timeout(400)

    assert page.evaluate("window.hacked") is None
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    if name == "index.html":
        assert page.locator("tbody tr").count() == 2 * len(HOSTILE)
        assert page.locator("img").count() == 1
    context.close()
