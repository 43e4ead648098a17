"""What is asked, put into words: each thing as a phrase that starts with the verb's base form.

The words stay the article's own; a noun of action becomes its verb ("the immediate release of all
prisoners" → "release all prisoners immediately"). Coordinated things are told apart along the line of
words as well as by the tree, because a long list is where a parser errs most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.demand_tails import closes_quote, opens_quote, tail, tidy
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import SUBJECTS, agents, conjuncts, kids, subjects, subtree

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.extract.parse import Sentence, Word

    Parties = Callable[[Word], tuple[str, ...]]


_LONGEST_THEME = 5
"""Words of a subject that is put under "let"; a longer one is a misread clause."""

_REACH = 80
"""Words to look ahead for more that is asked; no sentence of a newspaper lists further."""

_LINKS = frozenset({"and", "or", "&"})
_QUOTES = '"“”„«»'
_RELATIVES = frozenset({"who", "whom", "whose", "which"})
_OBJECTIVE = {"they": "them", "we": "us", "he": "him", "she": "her", "i": "me"}
_BARE = frozenset({"be", "have", "do"})
_STATES = frozenset({"be", "become", "remain", "have"})
_UNNAMED = frozenset({"it", "this", "that", "which", "these", "those", "what", "one", "there", "he", "she"})


class Thing(NamedTuple):
    """One thing asked: its wording, told from ``word`` to index ``last``; ``doers`` are to do it."""

    text: str
    word: Word
    last: int
    doers: tuple[Word, ...] = ()


def things_of_verb(
    sentence: Sentence, verb: Word, parties: Parties, doers: tuple[Word, ...] = (), end: int | None = None
) -> list[Thing]:
    """What a clause asks, one thing a verb; ``verb`` heads an infinitive, subjunctive or modal clause.

    ``doers`` are its subjects where the tree tells none, and ``end`` is where the next clause begins.
    """
    found: list[Thing] = []
    end = len(sentence.words) if end is None else end
    doers = doers or tuple(subjects(verb))
    run = [each for each in _coordinated_verbs(sentence, verb) if each is verb or each.i < end]
    run = means(verb) or run
    for at, each in enumerate(run):
        following = run[at + 1] if at + 1 < len(run) else None
        stop = end
        if following is not None:
            stop = following.head.i if following.dep == "pcomp" else following.i
        own = doers if each is verb else tuple(kids(each, SUBJECTS)) or doers
        if thing := _verb_thing(sentence, each, stop, own, parties):
            found.append(thing)
            if thing.text.startswith("let "):
                break
    return found


def means(verb: Word) -> list[Word]:
    """The deeds by which ``verb`` is to be done where it only shows them: "prove its goodwill by freeing them"."""
    if verb.lemma not in demand_words().doing["showing"]:
        return []
    by = [prep for first in kids(verb, {"prep"}) if first.low == "by" for prep in conjuncts(first)]
    return [each for prep in by for deed in kids(prep, {"pcomp"}) for each in conjuncts(deed) if each.tag == "VBG"]


def _coordinated_verbs(sentence: Sentence, verb: Word) -> list[Word]:
    """``verb`` and the base forms coordinated with it, by the tree or by standing after a comma or "and"."""
    run = [verb]
    words = sentence.words
    for at in range(verb.i + 1, min(len(words), verb.i + _REACH)):
        word = words[at]
        if word.low in {".", ";"} or _is_quoted_end(sentence, verb, at):
            break
        if _joins_verbs(words, run, word):
            run.append(word)
    return run


def _is_quoted_end(sentence: Sentence, verb: Word, at: int) -> bool:
    """Whether the quotation that ``verb`` stands in ends at word ``at``."""
    words = sentence.words
    return (
        closes_quote(words[at])
        and not any(opens_quote(word) for word in words[verb.i : at])
        and at + 1 < len(words)
        and words[at + 1].low not in {",", "and"}
    )


def _joins_verbs(words: list[Word], run: list[Word], word: Word) -> bool:
    """Whether ``word`` is a base form coordinated with the verbs of ``run``."""
    verb = run[0]
    base = word.tag == "VB" or (word.tag == "VBP" and word.dep in {"conj", "ROOT"})
    if word.tag in {"NN", "JJ"} and word.low in demand_words().deed_verbs and not word.kids:
        base = True  # "release the hostages and disarm": a base form that the tagger took for a noun
    if word.low in demand_words().phrases["verb_or_adjective"] and word.pos == "ADJ":
        follows = words[word.i + 1] if word.i + 1 < len(words) else word
        base = words[word.i - 1].text == "," and follows.pos in {"ADJ", "NOUN", "DET"} and word.head.i > word.i
    if not base or kids(word, SUBJECTS | {"aux"} if word.tag == "VBP" else SUBJECTS):
        return False
    before = word.i - 1
    while before > verb.i and (words[before].pos in {"ADV", "PART"} or words[before].text in _QUOTES):
        before -= 1
    if before <= verb.i or words[before].low not in _LINKS | {",", ";", "but"}:
        return False
    if word.lemma in demand_words().phrases["threats"]:
        return False  # "free him or face sanctions"
    if word.dep == "conj":
        first = word.head
        while first.dep == "conj" and first not in run and first.head is not first:
            first = first.head
        return first in run or first.i < verb.i or first.tag not in {"VB", "VBP"}
    return any(each.text == "," or each.low in _LINKS for each in words[verb.i : word.i])


def _verb_thing(sentence: Sentence, verb: Word, stop: int, doers: tuple[Word, ...], parties: Parties) -> Thing | None:
    """The phrase of one verb up to word ``stop``: passives turned, what a thing does put under "let"."""
    if verb.lemma in _BARE and not any(kid.i > verb.i for kid in verb.kids):
        return None
    passive = any(kid.dep in {"auxpass", "nsubjpass"} for kid in verb.kids) or _is_bare_passive(verb)
    if doers and doers[0].low in _UNNAMED and (passive or not parties(doers[0])):
        return None
    last = tail(sentence, verb.i, stop)
    if passive:
        return _passive_thing(sentence, verb, last, doers)
    if doers and not any(parties(doer) for doer in doers) and not can_act(doers[0]):
        return _let_thing(sentence, verb, last, doers[0])
    base = "lay" if verb.lemma == "lie" and verb.low == "lay" else verb.lemma  # "unless they lay down arms"
    return _thing(_parts(verb, [base, _rest(sentence, verb.i, last)]), verb, last, doers)


def _parts(verb: Word, parts: list[str]) -> list[str]:
    """``parts`` of a phrase between the negation and the adverbs that stand before ``verb``."""
    adverbs = demand_words().phrases["adverbs"]
    negation = ["not"] if any(kid.dep == "neg" for kid in verb.kids) else []
    return [*negation, *parts, *(kid.text for kid in verb.kids if kid.i < verb.i and kid.low in adverbs)]


def _rest(sentence: Sentence, first: int, last: int) -> str:
    """The words after word ``first`` up to ``last``."""
    return sentence.slice(first + 1, last) if last > first else ""


def _passive_thing(sentence: Sentence, verb: Word, last: int, doers: tuple[Word, ...]) -> Thing | None:
    """A passive turned round: "that the hostages be freed" → "free the hostages"."""
    doing = demand_words().doing
    by = tuple(agents(verb))
    end = min(by[0].head.i - 1, last) if by else last
    if not by and doers and verb.lemma in doing["moving"] and doers[0].lemma in doing["forces"]:
        by = doers[:1]
    if not by and doers and verb.lemma in doing["disarming"]:
        by = doers[:1]  # "Ukraine should be demilitarised": it is asked of whom it is to be done to
    theme = _phrase(sentence, doers[0]) if doers else ""
    return _thing(_parts(verb, [verb.lemma, theme, _rest(sentence, verb.i, end)]), verb, last, by)


def _let_thing(sentence: Sentence, verb: Word, last: int, doer: Word) -> Thing | None:
    """What a thing is to do, put under who is asked: "aid must reach them" → "let aid reach them"."""
    theme, rest = _phrase(sentence, doer), _rest(sentence, verb.i, last)
    if verb.lemma in demand_words().doing["ergative"] and not kids(verb, {"dobj", "xcomp"}):
        return _thing(_parts(verb, [verb.lemma, theme, rest]), verb, last)
    if verb.lemma == "be" and verb.tag == "VB" and not kids(verb, {"aux"}) and theme and rest:
        return _thing(_parts(verb, ["make", theme, rest]), verb, last)
    if verb.lemma in _STATES or not theme or len(theme.split()) > _LONGEST_THEME:
        return None
    return _thing(["let", theme, *_parts(verb, [verb.lemma, rest])], verb, last)


def _is_bare_passive(verb: Word) -> bool:
    """Whether a participle is passive though the parser did not call it so: with "be", or as what somebody wants."""
    if verb.head.lemma in demand_words().verbs["wanting"] and verb.tag in {"VBN", "VBD"}:
        return not kids(verb, {"aux", "auxpass"})
    return verb.tag == "VBN" and any(kid.lemma == "be" and kid.i < verb.i for kid in verb.kids)


def can_act(noun: Word) -> bool:
    """Whether ``noun`` names somebody: a pronoun, a person, a body, people in general."""
    words = demand_words()
    lemma = noun.lemma
    return (
        noun.pos in {"PRON", "PROPN"}
        or lemma in words.nouns["bodies"]
        or lemma in words.doing["forces"]
        or lemma in words.doing["agents"]
        or lemma in words.nouns["offices"] | words.nouns["collectives"] | words.nouns["rivals"]
    )


def _thing(parts: list[str], word: Word, last: int, doers: tuple[Word, ...] = ()) -> Thing | None:
    """A phrase out of its parts, or None where nothing but a bare auxiliary is left."""
    text = tidy(" ".join(part for part in parts if part))
    return Thing(text, word, last, doers) if text and text not in {"be", "do", "have", "not"} else None


def _phrase(sentence: Sentence, noun: Word) -> str:
    """The noun phrase in the article's words without its clauses."""
    if noun.pos == "PRON" and noun.low in _RELATIVES | {"that"}:
        return ""
    if noun.low in _OBJECTIVE:
        return _OBJECTIVE[noun.low]
    words = subtree(noun, {"relcl", "appos", "advcl", "cc", "punct", "parataxis", "acl", "conj"})
    first, last = words[0].i, words[-1].i
    return sentence.slice(max(first, noun.i - 8), min(last, noun.i + 8))
