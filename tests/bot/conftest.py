"""An archive of a few articles, and a web server that answers while the command line runs."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARKET = """A drone strike on a crowded market in the Sudanese city of Nyala killed at least 19 people on Monday, a \
doctors' group said, in one of the deadliest attacks on the city in months.

The Sudan Doctors Network said that 34 others were wounded in the strike, which it blamed on the Sudanese army.
"""
TOLL = """The number of people killed in a drone attack on a market in Nyala on Monday has risen to 31, a local \
emergency committee said on Wednesday. It accused the Sudanese army of the attack.
"""
CAMP = """The Rapid Support Forces shelled the town of El Fasher on Monday, killing seven people, residents said."""
KHERSON = """Russian artillery shelled a bus stop in the Ukrainian city of Kherson on Monday, killing three people and \
wounding eight, the regional administration said.
"""
KYIV = """A Russian missile hit a warehouse in Kyiv on Tuesday, wounding two people, the mayor said."""
GAZA = """An Israeli airstrike on a house in Gaza City on Tuesday killed five people, medics said."""
TALKS = """Russia and Ukraine held talks in Istanbul on Monday and agreed to exchange 1,200 prisoners each, Turkish \
officials said. Ukraine demanded that Russia accept an unconditional ceasefire.
"""
ARTICLES = (
    ("market", "Nile Post (AFP)", "2025-08-04", MARKET),
    ("camp", "Sahel Monitor", "2025-08-05", CAMP),
    ("toll", "Sahel Monitor", "2025-08-06", TOLL),
    ("kherson", "Harbour Courier", "2025-08-05", KHERSON),
    ("kyiv", '=HYPERLINK("https://evil.example")', "2025-08-05", KYIV),
    ("gaza", "Levant Mail", "2025-08-05", GAZA),
    ("talks", "Bosphorus News", "2025-08-05", TALKS),
)


def dump() -> str:
    """The articles as a ``.jsonl`` file has them."""
    return "".join(
        json.dumps(
            {"title": None, "outlet": outlet, "published": day, "url": f"https://{name}.example/1", "text": text}
        )
        + "\n"
        for name, outlet, day, text in ARTICLES
    )


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> str:
    """``store.url`` of a database with all of the articles; to be read only."""
    folder: Path = tmp_path_factory.mktemp("archive")
    (folder / "articles.jsonl").write_text(dump())
    url = f"sqlite:///{folder / 'briefbot.db'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFBOT_STORE__URL", url)
        patch.setenv("BRIEFBOT_INGEST__WORKERS", "1")
        assert main(["ingest", str(folder / "articles.jsonl")]) == 0
    return url


class Web:
    """A web server with pages by path: a status, a content type and a body."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.pages: dict[str, tuple[int, str, str]] = {}
        self.asked: list[str] = []


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """The server, on an address that the settings let pass."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            status, kind, body = site.pages.get(self.path, (404, "text/plain", ""))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Keep silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Web(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("BRIEFBOT_FETCH__ALLOW_PRIVATE", "127.0.0.1")
    monkeypatch.setenv("BRIEFBOT_FETCH__MAX_TRIES", "1")
    monkeypatch.setenv("BRIEFBOT_INGEST__WORKERS", "1")
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
