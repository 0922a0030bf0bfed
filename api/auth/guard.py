"""Asks of every request whether it is for this host, and of a write whether it is ours."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import answer_refusal

_log = logging.getLogger(__name__)

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN = frozenset({"same-origin", "none"})

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS: Mapping[str, str] = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
}


class Guard:
    """ASGI middleware of the local application.

    1. The header Host must name this machine: a page of another site that resolves its own name
       to 127.0.0.1 is refused (DNS rebinding).
    2. A write must come from our own pages, by Fetch Metadata, or by Origin where a browser does
       not send it. A program with a token sends neither and is let through to the gate.
    3. A body larger than `largest` is refused, by its stated length or while it is read.
    4. Every answer carries the security headers; a page that needs others sets them itself.
    5. What nobody foresaw is logged and answered as a refusal, never with a traceback.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], largest: int) -> None:
        self._app = app
        self._hosts = hosts
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a refusal."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refusal(scope)
        if refused is not None:
            await answer_refusal(scope, *refused)(scope, receive, send_guarded)
            return
        try:
            await self._app(scope, self._limited(receive), send_guarded)
        except Exception:
            _log.exception("unexpected failure")
            if started:
                raise
            broken = answer_refusal(scope, HTTPStatus.INTERNAL_SERVER_ERROR, "web.http.500")
            await broken(scope, receive, send_guarded)

    def _limited(self, receive: Receive) -> Receive:
        """Return `receive` that refuses a body once it is too large; not all state a length."""
        seen = 0

        async def receive_limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._largest:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        return receive_limited

    def _refusal(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        headers = Headers(scope=scope)
        if _host_name(headers.get("host", "")) not in self._hosts:
            return HTTPStatus.FORBIDDEN, "web.refusal.host"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._largest:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "web.http.413"
        if scope["method"] in _SAFE or "authorization" in headers or _is_own(headers):
            return None
        return HTTPStatus.FORBIDDEN, "web.refusal.origin"


def _host_name(host: str) -> str:
    """Return the name in a header Host, without the port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_own(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in _OWN
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
