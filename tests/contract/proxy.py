"""A wire between the driver and the server that can be cut or fall silent at a chosen moment."""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit

COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""The Bolt message that commits a transaction: Bolt protocol, *Messages*, COMMIT."""


class Proxy:
    """Passes everything on, until told otherwise.

    Attributes
    ----------
    cut_at_commit
        What becomes of the next commit: ``before`` it reaches the server, ``after`` it was carried
        out but before the answer comes back, or empty to pass it on.
    is_silent
        Whether connections are accepted and nothing more is passed in either direction.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._server = (parts.hostname or "", parts.port or 0)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._unheard: set[socket.socket] = set()
        self.cut_at_commit = ""
        self.is_silent = False
        self.url = f"bolt://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break all connections that are open now."""
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.cut()
        for one in (self._listening, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.create_connection(self._server)
                self._open += [client, server]
                for source, target in ((client, server), (server, client)):
                    threading.Thread(
                        target=self._pass_on, args=(source, target, client), daemon=True
                    ).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while some := source.recv(65536):
                while self.is_silent:
                    threading.Event().wait(0.05)
                if source is client and COMMIT in some and self.cut_at_commit:
                    when, self.cut_at_commit = self.cut_at_commit, ""
                    if when == "before":
                        break
                    self._unheard.add(client)
                elif source is not client and client in self._unheard:
                    break  # the server has answered: it is done, and nobody hears of it
                target.sendall(some)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
