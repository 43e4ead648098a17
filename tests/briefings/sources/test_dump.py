import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefings.errors import SourceError
from briefings.sources import Page
from briefings.sources.dump import is_dump, read_dump
from briefings.sources.file import list_files


def write(tmp_path: Path, *lines: bytes) -> str:
    path = tmp_path / "dump.jsonl"
    path.write_bytes(b"\n".join(lines))
    return str(path)


def test_each_line_is_a_page(tmp_path: Path) -> None:
    one = {
        "title": "T",
        "outlet": "O",
        "published": "2025-06-02T23:30:00-04:00",
        "url": "https://e.org/1",
        "text": "A.",
    }
    file = write(tmp_path, b"\xef\xbb\xbf" + json.dumps(one).encode(), b"", b'{"text": "B."}\r', b"  ")
    fields = (one["title"], one["outlet"], one["published"], one["url"])
    reported = datetime(2025, 6, 3, 3, 30, tzinfo=UTC)
    assert list(read_dump(file, 1_000)) == [
        Page(f"{file}: line 1", "A.", False, *fields, reported=reported),  # noqa: FBT003
        Page(f"{file}: line 3", "B."),
    ]


def test_a_broken_line_is_one_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = b'{"text": "A."}'
    file = write(tmp_path, b'{"text": }', good, b"[]", b"\xff", b'{"text": "' + b"x" * 500 + b'"}', good, b"x" * 101)
    found = list(read_dump(file, 100))
    assert [str(each).removeprefix(file) for each in found if isinstance(each, SourceError)] == [
        ": line 1: is not valid JSON (Expecting value at line 1, column 10)",
        ": line 3: is not a JSON object with title, outlet, published, url and text",
        ": line 4: is not valid UTF-8 (byte 0xff at offset 0, line 1)",
        ": line 5: is larger than 100 bytes (sources.max_bytes)",
        ": line 7: is larger than 100 bytes (sources.max_bytes)",
    ]
    assert [page.text for page in found if isinstance(page, Page)] == ["A.", "A."]


def test_no_more_is_read_than_is_asked_for(tmp_path: Path) -> None:
    file = write(tmp_path, *[b'{"text": "A."}'] * 100_000)
    pages = read_dump(file, 1_000)
    next(pages)
    Path(file).write_bytes(b"")  # what follows the part already read is gone
    assert sum(1 for _ in pages) < 10_000


@pytest.mark.parametrize(
    ("name", "message"), [("none.jsonl", "no such file"), (".", "is a dir"), ("a\0", "is no file")]
)
def test_a_dump_that_cannot_be_read_is_refused(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        list(read_dump(f"{tmp_path}/{name}", 10))


def test_a_folder_gives_its_dumps_only_to_who_reads_them(tmp_path: Path) -> None:
    for name in ("a.txt", "b.JSONL", ".c.jsonl"):
        (tmp_path / name).write_text("x")
    assert list_files(str(tmp_path)) == [str(tmp_path / "a.txt")]
    assert list_files(str(tmp_path), dumps=True) == [str(tmp_path / "a.txt"), str(tmp_path / "b.JSONL")]
    (tmp_path / "a.txt").unlink()
    with pytest.raises(SourceError, match=r"holds no \.txt, \.html, \.htm, \.xhtml, \.json file$"):
        list_files(str(tmp_path))
    assert [is_dump(name) for name in ("a.jsonl", "a.JSONL", "a.json", "-")] == [True, True, False, False]
