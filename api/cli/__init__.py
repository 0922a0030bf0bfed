"""The command line: the same workflows as the pages, one module a family of commands."""

from api.cli.run import app, main

__all__ = ["app", "main"]
