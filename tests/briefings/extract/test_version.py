from pathlib import Path

import pytest

from briefings.extract import version
from briefings.extract.version import extractor_version


@pytest.fixture
def extractor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An extractor of one rule and one word list."""
    (tmp_path / "rules.py").write_text("MOST = 1\n")
    (tmp_path / "words.toml").write_text("words = []\n")
    monkeypatch.setattr(version, "__file__", str(tmp_path / "version.py"))
    return tmp_path


def digest() -> str:
    extractor_version.cache_clear()
    return extractor_version()


@pytest.mark.usefixtures("extractor")
def test_the_same_extractor_has_the_same_version() -> None:
    assert digest() == digest()


@pytest.mark.parametrize("name", ["rules.py", "words.toml"])
def test_any_change_of_rules_or_words_is_another_version(extractor: Path, name: str) -> None:
    before = digest()
    (extractor / name).write_text("changed = 1\n")
    assert digest() != before


def test_another_model_is_another_version() -> None:
    extractor_version.cache_clear()
    assert extractor_version("en_core_web_md") != extractor_version()
    extractor_version.cache_clear()
