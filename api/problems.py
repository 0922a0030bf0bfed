"""Errors meet HTTP here: a problem document for programs, a page of refusal for people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeAlias

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import Scope

from graph.errors import (
    ConflictError,
    InputError,
    MethodNetError,
    NotAllowedError,
    NotFoundError,
    PlanStateError,
    StaleRecordsError,
    StoreUnavailableError,
)
from graph.texts import Message, message

STATUS: dict[type[MethodNetError], HTTPStatus] = {
    MethodNetError: HTTPStatus.UNPROCESSABLE_ENTITY,
    InputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFoundError: HTTPStatus.NOT_FOUND,
    ConflictError: HTTPStatus.CONFLICT,
    StaleRecordsError: HTTPStatus.CONFLICT,
    PlanStateError: HTTPStatus.CONFLICT,
    NotAllowedError: HTTPStatus.FORBIDDEN,
    StoreUnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
}
_SAID = frozenset({400, 401, 403, 404, 405, 413, 415})
"""Statuses of the router and of FastAPI that have a sentence of their own."""

MEDIA_TYPE = "application/problem+json"
API = "/api/"
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "description": "Address that names the case."},
        "title": {"type": "string", "description": "The class of the case, in Russian."},
        "status": {"type": "integer", "description": "HTTP status."},
        "code": {"type": "string", "description": "Stable code of the case."},
        "detail": {"type": "string", "description": "One Russian sentence: what, where, way out."},
        "errors": {
            "type": "array",
            "description": "For an unreadable request: what is wrong where, never the value sent.",
            "items": {
                "type": "object",
                "properties": {"where": {"type": "string"}, "code": {"type": "string"}},
            },
        },
        "moved": {
            "type": "array",
            "description": "Records that others changed meanwhile.",
            "items": {
                "type": "object",
                "properties": {"entity": {"type": "string"}, "key": {"type": "string"}},
            },
        },
        "preview": {
            "type": "object",
            "description": "The file against the newest network, with the id of a new preview.",
        },
    },
}


Refuse: TypeAlias = "Callable[[Request, Problem], Response]"
"""Makes the answer of a refusal; the application holds one for programs and people."""


class SignInError(MethodNetError):
    """Nobody is signed in."""


STATUS[SignInError] = HTTPStatus.UNAUTHORIZED


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One refusal, before it becomes a document or a page."""

    status: int
    message: Message
    errors: tuple[tuple[str, str], ...] = ()
    moved: tuple[tuple[str, str], ...] = ()

    @property
    def code(self) -> str:
        """Stable code of the case."""
        return self.message.code


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what a route declares in OpenAPI for its refusals; 401 and 422 are always there."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted({401, 422, *statuses})
    }


def add_handlers(app: FastAPI) -> None:
    """Answer every error of ours, of FastAPI and of the router in one shape."""

    @app.exception_handler(MethodNetError)
    def ours(request: Request, error: MethodNetError) -> Response:
        return _answer(request, _problem_of(error))

    @app.exception_handler(RequestValidationError)
    def unreadable(request: Request, error: RequestValidationError) -> Response:
        return _answer(request, _unreadable(error.errors()))

    @app.exception_handler(HTTPException)
    def plain(request: Request, error: HTTPException) -> Response:
        status = error.status_code
        said = status if status in _SAID else HTTPStatus.BAD_REQUEST.value
        answer = _answer(request, Problem(status=status, message=message(f"web.http.{said}")))
        answer.headers.update(error.headers or {})
        return answer


def answer_refusal(scope: Scope, status: HTTPStatus, code: str) -> Response:
    """Refuse a request outside any route."""
    return _answer(Request(scope), Problem(status=status, message=message(code)))


def document(problem: Problem, text: str, title: str, **more: Any) -> JSONResponse:
    """Write `problem` as a document of RFC 9457; `more` are members of the one case."""
    body: dict[str, Any] = {
        "type": f"/problems/{problem.code}",
        "title": title,
        "status": problem.status,
        "code": problem.code,
        "detail": text,
    }
    if problem.errors:
        body["errors"] = [{"where": where, "code": code} for where, code in problem.errors]
    if problem.moved:
        body["moved"] = [{"entity": entity, "key": key} for entity, key in problem.moved]
    return JSONResponse(body | more, problem.status, media_type=MEDIA_TYPE)


def _problem_of(error: MethodNetError) -> Problem:
    return Problem(
        status=STATUS[type(error)],
        message=error.message,
        moved=error.moved if isinstance(error, StaleRecordsError) else (),
    )


def _unreadable(errors: Sequence[Any]) -> Problem:
    told = tuple((".".join(map(str, _place(e))), str(e["type"])) for e in errors)
    where = ", ".join(sorted({place.rpartition(".")[2] for place, _ in told}))
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return Problem(status=status, message=message("web.http.422", where=where), errors=told)


def _place(error: Any) -> tuple[str | int, ...]:
    """Return where an error is; the name of an unknown field is not ours to repeat."""
    place: tuple[str | int, ...] = error["loc"]
    return place[:-1] if error["type"] == "extra_forbidden" else place


def _answer(request: Request, problem: Problem) -> Response:
    refuse: Refuse = request.app.state.refuse
    return refuse(request, problem)


def is_for_program(request: Request) -> bool:
    """Return whether a problem document is the right answer, and not a page."""
    path = request.url.path
    return path.startswith(API) or path == "/health"
