"""The application over the small network: one for all who read, a fresh one for who writes."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from services.access import Role
from tests.web.small import make_app, make_client, make_draft, make_store


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """Give an application with a draft, that no test changes."""
    store = make_store(tmp_path_factory.mktemp("small"))
    make_draft(store)
    return make_app(store)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return make_client(app)


@pytest.fixture
def guest(app: FastAPI) -> TestClient:
    return make_client(app, None)


@pytest.fixture
def fresh_app(tmp_path: Path) -> FastAPI:
    """Give an application without a plan, for a test of its own."""
    return make_app(make_store(tmp_path))


@pytest.fixture
def fresh(fresh_app: FastAPI) -> TestClient:
    return make_client(fresh_app)


@pytest.fixture
def curator(fresh_app: FastAPI) -> TestClient:
    """Give a client whose role may only read."""
    return make_client(fresh_app, Role.CURATOR)
