"""The demo networks, built once for all tests of this folder."""

import pytest

from graph.network import Network
from graph.samples import Demo, build_demo


@pytest.fixture(scope="session")
def municipality() -> Demo:
    return build_demo("municipality")


@pytest.fixture(scope="session")
def region() -> Demo:
    return build_demo("region")


@pytest.fixture(scope="session")
def municipality_network(municipality: Demo) -> Network:
    return Network.of(municipality.records)


@pytest.fixture(scope="session")
def region_network(region: Demo) -> Network:
    return Network.of(region.records)
