"""Nouns of action as things asked: "the release of all prisoners" → "release all prisoners"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.demand_phrases import Thing
from briefings.extract.demand_tails import tail, tidy
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import agents, ancestors, kids, noun_phrase, prep_objects, walk

if TYPE_CHECKING:
    from briefings.extract.demand_phrases import Parties
    from briefings.extract.parse import Sentence, Word

_REACH = 80
"""Words to look ahead for more that is listed; no list of a newspaper is longer."""

_LINKS = frozenset({"and", "or", ","})
_POSSESSED = {"their": "them", "his": "him", "her": "her", "its": "it", "our": "us", "my": "me"}
_SHORT = 6
"""Words of an object after which an adverb can still stand and be understood."""

_NAME = 3
"""Words from which a doer's name is worth repeating where nothing else would say what is asked."""

_DEFAULT_PREPOSITIONS = frozenset({"of"})


def things_of_noun(sentence: Sentence, noun: Word, parties: Parties) -> list[Thing]:
    """What the noun phrase of ``noun`` and those coordinated with it ask, one thing a noun of action."""
    words = sentence.words
    noun = _unwrapped(noun)
    heads = [*_sharing_before(words, noun), *_coordinated_deeds(sentence, noun)]
    found: list[Thing] = []
    shared: list[Word] = []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        stop = len(words)
        if following is not None:
            stop = _boundary(words, following)
            if _shares_object(words, head, following, stop):
                shared.append(head)
                continue
        if thing := _thing(sentence, head, stop, shared, parties):
            found.append(thing)
        shared = []
    return found


def _shares_object(words: list[Word], head: Word, following: Word, link: int) -> bool:
    """Whether a bare noun of action takes the object of the next one: "protection and support for …"."""
    joined = link == head.i + 1 and words[link].low == "and" and following.i <= link + 2
    return joined and words[link + 1].pos != "DET" and following.lemma in demand_words().deeds


def is_deed(noun: Word) -> bool:
    """Whether ``noun`` is a noun of action, or one with a verb of its own ("a truce")."""
    return demand_words().deed_of(noun.lemma) is not None


def unwrap_deed(noun: Word) -> bool:
    """Whether ``noun`` is a deed or holds one ("guarantees of steps including a halt to …")."""
    return is_deed(_unwrapped(noun))


def _unwrapped(noun: Word) -> Word:
    """The noun of action within a wrapper ("steps including a halt to attacks"), else ``noun``."""
    words = demand_words()
    if noun.lemma not in words.nouns["containers"]:
        return noun
    for each in sorted(walk(noun, {"relcl"}), key=lambda word: word.i):
        if each.i > noun.i and each.lemma in words.deeds and each.pos == "NOUN":
            return each
    return noun


def _sharing_before(words: list[Word], noun: Word) -> list[Word]:
    """The bare noun of action joined before ``noun``: "the dissolution and full disarmament of …"."""
    at = noun.i - 1
    while at > 0 and words[at].pos in {"ADJ", "ADV"}:
        at -= 1
    if at > 0 and words[at].low == "and" and words[at - 1].lemma in demand_words().deeds:
        return [words[at - 1]]
    return []


def _boundary(words: list[Word], head: Word) -> int:
    """Index of the comma or "and" before the phrase headed by ``head``."""
    at = head.i
    while at > 0 and words[at - 1].low not in _LINKS:
        at -= 1
    at -= 1
    while at > 0 and words[at - 1].low in _LINKS:
        at -= 1
    return max(at, 0)


def _coordinated_deeds(sentence: Sentence, noun: Word) -> list[Word]:
    """``noun`` and the nouns of action listed after it up to the end of its clause."""
    words, found = sentence.words, [noun]
    at = noun.i + 1
    while at < min(len(words), noun.i + _REACH):
        word = words[at]
        if word.text in {";", ":", "(", "–", "—", "“"} or (word.tag in {"VBD", "VBZ", "MD"} and word.dep != "relcl"):
            break
        if word.low in _LINKS and (head := _head_after(words, at)) is not None:
            listed = head.dep == "conj" and head.head in found
            if head.lemma in demand_words().deeds or (is_deed(head) and _not_inside(head, found[-1])) or listed:
                found.append(head)
                at = head.i
        at += 1
    return found


def _not_inside(head: Word, last: Word) -> bool:
    """Whether ``head`` is listed beside ``last`` and not within what that takes ("an end to talks")."""
    if head.dep != "conj" or head.head is last:
        return True
    return not is_deed(head.head) and any(kid.dep in {"det", "amod"} for kid in head.kids)


def _head_after(words: list[Word], link: int) -> Word | None:
    """The head of the noun phrase that starts right after word ``link``, or None where none does."""
    at = link + 1
    while at < len(words) and (words[at].low in {"and", "or", ","} or words[at].pos in {"DET", "ADJ", "ADV", "NUM"}):
        if words[at].low in {"which", "who", "that"} or at > link + 6:
            return None
        at += 1
    while at + 1 < len(words) and words[at].pos in {"NOUN", "PROPN"} and words[at + 1].pos in {"NOUN", "PROPN"}:
        at += 1
    return words[at] if at < len(words) and words[at].pos == "NOUN" else None


def _thing(sentence: Sentence, head: Word, stop: int, shared: list[Word], parties: Parties) -> Thing | None:
    """The phrase of one noun of action up to word ``stop``; ``shared`` take the same object."""
    words = demand_words()
    whose = any(kid.low == "whose" for kid in head.kids)
    last = head.i if whose else tail(sentence, head.i, stop)
    doers, rest, taken = _object(sentence, head, last, parties)
    owned = taken or any(kid.dep == "poss" for kid in head.kids) or head.lemma in words.doing["intransitive"]
    if head.lemma not in words.deeds or (head.lemma in words.light and not owned and not shared):
        return _light_thing(sentence, head, stop, parties)
    verbs = [words.deeds.get(each.lemma, each.lemma) for each in (*shared, head)]
    adverbs = [words.adverbs[kid.low] for kid in head.kids if kid.dep == "amod" and kid.low in words.adverbs]
    if not taken:
        doers += _modifying_doers(head, parties)
        if not doers and head.lemma not in words.doing["intransitive"]:
            rest = f"{_theme(sentence, head)} {rest}"
    text = tidy(_with_adverb(" and ".join(verbs), rest.strip(), " and ".join(adverbs)))
    return Thing(text, head, last, tuple(doers) or _holders(head)) if text else None


def _with_adverb(verb: str, rest: str, adverb: str) -> str:
    """Verb, object and adverb, the adverb where it reads: after the verb where no short object follows."""
    words = rest.split()
    if not words or len(words) > _SHORT or words[0] in {"from", "to", "in", "into", "with", "at", "by"}:
        return f"{verb} {adverb} {rest}"
    return f"{verb} {rest} {adverb}"


def _ended_by(theme: Word, parties: Parties) -> list[Word]:
    """Whose doing it is that is to end: "an end to Israeli air strikes", "a halt to attacks by the rebels"."""
    before = [kid for kid in theme.kids if kid.dep in {"poss", "amod", "compound", "nmod"} and kid.i < theme.i]
    return [each for each in (*before, *prep_objects(theme, {"by"})) if parties(each)][:1]


def _object(sentence: Sentence, head: Word, last: int, parties: Parties) -> tuple[list[Word], str, bool]:
    """(doers, the words after the verb, whether the noun's own "of X" gave either)."""
    words = demand_words()
    if last <= head.i:
        return [], "", False
    after = sentence.words[head.i + 1]
    if after.low not in words.deed_prepositions.get(head.lemma, _DEFAULT_PREPOSITIONS):
        doers, rest = _beside(sentence, head, last, parties)
        return doers, rest, False
    theme = next((kid for kid in after.kids if kid.dep == "pobj"), None)
    by, last = _agent(head, after, last, parties)
    rest = sentence.slice(head.i + 2, last) if last > head.i + 1 else ""
    if by:
        return by, rest, True
    if theme is None:
        return [], rest, True
    if words.deeds.get(head.lemma) in words.doing["ending"]:
        return _ended_by(theme, parties), rest, True
    if head.lemma not in words.doing["intransitive"] or not parties(theme):
        return [], rest, True
    inside = [word.i for word in walk(theme, {"relcl"}) if word.i <= last and not _leads_away(word, theme)]
    end = max(inside, default=theme.i)
    if theme.lemma in words.doing["forces"] or (end == last and end - after.i > _NAME):
        return [theme], rest, True
    return [theme], sentence.slice(end + 1, last) if end < last else "", True


def _agent(head: Word, after: Word, last: int, parties: Parties) -> tuple[list[Word], int]:
    """(who is to do it, the last word before them) of "the release of all hostages by Hamas"."""
    by = [each for each in prep_objects(head, {"by"}) if parties(each) and after.i < each.head.i <= last]
    if not by or max(word.i for word in walk(by[0])) < last:
        return [], last
    return by, by[0].head.i - 1


def _beside(sentence: Sentence, head: Word, last: int, parties: Parties) -> tuple[list[Word], str]:
    """(doers, words after the verb) of a noun that takes no object: "action by the government"."""
    by = [each for each in prep_objects(head, {"by", "from"}) if parties(each)]
    adjacent = by and by[0].head.i == head.i + 1
    if not adjacent or head.lemma in demand_words().doing["intransitive"]:
        return [], sentence.slice(head.i + 1, last)
    end = max(word.i for word in walk(by[0]))
    return by, sentence.slice(end + 1, last) if end < last else ""


def _leads_away(word: Word, theme: Word) -> bool:
    """Whether ``word`` is below ``theme`` and no part of its name ("troops from the city")."""
    while word is not theme and word.head is not word:
        if word.dep == "prep" and word.low != "of":
            return True
        word = word.head
    return False


def _modifying_doers(head: Word, parties: Parties) -> list[Word]:
    """The parties before the noun who are to do it: "Israel's withdrawal", "a Russian pullout"."""
    if head.lemma not in demand_words().doing["intransitive"]:
        return []
    return [kid for kid in kids(head, {"poss", "amod", "compound", "nmod"}) if kid.i < head.i and parties(kid)][:1]


def _theme(sentence: Sentence, head: Word) -> str:
    """The object that stands before the noun: "their release", "prisoner exchange"."""
    for kid in head.kids:
        if kid.i < head.i and kid.dep == "poss":
            if kid.low == "whose":
                owner = next((each.head for each in ancestors(head) if each.dep == "relcl"), None)
                return noun_phrase(sentence, owner) if owner is not None else ""
            if kid.low in _POSSESSED:
                return _POSSESSED[kid.low]
            first = min(word.i for word in walk(kid))
            return sentence.slice(first, kid.i)
    before = [kid for kid in head.kids if kid.i < head.i and kid.dep == "compound"]
    return sentence.slice(before[0].i, head.i - 1) if before else ""


def _holders(head: Word) -> tuple[Word, ...]:
    """Who holds those to be released: "the release of its members held by the army"."""
    verbs = demand_words().doing["holding"]
    if demand_words().deeds.get(head.lemma) not in {"release", "free", "return", "repatriate"}:
        return ()
    return tuple(agent for each in walk(head) if each.lemma in verbs and each.pos == "VERB" for agent in agents(each))


def _light_thing(sentence: Sentence, head: Word, stop: int, parties: Parties) -> Thing | None:
    """The phrase of a noun without a verb of its own, led by the verb that goes with it."""
    words = demand_words()
    line = sentence.words
    first = head.i
    while first > 0 and _in_phrase(line[first - 1], head):
        first -= 1
    last = max(head.i, tail(sentence, first, stop))
    verb = words.light.get(head.lemma, "secure")
    mutual = verb in {"hold", "agree to", "reach"}
    doers = [each for each in prep_objects(head, {"from", "by", "to"} if mutual else {"from", "by"}) if parties(each)]
    end = head.i if doers and doers[0].head.i == head.i + 1 else last
    if mutual:
        doers = doers or [each for each in prep_objects(head, {"with"}) if parties(each)]
    if first > 0 and line[first - 1].low in {"a", "an"}:
        first -= 1
    rest = sentence.slice(first, end)
    if end < last and (beyond := max(word.i for word in walk(doers[0]))) < last:
        rest += " " + sentence.slice(beyond + 1, last)
    text = tidy(f"{verb} {rest}")
    return Thing(text, head, last, tuple(doers)) if text else None


def _in_phrase(word: Word, head: Word) -> bool:
    """Whether ``word`` stands before ``head`` in its noun phrase, its article aside."""
    if word.low in {"the", "a", "an"} or word.pos in {"VERB", "ADP", "AUX", "CCONJ", "SCONJ"} or word.text == ",":
        return word.tag in {"VBN", "VBG"} and word.head is head
    return word.i < head.i and (word.head is head or word.head.head is head or word.pos == "PUNCT")
