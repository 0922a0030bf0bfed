"""Sentences of the user's language, by code, from the catalogues in `api/locale`."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from io import BytesIO

from graph.texts import Message, Parameter

NO_BREAK_SPACE = "\u00a0"
_GROUPED_FROM = 10_000


class Catalogue:
    """Says messages in one language.

    The first part of a code names its file, ``plan.po``; what has none stands in ``errors.po``.

    Parameters
    ----------
    language
        Folder under `api/locale`, such as ``ru``.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, message: Message) -> str:
        """Return the sentence of `message`; an unknown code is returned itself."""
        domain = message.code.partition(".")[0]
        form = _forms(self.language, domain).get(message.code)
        if form is None:
            return message.code
        number = message.params.get("n")
        index = _plural_form(self.language, number) if len(form) > 1 else 0
        return form[index].format_map(
            {name: self._shown(value) for name, value in message.params.items()}
        )

    def __contains__(self, code: str) -> bool:
        return code in _forms(self.language, code.partition(".")[0])

    def _shown(self, value: Parameter) -> str:
        if isinstance(value, Message):
            return self(value)
        if isinstance(value, tuple):
            return ", ".join(self(part) for part in value)
        return shown(value)


def shown(value: str | float | date | None) -> str:
    """Write a plain value as a Russian reader expects it.

    Examples
    --------
    >>> shown(12.4), shown(date(2026, 8, 24)), shown(None), shown(True)
    ('12,4', '24.08.2026', '—', 'да')
    >>> shown(1266.9) == "1\u00a0266,9"
    True
    """
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, int):
        text = f"{value:,}" if abs(value) >= _GROUPED_FROM else str(value)
        return text.replace(",", NO_BREAK_SPACE)
    if isinstance(value, float):
        return f"{value:,.1f}".replace(",", NO_BREAK_SPACE).replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return value


@cache
def _forms(language: str, domain: str) -> Mapping[str, tuple[str, ...]]:
    from babel.messages.pofile import read_po  # noqa: PLC0415 - `--help` must not pay for it

    folder = files("api").joinpath("locale", language)
    source = folder.joinpath(f"{domain}.po")
    if not source.is_file():
        source = folder.joinpath("errors.po")
    catalogue = read_po(BytesIO(source.read_bytes()), locale=language, abort_invalid=True)
    found = {}
    for entry in catalogue:
        if entry.id:
            code = entry.id if isinstance(entry.id, str) else entry.id[0]
            found[code] = (
                (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
            )
    return found


def _plural_form(language: str, number: object) -> int:
    """Return which form of a sentence `number` takes, in the order of gettext.

    One rule for the languages that are here: Unicode, *CLDR Plural Rules*, 2024.
    """
    if not isinstance(number, int):
        return 0
    if language != "ru":
        return int(number != 1)
    ones, tens = abs(number) % 10, abs(number) % 100
    if ones == 1 and tens != 11:  # noqa: PLR2004 - the rule's own numbers
        return 0
    return 1 if 2 <= ones <= 4 and not 12 <= tens <= 14 else 2  # noqa: PLR2004 - as above


@cache
def catalogue(language: str = "ru") -> Catalogue:
    """Return the catalogue of `language`, loaded piece by piece when asked."""
    return Catalogue(language)
