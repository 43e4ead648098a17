"""How right the briefings are on the project's own articles: ``make accuracy``.

Each file of ``tests/articles`` holds a text (a line is a sentence, a blank line ends a paragraph) and what a careful
reader finds in it, in the notation of ``scoring``; ``tests/notes`` holds what ``notes`` scores. An article without
expectations is a hard negative: any record on it is an error. It fails below the floors of ``bench/floors.toml``;
lowering one needs a reason.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import notes
from scoring import SLOTS, Alignment, Rec, Tally, align, compare, figures, score

from briefings.extract import extract
from briefings.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "tests" / "articles"
FLOORS = ROOT / "bench" / "floors.toml"


class Sample(NamedTuple):
    """An article and the records expected of it, by section."""

    article: Article
    expected: dict[str, list[Rec]]

    @property
    def negative(self) -> bool:
        """Whether the article holds nothing to report."""
        return not any(self.expected.values())


class Result(NamedTuple):
    """A sample and how the records of each section were found."""

    sample: Sample
    sections: dict[str, Alignment]


def main() -> int:
    """Brief and score every article; 1 if anything is below its floor."""
    parser = argparse.ArgumentParser(description="Score the extractor on the articles of tests/articles.")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list up to N errors a section and kind")
    shown = parser.parse_args().errors
    results = [run(load(path)) for path in sorted(ARTICLES.glob("*.toml"))]
    for line in errors(results, shown):
        print(line)
    measured = measure(results)
    print_table(results)
    measured |= print_notes()
    low = list(below(measured, tomllib.loads(FLOORS.read_text(encoding="utf-8"))))
    for line in low:
        print(line, file=sys.stderr)
    return 1 if low else 0


def load(path: Path) -> Sample:
    """Read an article with its expectations.

    Raises:
        ValueError: a key is misspelt, or a quote isn't in the text.
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    paragraphs = (" ".join(part.split("\n")) for part in raw.pop("text").strip().split("\n\n"))
    article = Article(
        id=path.stem, title=raw.pop("title"), published=raw.pop("published"), text="\n\n".join(paragraphs)
    )
    for section, records in raw.items():
        for record in records:
            if unknown := record.keys() - SLOTS[section].keys() - {"evidence", "optional"}:
                raise ValueError(f"{path.name}: {section} have no {', '.join(sorted(unknown))}")
            if strange := [quote for quote in record["evidence"] if quote not in article.text]:
                raise ValueError(f"{path.name}: the text does not say {strange[0]!r}")
    return Sample(article, {section: raw.get(section, []) for section in SLOTS})


def run(sample: Sample) -> Result:
    """Brief an article and align what was found with what is expected."""
    found = extract(sample.article).model_dump(mode="json")
    return Result(sample, {section: align(sample.expected[section], found[section], section) for section in SLOTS})


def measure(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """Put what the floors are about in their shape."""
    tallies = {section: slots(results, section) for section in SLOTS}
    measured = {section: {"precision": tally.precision, "f1": tally.f1} for section, tally in tallies.items()}
    return {
        **measured,
        "figures": {"precision": numbers(results).precision},
        "negatives": {"clean": float(len(list(negatives(results))) - len(list(soiled(results))))},
    }


def slots(results: Sequence[Result], section: str) -> Tally:
    """Tally the slots of a section over all articles."""
    return sum((score(result.sections[section], section) for result in results), Tally())


def records(results: Sequence[Result], section: str) -> Tally:
    """Tally the records of a section over all articles."""
    found = (result.sections[section] for result in results)
    return sum((Tally(len(each.pairs), len(each.missed), len(each.spurious)) for each in found), Tally())


def numbers(results: Sequence[Result]) -> Tally:
    """Tally the figures of killed and injured over all articles."""
    return sum((figures(result.sections["casualties"]) for result in results), Tally())


def negatives(results: Sequence[Result]) -> Iterator[Result]:
    """Give the hard negatives."""
    return (result for result in results if result.sample.negative)


def soiled(results: Sequence[Result]) -> Iterator[Result]:
    """Give the hard negatives on which something was reported."""
    return (result for result in negatives(results) if any(each.spurious for each in result.sections.values()))


def below(measured: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> Iterator[str]:
    """Say what is below its floor."""
    for name, values in floors.items():
        for what, floor in values.items():
            if measured[name][what] < floor:
                yield f"accuracy: {name} {what} {measured[name][what]:.3f} is below its floor {floor:g}"


def print_table(results: Sequence[Result]) -> None:
    """Print a line a section, then the figures and the hard negatives."""
    print(f"{'':<12}{'precision':>10}{'recall':>8}{'F1':>8}{'records: right':>16}{'missed':>8}{'spurious':>10}")
    for section in SLOTS:
        tally, whole = slots(results, section), records(results, section)
        rates = f"{tally.precision:>10.3f}{tally.recall:>8.3f}{tally.f1:>8.3f}"
        print(f"{section:<12}{rates}{whole.right:>16}{whole.missed:>8}{whole.spurious:>10}")
    macro = sum(slots(results, section).f1 for section in SLOTS) / len(SLOTS)
    print(f"{'macro':<12}{macro:>26.3f}{len(results):>16} articles")
    told = numbers(results)
    print(f"killed and injured: {told.right} right, {told.spurious} wrong, {told.missed} not told")
    bad = list(soiled(results))
    print(f"hard negatives: {len(list(negatives(results)))}, with a record: {len(bad)}")
    for result in bad:
        counts = ", ".join(f"{len(each.spurious)} {name}" for name, each in result.sections.items() if each.spurious)
        print(f"  {result.sample.article.id}: {counts}")


def print_notes() -> dict[str, dict[str, float]]:
    """Print how many of the coders' notes and of the texts without armed conflict come out right."""
    measured: dict[str, dict[str, float]] = {}
    for style in notes.STYLES:
        rates = notes.score(found := notes.load(style)).rates()
        measured[f"{style} notes"] = rates
        shares = ", ".join(f"{field} {rate:.3f}" for field, rate in rates.items())
        print(f"coders' notes, {style} ({len(found)}): {shares}")
    for name, what, fault, wrong in (
        ("negatives", "other news", "with a record", notes.soiled),
        ("positives", "war among other words", "with a section missing", notes.lost),
    ):
        found = notes.load(name)
        bad = list(wrong(found))
        measured[what] = {"right": float(len(found) - len(bad))}
        print(f"{what}: {len(found)}, {fault}: {len(bad)}")
        for title in bad:
            print(f"  {title}")
    return measured


def errors(results: Sequence[Result], limit: int) -> Iterator[str]:
    """List up to ``limit`` errors a section and kind: records missed and spurious, slots wrong in a pair."""
    shown: Counter[tuple[str, str]] = Counter()
    for result in results:
        for section, alignment in result.sections.items():
            for kind, line in section_errors(alignment, section):
                shown[section, kind] += 1
                if shown[section, kind] <= limit:
                    yield f"{result.sample.article.id} {section} {kind}: {line}"


def section_errors(alignment: Alignment, section: str) -> Iterator[tuple[str, str]]:
    """Give the kind of each error of a section, and the error in words."""
    for record in alignment.missed:
        yield "missed", shortened(record)
    for record in alignment.spurious:
        yield "spurious", shortened(record)
    for want, got in alignment.pairs:
        for name, slot in SLOTS[section].items():
            tally = compare(want.get(name), got.get(name), slot)
            if (tally.missed or tally.spurious) and not want.get("optional"):
                yield "wrong", f"{name}: {plain(want.get(name))} expected, {plain(got.get(name))} found; {quoted(got)}"


def shortened(record: Rec) -> str:
    """Put a record's filled slots on a line."""
    return plain({name: value for name, value in record.items() if value not in (None, [], "", False) and name != "id"})


def quoted(record: Rec) -> str:
    """Give the sentences that a found record rests on."""
    return " / ".join(each["quote"] for each in record["evidence"])


def plain(value: object) -> str:
    """Put a value on a line."""
    return json.dumps(value, ensure_ascii=False, default=str)


if __name__ == "__main__":
    sys.exit(main())
