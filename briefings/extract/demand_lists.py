"""Requests told as a list after a colon, in one sentence or as lines below it, and commands that are quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.demand_deeds import unwrap_deed
from briefings.extract.demand_grammar import NOMINAL, Frame, askers_of
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import SUBJECTS, ancestors, kids, prep_objects

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.extract.parse import Sentence, Word

_COLON = 14
"""Words from a noun of asking to the colon after which its list stands."""
_OPENING = 6
"""Words into an item of a list up to the noun that heads it."""
_CLAUSE = 12
"""Words into an item up to the verb of its clause."""
_MARKERS = frozenset(
    {"(", ")", ".", ",", "-", "–", "—", "•", "*", "·", "▪", "●", "and", "or", "also", "finally", '"', "“"}
)
_ORDER = frozenset(
    {"first", "firstly", "second", "secondly", "third", "thirdly", "fourth", "fifth", "lastly", "a", "b", "c", "d"}
)


def list_frames(sentence: Sentence, noun: Word) -> Iterator[Frame]:
    """What a list after a colon asks: "set out three terms: (1) an end to X; (2) the payment of Y"."""
    words = sentence.words
    colon = colon_after(sentence, noun)
    if colon is None or colon + 1 >= len(words):
        return
    askers, asked = owners(noun), _given(noun)
    kind = demand_words().kinds.get(noun.lemma, "demand")
    first = colon + 1
    for word in (*words[first:], None):
        if word is None or word.text == ";":
            last = len(words) if word is None else word.i
            if frame := item(words[first:last], Frame(noun, kind, askers, asked, spoken=not askers)):
                yield frame
            first = last + 1


def opened(sentence: Sentence) -> Frame | None:
    """The request whose items stand in the lines below the sentence: "lists five demands:", "called on both to:"."""
    words = sentence.words
    if words[-1].text != ":":
        return None
    for word in reversed(words):
        if word.pos == "NOUN" and word.lemma in demand_words().nouns["listing"]:
            kind = demand_words().kinds.get(word.lemma, "demand")
            askers = owners(word)
            return Frame(word, kind, askers, _given(word), spoken=not askers)
        if word.pos == "VERB" and word.lemma in demand_words().verbs["any"] & demand_words().kinds.keys():
            asked = [*kids(word, {"dobj"}), *prep_objects(word, {"on", "upon", "to"})]
            given = tuple(each for each in asked if each.pos in NOMINAL)
            return Frame(word, demand_words().kinds[word.lemma], askers_of(word), given)
    return None


def colon_after(sentence: Sentence, noun: Word) -> int | None:
    """Index of the colon that ``noun`` opens a list with, None where it opens none."""
    words = sentence.words
    if noun.lemma not in demand_words().nouns["listing"] or any(kid.low in {"no", "any"} for kid in noun.kids):
        return None
    near = words[noun.i + 1 : noun.i + _COLON]
    return next((each.i for each in near if each.text == ":"), None)


def owners(noun: Word) -> tuple[Word, ...]:
    """Whose list it is: by the noun's own words, by who sends or sets it out, else by the subject of its clause."""
    own = [*kids(noun, {"poss"}), *prep_objects(noun, {"of", "by", "from"})]
    own += [kid for kid in kids(noun, {"amod", "compound", "nmod"}) if kid.ent in {"NORP", "GPE", "ORG"}]
    if own:
        return tuple(own)
    verb = next((each for each in ancestors(noun) if each.pos in {"VERB", "AUX"}), None)
    if verb is None:
        return ()
    found: list[Word] = []
    for asker in askers_of(verb):
        sent = [kid for kid in asker.kids if kid.dep == "acl" and kid.tag == "VBN"]
        by = [each for kid in sent for each in prep_objects(kid, {"by", "from"})]
        found += by or ([] if asker is noun else [asker])
    return tuple(found)


def _given(noun: Word) -> tuple[Word, ...]:
    """To whom the list is given: "served an ultimatum on X: …", "sent X a list of demands: …"."""
    verb = noun.head if noun.head.pos == "VERB" else noun.head.head
    given = [*prep_objects(noun, {"on", "to", "for"}), *prep_objects(verb, {"on", "to"}), *kids(verb, {"dative"})]
    return tuple(each for each in given if each is not noun and each.pos in NOMINAL)


def item(words: Sequence[Word], frame: Frame) -> Frame | None:
    """The request that one item of a list makes, ``frame`` with what it asks; None where it asks nothing."""
    at = 0
    while at < len(words) and (words[at].text in _MARKERS or words[at].tag in {"LS", "CD"} or _is_order(words, at)):
        at += 1
    body = words[at:]
    if not body:
        return None
    first = body[1] if body[0].low == "to" and len(body) > 1 else body[0]
    if first.tag in {"VB", "VBP"} and first.pos == "VERB" and not kids(first, SUBJECTS):
        return frame._replace(verbs=(first,))
    if first.tag == "VBG" and first.pos == "VERB":
        return frame._replace(verbs=(first,))
    if _opens_clause(body):
        verb = next((each for each in body[1:_CLAUSE] if each.pos in {"VERB", "AUX"} and _is_asked(each)), None)
        return None if verb is None else frame._replace(verbs=(verb,))
    noun = next((each for each in body[:_OPENING] if each.pos == "NOUN" and unwrap_deed(each)), None)
    if noun is None or any(each.pos in {"VERB", "ADP"} and each.i < noun.i for each in body):
        return None
    if noun.dep in SUBJECTS and noun.head.tag in {"VBD", "VBZ", "VBP"} and noun.head in body:
        return None  # "the release came on Monday": what happened
    return frame._replace(nouns=(noun,))


def _is_order(words: Sequence[Word], at: int) -> bool:
    """Whether the word only numbers the item: "first, …", "(b) …"."""
    after = words[at + 1].text if at + 1 < len(words) else ""
    return words[at].low in _ORDER and after in {",", ")", ":", "."}


def _opens_clause(body: Sequence[Word]) -> bool:
    """Whether an item is a clause: "that Y leave", "Y must leave"."""
    return body[0].low == "that" or any(each.tag == "MD" for each in body[:_OPENING])


def _is_asked(verb: Word) -> bool:
    """Whether ``verb`` heads a clause that tells what is to be done."""
    aux = {kid.low for kid in kids(verb, {"aux"})}
    subject = kids(verb, SUBJECTS)
    if not subject or aux & {"had", "has", "have", "was", "were", "is"}:
        return False
    return bool(aux & demand_words().modals["must"]) or (verb.tag in {"VB", "VBP"} and not aux)


def command_frames(sentence: Sentence, verb: Word) -> Iterator[Frame]:
    """A command that somebody is quoted with: "“Leave our land,” Zelensky told Russia"."""
    if verb.tag not in {"VB", "VBP"} or kids(verb, SUBJECTS | {"aux", "mark"}) or verb.dep == "conj":
        return
    words = demand_words()
    before = verb.i - 1
    while before >= 0 and (sentence.words[before].pos in {"ADV", "INTJ"} or sentence.words[before].low == "please"):
        before -= 1
    opens = before < 0 or sentence.words[before].text in {'"', "“", "«", ":", "''", "``"}
    if not opens or verb.lemma not in words.deed_verbs | words.verbs["commanding"]:
        return
    telling = next((each for each in ancestors(verb) if each.lemma in words.verbs["stating"]), None)
    told = [*kids(telling, {"dobj", "dative"}), *prep_objects(telling, {"to"})] if telling is not None else []
    yield Frame(verb, "demand", (), tuple(each for each in told if each.pos in NOMINAL), (verb,), spoken=True)
