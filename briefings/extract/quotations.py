"""Which words stand between quotation marks, and which of them belong to one quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word

_OPENING = frozenset("“„‟«")
_CLOSING = frozenset("”»")
_STRAIGHT = frozenset({'"', "``", "''", "＂"})
MARKS = _OPENING | _CLOSING | _STRAIGHT | {"‘", "’"}
"""Tokens that open or close a quotation."""


class Quoted(NamedTuple):
    """The part of a sentence from word ``first`` to word ``last`` that belongs to quotation ``number``."""

    first: int
    last: int
    number: int


def quotations(sentences: list[Sentence]) -> dict[int, list[Quoted]]:
    """The quoted parts of each sentence by its index, marks included.

    A quotation may run over sentences. It ends with its paragraph unless the next one opens with another
    mark, as is the custom of the press, or closes it. A straight mark that is never closed quotes nothing.
    """
    found: dict[int, list[Quoted]] = {}
    number = 0
    mark = ""
    paragraph = -1
    for sentence in sentences:
        words = sentence.words
        if mark and sentence.paragraph != paragraph:
            if words[0].text == mark:
                words = words[1:]
            elif mark in _STRAIGHT or not _goes_on(sentence, mark):
                _drop_unclosed(found, number, sentence.index, mark)
                mark = ""
        paragraph = sentence.paragraph
        first = 0
        parts: list[Quoted] = []
        for word in words:
            if mark and _closes(sentence, word, mark):
                parts.append(Quoted(first, word.i, number))
                mark = ""
            elif not mark and _opens(word):
                number += 1
                mark, first = word.text, word.i
        if mark:
            parts.append(Quoted(first, len(sentence.words) - 1, number))
        if parts:
            found[sentence.index] = parts
    _drop_unclosed(found, number, len(sentences), mark)
    return found


def ends_quote(sentence: Sentence, at: int) -> bool:
    """Whether the mark at word ``at`` can close a quotation: a straight one does after a stop or comma."""
    mark = sentence.words[at].text
    if mark in _STRAIGHT:
        return at > 0 and not sentence.words[at - 1].text[-1:].isalnum()
    return mark in _CLOSING or mark == "’"


def _goes_on(sentence: Sentence, mark: str) -> bool:
    """Whether the first mark in ``sentence`` closes what ``mark`` opened in the paragraph before."""
    first = next((word for word in sentence.words if word.text in MARKS), None)
    return first is not None and first.text in _CLOSING and _closes(sentence, first, mark)


def _opens(word: Word) -> bool:
    return word.text in _OPENING or word.text in _STRAIGHT or (word.text == "‘" and word.pos == "PUNCT")


def _closes(sentence: Sentence, word: Word, mark: str) -> bool:
    """Whether ``word`` closes what ``mark`` opened; an apostrophe after a plural doesn't."""
    if mark == "‘":
        return word.text == "’" and (word.tag != "POS" or not sentence.words[word.i - 1].text[-1:].isalnum())
    return word.text in _CLOSING if mark in _OPENING else word.text in _STRAIGHT


def _drop_unclosed(found: dict[int, list[Quoted]], number: int, before: int, mark: str) -> None:
    """Take back a quotation that a straight mark opened and nothing closed before sentence ``before``."""
    index = before - 1
    while mark in _STRAIGHT and any(part.number == number for part in found.get(index, ())):
        found[index] = [part for part in found[index] if part.number != number]
        index -= 1
