"""The page of commands: every command, argument and option, with the help it prints itself."""

from typing import Any

import typer

from api.cli import app
from docs.scripts.markdown import code, page, table


def render() -> str:
    """Return the page."""
    program = typer.main.get_command(app)
    return page(
        "Команды",
        str(program.help or ""),
        "Код выхода: 0 — сделано, 1 — выполнить не удалось, 2 — отказ из-за данных или параметров;"
        " причина всегда названа одним предложением.",
        *_commands(program, "methodnet"),
    )


def _commands(group: Any, before: str) -> list[str]:
    parts = []
    for name, command in getattr(group, "commands", {}).items():
        if command.hidden:
            continue
        full = f"{before} {name}"
        if hasattr(command, "commands"):
            parts += [f"## `{full}`\n\n{command.help or ''}", *_commands(command, full)]
        else:
            parts.append(_command(command, full))
    return parts


def _command(command: Any, full: str) -> str:
    shown = [p for p in command.params if not getattr(p, "hidden", False) and p.name != "help"]
    usage = " ".join([full, *(_usage(p) for p in shown)])
    rows = [(_names(p), p.help or "", _default(p)) for p in shown]
    listed = table(("параметр", "что это", "если не указан"), rows) if rows else ""
    return "\n\n".join(
        filter(None, (f"## `{full}`", command.help or "", f"```\n{usage}\n```", listed))
    )


def _is_argument(parameter: Any) -> bool:
    return str(parameter.param_type_name) == "argument"


def _usage(parameter: Any) -> str:
    if _is_argument(parameter):
        text = str(parameter.name).upper()
    else:
        text = str(parameter.opts[0])
        text += "" if parameter.is_flag else f" {str(parameter.name).upper()}"
    return text if parameter.required else f"[{text}]"


def _names(parameter: Any) -> str:
    if _is_argument(parameter):
        return code(str(parameter.name).upper())
    return ", ".join(code(name) for name in parameter.opts)


def _default(parameter: Any) -> str:
    if parameter.required:
        return "нужен всегда"
    value = parameter.default
    plain = isinstance(value, str | int | float) and not isinstance(value, bool) and value != ""
    return code(str(value)) if plain else ""
