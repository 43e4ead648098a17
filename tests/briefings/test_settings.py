import re
import tomllib
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from briefings.errors import SettingsError
from briefings.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str, name: str = "config.toml") -> Path:
    Path(name).write_text(text, encoding="utf-8")
    return Path(name)


def plain(settings: Settings) -> dict[str, dict[str, object]]:
    """The values as config.toml would hold them."""
    return {
        name: {
            key: value.get_secret_value() if isinstance(value, SecretStr) else value for key, value in section.items()
        }
        for name, section in settings.model_dump().items()
    }


def test_config_toml_shows_every_setting_at_its_default() -> None:
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    uncommented = re.sub(r"(?m)^# (\w+ = )", r"\1", text)
    assert tomllib.loads(uncommented) == plain(Settings())
    assert load_settings(ROOT / "config.toml") == Settings()


def test_without_a_file_there_are_the_defaults() -> None:
    assert load_settings() == Settings()


def test_config_toml_of_the_working_directory_is_read_unless_another_is_named() -> None:
    write("[sources]\nmax_bytes = 7\n")
    other = write("[log]\nlevel = 'debug'\n", "other.toml")
    assert load_settings().sources.max_bytes == 7
    assert load_settings(other) == Settings(log={"level": "debug"})


def test_the_environment_overrides_the_file_key_by_key(monkeypatch: pytest.MonkeyPatch) -> None:
    file = write("[extract]\nmodel = 'file_model'\n[sources]\nmax_bytes = 7\n")
    monkeypatch.setenv("BRIEFBOT_SOURCES__MAX_BYTES", "9")
    settings = load_settings(file)
    assert (settings.extract.model, settings.sources.max_bytes) == ("file_model", 9)


@pytest.mark.parametrize("value", ['["127.0.0.1", "10.0.0.0/8"]', "127.0.0.1, 10.0.0.0/8"])
def test_a_list_is_read_from_the_environment_as_json_or_with_commas(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    file = write("[fetch]\nallow_private = ['localhost']\nper_host = 2\n")
    assert load_settings(file).fetch.allow_private == ["localhost"]
    monkeypatch.setenv("BRIEFBOT_FETCH__ALLOW_PRIVATE", value)
    fetch = load_settings(file).fetch
    assert (fetch.allow_private, fetch.per_host) == (["127.0.0.1", "10.0.0.0/8"], 2)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().log.level = "debug"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[extract]\nmodle = 'x'", "config.toml: extract.modle: unknown setting"),
        ("[extrakt]\nmodel = 'x'", "config.toml: extrakt: unknown setting"),
        ("extract = 'x'", "config.toml: extract: should be a table"),
        ("[sources]\nmax_bytes = 0", "config.toml: sources.max_bytes: input should be greater than 0"),
        (
            "[log]\nlevel = 'loud'",
            "config.toml: log.level: input should be 'debug', 'info', 'warning' or 'error'",
        ),
        ("[fetch]\nallow_private = ['10.0.0.0/40']", "config.toml: fetch.allow_private: '10.0.0.0/40' is no host name"),
        ("[fetch]\nallow_private = [1]", "config.toml: fetch.allow_private.0: input should be a valid string"),
        ('[fetch]\nuser_agent = "a\\nb"', "config.toml: fetch.user_agent: string should match"),
        ("[fetch]\nrobot = true", "config.toml: fetch.robot: unknown setting"),
        ("[feeds]\nmin_minutes = 500", "config.toml: feeds: min_minutes is greater than max_minutes"),
        ("[log\n", "config.toml: Expected ']' at the end of a table declaration (at line 1, column 5)"),
    ],
)
def test_a_bad_setting_is_named_with_its_file(text: str, message: str) -> None:
    write(text)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        (
            "BRIEFBOT_SOURCES__MAX_BYTES",
            "many",
            "BRIEFBOT_SOURCES__MAX_BYTES: input should be a valid integer",
        ),
        ("BRIEFBOT_SOURCES__MAX_BITES", "1", "BRIEFBOT_SOURCES__MAX_BITES: unknown setting"),
        ("BRIEFBOT_SORCES__MAX_BYTES", "1", "BRIEFBOT_SORCES__MAX_BYTES: unknown setting"),
        ("BRIEFBOT_EXTRACT", '{"model": "x"}', "BRIEFBOT_EXTRACT: unknown setting"),
        ("BRIEFBOT_EXTRACT_MODEL", "x", "BRIEFBOT_EXTRACT_MODEL: unknown setting"),
        ("BRIEFBOT_FETCH__ALLOW_PRIVATE", "[", "BRIEFBOT_FETCH__ALLOW_PRIVATE: is not a list"),
        ("BRIEFBOT_FETCH__ALLOW", "x", "BRIEFBOT_FETCH__ALLOW: unknown setting"),
        ("BRIEFBOT_BOGUS", "x", "BRIEFBOT_BOGUS: unknown setting"),
        ("briefbot_bogus", "x", "briefbot_bogus: unknown setting"),
    ],
)
def test_a_bad_variable_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, message: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(message)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^none\.toml: no such file or directory$"):
        load_settings(Path("none.toml"))
    with pytest.raises(SettingsError, match=r"is a directory$"):
        load_settings(tmp_path)
    Path("bytes.toml").write_bytes(b"# \xff")
    with pytest.raises(SettingsError, match=r"^bytes\.toml: is not valid UTF-8 \(at offset 2\)$"):
        load_settings(Path("bytes.toml"))


def test_a_password_shows_neither_in_the_settings_nor_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFBOT_STORE__URL", "postgresql://me:hunter2@localhost/briefbot")
    settings = load_settings()
    assert settings.store.url.get_secret_value() == "postgresql://me:hunter2@localhost/briefbot"
    assert "hunter2" not in f"{settings} {settings!r} {settings.model_dump()}"
    file = write("[store]\nurl = ['hunter2']\n[log]\nlevel = 'hunter2'\n")
    monkeypatch.delenv("BRIEFBOT_STORE__URL")
    with pytest.raises(SettingsError) as caught:
        load_settings(file)
    assert "hunter2" not in f"{caught.value} {caught.value.__cause__}"
