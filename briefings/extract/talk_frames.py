"""How a meeting or deal hangs in its sentence: its noun phrase, its verb, and the parties and places at them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.talk_bodies import is_body, is_pair, listed_in
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import SUBJECTS, agents, ancestors, conjuncts, kids, objects, prep_objects, subjects, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.extract.actors import ActorMention
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading

_PRE = 7
"""Words before a noun among which its modifiers stand."""
_OWNED = 2
"""Words from a country to its group: "Colombia's FARC"."""
_BESIDE = frozenset({"together", "along", "alongside", "jointly"})
_DASHES = frozenset({"-", "–", "—", "--"})
_HYPHENS = frozenset({"-", "–", "‐", "‑", "/"})
_PARTY_PREPS = frozenset({"between", "with", "among", "amongst", "from", "by"})


class Frame(NamedTuple):
    """A mention of talks in its sentence.

    ``word`` is the noun or verb that names the talks, ``chain`` the nouns that it shares its modifiers with
    ("round" of "talks"; the word itself comes first), ``verb`` the verb that governs them (the word itself
    where it is a verb, None where none does).
    """

    sentence: Sentence
    word: Word
    chain: tuple[Word, ...]
    verb: Word | None

    @property
    def top(self) -> Word:
        """The outermost noun of the chain: what the verb governs."""
        return self.chain[-1]

    @property
    def anchors(self) -> tuple[Word, ...]:
        """The words on which the time and the place of the talks may hang."""
        if self.verb is None or self.verb is self.word:
            return self.chain
        above = self.verb.head
        if self.verb.lemma == "be":
            # "are to resume in X", "are due to resume in X"
            beside = [self.verb, *kids(self.verb, {"acomp"})]
            return (*self.chain, self.verb, *(each for word in beside for each in kids(word, {"xcomp"})))
        told = self.verb.lemma in talk_words().verbs["mediate"] and above.pos == "VERB"
        return (*self.chain, self.verb, above) if told else (*self.chain, self.verb)


def frame(sentence: Sentence, word: Word) -> Frame:
    """The frame of the noun or verb ``word``."""
    if word.pos in {"VERB", "AUX"} and not is_nominal(word):
        return Frame(sentence, word, (word,), word)
    chain = [word]
    containers = talk_words().meetings["containers"]
    while True:
        head = chain[-1].head
        if head.dep == "prep" and head.low == "of" and head.head.lemma in containers and head.head is not head:
            chain.append(head.head)
        elif chain[-1].dep in {"compound", "nmod"} and head.lemma in containers and head is not chain[-1]:
            chain.append(head)
        else:
            break
    return Frame(sentence, word, tuple(chain), _governor(chain[-1]))


def is_nominal(word: Word) -> bool:
    """Whether ``word`` is the noun "talks", also where the tagger takes it for a verb."""
    return word.low == "talks" and word.dep in {*SUBJECTS, "dobj", "pobj"}


def is_verb(word: Word) -> bool:
    """Whether ``word`` is a verb, also where the tagger takes an infinitive for a noun: "to host talks"."""
    return word.pos in {"VERB", "AUX"} or any(kid.dep == "aux" and kid.low == "to" for kid in word.kids)


def _governor(noun: Word) -> Word | None:
    """The verb whose subject, object or adjunct the phrase of ``noun`` is, else the next verb above."""
    return next((above for above in ancestors(noun) if is_verb(above)), None)


def modifiers(framed: Frame) -> list[Word]:
    """The words before the nouns of the chain that belong to them, in reading order."""
    found: dict[int, Word] = {}
    for noun in framed.chain:
        if noun is framed.verb:
            continue
        for kid in noun.kids:
            if kid.i < noun.i and kid.dep not in {"punct", "prep", "relcl", "appos"}:
                found.update((word.i, word) for word in walk(kid, {"relcl", "appos"}))
    return [found[i] for i in sorted(found)]


def stands_for(reading: Reading, sentence: Sentence, noun: Word) -> tuple[str, ...]:
    """The parties that the phrase of ``noun`` and its conjuncts names, () where it only refers to them."""
    names: list[str] = []
    start = dateline_end(sentence)
    nouns = conjuncts(noun)
    if noun.i < start:
        nouns = [each for kid in kids(noun, {"appos", "conj"}) for each in conjuncts(kid)]
        nouns = [each for each in nouns if each.i >= start]
    for each in [*nouns, *_strayed(nouns)]:
        if each.low in talk_words().twins:
            own = talk_words().twins[each.low]
        elif each.pos == "PRON":
            own = _pronoun(reading, sentence, each)
        elif is_pair(each):
            own = listed_in(reading, sentence, each) or _of_pair(reading, sentence, each)
            if not own and len(nouns) > 1:  # "the two countries and Iran": three
                own = reading.actors.parties(sentence, each)
        else:
            own = reading.actors.parties(sentence, each) or _named_in(reading, sentence, each)
            own = _of_country(reading, sentence, each) or own
            own = _without_seat(reading, sentence, each, own) or _own_government(reading, sentence, each)
            if each.dep == "poss" or each.pos == "ADJ" or _coordinates_owners(each):
                own = _named_in(reading, sentence, each) or own
            own = listed_in(reading, sentence, each) or own
        names.extend(own)
    # A party that the article leaves unnamed ("rebels") is left out.
    return tuple(name for name in dict.fromkeys(names) if not name[0].islower() and not is_body(name))


def _of_pair(reading: Reading, sentence: Sentence, noun: Word) -> tuple[str, ...]:
    """Whom the words of "both sides" name; a country alone is where the two are: "Libya's two rival camps"."""
    names = _named_in(reading, sentence, noun)
    sides = [noun, *prep_objects(noun, {"of", "from"})]
    two = any({kid.low for kid in each.kids} & talk_words().reference["two"] for each in sides)
    return () if two and len(names) == 1 else names


def _without_seat(reading: Reading, sentence: Sentence, noun: Word, names: tuple[str, ...]) -> tuple[str, ...]:
    """The parties without that of the capital where people are told to be: "envoys in the Cuban capital"."""
    seats = [each for each in prep_objects(noun, {"in", "at"}) if each.lemma in {"capital", "city", "town"}]
    at = {word.i for seat in seats for word in walk(seat, {"relcl", "acl", "appos"})}
    there = {each.name for each in reading.actors.mentions(sentence) if each.last in at}
    return tuple(name for name in names if name not in there)


def _of_country(reading: Reading, sentence: Sentence, noun: Word) -> tuple[str, ...]:
    """The country that a name itself is told with: Y's in "ministers X of A and Y of B"."""
    at = {obj.i for obj in prep_objects(noun, {"of"})} if noun.pos == "PROPN" else set()
    return tuple(each.name for each in reading.actors.mentions(sentence) if each.last in at and each.kind == "country")


def _own_government(reading: Reading, sentence: Sentence, noun: Word) -> tuple[str, ...]:
    """The country of "government envoys" beside one of its groups: "Colombia's FARC rebels"."""
    if not any(word.lemma == "government" for word in [noun, *kids(noun, {"compound", "nmod"})]):
        return ()
    named = reading.actors.mentions(sentence)
    homes = [
        one.name
        for one, two in pairwise(named)
        if one.kind == "country" and two.kind == "group" and two.first - one.last <= _OWNED
    ]
    return tuple(homes) if len(homes) == 1 else ()


def _strayed(nouns: list[Word]) -> list[Word]:
    """Conjuncts that the parser has hung too low: Y in "between ministers X of A and Y of B"."""
    lower = [each for noun in nouns for obj in prep_objects(noun, {"of"}) for each in conjuncts(obj)[1:]]
    return [each for each in lower if each.ent == "PERSON" or prep_objects(each, {"of"})]


def dateline_end(sentence: Sentence) -> int:
    """The index of the word after a date line ("DAKAR –", "CAIRO (Agency) -"), 0 where there is none."""
    words = sentence.words
    if len(words[0].text) < 3 or not words[0].text.isupper():
        return 0
    return next((word.i + 1 for word in words[1:12] if word.text in _DASHES), 0)


def _pronoun(reading: Reading, sentence: Sentence, word: Word) -> tuple[str, ...]:
    """The parties of a pronoun, where the sentence itself names them before it, or a person's the one before."""
    before = {each.name for each in reading.actors.mentions(sentence) if each.last < word.i}
    if word.low in {"he", "she"} and sentence.index:
        earlier = reading.sentences[sentence.index - 1]
        before |= {each.name for each in reading.actors.mentions(earlier) if earlier.paragraph == sentence.paragraph}
    found = reading.actors.parties(sentence, word)
    if found and before.issuperset(found):
        return found
    if word.low != "they" or found:
        return ()
    named = [each for each in reading.actors.mentions(sentence) if each.last < word.i and each.kind != "organisation"]
    names = tuple(dict.fromkeys(each.name for each in named))
    return names if len(names) == 2 else ()  # "urged X and Y to restore the truce they brokered"


def is_coordinated(noun: Word) -> bool:
    """Whether two people, or those of two parties, are one subject: "X and Y", "the A and B leaders"."""
    return any(kid.dep == "conj" for kid in noun.kids) or (noun.tag == "NNS" and _coordinates_owners(noun))


def _coordinates_owners(noun: Word) -> bool:
    """Whether two parties stand before ``noun``: "Houthi and Saudi officials".

    The parser takes "Russia's X and Ukraine's Y" for the same.
    """
    before = [kid for kid in noun.kids if kid.dep in {"poss", "nmod", "compound", "amod"} and kid.i < noun.i]
    return any(word.dep == "cc" for kid in before for word in walk(kid))


def _named_in(reading: Reading, sentence: Sentence, noun: Word) -> tuple[str, ...]:
    """The parties named by the words of the phrase of ``noun`` itself."""
    at = {noun.i}
    for kid in noun.kids:
        if kid.dep in {"amod", "nmod", "compound", "poss"} or (kid.dep == "prep" and kid.low in {"from", "of"}):
            at.update(word.i for word in walk(kid, {"relcl", "acl", "appos"}))
    start = dateline_end(sentence)
    found = [each.name for each in reading.actors.mentions(sentence) if each.last in at and each.first >= start]
    return tuple(dict.fromkeys(found))


def subjects_of(verb: Word) -> list[Word]:
    """The doers of ``verb``: its subjects or agents, its governor's where it has none ("to hold talks")."""
    found: list[Word] = []
    here = verb
    for _ in range(4):
        passive = any(kid.dep in {"nsubjpass", "auxpass"} for kid in here.kids)
        reduced = here.tag == "VBN" and (here.dep == "acl" or any(kid.dep == "agent" for kid in here.kids))
        found = agents(here) if passive or reduced else subjects(here)
        found = [_antecedent(word) for word in found]
        if not found and here.dep == "xcomp" and here.head.lemma in talk_words().verbs["control"]:
            found = objects(here.head)
        if (
            found
            or passive
            or here.dep not in {"xcomp", "advcl", "conj", "pcomp", "acl", "ccomp", "prep", "pobj", "dobj"}
        ):
            break
        if here.head is here:
            break
        here = here.head
        if here.pos not in {"VERB", "AUX"}:
            here = next((above for above in ancestors(here) if above.pos in {"VERB", "AUX"}), here)
    return found


def _antecedent(word: Word) -> Word:
    """The noun that a relative pronoun stands for."""
    if word.low in {"who", "which", "that"} and word.head.dep == "relcl":
        return word.head.head
    return word


def party_nouns(framed: Frame) -> list[Word]:
    """The nouns that the frame's own grammar makes parties of the talks: "between X and Y", "X met Y"."""
    found: list[Word] = []
    for noun in framed.chain:
        if noun is framed.verb:
            continue
        of = {"of"} if noun is framed.word and noun.lemma not in talk_words().deals["nouns"] else set()
        found.extend(
            each for each in prep_objects(noun, _PARTY_PREPS | of) if not is_beside(framed.sentence, each.head)
        )
        found.extend(kid for kid in noun.kids if kid.dep == "poss" and kid.pos in {"PROPN", "NOUN"})
        for part in noun.kids:
            if part.dep == "acl" and part.tag in {"VBN", "VBD"} and part.lemma in talk_words().verbs["take_part"]:
                found.extend(each for each in agents(part) if part.lemma != "attend" or not _looks_on(each))
            if part.dep == "acl" and part.lemma in {"involve", "include"}:
                found.extend(objects(part))
        if noun.lemma in talk_words().deals["nouns"] | talk_words().deals["papers"]:
            for clause in clauses_at(noun):
                if clause.lemma in talk_words().verbs["making"]:
                    found.extend([*(subjects(clause) if clause.dep == "relcl" else agents(clause))])
                    found.extend(prep_objects(clause, {"with"}))
    return [each for each in found if not _sits_between(each) and each is not framed.word]


def _looks_on(noun: Word) -> bool:
    """Whether those at talks only look on: "talks attended by the US and Chinese ambassadors"."""
    return noun.lemma in talk_words().people["onlookers"]


def _sits_between(noun: Word) -> bool:
    """Whether somebody is there between the parties: "with Turkey's X seated between them"."""
    seated = [kid for kid in (*noun.kids, *noun.head.head.kids) if kid.i > noun.i and kid.tag in {"VBN", "VBG"}]
    return noun.head.low == "with" and any(
        kid.lemma in {"seat", "sit", "stand"} and prep_objects(kid, {"between"}) for kid in seated
    )


def gathered(framed: Frame) -> list[Word]:
    """Who is brought together or received for the talks: "hosted X and Y at a summit", "brought X and Y together"."""
    verb = framed.verb
    if verb is None or verb.lemma not in talk_words().verbs["gather"]:
        return []
    if verb.lemma == "bring" and not any(kid.low == "together" for kid in verb.kids):
        return []
    guests = [*objects(verb), *kids(verb, {"nsubjpass"}), *joined_by(verb)]
    return [each for obj in guests if obj not in framed.chain for each in members(obj)]


def joined_by(verb: Word) -> list[Word]:
    """Who is told to have been brought together in a clause before or beside them: "Brought together by X, A and B"."""
    if verb.tag != "VBN" or not any(kid.low == "together" for kid in verb.kids):
        return []
    if verb.dep == "acl":
        return [verb.head]
    return subjects(verb.head) if verb.dep == "advcl" and not kids(verb, SUBJECTS) else []


def clauses_at(noun: Word) -> list[Word]:
    """The clauses after a noun of talks, also one that the parser hung on the last party: "…, which X will host"."""
    own = [kid for kid in noun.kids if kid.i > noun.i and kid.dep in {"acl", "relcl"}]
    parties = [each for obj in prep_objects(noun, _PARTY_PREPS) for each in conjuncts(obj)]
    mediate = talk_words().verbs["mediate"]
    strayed = [kid for each in parties for kid in kids(each, {"acl", "relcl"})]
    found = [
        *own,
        *(kid for kid in strayed if any(verb.lemma in mediate for verb in [kid, *kids(kid, {"xcomp", "conj"})])),
    ]
    # "an accord on the cessation of hostilities that X had signed", "talks near Bern, overseen by X": hung too low
    made = mediate | talk_words().verbs["reached"] | talk_words().verbs["signing"]
    for word in walk(noun, {"relcl", "acl", "conj"}):
        if word is noun or word.i < noun.i or word.pos not in {"NOUN", "PROPN"}:
            continue
        for kid in kids(word, {"acl", "relcl"}):
            told = bool(agents(kid)) if kid.tag == "VBN" and kid.dep == "acl" else bool(kids(kid, SUBJECTS))
            if kid.lemma in made and told and kid not in found and word.lemma not in talk_words().people["officials"]:
                found.append(kid)
    return found


def is_beside(sentence: Sentence, prep: Word) -> bool:
    """Whether a "with" names no counterpart but who acts beside somebody: "together with Egypt"."""
    return prep.low == "with" and prep.i > 0 and sentence.words[prep.i - 1].low in _BESIDE


def linked(words: Sequence[Word], mention: ActorMention, verbs: Iterable[str]) -> bool:
    """Whether the party is tied by a hyphen to a participle among ``verbs``: "US-brokered", "UN-led"."""
    last = words[mention.last]
    tied = last.low.partition("-")[2]
    if not tied and mention.last + 2 < len(words) and words[mention.last + 1].text in _HYPHENS:
        tied = words[mention.last + 2].low
    return tied in verbs


def paired(reading: Reading, framed: Frame) -> tuple[str, ...]:
    """The parties that modify the noun as a pair: "US-Iran talks", "Russian-Ukrainian negotiations"."""
    if framed.verb is framed.word:
        return ()
    at = {word.i for word in modifiers(framed)}
    led = talk_words().people["led"]
    words = framed.sentence.words
    found = [
        each
        for each in reading.actors.mentions(framed.sentence)
        if (each.last in at or (framed.word.i - _PRE <= each.first and _tight(words, each, framed.word)))
        and not linked(words, each, led)
    ]
    names = tuple(dict.fromkeys(each.name for each in found))
    return names if len(names) > 1 else ()


def _tight(words: Sequence[Word], mention: ActorMention, noun: Word) -> bool:
    """Whether nothing but a hyphen and modifiers stand between the party and the noun."""
    between = words[mention.last + 1 : noun.i]
    return all(word.text in _HYPHENS or word.pos in {"ADJ", "PROPN", "NOUN"} for word in between) and any(
        word.text in _HYPHENS for word in between[:1]
    )


def members(noun: Word) -> list[Word]:
    """Those whom a noun phrase lists: conjuncts, also where they hang on an apposition ("leader X and groups")."""
    beside = [each for kid in kids(noun, {"appos"}) for each in conjuncts(kid)[1:]]
    return [*conjuncts(noun), *beside]


def relation_objects(verb: Word) -> list[Word]:
    """Whom the subject of a meeting verb meets: "met X", "sat down with X", "conveyed his concern to X"."""
    own = objects(verb)
    if verb.lemma in talk_words().verbs["tell"]:
        people = talk_words().people["officials"]
        told = [each for obj in own for each in prep_objects(obj, {"to", "with"})]
        own = [*(each for each in own if each.lemma in people or each.ent == "PERSON"), *told]
    lines = [
        obj for obj in prep_objects(verb, {"by", "on", "over", "via"}) if obj.lemma in talk_words().meetings["line"]
    ]
    return [
        *own,
        *(each for line in lines for each in prep_objects(line, {"with", "to"})),
        *prep_objects(verb, {"with", "to"}),
        *(o for k in kids(verb, {"prt", "advmod"}) for o in prep_objects(k, {"with"})),
    ]
