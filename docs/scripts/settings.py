"""The page of settings: every environment variable."""

from api.settings import Settings
from docs.scripts.markdown import code, page, table


def render() -> str:
    """Return the page."""
    prefix = str(Settings.model_config["env_prefix"])
    rows = [
        (f"`{prefix}{name.upper()}`", field.description or "", code(_default(field.default)))
        for name, field in Settings.model_fields.items()
    ]
    return page(
        "Настройки",
        "Настройки берутся из переменных окружения. Параметр команды важнее переменной.",
        table(("переменная", "что это", "если не указана"), rows),
    )


def _default(value: object) -> str:
    return "" if value is None else str(value)
