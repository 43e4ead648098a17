"""Who says each fact, and with how much reserve the article passes it on."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.quotations import Quoted, quotations
from briefings.extract.speakers import Speaker, Speakers
from briefings.extract.speech import Mood, Saying, sayings
from briefings.extract.speech_words import speech_words
from briefings.extract.tree import is_negated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.actors import Actors
    from briefings.extract.parse import Sentence, Word

_CLAIMS = speech_words().claims | speech_words().accounts
_DENIALS = speech_words().deny | speech_words().reject
_BACK = 5
"""Sentences back to which a "could not be verified" reaches within its paragraph."""
_WORDS_OF_A_QUOTE = 3
"""Words, marks not counted, from which a quotation is a saying and not just a term in quotes."""
_ALLEGEDLY = frozenset({"allegedly", "purportedly", "supposedly", "alleged", "purported"})
_DOUBT = frozenset(
    {
        "verify",
        "confirm",
        "corroborate",
        "authenticate",
        "unverified",
        "unconfirmed",
        "verification",
        "confirmation",
    }
)
_UNVERIFIED = re.compile(
    r"""\b(?:could|can)\ ?(?:not|n['’]t)\ (?:\w+\ ){0,3}?(?:verif|confirm|corroborat|authenticat)
      | (?:\bnot|n['’]t|\bnever|\byet\ to)\ (?:\w+\ ){0,3}?be(?:en)?\ (?:\w+ly\ )?
        (?:verified|confirmed|corroborated|authenticated)
      | \b(?:unable|not\ able|impossible|not\ possible|difficult|hard|no\ way)\ to\ (?:\w+ly\ )?
        (?:verif|confirm|corroborat)
      | \bnot\ (?:immediately|independently)\ (?:verified|confirmed|corroborated)
      | \bno\ (?:independent|immediate|official)\ (?:confirmation|verification)
      | \b(?:unverified|unconfirmed)\b""",
    re.IGNORECASE | re.VERBOSE,
)


class _Statement(NamedTuple):
    """What is said in one sentence: its words, by whom and how; ``cue`` is the word that tells it, or -1."""

    cue: int
    speakers: tuple[Speaker, ...]
    words: frozenset[int]
    mood: Mood
    cited: bool = False


class Attribution:
    """The speakers of an article's facts, read once in reading order."""

    def __init__(self, sentences: list[Sentence], actors: Actors) -> None:
        """Find every saying and quotation of ``sentences``; ``actors`` tells whom a speaker stands for."""
        self._actors = actors
        self._statements: dict[int, list[_Statement]] = {}
        self._contested: dict[int, frozenset[int]] = {}
        self._unverified: set[int] = set()
        self._by_quotation: dict[int, tuple[Speaker, ...]] = {}
        self._speakers = Speakers()
        quoted = quotations(sentences)
        for paragraph in _paragraphs(sentences):
            self._read(paragraph, quoted)
        self._doubt(sentences)

    def of(self, sentence: Sentence, word: Word) -> tuple[str, ...]:
        """Who says the fact told at ``word``, as the article names them; () in the article's own voice."""
        names = dict.fromkeys(speaker.name for speaker in self._speaking(sentence, word))
        return tuple(name for name in names if name.split()[:1] not in (["No"], ["no"], ["None"], ["Nobody"]))

    def speaker_parties(self, sentence: Sentence, word: Word) -> tuple[str, ...]:
        """The parties for which the speakers of the fact at ``word`` speak."""
        parties = [
            party
            for speaker in self._speaking(sentence, word)
            for party in self._actors.parties(speaker.sentence, speaker.noun)
        ]
        return tuple(dict.fromkeys(parties))

    def hedge(self, sentence: Sentence, word: Word) -> str | None:
        """The article's reserve about the fact at ``word``: "denied", "unverified", "claimed" or None."""
        covering = self._covering(sentence, word)
        if word.i in self._contested.get(sentence.index, ()) or any(each.mood == "denied" for each in covering):
            return "denied"
        if sentence.index in self._unverified:
            return "unverified"
        doubted = any(each.mood == "claimed" for each in covering) or any(kid.low in _ALLEGEDLY for kid in word.kids)
        return "claimed" if doubted else None

    def is_denied(self, sentence: Sentence, word: Word) -> bool:
        """Whether the fact at ``word`` is told only to be denied: "denied that its forces struck"."""
        return any(each.mood == "denied" for each in self._covering(sentence, word))

    def _covering(self, sentence: Sentence, word: Word) -> list[_Statement]:
        return [each for each in self._statements.get(sentence.index, ()) if word.i in each.words]

    def _speaking(self, sentence: Sentence, word: Word) -> tuple[Speaker, ...]:
        """The speakers of the narrowest statement around ``word`` that names any."""
        named = [each for each in self._covering(sentence, word) if each.speakers]
        if not named:
            return ()
        return min(named, key=lambda each: (not each.cited, len(each.words))).speakers

    def _read(self, paragraph: list[Sentence], quoted: dict[int, list[Quoted]]) -> None:
        """Add the statements of one paragraph, then find the speakers of its quotations."""
        lead = self._last_told(paragraph[0].index - 1, quoted)
        for sentence in paragraph:
            found = sayings(sentence)
            self._speakers.observe(sentence)
            if not found or found[0].cue.dep != "ROOT":
                self._speakers.meet(sentence)
            for saying in found:
                self._add(sentence, saying, quoted.get(sentence.index, ()))
        if any(sentence.index in quoted for sentence in paragraph):
            self._spread(paragraph, quoted, lead)

    def _add(self, sentence: Sentence, saying: Saying, parts: Sequence[Quoted]) -> None:
        """Keep a saying with its speakers; whom a quoted voice calls "he" is not known."""
        inside = any(part.first <= saying.cue.i <= part.last for part in parts)
        speakers: list[Speaker] = []
        for source in saying.sources:
            if source.dep in {"amod", "compound"}:
                speakers += [Speaker(party, sentence, source) for party in self._actors.parties(sentence, source)]
            elif not (inside and source.pos == "PRON"):
                speaker = self._speakers.resolve(sentence, source)
                speakers += [speaker] if speaker else []
        statement = _Statement(saying.cue.i, tuple(speakers), saying.content, saying.mood, saying.cited)
        self._statements.setdefault(sentence.index, []).append(statement)

    def _spread(self, paragraph: list[Sentence], quoted: dict[int, list[Quoted]], nearest: tuple[Speaker, ...]) -> None:
        """Give the parts of a quotation, and quoted sentences of their own, the speaker beside them."""
        for sentence in paragraph:
            for part in quoted.get(sentence.index, ()):
                speakers = self._quoting(sentence, part)
                if speakers:
                    self._by_quotation.setdefault(part.number, speakers)
        for sentence in paragraph:
            for part in quoted.get(sentence.index, ()):
                beside = nearest if _is_whole(sentence, part) else ()
                speakers = self._by_quotation.get(part.number, beside)
                if speakers and not self._quoting(sentence, part):
                    words = frozenset(range(part.first, part.last + 1))
                    statement = _Statement(-1, speakers, words, "said")
                    self._statements.setdefault(sentence.index, []).append(statement)
                    self._by_quotation.setdefault(part.number, speakers)
            nearest = self._last_told(sentence.index, quoted) or nearest

    def _quoting(self, sentence: Sentence, part: Quoted) -> tuple[Speaker, ...]:
        """The speakers of a saying that stands outside the quotation and takes in either end of ``part``."""
        for each in self._statements.get(sentence.index, ()):
            outside = not part.first <= each.cue <= part.last
            if each.speakers and outside and not each.words.isdisjoint((part.first + 1, part.last - 1)):
                return each.speakers
        return ()

    def _last_told(self, index: int, quoted: dict[int, list[Quoted]]) -> tuple[Speaker, ...]:
        """The speakers of the last saying of sentence ``index`` within no other saying or quotation."""
        told = self._statements.get(index, ())
        parts = quoted.get(index, ())
        for each in reversed(told):
            inner = any(part.first <= each.cue <= part.last for part in parts)
            inner = inner or any(each.cue in other.words for other in told if other.speakers != each.speakers)
            if each.speakers and not inner:
                return each.speakers
        return ()

    def _doubt(self, sentences: list[Sentence]) -> None:
        """Mark what is contested or could not be verified, in its own sentence or the one after."""
        for sentence in sentences:
            if sentence.lemmas.isdisjoint(_DOUBT | _DENIALS):
                continue
            for word in sentence.words:
                if word.lemma in _DENIALS and word.pos == "VERB" and not is_negated(word):
                    self._contest(sentences, sentence, word)
            if not sentence.lemmas.isdisjoint(_DOUBT) and _UNVERIFIED.search(sentence.text):
                self._unverified.add(sentence.index)
                for index in _preceding(sentences, sentence):
                    if index in self._statements:
                        self._unverified.add(index)

    def _contest(self, sentences: list[Sentence], sentence: Sentence, verb: Word) -> None:
        """Mark what a denial answers: the words before "a claim the army denied", or the sentence before."""
        claim = verb.head
        which = any(kid.tag == "WDT" and kid.dep == "dobj" for kid in verb.kids)
        if verb.dep == "relcl" and (which or claim.lemma in _CLAIMS):
            first = min([claim.i, *(kid.i for kid in claim.kids)])
            self._contested[sentence.index] = frozenset(range(verb.i if which else first))
            return
        bare = [kid for kid in verb.kids if kid.dep == "dobj" and all(each.i < kid.i for each in kid.kids)]
        if any(kid.lemma in _CLAIMS or kid.low in {"it", "this", "that"} for kid in bare):
            for index in _preceding(sentences, sentence)[-1:]:
                if index in self._statements:
                    self._contested[index] = frozenset(range(len(sentences[index].words)))


def _paragraphs(sentences: list[Sentence]) -> list[list[Sentence]]:
    """The sentences by paragraph, in reading order."""
    return [list(group) for _, group in groupby(sentences, key=lambda each: each.paragraph)]


def _preceding(sentences: list[Sentence], sentence: Sentence) -> list[int]:
    """The sentences before ``sentence`` in its paragraph; where it is the first, those of the one before."""
    index = sentence.index - 1
    if index < 0:
        return []
    paragraph = sentences[index].paragraph
    first = index
    while first > 0 and index - first < _BACK and sentences[first - 1].paragraph == paragraph:
        first -= 1
    return list(range(first, index + 1))


def _is_whole(sentence: Sentence, part: Quoted) -> bool:
    """Whether the quotation takes up the whole sentence, its full stop aside."""
    return part.first == 0 and part.last >= len(sentence.words) - 2 and part.last - part.first >= _WORDS_OF_A_QUOTE
