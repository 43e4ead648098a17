"""``briefbot events``, ``show`` and ``export`` over an archive of a few articles."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main

Capture = pytest.CaptureFixture[str]

DOCUMENTED = ["id", "kind", "title", "parties", "place", "when", "reports", "publishers", "figures", "facts"]
DOCUMENTED += ["contested", "changed"]


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def store(archive: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("BRIEFBOT_STORE__URL", archive)
    return archive


def events(capsys: Capture, *options: str) -> list[dict[str, Any]]:
    assert main(["events", "--format", "json", *options]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    found: list[dict[str, Any]] = json.loads(out)
    return found


def towns(found: list[dict[str, Any]]) -> list[str]:
    return [(each["place"] or {"name": each["title"]})["name"] for each in found if each["kind"] in {"strike", "talks"}]


@pytest.mark.usefixtures("store")
class TestEvents:
    def test_json_has_the_fields_that_are_documented(self, capsys: Capture) -> None:
        found = events(capsys)
        assert {tuple(each) for each in found} == {tuple(DOCUMENTED)}
        market = next(each for each in found if each["place"] and each["place"]["name"] == "Nyala")
        assert market["kind"] == "strike"
        assert list(market["reports"][0]) == ["article", "record", "outlet", "published", "url"]
        assert market["publishers"] == 2
        killed = market["figures"]["killed"]
        assert list(killed) == ["low", "best", "high", "as_of", "by", "contested"]
        assert (killed["low"], killed["best"], killed["high"], killed["as_of"]) == (19, 31, 31, "2025-08-06")
        assert list(killed["by"][0]) == ["report", "count", "attribution"]
        assert killed["by"][0]["attribution"][0] == "doctors' group"
        assert list(market["changed"][0]) == ["at", "report", "figure", "before", "after", "dispute"]

    def test_the_newest_day_comes_first_and_of_a_day_what_killed_most(self, capsys: Capture) -> None:
        found = events(capsys)
        assert towns(found) == ["Nyala", "El Fasher", "Gaza City", "Kherson", "Kyiv", "Istanbul"]
        assert [each["kind"] for each in found][-2:] == ["talks", "demand"]

    @pytest.mark.parametrize(
        ("option", "name", "expected"),
        [
            ("--place", "Kyiv", ["Kyiv"]),
            ("--place", "Kiev", ["Kyiv"]),
            ("--place", "KIEV", ["Kyiv"]),
            ("--place", "Ukraine", ["Kherson", "Kyiv"]),
            ("--place", "South Darfur", ["Nyala"]),
            ("--place", "Atlantis", []),
            ("--party", "Russia", ["Kherson", "Kyiv", "Istanbul"]),
            ("--party", "Moscow", ["Kherson", "Kyiv", "Istanbul"]),
            ("--party", "the Kremlin", ["Kherson", "Kyiv", "Istanbul"]),
            ("--party", "putin", ["Kherson", "Kyiv", "Istanbul"]),
            ("--party", "RSF", ["El Fasher"]),
            ("--party", "rapid support forces", ["El Fasher"]),
            ("--party", "IDF", ["Gaza City"]),
            ("--party", "Israeli", ["Gaza City"]),
            ("--party", "Nobody", []),
            ("--party", "", []),
            ("--section", "talks", ["Istanbul"]),
            ("--section", "strikes", ["Nyala", "El Fasher", "Gaza City", "Kherson", "Kyiv"]),
            ("--since", "2025-08-06", ["Nyala"]),
        ],
    )
    def test_options_narrow_the_list(self, option: str, name: str, expected: list[str], capsys: Capture) -> None:
        assert towns(events(capsys, option, name)) == expected

    def test_since_counts_from_the_moment_given(self, capsys: Capture) -> None:
        assert towns(events(capsys, "--since", "24h")) == []
        assert towns(events(capsys, "--since", "24h", "--now", "2025-08-06T20:00")) == ["Nyala"]
        assert len(towns(events(capsys, "--since", "2d", "--now", "2025-08-06T20:00"))) == 6

    def test_an_event_is_shown_as_it_stood_then(self, capsys: Capture) -> None:
        (now,) = events(capsys, "--place", "Nyala")
        (then,) = events(capsys, "--place", "Nyala", "--now", "2025-08-05T12:00", "--since", "2d")
        assert then["id"] == now["id"]
        assert {report["published"] for report in then["reports"]} == {"2025-08-04"}
        assert (then["publishers"], then["changed"], then["contested"]) == (1, [], False)
        killed = then["figures"]["killed"]
        assert (killed["low"], killed["best"], killed["as_of"]) == (19, 19, "2025-08-04")
        assert events(capsys, "--place", "Nyala", "--now", "2025-08-05T12:00", "--since", "12h") == []
        assert events(capsys, "--now", "2025-08-03") == []
        assert main(["export", "--now", "2025-08-05T12:00"]) == 0
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert then in lines
        assert len(lines) == len(events(capsys))

    def test_the_list_as_text_is_one_entry_an_event(self, capsys: Capture) -> None:
        assert main(["events", "--place", "Nyala"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        (event,) = events(capsys, "--place", "Nyala")
        assert out.splitlines() == [
            "Drone attack by Sudanese Armed Forces on crowded market in Nyala, Sudan",
            "  On 4 August 2025: 31 killed (reports say 19 to 31), 34 injured",
            f"  Nile Post (AFP) and Sahel Monitor · 2 independent publishers · {event['id']}",
        ]
        assert main(["events"]) == 0
        out = capsys.readouterr().out
        assert max(map(len, out.splitlines())) <= 88
        assert out.count("\n\n") == len(events(capsys)) - 1

    def test_no_events_are_said_to_be_none(self, capsys: Capture) -> None:
        assert main(["events", "--place", "Atlantis"]) == 0
        assert capsys.readouterr().out == "No events.\n"
        assert events(capsys, "--place", "Atlantis") == []

    def test_show_gives_every_article_with_its_quotes(self, capsys: Capture) -> None:
        (event,) = events(capsys, "--place", "Nyala")
        assert main(["show", event["id"][:8]]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        for line in (
            "On 4 August 2025 · 2 independent publishers",
            "  31 killed (reports say 19 to 31), as of 6 August 2025",
            "    at least 19, according to the doctors' group",
            "    31, according to the local emergency committee [2]",
            "  6 August 2025: killed 19 → 31 [2]",
            "  [1] Nile Post (AFP) <https://market.example/1> · 4 August 2025",
            "  [2] Sahel Monitor <https://toll.example/1> · 6 August 2025",
            "    “The number of people killed in a drone attack on a market in Nyala on Monday has",
        ):
            assert f"\n{line}" in out
        assert max(map(len, out.splitlines())) <= 88
        assert main(["show", event["id"], "--format", "json"]) == 0
        shown = json.loads(capsys.readouterr().out)
        assert list(shown) == [*DOCUMENTED, "briefings"]
        assert set(shown["briefings"]) == {report["article"] for report in event["reports"]}

    def test_a_name_of_no_event_and_one_of_several(self, capsys: Capture) -> None:
        assert main(["show", "nothing"]) == 2
        assert capsys.readouterr() == (
            "",
            "briefbot: nothing: no such event; `briefbot events` lists them with their ids\n",
        )
        assert main(["show", ""]) == 2
        assert capsys.readouterr().err.count("\n") == 1

    def test_csv_is_a_row_a_figure_and_runs_nothing(self, capsys: Capture) -> None:
        assert main(["export", "--format", "csv"]) == 0
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out, newline="")))
        market = {row["figure"]: row for row in rows if row["place"] == "Nyala"}
        assert (market["killed"]["low"], market["killed"]["best"], market["killed"]["publishers"]) == ("19", "31", "2")
        assert market["killed"]["outlets"] == "Nile Post (AFP); Sahel Monitor"
        (kyiv,) = [row for row in rows if row["place"] == "Kyiv"]
        assert kyiv["outlets"] == '\'=HYPERLINK("https://evil.example")'
        assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())

    def test_jsonl_is_what_the_list_has(self, capsys: Capture) -> None:
        assert main(["export"]) == 0
        exported = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert sorted(exported, key=lambda each: each["id"]) == sorted(events(capsys), key=lambda each: each["id"])
        assert main(["export", "--since", "2030-01-01"]) == 0
        assert capsys.readouterr() == ("", "briefbot: no events to export\n")


def test_an_id_that_several_events_begin_with_names_some(
    archive: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    with sqlite3.connect(archive.removeprefix("sqlite:///")) as source, sqlite3.connect(tmp_path / "a.db") as copy:
        source.backup(copy)
        copy.execute("PRAGMA foreign_keys = OFF")
        copy.execute("UPDATE events SET id = 'ab' || substr(id, 3)")
    monkeypatch.setenv("BRIEFBOT_STORE__URL", f"sqlite:///{tmp_path / 'a.db'}")
    assert main(["show", "ab"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("briefbot: ab: several events begin so: ab")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ["events", "--since", "yesterday"],
            "--since: 'yesterday' is neither a time like 2025-06-02 nor how long",
        ),
        (["events", "--now", "24h"], "--now: '24h' is no time like 2025-06-02"),
        (["export", "--since", "2025-02-30"], "'2025-02-30' is neither a time"),
        (["events", "--section", "wars"], "'wars' is not one of 'talks', 'demands', 'strikes', 'casualties'."),
        (["events", "--format", "xml"], "'xml' is not one of"),
        (["export", "--format", "text"], "'text' is not one of"),
        (["show"], "Missing argument 'EVENT'."),
        (["sources", "add"], "Missing argument 'URL'."),
        (["db", "frob"], "No such command 'frob'."),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(args: list[str], message: str, capsys: Capture) -> None:
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert message in err
    assert not Path("briefbot.db").exists()


@pytest.mark.parametrize("command", ["events", "ingest x.txt", "export", "show a", "sources", "rebrief"])
def test_a_store_that_can_not_be_used_is_one_line_without_its_password(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "newer.db") as database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    (tmp_path / "notes.db").write_text("No database. " * 100)
    for url, message in (
        ("mysql://me:hunter2@host/news", "store.url: is no address of a database"),
        ("postgresql://me:hunter2@127.0.0.1:1/news", "postgresql://me@127.0.0.1:1/news: "),
        ("sqlite:///newer.db", "newer.db: is of a newer version of Briefbot; run `pip install --upgrade briefbot`"),
        ("sqlite:///notes.db", "notes.db: is no SQLite database"),
        ("sqlite:///none/b.db", "none/b.db: can't be opened: there is no such folder"),
    ):
        monkeypatch.setenv("BRIEFBOT_STORE__URL", url)
        assert main(command.split()) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1), err
        assert err.startswith(f"briefbot: {message}")
        assert "hunter2" not in err


def test_the_first_command_lays_the_database_out(capsys: Capture) -> None:
    assert main(["events"]) == 0
    assert Path("briefbot.db").exists()
    assert main(["db", "upgrade"]) == 0
    assert capsys.readouterr().out == "No events.\nnothing to do: the database is of this version\n"


def test_the_database_can_be_laid_out_beforehand(capsys: Capture) -> None:
    assert main(["db", "upgrade"]) == 0
    assert capsys.readouterr() == ("upgraded\n", "")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ([], ["brief", "ingest", "rebrief", "events", "show", "export", "sources", "db"]),
        (["ingest"], ["Addresses of feeds or pages, files, folders, or dumps", "due"]),
        (["rebrief"], ["another version of the extractor"]),
        (["events"], ["--since", "--now", "--section", "--place", "--party", "--format", "24h, 7d"]),
        (["show"], ["EVENT", "Its id, or the start of it.", "--format"]),
        (["export"], ["--format", "--since", "--now", "CSV"]),
        (["sources"], ["add", "remove", "list"]),
        (["sources", "add"], ["URL", "RSS, Atom, RDF or JSON Feed"]),
        (["sources", "remove"], ["its articles stay"]),
        (["sources", "list"], ["last success, last error, failures in a row and items seen"]),
        (["db"], ["upgrade"]),
        (["db", "upgrade"], ["Bring the database up to this version"]),
    ],
)
def test_every_command_explains_itself(command: list[str], words: list[str], capsys: Capture) -> None:
    assert main([*command, "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    for each in words:
        assert each in " ".join(out.split())
    assert not re.search(r"\w\.\.\.", out)  # a help that is cut off


def test_help_loads_nothing_heavy() -> None:
    heavy = {"aiohttp", "alembic", "feedparser", "jinja2", "rich", "spacy", "sqlalchemy", "trafilatura"}
    code = (
        "import sys\nfrom bot.__main__ import main\nmain(['--help'])\nmain(['events', '--help'])\n"
        f"print(sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
