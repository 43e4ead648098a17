"""Who speaks: a noun phrase as the article names it, and pronouns traced back to their speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.speech_sources import is_dash
from briefings.extract.speech_words import speech_words
from briefings.extract.tree import SUBJECTS, agents, ancestors, kids, prep_objects, walk

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word

_NAME_PARTS = frozenset(
    {"compound", "amod", "poss", "nmod", "nummod", "quantmod", "case", "flat", "advmod", "npadvmod", "det"}
)
_TAIL_PREPS = frozenset({"of", "for", "from", "at"})
_PLACE_PREPS = frozenset({"in", "to", "on"})
"""Prepositions that belong to a name only with a name: "police in Jammu", not "the army in a statement"."""
_ARTICLES = frozenset(
    {
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "this",
        "that",
        "these",
        "those",
        "“",
        '"',
        ",",
        "‘",
    }
)
_LINKS = frozenset({"-", "’s", "'s", "/"})
_TIMES = frozenset({"DATE", "TIME"})
_NAMING = frozenset({"PROPN", "NOUN"})
_LONGEST = 10
"""Words in a speaker's name; a longer phrase is cut to the noun and what stands before it."""

_HE = frozenset({"he", "she"})
_IT = frozenset({"it"})
_THEY = frozenset({"they"})
_SAME = _HE | _IT | _THEY


class Speaker(NamedTuple):
    """Someone who says something: the name in the article's words, and the noun where it stands."""

    name: str
    sentence: Sentence
    noun: Word


class Speakers:
    """The speakers met so far, in reading order, so that "he added" and "the ministry said" find theirs."""

    def __init__(self) -> None:
        """Start an article with no speaker known."""
        self._last: Speaker | None = None
        self._person: Speaker | None = None
        self._body: Speaker | None = None
        self._by_head: dict[str, Speaker] = {}
        self._by_initials: dict[str, Speaker] = {}
        self._people: dict[str, str] = {}

    @property
    def last(self) -> Speaker | None:
        """Whoever spoke last."""
        return self._last

    def observe(self, sentence: Sentence) -> None:
        """Take note of the people named in full, and of whom the sentence is about."""
        first = -1
        for word in sentence.words:
            if word.ent == "PERSON" and word.pos == "PROPN":
                first = word.i if first < 0 else first
                continue
            if first >= 0 and word.i - first in {2, 3}:
                self._people[sentence.words[word.i - 1].low] = sentence.slice(first, word.i - 1)
            first = -1

    def meet(self, sentence: Sentence) -> None:
        """Remember the subject of ``sentence`` as one whom the next pronoun may stand for."""
        for word in sentence.words:
            if word.dep not in SUBJECTS or word.head.dep != "ROOT":
                continue
            noun = _named(sentence, word)
            if noun.pos == "PROPN" and noun.ent not in _TIMES:
                self._remember(self._known(Speaker(speaker_name(sentence, noun), sentence, noun)))
                return

    def resolve(self, sentence: Sentence, noun: Word) -> Speaker | None:
        """The speaker that ``noun`` names or stands for; None where it stands for nobody known."""
        if noun.pos in {"PRON", "DET"} or noun.low in _SAME:
            return self._within(sentence, noun) or self._pronoun(noun)
        source = _issuer(noun)
        if source is None:
            return self._last
        if source.pos == "PRON":
            return self._pronoun(source)
        name = speaker_name(sentence, source)
        if not any(letter.isalpha() for letter in name):
            return None
        speaker = self._known(Speaker(name, sentence, source))
        self._remember(speaker)
        self._last = speaker
        return speaker

    def _within(self, sentence: Sentence, pronoun: Word) -> Speaker | None:
        """The person named before "he" in its own sentence, where "he said" hangs on another clause."""
        if pronoun.low not in _HE or pronoun.head.dep not in {"relcl", "advcl", "pcomp"}:
            return None
        people = [word for word in sentence.words[: pronoun.i] if word.ent == "PERSON" and word.pos == "PROPN"]
        return self._known(Speaker(speaker_name(sentence, people[-1]), sentence, people[-1])) if people else None

    def _pronoun(self, noun: Word) -> Speaker | None:
        if noun.low in _HE:
            return self._person or self._last
        if noun.low in _IT:
            return self._body
        return self._last if noun.low in _THEY else None

    def _known(self, speaker: Speaker) -> Speaker:
        """The speaker under the name by which the article introduced it: "Kim", "the ministry"."""
        noun, name = speaker.noun, speaker.name
        parts = name.lower().split()
        if noun.pos == "PROPN" and len(parts) == 1 and parts[0] in self._people:
            speaker = speaker._replace(name=self._people[parts[0]])
        if noun.pos == "NOUN" and not _is_definite(noun):
            return speaker
        earlier = self._by_head.get(noun.low)
        if earlier and _contains(earlier.name.lower().split(), parts):
            return earlier
        return self._by_initials.get(name, speaker)

    def _remember(self, speaker: Speaker) -> None:
        noun = speaker.noun
        self._by_head[noun.low] = speaker
        initials = "".join(part[0] for part in speaker.name.split() if part[0].isupper())
        if len(initials) > 2:
            self._by_initials.setdefault(initials, speaker)
        named = noun.ent == "PERSON" or (noun.pos == "PROPN" and noun.low in self._people)
        named = named or any(part in speech_words().people for part in speaker.name.lower().split()[:-1])
        if named or (noun.lemma in speech_words().people and noun.tag not in {"NNS", "NNPS"}):
            self._person = speaker
        elif noun.lemma not in speech_words().people:
            self._body = speaker


def speaker_name(sentence: Sentence, noun: Word) -> str:
    """The noun phrase as the article has it: title and compact modifiers kept, no article, no clause."""
    noun = _named(sentence, noun)
    first, last = _left_edge(sentence, noun), _right_edge(sentence, noun)
    while first < last and sentence.words[first].low in _ARTICLES:
        first += 1
    last = last if last - first < _LONGEST else noun.i
    first = first if last - first < _LONGEST else noun.i
    name = sentence.slice(first, last)
    opener = sentence.words[first]
    # A common noun has its capital from the sentence, not from itself.
    return name[0].lower() + name[1:] if first == 0 and _is_common(opener) else name


def _is_common(word: Word) -> bool:
    return word.lemma in speech_words().openers and word.tag not in {"NNP", "NNPS"} and word.text[1:].islower()


def _named(sentence: Sentence, noun: Word) -> Word:
    """The proper name in apposition to a common noun: Raikovych in "the governor, Andriy Raikovych"."""
    if noun.ent == "PERSON":
        return noun
    named = [kid for kid in noun.kids if kid.dep == "appos" and kid.pos == "PROPN"]
    human = noun.lemma in speech_words().people
    return next(
        (kid for kid in named if human or kid.ent == "PERSON"),
        _named_after(sentence, noun) if human else noun,
    )


def _named_after(sentence: Sentence, noun: Word) -> Word:
    """The name between commas after a title's complement: "the president of Mali, Assimi Goita,"."""
    words = sentence.words
    at = _right_edge(sentence, noun) + 1
    if noun.pos != "NOUN" or at >= len(words) or words[at].text != ",":
        return noun
    end = at + 1
    while end < len(words) and words[end].pos == "PROPN":
        end += 1
    closed = end < len(words) and words[end].text == "," and end > at + 1
    return words[end - 1] if closed and words[end - 1].ent != "GPE" else noun


def _left_edge(sentence: Sentence, noun: Word) -> int:
    """The first word of the modifiers that stand before ``noun`` without a break."""
    first = noun.i
    members = {noun.i}
    stack = [kid for kid in noun.kids if kid.i < noun.i and kid.dep in _NAME_PARTS]
    while stack:
        word = stack.pop()
        members.add(word.i)
        stack.extend(kid for kid in word.kids if kid.dep not in {"relcl", "appos", "acl"})
    while first > 0:
        before = sentence.words[first - 1]
        linked = before.text in _LINKS and first - 2 in members
        if is_dash(sentence, before) or not (before.i in members or linked):
            break
        first -= 1
    return first


def _right_edge(sentence: Sentence, noun: Word) -> int:
    """The last word of the complements that follow ``noun`` without a break: "… for Human Rights"."""
    last = noun.i
    for kid in sorted(noun.kids, key=lambda each: each.i):
        if min(word.i for word in walk(kid)) != last + 1:
            continue
        if kid.dep in {"case", "flat", "nummod"} and kid.text not in {"’s", "'s"}:
            last = kid.i
        elif kid.dep == "appos" and kid.pos == "PROPN":
            last = _right_edge(sentence, kid)
        elif kid.dep == "prep" and kid.low in _TAIL_PREPS | _PLACE_PREPS:
            for obj in kids(kid, {"pobj"}):
                named = obj.pos == "PROPN" or (obj.pos == "NOUN" and kid.low in _TAIL_PREPS)
                if named and obj.ent not in _TIMES:
                    last = max(last, _right_edge(sentence, obj), *_joined(sentence, obj))
    return last


def _joined(sentence: Sentence, noun: Word) -> list[int]:
    """Ends of what a name coordinates inside itself ("the Red Cross and Red Crescent"): proper names only."""
    if noun.pos != "PROPN" or noun.ent != "ORG":
        return [noun.i]
    return [_right_edge(sentence, kid) for kid in noun.kids if kid.dep == "conj" and kid.ent == noun.ent] or [noun.i]


def _issuer(noun: Word) -> Word | None:
    """Who speaks through ``noun``: itself, or the issuer of a document; None for a bare "the statement"."""
    if noun.lemma not in speech_words().documents or noun.ent == "PERSON":
        return noun
    owners = [kid for kid in noun.kids if kid.dep == "poss"]
    if owners:
        return owners[0]
    issued = [kid for kid in noun.kids if kid.dep in {"acl", "relcl"} and kid.lemma in speech_words().issue]
    sources = [
        *(agent for verb in issued for agent in agents(verb)),
        *(obj for obj in prep_objects(noun, {"by"}) if obj.ent not in _TIMES and obj.pos in _NAMING),
        *(obj for obj in prep_objects(noun, {"from"}) if _can_issue(obj)),
    ]
    sources += [obj for kid in noun.kids if kid.lemma == "attribute" for obj in prep_objects(kid, {"to"})]
    if sources:
        return sources[0]
    if any(kid.dep in {"compound", "amod", "nmod"} for kid in noun.kids):
        return noun
    if noun.lemma in speech_words().bare_documents and noun.tag in {"NN", "NNP"}:
        return _releaser(noun)
    return noun


def _can_issue(noun: Word) -> bool:
    """Whether a report "from" ``noun`` is its own: from the ministry, not from the region or from Goma."""
    if noun.ent in {*_TIMES, "GPE", "LOC", "FAC"}:
        return False
    return noun.pos == "PROPN" or noun.lemma in speech_words().people or noun.lemma in speech_words().openers


def _releaser(noun: Word) -> Word | None:
    """Who puts out a document: the army in "the army issued a statement saying"."""
    if noun.dep not in {"dobj", "pobj"}:
        return None
    for word in ancestors(noun):
        for kid in word.kids:
            if kid.dep == "nsubj" and kid.pos in {"NOUN", "PROPN", "PRON"}:
                return kid
    return None


def _is_definite(noun: Word) -> bool:
    return noun.pos == "PROPN" or any(kid.low in {"the", "this", "that"} for kid in noun.kids)


def _contains(whole: list[str], part: list[str]) -> bool:
    """Whether the words of ``part`` stand in ``whole`` one after the other."""
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))
