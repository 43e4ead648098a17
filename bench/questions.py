"""How many questions are answered exactly right, and whether any answer was made up.

``questions.py FILE`` asks the questions of a TOML file, by default of ``tests/questions.toml``, each over a store of
the articles that it names, and prints those that are answered wrong. A file holds ``[[store]]`` tables (name, now,
articles) and ``[[question]]`` tables: store, ask, after (earlier questions of the thread), found, and what the answer
must give: ``figure`` (the number asked for, UCDP style), ``names`` (exactly these values), ``says`` (fragments that it
must hold) and ``not_says``.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import tomllib
from collections import Counter
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import SecretStr

from briefings.article import Known, read_article
from briefings.ask import ask
from briefings.duplicates import print_of
from briefings.extract import extract
from briefings.prepare import source_of
from briefings.publishers import publisher
from briefings.records import Article
from briefings.settle import entries_of, retell, settle
from briefings.sources.file import read_file
from briefings.store.events import View
from briefings.store.keys import fold
from briefings.store.records import Judgement, NewArticle
from briefings.store.sql import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.answers import Answer, Turn

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "tests" / "questions.toml"
_LARGEST = 1_000_000
_ASKING = frozenset({"store", "ask", "after", "found"})


class Asked(NamedTuple):
    """A question with what is expected of its answer, and what was answered."""

    expected: dict[str, Any]
    answer: Answer

    @property
    def made_up(self) -> bool:
        """Whether something was answered where nothing is known."""
        return self.answer.found and not self.expected["found"]

    @property
    def wrong(self) -> str:
        """What is wrong with the answer, or nothing."""
        answer, expected = self.answer, self.expected
        if answer.found != expected["found"]:
            return "made up" if answer.found else "not found"
        if not answer.found:
            return ""
        if (figure := expected.get("figure")) and not any(_fits(figure, each) for each in answer.figures[:1]):
            others = [each for each in answer.figures if each.name.startswith(figure["name"])]
            if not (others and _fits(figure, others[0])):
                return f"figure is {[(each.name, each.low, each.best, each.high) for each in answer.figures[:2]]}"
        if names := expected.get("names"):
            given, wanted = set(map(fold, answer.values)), set(map(fold, names))
            if not wanted <= given or given - wanted - set(map(fold, expected.get("also", ()))):
                return f"names are {list(answer.values)}"
        told = answer.answer.lower()
        if missing := [each for each in expected.get("says", ()) if each.lower() not in told]:
            return f"doesn't say {missing}"
        if there := [each for each in expected.get("not_says", ()) if each.lower() in told]:
            return f"says {there}"
        return ""


def _fits(expected: dict[str, Any], figure: Any) -> bool:  # noqa: ANN401 - a figure of the answer
    return figure.name.startswith(expected["name"]) and all(
        getattr(figure, bound) == expected[bound] for bound in ("low", "best", "high") if bound in expected
    )


async def ask_all(document: dict[str, Any], only: str | None = None) -> list[Asked]:
    """Ask every question of a file, each thread from its beginning."""
    asked: list[Asked] = []
    for world in document["store"]:
        questions = [each for each in document["question"] if each["store"] == world["name"]]
        if only and only != world["name"]:
            continue
        now = datetime.fromisoformat(world["now"])
        with tempfile.TemporaryDirectory() as folder:
            async with Store(SecretStr(f"sqlite:///{Path(folder) / 'store.db'}")) as store:
                await store.upgrade()
                await _fill(store, world["articles"], now)
                asked += [Asked(question, await _answer(question, store, now)) for question in questions]
    return asked


async def _answer(question: dict[str, Any], store: Store, now: datetime) -> Answer:
    turn: Turn | None = None
    view = View(retell)
    for earlier in question.get("after", ()):
        _, turn = await ask(earlier, store, now=now, view=view, before=turn)
    answer, _ = await ask(question["ask"], store, now=now, view=view, before=turn)
    return answer


async def _fill(store: Store, paths: Iterable[str], now: datetime) -> None:
    """Keep, brief and merge the articles."""
    for article in (each for path in paths for each in articles_of(path)):
        text = print_of(article.text)
        reported = datetime.combine(article.published, time(), UTC) if article.published else now
        new = NewArticle(
            article=article, publisher=publisher(article), reported=reported, text_hash=text.text, sketch=text.sketch,
            tolls=text.tolls,
        )  # fmt: skip
        await store.add_article(new, lambda _: Judgement(), now=now)
        await store.save_briefing(brief(article), "questions", entries_of(brief(article), source_of(new)))
    await store.merge(settle)


brief = cache(extract)


def articles_of(path: str) -> Iterator[Article]:
    """The articles of an example, of an annotated one, or of a cluster."""
    file = ROOT / path
    if file.suffix != ".toml":
        yield read_article(read_file(str(file), _LARGEST), Known())
        return
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    for number, each in enumerate(document.get("articles", [document])):
        day: date | None = each.get("published")
        name = f"{file.stem}-{each.get('id', number)}"
        yield Article(id=name, title=each["title"], outlet=each.get("outlet"), published=day, text=each["text"].strip())


def main() -> int:
    """Print what is wrong, and how much is right."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    asked = asyncio.run(ask_all(document, sys.argv[2] if len(sys.argv) > 2 else None))
    for each in asked:
        if each.wrong:
            thread = " > ".join([*each.expected.get("after", ()), each.expected["ask"]])
            wanted = {
                key: value for key, value in each.expected.items() if key not in {"store", "ask", "after", "found"}
            }
            print(
                f"{each.expected['store']}: {thread}\n  {each.wrong}; expected {wanted or 'nothing'}\n"
                f"  {each.answer.answer}"
            )
    counts = Counter(bool(each.wrong) for each in asked)
    made_up = sum(each.made_up for each in asked)
    print(
        f"{counts[False]} of {len(asked)} answered exactly right ({counts[False] / len(asked):.1%}), {made_up} made up"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
