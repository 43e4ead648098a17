"""Which mentions of talks tell of the same round."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.extract.mediation import go_betweens_in
from briefings.extract.parties import known
from briefings.extract.talk_frames import modifiers, subjects_of
from briefings.extract.talk_openings import is_effort, is_empty, opens
from briefings.extract.talk_outcomes import AHEAD
from briefings.extract.talk_pairs import fighting_in, is_talks, main_pair, negotiating_pair, without_own_word
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import walk

if TYPE_CHECKING:
    from collections.abc import Iterable
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
_AFTER = 3
"""Sentences after a round within which its go-betweens may still be told of."""
_OPEN = 24
"""Rounds that a further mention may join, half of them the first and half the latest: keeps long texts linear."""


@dataclass
class Round:
    """One round of talks and its mentions in reading order, the first being the one that opened it.

    ``resumes`` is when talks that are told as suspended are to go on, and where that is told.
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
    resumes: tuple[Sentence, When] | None = None
    sources: list[Sentence] = field(default_factory=list)

    def add(self, mention: Mention) -> None:
        """Take in another mention of the round; its sentence is a source where it tells something new."""
        telling = mention.sort == "meeting" or mention.reached or not self.mentions
        parties = [name for name in mention.parties if name not in self.parties]
        mediators = [name for name in mention.mediators if name not in self.mediators]
        stops = mention.status in {"suspended", "called_off"} and not self.stopped
        dates = telling and self._dates_better(mention.when)
        if (
            stops
            and mention.status == "suspended"
            and self.when is not None
            and mention.when is not None
            and self.ahead
        ):
            # "talks were to reopen in May; they were suspended in March": the first date told is when they go on
            self.resumes, dates = (self.mentions[0].sentence, self.when), True
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
        return self.mentions[0].status in AHEAD

    @property
    def order(self) -> str:
        """The mark by which the first mention sets the round apart: "previous", "next" or ""."""
        return self.mentions[0].order


def rounds(reading: Reading, found: Iterable[Mention]) -> list[Round]:
    """Sort the mentions into rounds, in reading order of their first mention."""
    every = without_own_word(found)
    negotiating = main_pair([mention for mention in every if mention.sort == "meeting" and is_talks(mention)])
    pair = negotiating_pair(reading, every)
    fighting = fighting_in(reading)
    made: list[Round] = []
    for mention in every:
        if not mention.real or is_empty(mention):
            continue
        near = made if len(made) <= _OPEN else [*made[: _OPEN // 2], *made[-_OPEN // 2 :]]
        home = _home(mention, near, reading.article.published)
        if home is not None:
            home.add(mention)
        elif opens(mention, pair, negotiating, fighting):
            fresh = Round()
            fresh.add(mention)
            if mention.joint and not mention.parties:
                fresh.parties = [name for name in _both(mention, pair) if name not in mention.mediators]
            made.append(fresh)
    for each in made:
        if len(each.parties) < 2 and set(each.parties) <= set(pair) and not _of_others(reading, each, pair):
            each.parties.extend(name for name in pair if name not in each.parties and name not in each.mediators)
        _part(each, pair)
    _share_mediators(reading, made, {each.sentence.index for each in every if each.place is not None})
    return made


def _both(mention: Mention, pair: tuple[str, ...]) -> tuple[str, ...]:
    """Whom "both sides" of a mention stands for: the article's pair, but two states told of where leaders meet."""
    states = len(_states(mention.referred)) == 2 and len(_states(pair)) < len(pair)
    return mention.referred if states else pair


def _states(names: tuple[str, ...]) -> set[str]:
    return {name for name in names if (party := known().get(name)) and party.kind == "country"}


def _part(each: Round, pair: tuple[str, ...]) -> None:
    """Keep apart who negotiates and who goes between: a host that is one of the pair hosts its own talks."""
    own = set(pair) if set(each.parties) <= set(pair) else set()
    if own & set(each.mediators):
        each.mediators = [name for name in each.mediators if name not in own]
        each.parties.extend(name for name in pair if name not in each.parties)
    each.parties = [name for name in each.parties if name not in each.mediators]


def _share_mediators(reading: Reading, made: list[Round], elsewhere: set[int]) -> None:
    """Give the round that is over the go-betweens told when the talks go on, or just after it: "the mediators said".

    ``elsewhere`` are sentences that tell of talks with a place: one after the round tells of others.
    """
    main = next((each for each in made if not each.ahead and each.order != "previous" and not each.mediators), None)
    if main is None or not any(mention.sort == "meeting" for mention in main.mentions):
        return
    told: list[tuple[Sentence, Iterable[str]]] = []
    for each in made:
        first = each.mentions[0]
        verb = first.frame.verb
        goes_on = first.definite and verb is not None and verb.lemma in talk_words().verbs["resume"]
        if each.ahead and goes_on and set(each.parties) == set(main.parties):
            told.append((first.sentence, each.mediators))
    others = {index for each in made if each is not main for index in each.sentences}
    others |= elsewhere - main.sentences
    after = range(min(main.sentences), min(max(main.sentences) + _AFTER + 1, len(reading.sentences)))
    told.extend(
        (reading.sentences[at], go_betweens_in(reading, reading.sentences[at])) for at in after if at not in others
    )
    for sentence, names in told:
        fresh = [name for name in names if name not in {*main.mediators, *main.parties}]
        if fresh:
            main.mediators.extend(dict.fromkeys(fresh))
            main.sources.append(sentence)


def _of_others(reading: Reading, each: Round, pair: tuple[str, ...]) -> bool:
    """Whether the words before the talks name somebody else: "a Libya summit" isn't the main pair's."""
    first = each.mentions[0]
    at = {word.i for word in modifiers(first.frame)} if not each.parties else set()
    verb = first.frame.verb
    if not each.parties and verb is not None and verb.lemma in talk_words().verbs["take_part"]:
        # "ministers of ASEAN will hold talks": those of the organisation among themselves
        at |= {word.i for noun in subjects_of(verb) if noun not in first.frame.chain for word in walk(noun)}
    named = {one.name for one in reading.actors.mentions(first.sentence) if one.last in at}
    return bool(named - {*pair, *each.mediators})


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
    if mention.status in AHEAD:
        ahead = [each for each in fitting if each.ahead]
        if ahead:
            return ahead[-1]
    settled = [each for each in fitting if not each.ahead]
    return (settled or fitting)[0]


def _long_ago(mention: Mention, other: Round, published: date | None) -> bool:
    """Whether the mention is dated long before the article, and the round isn't dated at all."""
    when = mention.when
    if mention.word.pos == "PRON" or published is None or when is None or when.end is None or other.when is not None:
        return False
    return published - when.end > _RECENT and other.order != "previous"


def _fits(mention: Mention, other: Round) -> bool:
    """Whether nothing that is told of the mention contradicts the round."""
    if mention.word.pos == "PRON":
        return mention.sentence.index - 1 in other.sentences
    if not _share(mention, other) or not _near_in_time(mention, other) or not _near_in_space(mention, other):
        return False
    if mention.round and other.number and mention.round != other.number:
        return False
    same_sentence = mention.sentence.index in other.sentences
    if mention.order == "previous" and other.order != "previous":
        return _same_day(mention.when, other.when)
    if mention.order == "next" and not other.ahead and not same_sentence:
        return False
    if mention.status in AHEAD and not other.ahead:
        same = _same_day(mention.when, other.when) and _is_day(mention.when)
        return same or (mention.definite and mention.when is None and not mention.parties)
    if is_effort(mention) and not is_effort(other.mentions[0]):
        return False
    if mention.reached and other.stopped and not same_sentence:
        return _same_day(mention.when, other.when)
    if other.ahead and mention.status not in {*AHEAD, "called_off", "suspended", None}:
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
    return one.start - two.end <= _SLACK and two.start - one.end <= _SLACK


def _same_day(one: When | None, two: When | None) -> bool:
    if one is None or two is None or one.start is None or two.start is None or one.end is None or two.end is None:
        return False
    return one.start <= two.end and two.start <= one.end and (one.end - one.start) < _FAR


def _near_in_space(mention: Mention, other: Round) -> bool:
    one, two = mention.place, other.place
    if one is None or two is None or one.name == two.name:
        return True
    if "region" in {one.precision, two.precision} and "country" not in {one.precision, two.precision}:
        return bool({one.name, one.admin} & {two.name, two.admin} - {None})
    if "country" in {one.precision, two.precision}:
        return one.country is None or two.country is None or one.country == two.country
    return False


def _is_day(when: When | None) -> bool:
    return when is not None and when.start is not None and when.end is not None and when.end - when.start <= _SLACK


def _same_town(one: Place | None, two: Place | None) -> bool:
    return one is not None and two is not None and one.name == two.name and one.precision != "country"
