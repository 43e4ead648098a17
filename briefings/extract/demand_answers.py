"""Which requests a reply answers: by who replies, what the reply is about, and how near it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.demand_words import demand_words

if TYPE_CHECKING:
    from briefings.extract.demand_parties import Resolver
    from briefings.extract.demand_replies import Reply
    from briefings.extract.demand_requests import Request
    from briefings.extract.parse import Sentence, Word

_BACK, _AHEAD = 40, 10
"""Sentences before and after a reply in which the requests stand that it answers by name."""

_NEAR = 2
"""Sentences back to which a reply without a noun of its own points ("Moscow ruled it out")."""


class _Answer(NamedTuple):
    """A reply with where it stands, the parties that give it, and the owners of the request that it names."""

    reply: Reply
    sentence: Sentence
    repliers: tuple[str, ...]
    owners: tuple[str, ...]
    possible: bool


def answer(told: list[Request], resolver: Resolver, sentence: Sentence, reply: Reply) -> None:
    """Record an answer on the requests that it answers."""
    repliers = resolver.repliers(sentence, reply)
    owners = resolver.all(sentence, _owners(reply.about)) if reply.about is not None else ()
    given = _Answer(reply, sentence, repliers, owners, bool(repliers) or resolver.may_reply(reply))
    first = bisect_left(told, sentence.index - _BACK, key=lambda each: each.told_at)
    last = bisect_right(told, sentence.index + _AHEAD, key=lambda each: each.told_at)
    for at in _answered(told, range(first, last), given):
        each = told[at]
        who = tuple(party for party in repliers if party not in each.by)
        sentences = each.sentences if sentence in each.sentences else (*each.sentences, sentence)
        told[at] = each._replace(response=reply.response, response_by=who, sentences=sentences)


def _answered(told: list[Request], near: range, given: _Answer) -> list[int]:
    """The numbers of the requests that an answer is to."""
    reply, about = given.reply, given.reply.about
    if reply.deed is not None:
        return [at for at in near if _answers_deed(told[at], given, reply.deed)]
    if about is None or reply.whole:
        return _last_told(told, near, given)
    if _points_here(about):
        here = [at for at in near if told[at].told_at == given.sentence.index]
        return [at for at in here if _fits(told[at], given) if given.repliers or not told[at].of]
    named = [at for at in near if given.repliers and _answers_noun(told[at], given, about)]
    return named or (_last_told(told, near, given) if _names_request(about) else [])


def _fits(each: Request, given: _Answer) -> bool:
    """Whether an answer is by one who was asked, or may have been."""
    who = set(given.repliers)
    return not who or (not who <= set(each.by) and (not each.of or bool(who & set(each.of))))


def _answers_noun(each: Request, given: _Answer, about: Word) -> bool:
    """Whether an answer about a noun is to this request: by one who was asked, and about such a thing."""
    told_before = given.sentence.index >= each.told_at
    considering = given.reply.response == "considering"
    if not _fits(each, given) or (considering and each.response != "none"):
        return False
    if not _names_request(about):
        return told_before and about.lemma in each.text.lower().split()
    if not _is_invited(each, about):
        return False
    of_asker = not given.owners or bool(set(given.owners) & set(each.by))
    return of_asker and (told_before or considering)


def _is_invited(each: Request, about: Word | None) -> bool:
    """Whether the request is to come and talk where the answer is to an invitation."""
    return about is None or about.lemma != "invitation" or each.text.split()[0] in demand_words().doing["meeting"]


def _answers_deed(each: Request, given: _Answer, deed: Word) -> bool:
    """Whether a party says of the very deed that it was asked for that it will not do it, or will."""
    who = set(given.repliers)
    fits = bool(who & set(each.of)) and not who & set(each.by)
    return fits and _was_told(each, given) and each.text.lower().split()[0] == deed.lemma


def _last_told(told: list[Request], near: range, given: _Answer) -> list[int]:
    """The requests told last before an answer that only points back: "…; Ankara ruled it out"."""
    before = [at for at in near if _was_told(told[at], given)]
    nearest = max((told[at].told_at for at in before), default=-_BACK)
    distance = given.sentence.index - nearest
    if distance > _NEAR or not given.possible or (not given.repliers and distance > 1):
        return []
    last = [at for at in before if told[at].told_at == nearest and _is_invited(told[at], given.reply.about)]
    fitting = [at for at in last if _fits(told[at], given)]
    if fitting and given.reply.whole:
        return [at for at in last if not set(given.repliers) & set(told[at].by)]
    if fitting or given.reply.response != "rejected" or distance > 1:
        return fitting
    # One who was not asked can refuse it as well: "asked the United Nations to send police; Delhi dismissed the call".
    return [at for at in last if not set(given.repliers) <= set(told[at].by)]


def _was_told(each: Request, given: _Answer) -> bool:
    """Whether the request stands before the answer."""
    return each.told_at <= given.sentence.index and each.start < given.reply.word.start


def _names_request(noun: Word) -> bool:
    """Whether the noun is one of asking: "the demand", "these terms"."""
    return noun.lemma in demand_words().replied_to


def _points_here(noun: Word) -> bool:
    """Whether the noun names what the sentence itself just told: "…, an offer the rebels refused"."""
    return any(kid.low in {"a", "an"} for kid in noun.kids)


def _owners(noun: Word) -> list[Word]:
    """Whose request the noun is: "these demands from Moscow", "Israel's terms"."""
    found = [kid for kid in noun.kids if kid.dep in {"poss", "amod", "compound", "nmod"}]
    found += [obj for prep in noun.kids if prep.low in {"from", "by"} for obj in prep.kids if obj.dep == "pobj"]
    return found
