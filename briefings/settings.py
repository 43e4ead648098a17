"""config.toml and the environment → Settings; every default stands here and, commented, in config.toml."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from briefings.errors import SettingsError
from briefings.extract.parse import DEFAULT_MODEL
from briefings.sources.addresses import Allowed

if TYPE_CHECKING:
    from pydantic_settings import PydanticBaseSettingsSource

DEFAULT_FILE = Path("config.toml")
"""Read from the working directory where no other file is named."""

_REASONS = {"extra_forbidden": "unknown setting", "model_type": "should be a table"}
"""What is said of pydantic's kinds of error whose own words speak of classes."""


def _listed(value: object) -> object:
    """A list as the environment gives it: in JSON, or with commas between."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except ValueError as error:
            raise ValueError("is not a list") from error
    return [part.strip() for part in value.split(",") if part.strip()]


class Section(BaseModel):
    """Base of the tables of config.toml: immutable, and closed against misspelt keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Extract(Section):
    """How an article is read."""

    model: str = DEFAULT_MODEL


class Sources(Section):
    """What is accepted as an article."""

    max_bytes: PositiveInt = 10_000_000


class Fetch(Section):
    """How the net is read; the units are in the names."""

    # One line of visible characters: what a header can hold.
    user_agent: str = Field(
        default="briefbot/{version} (reads news of conflicts; feeds and articles)", pattern="^[ -~]+$"
    )
    timeout_seconds: PositiveFloat = 30.0
    connect_seconds: PositiveFloat = 10.0
    max_bytes: PositiveInt = 10_000_000
    max_redirects: NonNegativeInt = 5
    max_tries: PositiveInt = 3
    max_requests: PositiveInt = 64
    per_host: PositiveInt = 1
    allow_private: Annotated[list[str], NoDecode] = Field(default_factory=list)
    robots: bool = True

    @field_validator("allow_private", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Read what the environment gives."""
        return _listed(value)

    @field_validator("allow_private")
    @classmethod
    def _check_allowed(cls, value: list[str]) -> list[str]:
        """Refuse what is neither a host nor addresses, as it would allow nothing."""
        Allowed(value)
        return value


class Feeds(Section):
    """How often feeds are asked, and when one counts as down."""

    poll_minutes: PositiveFloat = 15.0
    min_minutes: PositiveFloat = 5.0
    max_minutes: PositiveFloat = 360.0
    down_after: PositiveInt = 3

    @model_validator(mode="after")
    def _check_order(self) -> Feeds:
        """Refuse bounds that nothing fits between."""
        if self.min_minutes > self.max_minutes:
            raise ValueError("min_minutes is greater than max_minutes")
        return self


class Ingest(Section):
    """How articles are taken in."""

    workers: NonNegativeInt = 0

    @property
    def processes(self) -> int:
        """How many processes brief articles: ``workers``, or where that is 0 as many as there are processors."""
        if self.workers:
            return self.workers
        usable = getattr(os, "sched_getaffinity", None)  # not on every system
        return len(usable(0)) if usable else os.cpu_count() or 1


class Store(Section):
    """Where articles, briefings and events are kept; the address may hold a password, hence secret."""

    url: SecretStr = SecretStr("sqlite:///briefbot.db")


class Rights(Section):
    """Who may change what channels follow and get, beside those whom the platforms let manage them."""

    managers: Annotated[list[str], NoDecode] = Field(default_factory=list)

    @field_validator("managers", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Read what the environment gives."""
        return _listed(value)

    @field_validator("managers")
    @classmethod
    def _check_names(cls, value: list[str]) -> list[str]:
        """Refuse what no platform could mean."""
        for name in value:
            if not re.fullmatch(r"(?:discord|slack|console):[\w-]+", name):
                raise ValueError(f"{name!r} is no user such as discord:123456 or slack:U123ABC")
        return value


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
    fetch: Fetch = Fetch()
    feeds: Feeds = Feeds()
    ingest: Ingest = Ingest()
    store: Store = Store()
    rights: Rights = Rights()
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
    return f"{where}: {_REASONS.get(kind) or _reason(message)}"


def _reason(message: str) -> str:
    """Pydantic's words as the end of a line."""
    message = message.removeprefix("Value error, ")
    return message[:1].lower() + message[1:]
