"""Which mentions of talks tell of the same round."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.extract.parties import known
from briefings.extract.talk_frames import dateline_end, modifiers
from briefings.extract.talk_words import talk_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from briefings.extract.parse import Sentence
    from briefings.extract.reading import Reading
    from briefings.extract.talk_mentions import Mention
    from briefings.records import Place, When

_SLACK = timedelta(days=2)
"""Days by which two dates of one round may differ: talks last, deals take effect the day after."""
_FAR = timedelta(days=400)
_RECENT = timedelta(days=45)
"""Days before the article up to which a date may be that of a round told of without one."""
_MAKING = frozenset(
    {"be", "sign", "reach", "conclude", "finalise", "finalize", "agree", "seal", "announce", "initial", "ratify"}
)
"""Verbs by which a deal that lies ahead is a meeting still to come."""
_BACK = 3
"""Sentences back to the one that names the parties that "both sides" stands for."""
_OPEN = 24
"""Rounds that a further mention may join, half of them the first and half the latest: keeps long texts linear."""
_AHEAD = frozenset({"planned", "proposed"})


@dataclass
class Round:
    """One round of talks and its mentions in reading order, the first being the one that opened it.

    ``when`` is the first day told that is resolved, else the first told, ``place`` the finest told, and
    ``number`` the number of the round (0: not told); each is kept up as mentions come in.
    """

    mentions: list[Mention] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    mediators: list[str] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    when: When | None = None
    place: Place | None = None
    number: int = 0
    stopped: bool = False
    sources: list[Sentence] = field(default_factory=list)

    def add(self, mention: Mention) -> None:
        """Take in another mention of the round; its sentence is a source where it tells something new."""
        telling = mention.sort == "meeting" or mention.reached or not self.mentions
        parties = [name for name in mention.parties if name not in self.parties]
        mediators = [name for name in mention.mediators if name not in self.mediators]
        stops = mention.status in {"suspended", "called_off"} and not self.stopped
        dates = telling and self._dates_better(mention.when)
        places = telling and self._places_better(mention.place)
        if parties or mediators or stops or dates or places or not self.mentions:
            self.sources.append(mention.sentence)
        self.when = mention.when if dates else self.when
        self.place = mention.place if places else self.place
        self.parties += parties
        self.mediators += mediators
        self.number = self.number or mention.round
        self.stopped = self.stopped or stops
        self.mentions.append(mention)
        self.sentences.add(mention.sentence.index)

    def _dates_better(self, when: When | None) -> bool:
        return when is not None and (self.when is None or (self.when.start is None and when.start is not None))

    def _places_better(self, place: Place | None) -> bool:
        fine = {"exact", "near"}
        old = self.place
        return place is not None and (old is None or (old.precision not in fine and place.precision in fine))

    @property
    def ahead(self) -> bool:
        """Whether the round was still to come when it was first told of."""
        return self.mentions[0].status in _AHEAD

    @property
    def order(self) -> str:
        """The mark by which the first mention sets the round apart: "previous", "next" or ""."""
        return self.mentions[0].order


def main_pair(found: Sequence[Mention]) -> tuple[str, ...]:
    """The parties whose talks the article is about: those most often named together, the first of equals."""
    pairs = Counter(tuple(each.parties) for each in found if len(each.parties) >= 2)
    merged: Counter[frozenset[str]] = Counter()
    for names, count in pairs.items():
        merged[frozenset(names)] += count
    if not merged:
        return ()
    best = max(merged.values())
    return next(names for names in pairs if merged[frozenset(names)] == best)


def _told_before(reading: Reading, found: Sequence[Mention]) -> tuple[str, ...]:
    """The two parties that the first "both sides" stands for: those that a sentence just before names alone."""
    first = next((each for each in found if each.joint), None)
    if first is None:
        return ()
    at = first.sentence.index
    for sentence in reversed(reading.sentences[max(0, at - _BACK) : at + 1]):
        start = dateline_end(sentence)
        mentions = [each for each in reading.actors.mentions(sentence) if each.first >= start]
        names = dict.fromkeys(each.name for each in mentions if each.kind != "organisation")
        if len(names) == 2:
            return tuple(names)
    return ()


def _is_armed(name: str) -> bool:
    """Whether the party is an armed group: no country, and no organisation of states."""
    party = known().get(name)
    return party is None or party.kind == "group"


def _is_talks(mention: Mention) -> bool:
    """Whether the mention's own words make it one of talks or a deal, not just of some meeting."""
    return mention.topical or mention.sort == "deal" or mention.word.lemma in talk_words().meetings["strong"]


def rounds(reading: Reading, found: Iterable[Mention]) -> list[Round]:
    """Sort the mentions into rounds, in reading order of their first mention."""
    every = list(found)
    negotiating = main_pair([mention for mention in every if _is_talks(mention) and mention.sort == "meeting"])
    pair = (
        main_pair([mention for mention in every if _is_talks(mention)])
        or main_pair(every)
        or _told_before(reading, every)
    )
    made: list[Round] = []
    for mention in every:
        if not mention.real or _is_empty(mention):
            continue
        near = made if len(made) <= _OPEN else [*made[: _OPEN // 2], *made[-_OPEN // 2 :]]
        home = _home(mention, near, reading.article.published)
        if home is not None:
            home.add(mention)
        elif _opens(mention, pair, negotiating):
            fresh = Round()
            fresh.add(mention)
            made.append(fresh)
    for each in made:
        if (len(each.parties) < 2 and pair) and (not each.parties or set(each.parties) <= set(pair)):
            each.parties.extend(name for name in pair if name not in each.parties and name not in each.mediators)
        each.parties = [name for name in each.parties if name not in each.mediators]
    return made


def _is_empty(mention: Mention) -> bool:
    """Whether a deal is only spoken of: neither made, nor being made, nor to be made on a day, nor "the deal"."""
    if mention.sort != "deal" or mention.reached:
        return False
    if mention.status in _AHEAD:
        verb = mention.frame.verb
        return mention.when is None or verb is None or verb.lemma not in _MAKING
    return not (mention.definite or _is_effort(mention))


def _home(mention: Mention, made: list[Round], published: date | None) -> Round | None:
    """The round that the mention tells of: one of the same sentence, else the latest that fits, else the first."""
    fitting = [each for each in made if _fits(mention, each) and not _long_ago(mention, each, published)]
    if not fitting:
        return None
    same = [each for each in fitting if mention.sentence.index in each.sentences]
    if same:
        return same[-1]
    if mention.when is not None or mention.place is not None or mention.round:
        exact = [
            each for each in fitting if _same_day(mention.when, each.when) or _same_town(mention.place, each.place)
        ]
        if exact:
            return exact[0]
    if mention.status in _AHEAD:
        ahead = [each for each in fitting if each.ahead]
        if ahead:
            return ahead[-1]
    settled = [each for each in fitting if not each.ahead]
    return (settled or fitting)[0]


def _is_effort(mention: Mention) -> bool:
    """Whether a go-between is only trying: "efforts to broker a ceasefire"."""
    verb = mention.frame.verb
    return mention.sort == "deal" and mention.status == "ongoing" and verb is not None and bool(mention.mediators)


def _long_ago(mention: Mention, other: Round, published: date | None) -> bool:
    """Whether the mention is dated long before the article, and the round isn't dated at all."""
    when = mention.when
    if published is None or when is None or when.end is None or other.when is not None:
        return False
    return when.end < published - _RECENT and other.order != "previous"


def _fits(mention: Mention, other: Round) -> bool:
    """Whether nothing that is told of the mention contradicts the round."""
    if not _share(mention, other) or not _near_in_time(mention, other) or not _near_in_space(mention, other):
        return False
    if mention.round and other.number and mention.round != other.number:
        return False
    same_sentence = mention.sentence.index in other.sentences
    if mention.order == "previous" and other.order != "previous":
        return _same_day(mention.when, other.when)
    if mention.order == "next" and not other.ahead and not same_sentence:
        return False
    if mention.status in _AHEAD and not other.ahead:
        same = _same_day(mention.when, other.when) and _is_day(mention.when)
        return same or (mention.definite and mention.when is None and not mention.parties)
    if _is_effort(mention) and not _is_effort(other.mentions[0]):
        return False
    if mention.reached and other.stopped and not same_sentence:
        return _same_day(mention.when, other.when)
    if other.ahead and mention.status not in {*_AHEAD, "called_off", "suspended", None}:
        return mention.definite and not mention.reached and _same_day(mention.when, other.when)
    return True


def _share(mention: Mention, other: Round) -> bool:
    """Whether the parties are the same as far as they are told."""
    one, two = set(mention.parties), set(other.parties)
    if not one or not two:
        return True
    if len(one) == 1 or len(two) == 1:
        return bool(one & two) or bool(one & set(other.mediators))
    return one <= two | set(other.mediators) or two <= one | set(mention.mediators)


def _near_in_time(mention: Mention, other: Round) -> bool:
    one, two = mention.when, other.when
    if one is None or two is None or one.start is None or two.start is None or one.end is None or two.end is None:
        return True
    return one.start - _SLACK <= two.end and two.start - _SLACK <= one.end


def _same_day(one: When | None, two: When | None) -> bool:
    if one is None or two is None or one.start is None or two.start is None or one.end is None or two.end is None:
        return False
    return one.start <= two.end and two.start <= one.end and (one.end - one.start) < _FAR


def _near_in_space(mention: Mention, other: Round) -> bool:
    one, two = mention.place, other.place
    if one is None or two is None or one.name == two.name:
        return True
    if "country" in {one.precision, two.precision} or "region" in {one.precision, two.precision}:
        return one.country is None or two.country is None or one.country == two.country
    return False


def _is_day(when: When | None) -> bool:
    return when is not None and when.start is not None and when.end is not None and when.end - when.start <= _SLACK


def _same_town(one: Place | None, two: Place | None) -> bool:
    return one is not None and two is not None and one.name == two.name and one.precision != "country"


def _opens(mention: Mention, pair: tuple[str, ...], negotiating: tuple[str, ...]) -> bool:
    """Whether a mention that fits no round tells enough of one that it opens it."""
    if mention.sort == "deal" and not mention.reached and mention.status not in {"planned", "ongoing"}:
        return False
    if mention.sort == "deal" and not mention.reached and not (mention.mediators or mention.when):
        return False
    named = len({*mention.parties, *mention.mediators})
    told = len(mention.parties) + (2 if mention.joint and pair else 0)
    if mention.parties and mention.sides > 1:
        told = max(told, mention.sides)
    if mention.sort == "deal" and mention.word.pos == "VERB" and told < 2:
        return False
    if not _about_conflict(mention, negotiating):
        return False
    if told >= 2 or (mention.parties and mention.mediators):
        return True
    located = mention.when is not None or mention.place is not None
    if mention.order or mention.round:
        return located and bool(pair)
    if mention.parties and (located or mention.status in {"suspended", "called_off"}) and mention.topical:
        return True
    enough = named or mention.status in {*_AHEAD, "called_off", "suspended"}
    return bool(pair) and _is_talks(mention) and located and bool(enough) and mention.status is not None


def _about_conflict(mention: Mention, pair: tuple[str, ...]) -> bool:
    """Whether the talks are about the conflict, by their own words, their sentence's, or their parties."""
    topic = talk_words().topic
    # "African Union", "Front" in a name tell nothing of the topic.
    lemmas = {word.lemma for word in mention.sentence.words if word.pos != "PROPN"}
    if any(word.lemma in topic["other"] for word in modifiers(mention.frame)):
        return False
    if mention.topical:
        return True
    if lemmas & topic["other"] and not lemmas & topic["conflict"]:
        return False
    if mention.word.lemma in talk_words().meetings["strong"] or any(_is_armed(name) for name in mention.parties):
        return True
    return bool(lemmas & topic["conflict"]) or (
        set(pair) <= {*mention.parties} if pair and not mention.joint else mention.joint
    )
