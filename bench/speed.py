"""How fast Briefbot is beside the bare parser, in one run on one machine: ``make bench``.

Times are ratios to spaCy doing nothing but parsing the same text with the same model. For one article and
for the help the runs alternate and the median of five counts; the long runs, over the batch and within one
process, are measured once, those of a process after one to warm up. The articles are the paragraphs of the
examples over and again, so that they share their words: what is kept from text to text costs less than on
fifty articles of different days. It reports and never fails: a busy machine is no error.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefings.article import read_article
from briefings.extract import extract
from briefings.extract.parse import load_model, parse
from briefings.sources import Page
from briefings.sources.file import list_files, read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parent.parent
RUNS = 5
BATCH = 50
WORDS = 900

BRIEFBOT = [sys.executable, "-m", "bot"]
BARE = [
    sys.executable,
    "-c",
    """
import sys, spacy
from pathlib import Path
nlp = spacy.load(sys.argv[1])
for path in sys.argv[2:]:
    nlp(Path(path).read_text(encoding="utf-8"))
""",
]


class Cost(NamedTuple):
    """Seconds on the clock and of the processor, and the most memory held, in MB."""

    wall: float
    cpu: float
    memory: float


class Line(NamedTuple):
    """A line of the table: what was measured, against what goal."""

    what: str
    value: float
    goal: float
    unit: str


def main() -> None:
    """Measure everything and print the table."""
    paragraphs = example_paragraphs()
    model = package_of_model()
    with tempfile.TemporaryDirectory() as folder:
        files = write_articles(Path(folder), paragraphs)
        lines = [*one_article(files[0], model), *help_text(), *batch(files, model), *within_process(files)]
    print(f"{'':<58}{'measured':>10}{'goal':>10}")
    for line in lines:
        verdict = "ok" if line.value <= line.goal else "MISSED"
        print(f"{line.what:<58}{line.value:>8.2f} {line.unit:<3}{line.goal:>6g} {line.unit:<3} {verdict}")


def example_paragraphs() -> list[str]:
    """The paragraphs of the project's own examples."""
    pages = (read_file(name, 1_000_000) for name in list_files(str(ROOT / "examples")))
    return [part for page in pages for part in page.text.split("\n\n") if part.strip()]


def write_articles(folder: Path, paragraphs: list[str]) -> list[str]:
    """Write the batch: articles of ``WORDS`` words, each starting at another paragraph of the examples."""
    names = []
    for number in range(BATCH):
        words = (word for part in islice(cycle(paragraphs), number, None) for word in f"{part}\n\n".split(" "))
        path = folder / f"article-{number:02}.txt"
        path.write_text(" ".join(islice(words, WORDS)), encoding="utf-8")
        names.append(str(path))
    return names


def package_of_model() -> str:
    """Where the default model is installed, which the bare process loads too."""
    return str(load_model().path)


def run(command: Sequence[str]) -> Cost:
    """Run a process to its end and take what it cost."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def medians(*commands: Sequence[str], runs: int = RUNS) -> list[Cost]:
    """Median cost of each command over ``runs`` rounds in which each has its turn."""
    rounds = [[run(command) for command in commands] for _ in range(runs + 1)][1:]  # the first warms the disk
    return [
        Cost(*(statistics.median(values) for values in zip(*costs, strict=True))) for costs in zip(*rounds, strict=True)
    ]


def one_article(file: str, model: str) -> list[Line]:
    """One article, process against process."""
    ours, bare = medians([*BRIEFBOT, "brief", file, "--format", "json"], [*BARE, model, file])
    what = f"one article of {WORDS} words, whole process"
    print(f"{what}: {ours.wall:.2f} s, bare parser {bare.wall:.2f} s")
    return [
        Line(f"{what}: wall", ours.wall / bare.wall, 2.0, "x"),
        Line(f"{what}: CPU", ours.cpu / bare.cpu, 2.0, "x"),
    ]


def help_text() -> list[Line]:
    """The help of the command line."""
    (cost,) = medians([*BRIEFBOT, "--help"])
    return [Line("briefbot --help: CPU", cost.cpu, 0.5, "s")]


def batch(files: list[str], model: str) -> list[Line]:
    """Many articles, process against process, each loading its model once."""
    folder = str(Path(files[0]).parent)
    ours, bare = medians(
        [*BRIEFBOT, "brief", folder, "--format", "json", "--out", f"{folder}/out"],
        [*BARE, model, *files],
        runs=1,
    )
    what = f"{len(files)} articles, whole process"
    print(f"{what}: {ours.cpu:.2f} s of CPU, bare parser {bare.cpu:.2f} s")
    return [
        Line(f"{what}: CPU", ours.cpu / bare.cpu, 1.5, "x"),
        Line(f"{what}: memory", ours.memory, 700, "MB"),
    ]


def within_process(files: list[str]) -> list[Line]:
    """The same articles with everything loaded: what the extractors add to the parse."""
    articles = [read_article(Page(file, Path(file).read_text(encoding="utf-8"))) for file in files]
    nlp = load_model()
    extract(articles[0])  # loads the word lists
    bare = cpu(lambda: [nlp(article.text) for article in articles])
    parsed = cpu(lambda: [parse(article.text) for article in articles])
    whole = cpu(lambda: [extract(article) for article in articles])
    return [
        Line(f"{len(files)} articles, model loaded: CPU", whole / bare, 1.5, "x"),
        Line("extractors beside the parse: CPU", (whole - parsed) / parsed, 0.3, "x"),
    ]


def cpu(work: Callable[[], object]) -> float:
    """Seconds of processor time that ``work`` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
