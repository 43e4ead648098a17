import io
import json
import os
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import SourceError
from briefings.sources import Page
from briefings.sources.file import list_files, read_file

MAX = 10_000
NOTE = "Shells hit Kharkiv.\n"


def read(tmp_path: Path, data: bytes, name: str = "note.txt") -> Page:
    path = tmp_path / name
    path.write_bytes(data)
    return read_file(str(path), MAX)


def test_header_lines_are_read_off_the_top_of_a_text(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        b"Title: Shells: again\nOUTLET:The Example\nPublished: June 2, 2025\nUrl: https://e.org/1\n\nBody.\n\nMore.",
    )
    assert page[1:7] == (
        "Body.\n\nMore.",
        False,
        "Shells: again",
        "The Example",
        "June 2, 2025",
        "https://e.org/1",
    )


@pytest.mark.parametrize(
    "header",
    [
        "\n \nTitle: T",
        "Title: T\nDate: 2 June 2025\nAuthor: A. Writer",
        "Author: A. Writer\n title : T",
    ],
)
def test_a_header_may_follow_blank_lines_and_hold_lines_of_other_names(tmp_path: Path, header: str) -> None:
    page = read(tmp_path, f"{header}\n\nBody.".encode())
    assert (page.text, page.title, page.published) == ("Body.", "T", None)


@pytest.mark.parametrize(
    "text",
    [
        "Body.\n\nTitle: no header.",
        "Title: news follows at once\nUPDATE: Shells hit Kharkiv.\n\nBody.",
        "\nDate: 2 June 2025\n\nTitle: no header.",
        "Title: this line goes on\nwithout a blank line.\n\nBody.",
        "By: A. Writer\n\nBody.",
    ],
)
def test_lines_that_are_not_a_header_belong_to_the_text(tmp_path: Path, text: str) -> None:
    page = read(tmp_path, text.encode())
    assert page.text == text
    assert page.title is None


def test_a_json_article_gives_its_fields_and_other_keys_are_passed_over(tmp_path: Path) -> None:
    data = {"title": "T", "outlet": None, "published": "2025-06-02", "text": NOTE, "score": [1], "html": True}
    page = read(tmp_path, json.dumps(data).encode(), "a.json")
    assert page[1:7] == (NOTE, False, "T", None, "2025-06-02", None)


@pytest.mark.parametrize(
    ("name", "data", "html"),
    [
        ("a.html", b"<p>Shells hit Kharkiv.", True),
        ("a.HTM", b"<p>Shells hit Kharkiv.", True),
        ("a.txt", b"\n<!-- saved --><!DOCTYPE html><p>Shells hit Kharkiv.", True),
        ("page", b"<html><p>Shells hit Kharkiv.", True),
        ("page", b"Shells hit <b>Kharkiv</b>.", False),
    ],
)
def test_html_is_known_by_suffix_or_first_characters(tmp_path: Path, name: str, data: bytes, *, html: bool) -> None:
    assert read(tmp_path, data, name).html is html


def test_a_long_row_of_comments_is_no_trap(tmp_path: Path) -> None:
    assert read(tmp_path, b"<!-- x --> " * 800 + b"Body.").html is False


def test_json_without_a_suffix_is_known_by_its_brace(tmp_path: Path) -> None:
    assert read(tmp_path, b' {"text": "Shells hit Kharkiv."}', "page").text == "Shells hit Kharkiv."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_unicode_encoding_with_its_mark_is_read(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, "Café près de Kyïv".encode(encoding)).text == "Café près de Kyïv"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1251", "cp1251"), ("ISO-8859-1", "cp1252"), ("utf-16", "utf-8"), ("UTF-8", "utf-8")],
)
def test_html_is_decoded_as_it_declares_or_as_browsers_take_that(tmp_path: Path, declared: str, encoding: str) -> None:
    text = (
        f'<html><head><meta charset="{declared}"></head><p>“Київ”'
        if encoding != "cp1252"
        else f"<meta charset={declared}>“é”"
    )
    assert read(tmp_path, text.encode(encoding), "a.html").text == text


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t", "is empty"),
        ("a.txt", b"ab\ncd\xe9f", r"is not valid UTF-8 \(byte 0xe9 at offset 5, line 2\)"),
        ("a.txt", b"\xef\xbb\xbfab\xff", r"is not valid UTF-8 \(byte 0xff at offset 5, line 1\)"),
        ("a.txt", b"ab\0cd", r"is binary \(null byte at offset 2\), not text or HTML"),
        ("a.html", b"%PDF-1.7\n", "is a PDF, not text or HTML"),
        ("a.txt", b"x" * (MAX + 1), r"is larger than 10,000 bytes \(sources\.max_bytes\)"),
        ("a.html", b"<meta charset=klingon>", "declares an unknown charset 'klingon'"),
        ("a.html", b"<meta charset=base64>", "declares an unknown charset 'base64'"),
        ("a.txt", b"Title: x\nOutlet: y\n", "holds no text below its header lines"),
        (
            "a.json",
            b'{"title": "a",\n "text": }',
            r"is not valid JSON \(Expecting value at line 2, column 10\)",
        ),
        ("a.json", b"[1]", "is not a JSON object with title, outlet, published, url and text"),
        ("a.json", b'{"title": "a"}', 'holds no "text"'),
        ("a.json", b'{"text": " "}', 'holds no "text"'),
        ("a.json", b'{"text": "a", "published": 20250602}', '"published" is not a string'),
        ("a.json", b"[" * 9_999, "is not "),
        ("a.json", b'{"text": ' + b"9" * 5_000 + b"}", "is not a JSON article"),
    ],
)
def test_a_file_that_holds_no_article_is_refused_with_the_reason(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    with pytest.raises(SourceError, match=rf"^{tmp_path / name}: {message}"):
        read(tmp_path, data, name)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.txt", "no such file"),
        (".", "is not a file"),
        ("a\0b", "is no file name"),
        ("n" * 300, "file name too long"),
    ],
)
def test_what_is_not_a_file_is_refused(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_file(str(tmp_path) + "/" + name, MAX)


def test_a_dangling_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    with pytest.raises(SourceError, match=r"a\.txt: no such file or directory"):
        read_file(str(tmp_path / "a.txt"), MAX)


def test_a_device_is_refused_and_never_read() -> None:
    with pytest.raises(SourceError, match="is not a file"):
        read_file(os.devnull, MAX)


def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(NOTE,))
    writer.start()
    page = read_file(str(pipe), MAX)
    writer.join()
    assert page.text == NOTE


def test_standard_input_is_called_so_and_read_to_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
    assert read_file("-", MAX) == Page("standard input", NOTE)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 20)))
    with pytest.raises(SourceError, match=r"^standard input: is larger than 10 bytes"):
        read_file("-", 10)


def test_a_closed_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceError, match=r"^standard input: is closed$"):
        read_file("-", MAX)


def test_a_folder_stands_for_its_articles_in_order_one_level_deep(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "c.JSON", ".hidden.txt", "README.md", "d.png"):
        (tmp_path / name).write_text(NOTE)
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "e.txt").write_text(NOTE)
    assert list_files(str(tmp_path)) == [str(tmp_path / name) for name in ("a.html", "b.txt", "c.JSON")]


def test_of_a_folder_a_pipe_is_passed_over_and_a_dangling_link_is_not(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    (tmp_path / "good.txt").write_text(NOTE)
    (tmp_path / "link.txt").symlink_to(tmp_path / "good.txt")
    names = [Path(file).name for file in list_files(str(tmp_path))]
    assert names == ["gone.txt", "good.txt", "link.txt", "round.txt"]


@pytest.mark.parametrize("name", ["", "n" * 300])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    with pytest.raises(SourceError, match=r"is empty$|file name too long$"):
        list_files(name)


def test_a_folder_without_an_article_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=rf"^{tmp_path}: the folder holds no \.txt"):
        list_files(str(tmp_path))


def test_any_other_name_stands_for_itself() -> None:
    assert list_files("-") == ["-"]
    assert list_files("no-such-file") == ["no-such-file"]


@given(st.binary(max_size=200), st.sampled_from([".txt", ".html", ".json", ""]))
def test_whatever_the_bytes_there_is_a_page_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(data)
    try:
        text = read_file(str(path), MAX).text
    except SourceError as error:
        text = str(error).removeprefix(f"{path}: ")
    assert text.strip()
