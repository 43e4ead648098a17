"""The terminal chat: scripts through the command line, and typing through a real prompt on a pipe."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.__main__ import main
from bot.console import Console, _commands
from bot.prompt import LineCompleter, make_session, toolbar
from briefings.settings import Settings, load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.commands.run import Commands

NOW = datetime(2025, 8, 6, 20, tzinfo=UTC)
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def settings(archive: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of a copy of the archive, with a home and a working directory of the test's own."""
    path = tmp_path / "briefbot.db"
    shutil.copy(archive.removeprefix("sqlite:///"), path)
    monkeypatch.setenv("BRIEFBOT_STORE__URL", f"sqlite:///{path}")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return load_settings()


def run(tmp_path: Path, *lines: str) -> int:
    (tmp_path / "lines.chat").write_text("\n".join(lines))
    return main(["console", "--script", str(tmp_path / "lines.chat"), "--now", "2025-08-06T20:00"])


def test_a_script_prints_every_line_and_its_reply(settings: Settings, tmp_path: Path, capsys: Capture) -> None:
    del settings
    assert run(tmp_path, "# a remark", "", "how many were killed in Nyala?", "and injured?", "/latest talks") == 0
    out = capsys.readouterr().out
    assert "remark" not in out
    first, second, third = (part for part in f"\n{out}".split("\n> ") if part)
    assert first.startswith("how many were killed in Nyala?\n31 reported killed (reports say 19 to 31)")
    assert second.startswith("and injured?\n34 reported injured")
    assert third.startswith("/latest talks\nAgreement between Russia and Ukraine in Istanbul, Turkey")


def test_the_same_script_prints_the_same_again(settings: Settings, tmp_path: Path, capsys: Capture) -> None:
    del settings
    lines = ("and injured?", "how many were killed in Kherson?", "/digest", "/help")
    outs = []
    for _ in range(2):
        run(tmp_path, *lines)
        outs.append(capsys.readouterr().out)
    assert outs[0] == outs[1]


def test_a_script_with_a_failing_line_says_so(settings: Settings, tmp_path: Path, capsys: Capture) -> None:
    del settings
    assert run(tmp_path, "/event nothing", "who attacked Kherson?") == 1
    assert "who attacked Kherson?" in capsys.readouterr().out
    assert main(["console", "--script", str(tmp_path / "none.chat")]) == 2
    assert capsys.readouterr().err == f"briefbot: {tmp_path / 'none.chat'}: no such file or directory\n"


def test_an_export_is_written_beside_what_is_there(settings: Settings, tmp_path: Path, capsys: Capture) -> None:
    del settings
    assert run(tmp_path, "/export csv", "/export csv") == 0
    assert "Written to briefbot-2025-08-06.csv" in capsys.readouterr().out
    first, second = (tmp_path / name for name in ("briefbot-2025-08-06.csv", "briefbot-2025-08-06-2.csv"))
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith(b"event,kind,title")


async def test_a_long_reply_comes_in_pages_that_hold_all_of_it(settings: Settings) -> None:
    async with _commands(settings, NOW) as commands:
        whole = await Console(commands).say("/latest")
        console = Console(commands, lines=12)
        page = await console.say("/latest")
        pages = [page.text]
        while page.more:
            page = await console.say("/more")
            pages.append(page.text)
        assert len(pages) > 2
        assert all(text.count("\n") <= 12 for text in pages)
        titles = [line for line in whole.text.splitlines() if line and not line.startswith(" ")]
        assert [line for text in pages for line in text.splitlines() if line in titles] == titles
        assert (await console.say("/more")).text == "There is no more.\n"


async def test_a_new_thread_forgets_what_was_asked(settings: Settings) -> None:
    async with _commands(settings, NOW) as commands:
        console = Console(commands)
        await console.say("how many were killed in Kherson?")
        assert "8 reported injured" in (await console.say("and injured?")).text
        await console.say("/new")
        assert "8 reported injured:" not in (await console.say("and injured?")).text
        assert (await console.say("/quit")).leave


async def completions(commands: Commands, line: str) -> list[str]:
    completer = LineCompleter(commands, Console(commands))
    given = completer.get_completions_async(Document(line), CompleteEvent())
    return [each.text async for each in given]


async def test_what_is_typed_is_completed(settings: Settings) -> None:
    async with _commands(settings, NOW) as commands:
        assert await completions(commands, "/di") == ["digest"]
        assert await completions(commands, "/latest se") == ["section:"]
        assert await completions(commands, "/latest section:st") == ["strikes"]
        assert await completions(commands, "/latest place:gaza") == ['"Gaza City"', "Gaza"]
        assert await completions(commands, "how many") == []
    assert toolbar("/event") == "/event id: – One event with every report, figure and quote"
    assert "a question" in toolbar("how")


async def test_lines_are_typed_at_a_prompt_and_remembered(settings: Settings, tmp_path: Path) -> None:
    async with _commands(settings, NOW) as commands:
        with create_pipe_input() as typed:
            session = make_session(commands, Console(commands), typed, DummyOutput())
            typed.send_text("who attacked Kherson?\n")
            assert await session.prompt_async("> ") == "who attacked Kherson?"
            typed.send_text("\x1b[A\n")  # the line before
            assert await session.prompt_async("> ") == "who attacked Kherson?"
    assert "who attacked Kherson?" in (tmp_path / "state" / "briefbot" / "console_history").read_text()
