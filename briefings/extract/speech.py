"""The sayings in one sentence: the nouns that speak, the words that they say, and in which mood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from briefings.extract.speech_scope import below, denied_by, objects_among, quoted_by, reach_of, said_by_verb
from briefings.extract.speech_sources import NOMINALS, SPEAKERLESS, TIMES, sources_of
from briefings.extract.speech_words import speech_words
from briefings.extract.tree import (
    SUBJECTS,
    agents,
    conjuncts,
    is_negated,
    is_passive,
    kids,
    prep_objects,
    subjects,
    walk,
)

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word

Mood: TypeAlias = Literal["said", "claimed", "denied"]

_MOST = 50
"""Sayings read in one sentence: a text without full stops is one long sentence, and must stay linear."""
_NAMED = frozenset({"ORG", "PERSON", "NORP", "GPE"})


class Saying(NamedTuple):
    """Words ``content`` (indices in their sentence) said by the nouns ``sources``, told by the word ``cue``.

    ``sources`` is empty for a claim of nobody named. ``cited`` marks the source of somebody else's saying,
    who stands nearer to the fact than whoever passes it on.
    """

    cue: Word
    sources: tuple[Word, ...]
    content: frozenset[int]
    mood: Mood = "said"
    cited: bool = False


def sayings(sentence: Sentence) -> list[Saying]:
    """The sayings that ``sentence`` tells, in the order of their cues; none in most sentences."""
    found: list[Saying] = []
    if sentence.lemmas.isdisjoint(speech_words().cues):
        return found
    tried = 0
    for word in sentence.words:
        if word.lemma not in speech_words().cues and word.low != "according":
            continue
        tried += 1
        if tried > _MOST:
            break
        saying = _saying(sentence, word)
        if saying and saying.content:
            found.append(saying)
    return found


def _saying(sentence: Sentence, word: Word) -> Saying | None:
    words = speech_words()
    if word.lemma in words.cite and word.pos in {"VERB", "ADP"}:
        return _by_citing(sentence, word)
    if word.lemma in words.verbs and (word.pos == "VERB" or word.low in {"said", "says"}):
        return _by_verb(sentence, word)
    if word.low in {"according", "per"}:
        return _by_source(sentence, word)
    if word.pos == "NOUN" and (word.lemma in words.claims or word.lemma in words.accounts):
        return _by_noun(word)
    return None


def _by_verb(sentence: Sentence, verb: Word) -> Saying | None:
    """A saying told by a verb of saying with its subject, or with its agent in the passive."""
    words = speech_words()
    denies = verb.lemma in words.deny or bool(verb.lemma in words.reject and objects_among(verb, _ANSWERED))
    if is_negated(verb) or verb.head.lemma in words.silent or (verb.lemma in words.reject and not denies):
        return None
    if verb.tag == "VBN" and agents(verb) and (is_passive(verb) or verb.dep in {"acl", "advcl"}):
        return _by_passive(sentence, verb)
    if is_passive(verb):
        return None
    sources = sources_of(sentence, verb)
    if not sources or not _can_mean_saying(verb, sources):
        return None
    content = denied_by(verb) if denies else said_by_verb(sentence, verb, sources)
    return Saying(verb, tuple(sources), content, _mood(verb, denies=denies))


_ANSWERED = speech_words().claims | speech_words().accounts
"""What can be rejected as untrue: "rejected claims that"."""


def _mood(verb: Word, *, denies: bool) -> Mood:
    if denies or any(kid.low == "falsely" for kid in verb.kids):
        return "denied"
    return "claimed" if verb.lemma in speech_words().claim else "said"


def _can_mean_saying(verb: Word, sources: list[Word]) -> bool:
    """Whether the verb's other senses are ruled out: a blast claims lives, a list shows nothing."""
    words = speech_words()
    lemma = verb.lemma
    if all(source.lemma in words.mute for source in sources):
        return False
    if lemma in words.claim and objects_among(verb, words.not_claimed):
        return False
    if lemma in words.put and lemma not in words.fact:
        told_of = verb.dep == "relcl" and verb.head.lemma in words.tolls
        return verb.tag != "VBG" and (told_of or bool(objects_among(verb, words.tolls)))
    if lemma in words.show and lemma not in words.clause:
        return any(source.lemma in words.documents for source in sources)
    return True


def _by_passive(sentence: Sentence, verb: Word) -> Saying | None:
    """A saying with an agent: "was reported by X", "an attack claimed by X", "was accused by X of"."""
    words = speech_words()
    if verb.dep == "acl" and verb.lemma not in words.fact | words.claim | words.deny:
        return None
    sources = [each for agent in agents(verb) for each in conjuncts(agent) if each.pos in NOMINALS]
    sources = [each for each in sources if each.ent not in TIMES and each.low not in SPEAKERLESS]
    if not sources:
        return None
    clauses = [kid for kid in kids(verb, {"ccomp", "xcomp"}) if kid.i > verb.i]
    if any(kid.low == "as" and kid.i < verb.i for kid in verb.kids):
        content = frozenset(range(len(sentence.words)))
    elif clauses and verb.dep != "acl":
        content = below(clauses)
    else:
        content = below([verb.head if verb.dep in {"acl", "relcl"} else verb])
    passed_on = below(sources) | below(prep for prep in verb.kids if prep.low == "by") | {verb.i}
    denies = verb.lemma in words.deny or verb.lemma in words.reject
    return Saying(verb, tuple(sources), content - passed_on, _mood(verb, denies=denies))


def _by_citing(sentence: Sentence, verb: Word) -> Saying | None:
    """A saying passed on: "citing X", "quoted X as saying", "X was quoted as saying"."""
    told = subjects(verb) if is_passive(verb) else kids(verb, {"dobj", "pobj"})
    sources = [
        each for noun in told for each in conjuncts(noun) if each.pos in NOMINALS and each.low not in SPEAKERLESS
    ]
    if not sources:
        return None
    if any(kid.low == "as" and kid.i > verb.i for kid in verb.kids):
        content = quoted_by(sentence, verb, sources)
    elif verb.tag == "VBG":
        content = frozenset(range(len(sentence.words))) - below([verb])
    else:
        return None
    return Saying(verb, tuple(sources), content - below(sources) - {verb.i}, cited=True)


def _by_source(sentence: Sentence, cue: Word) -> Saying | None:
    """A saying told by "according to X" or "per X": in front of, after or amid what X says."""
    prep = cue
    if cue.low == "according":
        if cue.i + 1 >= len(sentence.words) or sentence.words[cue.i + 1].low != "to":
            return None
        prep = sentence.words[cue.i + 1]
    found = [kid for kid in (*prep.kids, *cue.kids) if kid.dep == "pobj" and kid.i > prep.i]
    if cue is prep and not any(_can_speak(word) for each in found for word in walk(each)):
        return None
    found = found or [word for word in sentence.words[prep.i + 1 : prep.i + 8] if word.pos in {"NOUN", "PROPN"}]
    if not found:
        return None
    noun = found[0]
    group = {cue.i, prep.i, *(word.i for word in walk(noun, {"relcl", "advcl"}))}
    sources = tuple(each for each in conjuncts(noun) if each.pos in NOMINALS)
    return Saying(cue, sources, reach_of(sentence, cue, noun.i) - group)


def _can_speak(word: Word) -> bool:
    """Whether ``word`` makes a phrase a speaker's: "per the Malian army", not "per the usual terms"."""
    words = speech_words()
    return word.ent in _NAMED or word.lemma in words.people or word.lemma in words.openers


def _by_noun(noun: Word) -> Saying | None:
    """A saying told by a noun: "X's claim that …", "reports by X of …", "Russian claims that …"."""
    words = speech_words()
    if noun.dep in SUBJECTS and noun.head.lemma in words.verbs:
        return None
    told = [kid for kid in noun.kids if kid.i > noun.i and (_is_that_clause(kid) or _is_of(kid))]
    sources = kids(noun, {"poss"})
    sources += [obj for obj in prep_objects(noun, {"by", "from"}) if obj.ent not in TIMES]
    sources += [kid for kid in kids(noun, {"amod", "compound"}) if kid.ent in _NAMED]
    claimed = noun.lemma in words.claims
    if not sources and not claimed:
        return None
    return Saying(noun, tuple(sources), below(told), "claimed" if claimed else "said")


def _is_of(kid: Word) -> bool:
    return kid.dep == "prep" and kid.low in {"of", "about"}


def _is_that_clause(kid: Word) -> bool:
    if kid.dep == "ccomp":
        return True
    return kid.dep in {"acl", "relcl"} and any(
        each.low == "that" and each.dep in {"mark", "nsubj", "nsubjpass"} for each in kid.kids
    )
