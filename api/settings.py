"""Settings from the environment, typed, with defaults and help."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import InputError


class Settings(BaseSettings):
    """What the environment says; every name has the prefix ``METHODNET_``."""

    model_config = SettingsConfigDict(
        env_prefix="METHODNET_", extra="ignore", env_ignore_empty=True
    )

    store: str = Field(
        default="methodnet.db",
        description="Адрес базы: файл SQLite, sqlite:///файл или neo4j://узел:порт",
    )
    lang: str = Field(default="ru", description="Язык сообщений")
    tz: str = Field(default="Europe/Moscow", description="Часовой пояс сегодняшнего дня")
    today: date | None = Field(
        default=None, description="День, который считать сегодняшним (ГГГГ-ММ-ДД)"
    )
    actor: str = Field(default="", description="Кто действует; пусто — имя пользователя системы")
    neo4j_user: str = Field(default="neo4j", description="Пользователь Neo4j")
    neo4j_password: SecretStr = Field(default=SecretStr(""), description="Пароль Neo4j")
    neo4j_password_file: Path | None = Field(default=None, description="Файл с паролем Neo4j")
    neo4j_database: str = Field(default="neo4j", description="Имя базы в Neo4j")

    def now(self) -> datetime:
        """Return this moment in the region's time zone.

        Raises
        ------
        InputError
            If the system knows no such time zone.
        """
        try:
            return datetime.now(ZoneInfo(self.tz))
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise InputError("settings.zone", name="METHODNET_TZ", value=self.tz) from error

    def secret(self) -> str:
        """Return the password of Neo4j, from the file if one is named.

        Raises
        ------
        InputError
            If the file cannot be read.
        """
        if self.neo4j_password_file is None:
            return self.neo4j_password.get_secret_value()
        try:
            return self.neo4j_password_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            path = str(self.neo4j_password_file)
            raise InputError("settings.password_file", path=path) from error


def read_settings() -> Settings:
    """Read the environment.

    Raises
    ------
    InputError
        If a value cannot be read; the setting and the value are named.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"METHODNET_{str(first['loc'][0]).upper()}"
        field = Settings.model_fields[str(first["loc"][0])]
        expected = field.description or ""
        raise InputError(
            "settings.value", name=name, value=str(first["input"]), expected=expected
        ) from error
