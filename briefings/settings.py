"""config.toml and the environment → Settings; every default stands here and, commented, in config.toml."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, PositiveInt, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from briefings.errors import SettingsError
from briefings.extract.parse import DEFAULT_MODEL

if TYPE_CHECKING:
    from pydantic_settings import PydanticBaseSettingsSource

DEFAULT_FILE = Path("config.toml")
"""Read from the working directory where no other file is named."""

_REASONS = {"extra_forbidden": "unknown setting", "model_type": "should be a table"}
"""What is said of pydantic's kinds of error whose own words speak of classes."""


class Section(BaseModel):
    """Base of the tables of config.toml: immutable, and closed against misspelt keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Extract(Section):
    """How an article is read."""

    model: str = DEFAULT_MODEL


class Sources(Section):
    """What is accepted as an article."""

    max_bytes: PositiveInt = 10_000_000


class Store(Section):
    """Where articles, briefings and events are kept; the address may hold a password, hence secret."""

    url: SecretStr = SecretStr("sqlite:///briefbot.db")


class Log(Section):
    """What is told on standard error of the inner workings."""

    level: Literal["debug", "info", "warning", "error"] = "warning"


class Settings(BaseSettings):
    """Every setting: the environment (``BRIEFBOT_EXTRACT__MODEL``) before the file, before the default."""

    model_config = SettingsConfigDict(
        env_prefix="BRIEFBOT_",
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,  # the traceback of a debug log would show a password
    )

    extract: Extract = Extract()
    sources: Sources = Sources()
    store: Store = Store()
    log: Log = Log()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic-settings'
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment override the file, whose values are given to the constructor."""
        return env_settings, init_settings


def load_settings(file: Path | None = None) -> Settings:
    """Read ``file``, else ``config.toml`` of the working directory if there is one, and the environment.

    Raises:
        SettingsError: the file named can't be read, or a setting is unknown or has an unusable value.
    """
    if file is None and DEFAULT_FILE.is_file():
        file = DEFAULT_FILE
    values = _read_toml(file) if file else {}
    _refuse_unknown_variables()
    try:
        return Settings(**values)
    except ValidationError as error:
        problems = (_problem(file, each["loc"], each["type"], each["msg"]) for each in error.errors())
        raise SettingsError("; ".join(problems)) from error


def _read_toml(file: Path) -> dict[str, Any]:
    """Parse the file."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{file}: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: is not valid UTF-8 (at offset {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: {error}") from error


def _refuse_unknown_variables() -> None:
    """Find misspelt variables, which pydantic-settings would pass over."""
    prefix, between = Settings.model_config["env_prefix"], Settings.model_config["env_nested_delimiter"]
    known = {
        f"{prefix}{section}{between}{key}".upper()
        for section, values in Settings.model_construct()
        for key in type(values).model_fields
    }
    ours = (name for name in os.environ if name.upper().startswith(prefix))
    if unknown := sorted(name for name in ours if name.upper() not in known):
        raise SettingsError("; ".join(f"{name}: {_REASONS['extra_forbidden']}" for name in unknown))


def _problem(file: Path | None, keys: tuple[int | str, ...], kind: str, message: str) -> str:
    """Say which setting is wrong, where it was written, and how."""
    path = [str(key) for key in keys]
    variable = ("BRIEFBOT_" + "__".join(path)).upper()
    where = variable if variable in map(str.upper, os.environ) else f"{file}: {'.'.join(path)}"
    return f"{where}: {_REASONS.get(kind) or message[:1].lower() + message[1:]}"
