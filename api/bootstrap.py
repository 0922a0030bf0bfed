"""The only wiring: from settings to a store."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from api.settings import Settings
from graph.errors import InputError
from graph.network import Head
from graph.stores.port import NetworkStore
from services.policy import Policy, read_policy, shipped_names, shipped_policy

_NEO4J_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreAddress:
    """Where a store is: a file, or a server.

    Attributes
    ----------
    path
        File of an SQLite store, or None.
    url
        Address of a Neo4j server without user and password, or empty.
    user, password
        From the address itself, or empty; the password is never shown.
    """

    path: Path | None = None
    url: str = ""
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """The address as it may be shown and logged."""
        return str(self.path) if self.path is not None else self.url


def parse_address(text: str) -> StoreAddress:
    """Read the address of a store.

    A plain path and ``sqlite:///relative.db`` are files from the current folder,
    ``sqlite:////absolute.db`` an absolute path, ``neo4j://…`` and ``bolt://…`` servers.

    Raises
    ------
    InputError
        If it is none of these.

    Examples
    --------
    >>> parse_address("sqlite:///a/b.db").shown
    'a/b.db'
    """
    scheme, mark, rest = text.partition("://")
    if not mark:
        if not text.strip():
            raise InputError("store.address", address=text)
        return StoreAddress(path=Path(text))
    if scheme == "sqlite":
        path = rest.removeprefix("/")
        if not rest.startswith("/") or not path:
            raise InputError("store.address", address=text)
        return StoreAddress(path=Path(path))
    parts = urlsplit(text)
    if scheme not in _NEO4J_SCHEMES or not parts.hostname:
        raise InputError("store.address", address=text.rpartition("@")[2] or text)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise InputError("store.address", address=text.rpartition("@")[2]) from error
    return StoreAddress(
        url=f"{scheme}://{host}{port}",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def open_store(
    address: StoreAddress, settings: Settings, *, create_as: Head | None
) -> NetworkStore:
    """Open the store at `address`; a missing SQLite file is made if `create_as` is given.

    Raises
    ------
    StoreUnavailableError
        If it cannot be used.
    """
    if address.path is not None:
        from graph.stores.sqlite import SqliteStore  # noqa: PLC0415 - one store, one import

        return SqliteStore(address.path, create_as=create_as)
    from graph.stores.neo4j import Neo4jStore  # noqa: PLC0415 - the driver takes a second

    return Neo4jStore(
        address.url,
        user=address.user or settings.neo4j_user,
        password=address.password or settings.secret(),
        database=settings.neo4j_database,
        create_as=create_as,
    )


def load_policy(name_or_path: str) -> Policy:
    """Return a shipped policy by its name, or read one from a file.

    Raises
    ------
    InputError
        If it is neither a shipped name nor a readable file, or the policy makes no sense.
    """
    if name_or_path in shipped_names():
        return shipped_policy(name_or_path)
    try:
        text = Path(name_or_path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("policy.no_file", path=name_or_path) from error
    return read_policy(text)
