"""Who asks and who is asked: the nouns of a request resolved to parties, also through papers and pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.demand_grammar import askers_of
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import SUBJECTS, ancestors, kids, noun_phrase, prep_objects, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.extract.demand_grammar import Frame
    from briefings.extract.demand_replies import Reply
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading

_FIRST_PERSON = frozenset({"we", "i", "us", "our", "me", "my"})
_THIRD_PERSON = frozenset({"it", "he", "she", "they"})
_OBJECTIVE = frozenset({"it", "him", "her", "them"})
_RELATIONS = frozenset(
    {"partner", "ally", "friend", "backer", "neighbour", "neighbor", "opponent", "enemy", "rival", "sponsor"}
)
_NEAR = 2
"""Sentences back to which "the group" points at a body that asked something."""

_NAME_PARTS = 8
"""Words of a body's name at most; a longer phrase is a description."""


class Resolver:
    """Resolves the nouns of requests sentence by sentence, remembering who spoke and whose paper it was."""

    def __init__(self, reading: Reading) -> None:
        """Start at the head of the article."""
        self._reading = reading
        self._owner: tuple[str, ...] = ()
        self._last: tuple[str, ...] = ()
        self._last_index = -2
        self._bodies: dict[str, tuple[str, ...]] = {}
        self._last_body: tuple[str, int] = ("", -9)
        self._people: dict[str, tuple[str, ...]] = {}
        self._deal_tells = False

    def read(self, sentence: Sentence) -> None:
        """Remember what the sentence tells of papers and named bodies."""
        words = demand_words()
        for noun in sentence.words:
            if noun.lemma in words.nouns["documents"] and noun.pos in {"NOUN", "PROPN"}:
                self._owner = self._owner_of(sentence, noun) or self._owner
            elif noun.pos == "PROPN" and noun.lemma in words.nouns["bodies"] and noun.head.pos != "PROPN":
                self._bodies[noun.lemma] = self.parties(sentence, noun) or (noun_phrase(sentence, noun),)
            elif noun.pos == "PROPN" and noun.head.pos != "PROPN":
                self._introduce(sentence, noun)
            if noun.dep in {"nsubj", "nsubjpass"} and noun.lemma in words.nouns["settled"] | words.nouns["documents"]:
                self._deal_tells = noun.lemma in words.nouns["settled"]

    def _introduce(self, sentence: Sentence, noun: Word) -> None:
        """Remember a person told only by an office of a party: "rebel negotiator Ivan Marquez"."""
        offices = [kid for kid in noun.kids if kid.i < noun.i and kid.lemma in demand_words().nouns["offices"]]
        if not offices or self._reading.actors.parties(sentence, noun):
            return
        if found := self._reading.actors.parties(sentence, offices[-1]):
            self._people[noun.low] = found

    def parties(self, sentence: Sentence, noun: Word) -> tuple[str, ...]:
        """The parties that ``noun`` stands for; none for somebody's allies, who are left unnamed."""
        if noun.lemma in _RELATIONS and any(kid.dep in {"poss", "amod", "compound"} for kid in noun.kids):
            return ()
        if noun.low == "you":
            return self._addressed(sentence, noun)
        if noun.low in _FIRST_PERSON:
            return self._reading.attribution.speaker_parties(sentence, noun)
        return self._reading.actors.parties(sentence, noun) or self._people.get(noun.low, ())

    def _addressed(self, sentence: Sentence, noun: Word) -> tuple[str, ...]:
        """Whom the speaker of a quotation tells: "“You must leave,” Hamas told Israel"."""
        for verb in ancestors(noun):
            if verb.lemma in demand_words().verbs["stating"]:
                told = kids(verb, {"dobj", "dative"}) + prep_objects(verb, {"to"})
                return tuple(dict.fromkeys(p for each in told for p in self._reading.actors.parties(sentence, each)))
        return ()

    def all(self, sentence: Sentence, nouns: Iterable[Word]) -> tuple[str, ...]:
        """The parties of several nouns, each once, in reading order."""
        return tuple(dict.fromkeys(party for noun in nouns for party in self.parties(sentence, noun)))

    def asked(self, sentence: Sentence, frame: Frame, by: tuple[str, ...]) -> tuple[str, ...]:
        """Of whom it is asked; a pronoun never means the asker: "spoke with Putin and urged him"."""
        found: dict[str, None] = {}
        for noun in frame.asked:
            names = self.parties(sentence, noun)
            if noun.low in _OBJECTIVE and set(names) <= set(by):
                names = self._last_named(sentence, noun, by)
            elif names and set(names) <= set(by) and self.only_refers(sentence, (noun,)):
                continue  # "asked the mediators": whoever they are, they aren't the asker
            found.update(dict.fromkeys(names))
        return tuple(found)

    def _last_named(self, sentence: Sentence, pronoun: Word, by: tuple[str, ...]) -> tuple[str, ...]:
        """The party named last before ``pronoun`` in its sentence, none that asks."""
        before = [each for each in self._reading.actors.mentions(sentence) if each.last < pronoun.i]
        person = pronoun.low in {"him", "her"}
        fitting = [each for each in before if each.name not in by and (each.kind == "person" or not person)]
        return (fitting[-1].name,) if fitting else ()

    def only_refers(self, sentence: Sentence, nouns: Iterable[Word]) -> bool:
        """Whether phrases name no party and are none's own: "the mediators", not "its army"."""
        named = {each.last for each in self._reading.actors.mentions(sentence)}
        for noun in nouns:
            if noun.lemma in demand_words().nouns["own_people"] or kids(noun, {"poss"}):
                return False
            if named & {word.i for word in walk(noun, {"relcl"})}:
                return False
        return True

    def askers(self, sentence: Sentence, frame: Frame) -> tuple[str, ...] | None:
        """Who asks; () for a body left unnamed, None where it is nobody who speaks for a party."""
        words = demand_words()
        trigger = frame.trigger
        found: tuple[str, ...] = ()
        telling = trigger.lemma in words.verbs["document"] - words.verbs["infinitive"]
        if telling and self._deal_tells and all(noun.low in _THIRD_PERSON for noun in frame.askers):
            return None  # "the truce came into force; it provides for an exchange": agreed already
        for noun in frame.askers:
            found += self._asker(sentence, noun, frame.trigger)
        unnamed = frame.kind == "condition" or all(noun.low in _THIRD_PERSON for noun in frame.askers)
        if not found and (frame.spoken or unnamed):
            found = self._reading.attribution.speaker_parties(sentence, frame.trigger)
            found = found or self._stating(sentence, frame.trigger)
        found = tuple(dict.fromkeys(found))
        if not found and frame.spoken:
            found = self._listing(sentence, trigger)
        if found:
            return found
        if any(noun.lemma in words.nouns["joint_documents"] for noun in frame.askers):
            return None  # what both sides are still drafting
        if frame.askers and all(noun.lemma in words.nouns["bystanders"] for noun in frame.askers):
            return None
        if frame.spoken or any(_is_individual(noun) for noun in frame.askers):
            named = not frame.spoken and all(_may_speak(noun) for noun in frame.askers)
            return () if named and self._asks_somebody(sentence, frame) else None
        return ()

    def _asks_somebody(self, sentence: Sentence, frame: Frame) -> bool:
        """Whether a request is of a party, or of somebody who can do it, and no order to one's own people."""
        doers = [noun for verb in frame.verbs[:1] for noun in kids(verb, SUBJECTS)]
        asked = [*(frame.asked or doers)]
        if self.all(sentence, asked):
            return True
        words = demand_words()
        return any(noun.lemma in words.nouns["bodies"] | words.doing["agents"] for noun in frame.asked) and not any(
            noun.lemma in words.nouns["own_people"] for noun in frame.asked
        )

    def remember(self, sentence: Sentence, askers: tuple[str, ...]) -> None:
        """Keep who asked last, for "it also suggested"."""
        if askers:
            self._last, self._last_index = askers, sentence.index

    def repliers(self, sentence: Sentence, reply: Reply) -> tuple[str, ...]:
        """The parties that reply, whoever speaks where the grammar names none."""
        found = self.all(sentence, reply.repliers)
        if not found and (reply.spoken or any(noun.low in _THIRD_PERSON for noun in reply.repliers)):
            found = self._reading.attribution.speaker_parties(sentence, reply.word)
        return found

    def may_reply(self, reply: Reply) -> bool:
        """Whether a reply of nobody known can be one of those asked: told in the passive, or by a body or an office."""
        words = demand_words()
        return all(
            noun.lemma in words.nouns["bodies"] | words.doing["forces"] | words.doing["agents"]
            or any(kid.lemma in words.nouns["offices"] | words.doing["agents"] for kid in noun.kids)
            for noun in reply.repliers
        )

    def _asker(self, sentence: Sentence, noun: Word, trigger: Word) -> tuple[str, ...]:
        """The party, paper's owner or body that one asking noun stands for."""
        words = demand_words()
        if _is_opposition(noun):
            return ()  # one who leads it speaks for no state
        if noun.lemma in words.nouns["foreign"]:  # the embassy in Khartoum is not Sudan's
            return self.all(sentence, kids(noun, {"poss", "amod", "compound", "nmod"}))
        also = any(kid.low in {"also", "further", "additionally", "then"} for kid in trigger.kids)
        if noun.low in _THIRD_PERSON and also and sentence.index - self._last_index <= 1:
            return self._last
        if noun.lemma in words.nouns["documents"]:
            return self.parties(sentence, noun) or self._owner_of(sentence, noun) or self._owner
        if noun.lemma in words.doing["generic"] and sentence.index - self._last_body[1] <= _NEAR and _is_bare(noun):
            return (self._last_body[0],)
        if noun.lemma in words.nouns["bodies"] and any(kid.lemma in words.doing["civil"] for kid in noun.kids):
            return self._body(sentence, noun)
        if any(kid.dep == "appos" and noun.i < trigger.i < kid.i for kid in noun.kids):
            # Whom it asks, misread as another name of who asks: only the name itself counts.
            named = [each.name for each in self._reading.actors.mentions(sentence) if each.first <= noun.i <= each.last]
            return tuple(named) or self._body(sentence, noun)
        return self.parties(sentence, noun) or self._body(sentence, noun)

    def _owner_of(self, sentence: Sentence, noun: Word) -> tuple[str, ...]:
        """The party whose paper ``noun`` is, by its modifiers or by who presents it."""
        modifiers = kids(noun, {"poss", "amod", "compound", "nmod"}) + prep_objects(noun, {"by", "from"})
        if found := self.all(sentence, modifiers):
            return found
        verb = noun.head
        if noun.dep in {"dobj", "nsubjpass"} and verb.lemma in demand_words().nouns["handing"]:
            return self.all(sentence, askers_of(verb))
        if noun.dep == "pobj" and verb.low == "in" and verb.head.pos == "VERB":  # "in a memorandum, Russia demanded"
            return self.all(sentence, askers_of(verb.head))
        return ()

    def _stating(self, sentence: Sentence, word: Word) -> tuple[str, ...]:
        """The party or the paper's owner that states it: "the memorandum says Ukraine must …"."""
        words = demand_words()
        for each in ancestors(word):
            if each.lemma in words.verbs["stating"] and each.pos == "VERB":
                return tuple(party for noun in askers_of(each) for party in self._asker(sentence, noun, word))
        if any(kid.low == "whereby" for kid in word.head.kids):
            return self._last if sentence.index - self._last_index <= 1 else ()
        return ()

    def _listing(self, sentence: Sentence, word: Word) -> tuple[str, ...]:
        """Whose demands a list after a colon tells: "its terms are clear: Y must leave"."""
        words = demand_words()
        before = sentence.words[: word.i]
        colon = next((each.i for each in reversed(before) if each.text == ":"), 0)
        for noun in before[:colon]:
            if noun.lemma in words.nouns["equating"] and noun.pos == "NOUN":
                owners = kids(noun, {"poss"}) or list(askers_of(noun.head))
                return self.all(sentence, owners) or self._reading.attribution.speaker_parties(sentence, noun)
        return ()

    def _body(self, sentence: Sentence, noun: Word) -> tuple[str, ...]:
        """The name of an organisation that no list of parties knows, in the article's words."""
        words = demand_words()
        if noun.lemma not in words.nouns["bodies"] and not (noun.pos == "PROPN" and noun.ent == "ORG"):
            return ()
        if noun.pos != "PROPN" and _is_bare(noun):
            return self._bodies.get(noun.lemma, ())
        name = noun_phrase(sentence, noun)
        if len(name.split()) > _NAME_PARTS:
            return ()
        self._bodies[noun.lemma] = (name,)
        self._last_body = (name, sentence.index)
        return (name,)


def _is_bare(noun: Word) -> bool:
    """Whether ``noun`` points back: "the group", "these organisations", "they"."""
    pointing = noun.pos == "PRON" or any(kid.low in {"the", "these", "this", "those"} for kid in noun.kids)
    return pointing and all(kid.dep in {"det", "relcl", "acl", "appos", "punct"} for kid in noun.kids)


def _is_opposition(noun: Word) -> bool:
    """Whether ``noun`` is a person of an opposition: "opposition leader Imran Khan"."""
    before = [word for word in walk(noun, {"relcl", "appos", "conj", "acl"}) if word.i < noun.i]
    named = noun.pos == "PROPN" or noun.lemma in demand_words().nouns["offices"]
    return named and any(word.lemma == "opposition" and word.head is not word for word in before)


def _may_speak(noun: Word) -> bool:
    """Whether one whose party isn't told asks as somebody in power and no onlooker: "the junta", "Ms. X"."""
    words = demand_words()
    near = [noun, *(kid for kid in noun.kids if kid.dep in {"compound", "appos", "nmod", "amod"})]
    if any(each.lemma in words.nouns["bystanders"] for each in near):
        return False
    return noun.lemma in words.nouns["collectives"] or (noun.ent == "PERSON" and noun.pos == "PROPN")


def _is_individual(noun: Word) -> bool:
    """Whether ``noun`` is one person, who speaks for no party where none is known."""
    plural = noun.tag in {"NNS", "NNPS"} or noun.low in {"they", "we"}
    words = demand_words()
    if _is_opposition(noun) or any(kid.lemma in words.nouns["offices"] for kid in noun.kids):
        return False  # "President X" and an opposition leader ask as powers, though of none that is named
    return not plural and noun.lemma not in words.nouns["bodies"] | words.nouns["documents"] | words.nouns["foreign"]
