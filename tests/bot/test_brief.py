import errno
import io
import json
import os
import pty
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot import brief as brief_module
from bot.__main__ import main
from bot.output import plan_names, show, write_file
from briefings.records import Briefing

NOTE = "Shells hit the market in Kharkiv on Monday, killing two people and injuring five.\n"
FRENCH = "L'armée a bombardé la ville dimanche et trois personnes ont été tuées par les tirs.\n"
NAMES = ["contract", "article", "summary", "talks", "demands", "strikes", "casualties", "warnings"]


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty working directory with one good article."""
    monkeypatch.chdir(tmp_path)
    Path("good.txt").write_text(f"Title: Shells hit Kharkiv\nPublished: June 2, 2025\n\n{NOTE}")
    return tmp_path


def give_stdin(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def run(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *args]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | environment)


def test_json_is_the_contract_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "good.txt", "--outlet", "Café News", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert list(json.loads(out)) == NAMES
    assert '"outlet": "Café News"' in out
    assert '"url": null' in out
    article = Briefing.model_validate_json(out).article
    assert (article.title, str(article.published), article.text) == (
        "Shells hit Kharkiv",
        "2025-06-02",
        NOTE.strip(),
    )


def test_several_sources_give_one_json_object_after_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "good.txt", "good.txt", "--format", "json"]) == 0
    out = capsys.readouterr().out
    first, end = json.JSONDecoder().raw_decode(out)
    assert json.loads(out[end:]) == first


def test_text_and_markdown_stand_apart_by_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "good.txt", "good.txt"]) == 0
    first, second = capsys.readouterr().out.split(f"\n{'─' * 72}\n\n")
    assert first == second
    assert main(["brief", "good.txt", "good.txt", "--format", "markdown"]) == 0
    first, second = capsys.readouterr().out.split("\n---\n\n")
    assert first == second


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    give_stdin(monkeypatch, NOTE)
    assert main(["brief", "-", "--published", "2 June 2025", "--title", "T", "--format", "json"]) == 0
    article = json.loads(capsys.readouterr().out)["article"]
    assert (article["title"], article["published"], article["text"]) == ("T", "2025-06-02", NOTE.strip())


def test_a_bad_source_is_told_and_the_others_are_still_briefed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty.txt").touch()
    Path("french.txt").write_text(FRENCH)
    Path("none").mkdir()
    sources = ["empty.txt", "good.txt", "missing.txt", "french.txt", "none", "good.txt"]
    assert main(["brief", *sources, "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert out.count('"contract": 1') == 2
    assert err.splitlines() == [
        "briefbot: none: the folder holds no .txt, .html, .htm, .xhtml, .json file",
        "briefbot: empty.txt: is empty",
        "briefbot: missing.txt: no such file or directory",
        "briefbot: french.txt: the text is in French; only English can be briefed",
    ]


def test_an_error_of_our_own_costs_one_article_and_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = brief_module.brief

    def fail_once(source: str, *rest: object) -> Briefing:
        if source == "bad.txt":
            raise KeyError("x")
        return whole(source, *rest)

    monkeypatch.setattr(brief_module, "brief", fail_once)
    assert main(["brief", "bad.txt", "good.txt", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert err == "briefbot: bad.txt: internal error (KeyError: 'x'); please report it\n"
    assert out.count('"contract": 1') == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["brief"], "Missing argument 'SOURCE'."),
        (["frob"], "No such command 'frob'."),
        (["brief", "good.txt", "--frob"], "No such option: --frob"),
        (["brief", "good.txt", "--format", "xml"], "'xml' is not one of 'text', 'markdown', 'json'."),
        (["brief", "good.txt", "--published", "2025-02-30"], "'2025-02-30' is no day of the calendar"),
        (["brief", "good.txt", "--published", "02/06/2025"], "'02/06/2025' is not a date like"),
        (["brief", "good.txt", "--published", ""], "'' is not a date like"),
        (["brief", "good.txt", "--out", "good.txt"], "--out: good.txt: "),
        (["brief", "good.txt", "--out", "good.txt/x"], "--out: good.txt/x: "),
        (["brief", "good.txt", "--out", ""], "'--out': is empty"),
        (["--config", "", "brief", "good.txt"], "'--config': is empty"),
        (["brief", "good.txt", "--template", "none.j2"], "'none.j2' does not exist."),
        (
            ["brief", "good.txt", "--template", "good.txt", "--format", "json"],
            "a template has no say in JSON",
        ),
        (["--config", "none.toml", "brief", "good.txt"], "none.toml: no such file or directory"),
        (["--config", "bad.toml", "brief", "good.txt"], "bad.toml: extract.modle: unknown setting"),
        (["--config", "model.toml", "brief", "good.txt"], "the spaCy pipeline 'xx_none' can't be loaded"),
        (["brief", "good.txt", "--template", "bad.j2"], "bad.j2"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    args: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("bad.toml").write_text("[extract]\nmodle = 'x'\n")
    Path("model.toml").write_text("[extract]\nmodel = 'xx_none'\n")
    Path("bad.j2").write_text("{{ briefing.article.title }}\n{% if %}\n")
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("briefbot: ")
    assert err.count("\n") == 1
    assert message in err


def test_the_configuration_is_the_one_named_before_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    Path("small.toml").write_text("[sources]\nmax_bytes = 10\n")
    assert main(["--config", "small.toml", "brief", "good.txt"]) == 1
    assert capsys.readouterr().err == "briefbot: good.txt: is larger than 10 bytes (sources.max_bytes)\n"


def test_a_template_of_ones_own_writes_the_briefing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("own.j2").write_text("-> {{ briefing.article.title }}")
    assert main(["brief", "good.txt", "--template", "own.j2"]) == 0
    assert capsys.readouterr().out == "-> Shells hit Kharkiv\n"


def test_a_template_that_fails_on_one_article_still_writes_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path("untitled.txt").write_text(NOTE)
    Path("own.j2").write_text("-> {{ briefing.article.title.upper() }}")
    assert main(["brief", "untitled.txt", "good.txt", "--template", "own.j2"]) == 1
    out, err = capsys.readouterr()
    assert out == "-> SHELLS HIT KHARKIV\n"
    assert err.startswith("briefbot: untitled.txt: own.j2, line 1: ")
    assert err.count("\n") == 1


def test_a_broken_template_is_told_before_any_source_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.j2").write_text("{% if %}")
    assert main(["brief", "missing.txt", "--template", "bad.j2", "--out", "out"]) == 2
    assert capsys.readouterr().err.startswith("briefbot: bad.j2, line 1: ")
    assert not Path("out").exists()


def test_a_file_that_cannot_be_written_costs_one_briefing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("other.txt").write_text(NOTE)
    Path("out/good.txt").mkdir(parents=True)
    assert main(["brief", "good.txt", "other.txt", "--out", "out"]) == 1
    assert capsys.readouterr() == ("", f"briefbot: --out: {Path('out/good.txt')}: is a directory\n")
    assert sorted(path.name for path in Path("out").iterdir()) == ["good.txt", "other.txt"]


def test_a_full_file_system_ends_the_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    assert main(["brief", "good.txt", "good.txt", "--out", "out"]) == 1
    assert capsys.readouterr().err == f"briefbot: --out: {Path('out/good.txt')}: no space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", ["--help", "--version", "brief good.txt", "brief --help"])
def test_a_standard_output_that_is_full_is_one_line(arguments: str) -> None:
    assert shell(f"{arguments} > /dev/full") == (1, "", "briefbot: standard output: no space left on device\n")


def test_closed_streams_are_one_line() -> None:
    assert shell("brief good.txt >&-") == (1, "", "briefbot: standard output: is closed\n")
    assert shell("brief - <&-") == (1, "", "briefbot: standard input: is closed\n")
    assert shell("brief missing.txt 2>&-") == (1, "", "")


def shell(line: str) -> tuple[int, str, str]:
    """Status, standard output and standard error of ``briefbot`` with a shell's redirections."""
    command = ["bash", "-c", f"{sys.executable} -m bot {line}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_out_writes_one_file_a_source_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    Path("more").mkdir()
    Path("more/good.html").write_text(f"<html><body><p>{NOTE}</p></body></html>")
    Path("more/empty.txt").touch()
    assert main(["brief", "good.txt", "more", "--out", "new/out", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"briefbot: {Path('more/empty.txt')}: is empty\n"
    written = sorted(path.name for path in Path("new/out").iterdir())
    assert written == ["good-2.json", "good.json"]
    assert list(json.loads(Path("new/out/good.json").read_text())) == NAMES


def test_a_briefing_never_overwrites_a_source_or_another_briefing() -> None:
    sources = ["a.txt", "x/a.html", "x/A.json", "-", "b.txt"]
    out = Path("out")
    names = [path.name for path in plan_names(out, sources, ".json")]
    assert names == ["a.json", "a-2.json", "A-3.json", "stdin.json", "b.json"]
    beside = [path.name for path in plan_names(Path(), ["a.txt", "a-2.txt"], ".txt")]
    assert beside == ["a-3.txt", "a-2-2.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_file(path, "old")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, "new")
    assert path.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == [path, tmp_path / "good.txt"]


def test_a_written_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    write_file(tmp_path / "a.json", "x")
    (tmp_path / "b.json").touch()
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a.json", "b.json")}
    assert len(modes) == 1


def test_an_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(brief_module, "brief", interrupt)
    assert main(["brief", "good.txt"]) == 130
    assert capsys.readouterr() == ("", "")


def test_an_interrupt_while_the_command_line_loads_ends_quietly() -> None:
    code = """
import sys
from bot.__main__ import main

class Interrupt:
    def find_spec(self, name, *_):
        if name == "typer":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
sys.exit(main(["--help"]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_name_cannot_break_the_line_or_the_terminal() -> None:
    assert show("a\nb\x1b[31m\u202e") == r"a\nb\x1b[31m\u202e"
    assert show("Київ.txt") == "Київ.txt"


def test_help_and_version_are_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert main([]) == 0
    helps = capsys.readouterr().out
    assert helps.count("Usage: briefbot [OPTIONS] COMMAND") == 2
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("briefbot ")


def test_the_command_line_loads_nothing_heavy() -> None:
    heavy = {"spacy", "trafilatura", "py3langid", "jinja2", "pydantic", "rich"}
    code = f"import sys, bot.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_process_of_its_own_prints_the_same_bytes_each_time() -> None:
    first, second = (run("brief", "good.txt", "--format", "json", PYTHONHASHSEED=seed) for seed in "12")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == second.stdout


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m bot brief good.txt good.txt | true"
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (141, "")


def test_a_terminal_gets_colour_and_the_same_words_unless_it_wants_none() -> None:
    plain = run("brief", "good.txt").stdout
    coloured = on_terminal(TERM="xterm-256color", NO_COLOR="")
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured).split() == plain.split()
    assert on_terminal(TERM="dumb").split() == plain.split()


def test_a_template_of_ones_own_is_never_coloured() -> None:
    Path("own.j2").write_text("STRIKES [1]\n")
    assert on_terminal("--template", "own.j2", TERM="xterm-256color", NO_COLOR="").split() == ["STRIKES", "[1]"]


def on_terminal(*options: str, **environment: str) -> str:
    """What ``briefbot brief good.txt`` prints on a terminal."""
    reader, writer = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "brief", "good.txt", *options], stdout=writer, env=os.environ | environment
    )
    os.close(writer)
    output = b""
    try:
        while chunk := os.read(reader, 65_536):
            output += chunk
    except OSError:  # how a pseudo-terminal ends on Linux
        pass
    os.close(reader)
    assert process.wait() == 0
    return output.decode()
