"""The same application as for the pages."""

from tests.web.conftest import (  # noqa: F401 - fixtures are found by their names here
    app,
    client,
    curator,
    fresh,
    fresh_app,
    guest,
)
