"""What the OpenAPI document says beyond the routes: problem documents, and how to come in."""

from typing import Any

from fastapi import FastAPI

from api.problems import PROBLEM_SCHEMA

_SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "For programs."},
    "session": {"type": "apiKey", "in": "cookie", "name": "methodnet_session"},
}


def add_schema(app: FastAPI) -> None:
    """Let the application's OpenAPI document name problems, and the ways to sign in."""
    make = app.openapi

    def openapi_document() -> dict[str, Any]:
        known = app.openapi_schema
        if known is not None:
            return known
        schema = make()
        parts = schema.setdefault("components", {})
        models = parts.setdefault("schemas", {})
        models["Problem"] = PROBLEM_SCHEMA
        models.pop("HTTPValidationError", None)
        models.pop("ValidationError", None)
        parts["securitySchemes"] = _SECURITY
        for path, item in schema["paths"].items():
            for operation in item.values():
                if path.startswith("/api/"):
                    operation["security"] = [{name: []} for name in _SECURITY]
        app.openapi_schema = schema
        return schema

    app.openapi = openapi_document  # type: ignore[method-assign]  # the way FastAPI documents
