"""Fits the weights by which an article is taken to be about armed conflict: ``python tools/relevance.py``.

A logistic regression with a ridge penalty (iteratively reweighted least squares) over the project's own texts of more
than a note: ``tests/articles``, ``tests/notes/negatives.jsonl`` and ``tests/notes/positives.jsonl``. Run it when the
words or the extractor have changed, and put what it prints in place of the table in ``lexicon/relevance.toml``; then
see what ``make accuracy`` says, above all of the texts on which it reports the fit as wrong.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from briefings.extract import find, read
from briefings.extract.parse import parse
from briefings.extract.relevance import signs
from briefings.extract.strikes import find_events
from briefings.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TESTS = Path(__file__).parent.parent / "tests"
SECTIONS = ("talks", "demands", "strikes", "casualties")
PENALTY = 1.0
"""Of the ridge."""
LOST = 3.0
"""What a report of war that is lost costs beside a record on a text about something else: it is lost whole."""
ROUNDS = 50


class Sample(NamedTuple):
    """A text, by its title, and whether it is about armed conflict."""

    article: Article
    conflict: bool


def main() -> None:
    """Print the weights and the texts that they get wrong."""
    samples = list(load())
    rows = [read_signs(each.article) for each in samples]
    names = list(rows[0])
    features = np.array([list(row.values()) for row in rows])
    truth = np.array([float(each.conflict) for each in samples])
    weights = fit(features, truth)
    print("[weights]")
    for name, weight in zip(names, weights, strict=True):
        print(f"{json.dumps(name) if ' ' in name else name} = {weight:.2f}")
    for sample, margin in zip(samples, features @ weights, strict=True):
        if (margin > 0) != sample.conflict:
            print(f"# wrong by {abs(margin):.1f}: {sample.article.title}")


def load() -> Iterator[Sample]:
    """Give the texts of the tests."""
    for path in sorted((TESTS / "articles").glob("*.toml")):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        article = Article(id=path.stem, title=raw["title"], published=raw["published"], text=raw["text"].strip())
        yield Sample(article, any(raw.get(section) for section in SECTIONS))
    for name in ("negatives", "positives"):
        for line in (TESTS / "notes" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            published = date.fromisoformat(raw["published"])
            yield Sample(
                Article(id=name, title=raw["title"], published=published, text=raw["text"]), name == "positives"
            )


def read_signs(article: Article) -> dict[str, float]:
    """What speaks for and against the article."""
    reading = read(article, parse(article.text))
    return signs(reading, find(reading, find_events(reading)))


def fit(features: Floats, truth: Floats) -> Floats:
    """Find the weights (signs,) of ``features`` (texts, signs) for ``truth`` (texts,) of 0 and 1.

    The first sign is the constant, which is hardly penalised.
    """
    ridge = np.eye(features.shape[1]) * PENALTY
    ridge[0, 0] = PENALTY / 100
    weights = np.zeros(features.shape[1])
    cost = np.where(truth > 0, LOST, 1.0)
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (cost * (chance - truth)) + ridge @ weights
        curve = features.T @ (features * (cost * chance * (1 - chance))[:, None]) + ridge
        weights -= np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    main()
