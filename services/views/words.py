"""Words of closed lists as the workbook writes them."""

from graph.model.fields import read_dictionary


def word_of(choices: str, code: str | None) -> str:
    """Return the Russian word of a stored code, or empty text.

    Examples
    --------
    >>> word_of("organisation_kind", "kindergarten")
    'детский сад'
    """
    found = (c.ru for c in read_dictionary().choices[choices] if c.code == code)
    return next(found, code or "")
