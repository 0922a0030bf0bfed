"""The words that made-up names are made of."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(of: str) -> tuple[str, ...]:
    """Return one list of ``words.toml``, such as ``surnames``."""
    text = files("graph.samples").joinpath("words.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)[of].split())
