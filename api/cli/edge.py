"""The edge of one command: who, when, which store, in which language, and where output goes."""

import getpass
import os
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.markup import escape

from api.bootstrap import open_store, parse_address
from api.cached_store import CachedStore
from api.days import read_day
from api.documents import document_text
from api.settings import Settings, read_settings
from api.texts import Catalogue, catalogue
from graph.errors import StoreUnavailableError
from graph.model.ids import Revision
from graph.network import Head, Network
from graph.stores.port import NetworkStore
from graph.stores.sqlite import SqliteStore
from graph.texts import Message, Parameter, message
from services.access import Role
from services.assignment.progress import Tell
from services.context import Actor, Context

STANDARD_OUTPUT = "-"


class Edge:
    """What a command needs of the world; made once a run, closed at its end.

    Parameters
    ----------
    store
        Address given by ``--store``, or None for the setting.
    """

    def __init__(self, store: str | None = None) -> None:
        self._address = store
        self._opened: CachedStore | None = None
        self._scratch: TemporaryDirectory[str] | None = None
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)

    @cached_property
    def settings(self) -> Settings:
        """Settings of the environment."""
        return read_settings()

    @cached_property
    def say(self) -> Catalogue:
        """Sentences in the user's language."""
        return catalogue("ru")

    def store(self, *, create: bool = False, reference_date: date | None = None) -> NetworkStore:
        """Open the store of this command, once; make a missing SQLite file if `create`.

        Its newest network is read once, however many steps of the command ask for it.
        """
        if self._opened is None:
            head = Head(
                store_id=uuid.uuid4().hex, revision=Revision(0), reference_date=reference_date
            )
            address = parse_address(self._address or self.settings.store)
            made = open_store(address, self.settings, create_as=head if create else None)
            self._opened = CachedStore(made, zone=self.now().tzinfo or UTC)
        return self._opened

    def file_store(self) -> SqliteStore | None:
        """Return the store of this command if it is a file, else None."""
        self.store()
        behind = None if self._opened is None else self._opened.behind
        return behind if isinstance(behind, SqliteStore) else None

    def store_to_fill(self, *, keep: bool) -> NetworkStore:
        """Open a store to be filled; a missing file is made for good only if `keep`.

        A preview on a file that is not there compares with an empty store that vanishes with the
        command.
        """
        path = parse_address(self._address or self.settings.store).path
        if not keep and path is not None and not path.exists() and self._opened is None:
            self._scratch = TemporaryDirectory()
            self._address = str(Path(self._scratch.name) / path.name)
        return self.store(create=True)

    def network(self) -> Network:
        """Read the network of a store that holds one.

        Raises
        ------
        StoreUnavailableError
            If the store is empty; the sentence names the commands that fill it.
        """
        network = self.store().read()
        if network.revision == 0:
            raise StoreUnavailableError("store.nothing_inside", store=self.shown_store)
        return network

    @property
    def shown_store(self) -> str:
        """Address of the store without its password."""
        return parse_address(self._address or self.settings.store).shown

    def context(self) -> Context:
        """Say who asks, and when."""
        name = self.settings.actor or _account()
        return Context(
            actor=Actor(name=name, role=Role.PLANNER, source="cli"),
            now=self.now(),
            today=self.today(),
            new_id=lambda: uuid.uuid4().hex,
        )

    def now(self) -> datetime:
        """Return this moment."""
        return self.settings.now()

    def today(self) -> date:
        """Return the day that reports take: the setting, the store's own day, or the real one."""
        if self.settings.today is not None:
            return self.settings.today
        if self._opened is not None:
            day = self._opened.head().reference_date
            if day is not None:
                return day
        return self.now().date()

    def day(self, text: str | None) -> date:
        """Read a day given as ``--as-of``, or take today.

        Raises
        ------
        InputError
            If the text is no day.
        """
        return self.today() if text is None else parse_day(text)

    def tell(self, code: str, **params: Parameter) -> None:
        """Print one sentence for the person at the terminal."""
        # Flushed: who started the server with its output in a file must find the link there.
        print(self.say(message(code, **params)), flush=True)  # noqa: T201 - what it says

    def write_json(self, document: Mapping[str, Any], target: str) -> None:
        """Write a document to a file, or to standard output for ``-``."""
        text = document_text(document)
        if target == STANDARD_OUTPUT:
            sys.stdout.write(text)
        else:
            self.write_bytes(text.encode(), Path(target))

    def require_writable(self, target: str | Path | None) -> None:
        """Refuse a file whose folder cannot be written, before long work or a decision.

        Raises
        ------
        StoreUnavailableError
            If the folder is missing or read-only.
        """
        if target is None or target == STANDARD_OUTPUT:
            return
        folder = Path(target).absolute().parent
        if not (folder.is_dir() and os.access(folder, os.W_OK)):
            raise StoreUnavailableError("file.cannot_write", path=str(target))

    def write_bytes(self, content: bytes, target: Path) -> None:
        """Write a whole file, or leave what was there.

        Raises
        ------
        StoreUnavailableError
            If the folder is missing or not writable, or the disk is full.
        """
        part = target.with_name(f".{target.name}.part")
        try:
            part.write_bytes(content)
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise StoreUnavailableError("file.cannot_write", path=str(target)) from error

    @contextmanager
    def working(self, code: str, **params: Parameter) -> Iterator[Tell]:
        """Show that long work goes on, and what it says of itself.

        A person watches one line that changes; where nobody does, such as in a journal, each kind
        of news has one line.
        """
        if not self.console.is_terminal:
            yield _once_each(lambda said: self.console.print(self.say(said), markup=False))
            return
        with self.console.status(self.say(message(code, **params))) as status:
            yield lambda said: status.update(escape(self.say(said)))

    @contextmanager
    def steps(self, code: str, of: int) -> Iterator[Callable[[str], None]]:
        """Give a function that tells each thing done by its name, when a person watches.

        The sentence of `code` takes ``number``, ``n`` and ``name``.
        """
        done = 0
        if not self.console.is_terminal:
            yield lambda _: None
            return

        def told(name: str) -> str:
            return escape(self.say(message(code, number=done, n=of, name=name)))

        with self.console.status(told("…")) as status:

            def tell(name: str) -> None:
                nonlocal done
                done += 1
                status.update(told(name))

            yield tell

    def close(self) -> None:
        """Let go of the store."""
        if self._opened is not None:
            self._opened.close()
        if self._scratch is not None:
            self._scratch.cleanup()


def _once_each(tell: Tell) -> Tell:
    """Pass on the first of several messages of one kind."""
    last = ""

    def hear(said: Message) -> None:
        nonlocal last
        if said.code != last:
            last = said.code
            tell(said)

    return hear


SHOWN_LINES = 20
"""Lines that a command prints of a long list unless it is asked for all."""


def parse_day(text: str) -> date:
    """Read a day given as an option: an empty one is no day.

    Raises
    ------
    InputError
        If it is no day from 1990 to 2100.
    """
    return read_day(text)


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "cli"
