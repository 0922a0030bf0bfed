"""The whole region, once on each store: out and in again changes nothing, a copy is equal."""

import re
from pathlib import Path

import pytest

from api.cli import run
from tests.cli.conftest import Cli


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of the demo region, made through its workbook."""
    folder = tmp_path_factory.mktemp("region")
    assert run.run(["demo", "--dir", str(folder), "--no-serve"]) == 0
    return folder / "methodnet.db"


def unchanged(cli: Cli, store: str) -> None:
    assert cli("export", "-o", "out.xlsx", "--store", store).code == 0
    told = cli("import", "out.xlsx", "--store", store)
    assert (told.code, "Изменений нет" in told.out) == (0, True), told.out


def proof(cli: Cli, source: str, target: str) -> str:
    told = cli("copy", "--from", source, "--to", target)
    assert told.code == 0, told.err
    (found,) = re.findall(r"sha256:[0-9a-f]{64}", told.out)
    return str(found)


@pytest.mark.xdist_group("neo4j")
def test_export_and_import_of_the_region_change_nothing_on_sqlite(cli: Cli, region: Path) -> None:
    unchanged(cli, str(region))


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_the_region_goes_to_neo4j_and_back_without_a_loss(
    cli: Cli, region: Path, neo4j_url: str, tmp_path: Path
) -> None:
    there = proof(cli, str(region), neo4j_url)
    unchanged(cli, neo4j_url)
    assert proof(cli, neo4j_url, str(tmp_path / "back.db")) == there
