"""What is asked, put into words: each thing as a phrase that starts with the verb's base form.

The words stay the article's own; a noun of action becomes its verb ("the immediate release of all
prisoners" → "release all prisoners immediately"). Coordinated things are told apart along the line of
words as well as by the tree, because a long list is where a parser errs most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.demand_words import demand_words
from briefings.extract.tree import SUBJECTS, agents, ancestors, kids, subjects, subtree

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.extract.parse import Sentence, Word

    Parties = Callable[[Word], tuple[str, ...]]

_LONGEST = 25
"""Words of a phrase at most: beyond it stands commentary."""

_LONGEST_THEME = 5
"""Words of a subject that is put under "let"; a longer one is a misread clause."""

_REACH = 80
"""Words to look ahead for more that is asked; no sentence of a newspaper lists further."""

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_LINKS = frozenset({"and", "or", "&"})
_MARKS = frozenset({";", ":", "–", "—", "(", "--", "...", "…", ".", "!", "?"})
_TURNS = frozenset({"mark", "advmod", "prep", "nsubj", "cc", "nsubjpass", "advcl"})
_QUOTES = '"“”„«»'
_RELATIVES = frozenset({"who", "whom", "whose", "which"})
_BARE = frozenset({"be", "have", "do"})
_STATES = frozenset({"be", "become", "remain", "have"})
_UNNAMED = frozenset({"it", "this", "that", "which", "these", "those", "what", "one", "there", "he", "she"})


class Thing(NamedTuple):
    """One thing asked: its wording, told from ``word`` to index ``last``; ``doers`` are to do it."""

    text: str
    word: Word
    last: int
    doers: tuple[Word, ...] = ()


def things_of_verb(sentence: Sentence, verb: Word, parties: Parties) -> list[Thing]:
    """What a clause asks, one thing a verb; ``verb`` heads an infinitive, subjunctive or modal clause."""
    found: list[Thing] = []
    doers = tuple(subjects(verb))
    run = _coordinated_verbs(sentence, verb)
    for at, each in enumerate(run):
        stop = run[at + 1].i if at + 1 < len(run) else len(sentence.words)
        own = tuple(kids(each, SUBJECTS)) or doers
        if thing := _verb_thing(sentence, each, stop, own, parties):
            found.append(thing)
            if thing.text.startswith("let "):
                break
    return found


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


def opens_quote(word: Word) -> bool:
    """Whether ``word`` is an opening quotation mark; the tagger tells straight ones apart."""
    return word.text in {"“", "«"} or (word.text == '"' and word.tag == "``")


def closes_quote(word: Word) -> bool:
    """Whether ``word`` is a closing quotation mark."""
    return word.text in {"”", "»"} or (word.text == '"' and word.tag != "``")


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
    return _thing(_parts(verb, [verb.lemma, _rest(sentence, verb.i, last)]), verb, last, doers)


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
    theme = _phrase(sentence, doers[0]) if doers else ""
    return _thing(_parts(verb, [verb.lemma, theme, _rest(sentence, verb.i, end)]), verb, last, by)


def _let_thing(sentence: Sentence, verb: Word, last: int, doer: Word) -> Thing | None:
    """What a thing is to do, put under who is asked: "aid must reach them" → "let aid reach them"."""
    theme, rest = _phrase(sentence, doer), _rest(sentence, verb.i, last)
    if verb.lemma in demand_words().doing["ergative"] and not kids(verb, {"dobj", "xcomp"}):
        return _thing(_parts(verb, [verb.lemma, theme, rest]), verb, last)
    if verb.lemma in _STATES or not theme or len(theme.split()) > _LONGEST_THEME:
        return None
    return _thing(["let", theme, *_parts(verb, [verb.lemma, rest])], verb, last)


def _is_bare_passive(verb: Word) -> bool:
    """Whether a participle stands with "be" though the parser did not call it passive."""
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
    )


def _thing(parts: list[str], word: Word, last: int, doers: tuple[Word, ...] = ()) -> Thing | None:
    """A phrase out of its parts, or None where nothing but a bare auxiliary is left."""
    text = tidy(" ".join(part for part in parts if part))
    return Thing(text, word, last, doers) if text and text not in {"be", "do", "have", "not"} else None


def tidy(text: str) -> str:
    """``text`` without stray punctuation, unbalanced quotation marks and words beyond the longest phrase."""
    words = text.split()
    text = " ".join(words[:_LONGEST]).strip()
    for opening, closing in (("“", "”"), ("«", "»"), ("(", ")")):
        if opening in text and text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
        elif closing in text and opening not in text:
            text = text.replace(closing, "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    text = text.strip(" ,;:–—-")
    if text[-1:] in '"”' and text[:-1].rstrip()[-1:] in ",;":
        text = text[:-1].rstrip(" ,;") + text[-1]
    return " ".join(text.split())


def _phrase(sentence: Sentence, noun: Word) -> str:
    """The noun phrase in the article's words without its clauses."""
    if noun.pos == "PRON" and noun.low in _RELATIVES | {"that"}:
        return ""
    words = subtree(noun, {"relcl", "appos", "advcl", "cc", "punct", "parataxis", "acl", "conj"})
    first, last = words[0].i, words[-1].i
    return sentence.slice(max(first, noun.i - 8), min(last, noun.i + 8))


def tail(sentence: Sentence, first: int, stop: int) -> int:
    """Index of the last word of the phrase that starts at ``first`` and ends before ``stop``."""
    words = sentence.words
    for at in range(first + 1, min(stop, len(words), first + _LONGEST + 1)):
        if _ends_phrase(sentence, first, at):
            return at - 1
    last = min(stop, len(words), first + _LONGEST + 1) - 1
    while last > first and (words[last].low in _LINKS | {"but", "to", "not"} or words[last].pos in {"PUNCT", "CCONJ"}):
        if words[last].text in '”"»' and any(word.text in '“"«' for word in words[first:last]):
            break
        last -= 1
    return last


def _ends_phrase(sentence: Sentence, first: int, at: int) -> bool:
    """Whether the phrase from ``first`` is over before word ``at``."""
    words, word = sentence.words, sentence.words[at]
    if word.pos == "PUNCT" or word.text in _MARKS:
        return _ends_at_mark(words, first, at)
    after = words[at + 1].low if at + 1 < len(words) else ""
    if word.low in _LINKS | {"but"}:
        threat = word.low == "or" and after in demand_words().phrases["threats"]
        return threat or _starts_clause(words, at + 1) or (word.low == "but" and word.dep in _TURNS)
    return _ends_at_word(words, at, after)


def _ends_at_mark(words: list[Word], first: int, at: int) -> bool:
    """Whether the mark at ``at`` ends the phrase from ``first``."""
    word = words[at]
    if closes_quote(word):
        return not any(opens_quote(each) for each in words[first:at])
    if word.text == ",":
        return not _is_list_comma(words, first, at)
    return word.text in _MARKS or (word.text == "-" and word.tag == ":")


def _ends_at_word(words: list[Word], at: int, after: str) -> bool:
    """Whether the word at ``at`` begins what only tells about the request."""
    word = words[at]
    lexicon = demand_words().phrases
    if word.low == "as" and word.dep != "mark":  # "as a precondition for a truce", but not "as an official language"
        return any("condition" in each.low for each in words[at : at + 4])
    if word.low in lexicon["stops"] and word.dep in _TURNS:
        return True
    if word.low == "in" and any(each.low in lexicon["venues"] for each in words[at + 1 : at + 4]):
        return after in {"a", "an", "the", "his", "her", "its", "their"}
    return word.low in _RELATIVES and words[at - 1].text == ","


def _starts_clause(words: list[Word], at: int) -> bool:
    """Whether a clause of its own begins at ``at``: "and there must be …", "and ruling out …"."""
    for word in words[at : at + 6]:
        if word.low in _RELATIVES | {"that"} or word.text == "," or word.dep == "relcl":
            return False
        if word.tag in {"MD", "VBD", "VBZ"} and word.pos in {"AUX", "VERB"}:
            return word.i > at or word.dep == "conj"
        if word.tag == "TO" and word.dep == "aux" and word.i > at:
            return all(each.pos in {"DET", "ADJ", "NOUN", "PROPN"} for each in words[at : word.i])
    return at < len(words) and words[at].tag == "VBG" and words[at].pos == "VERB" and words[at].head.tag != "VBG"


def _is_list_comma(words: list[Word], first: int, at: int) -> bool:
    """Whether the comma at ``at`` stands within a list of nouns or adjectives."""
    if at + 1 >= len(words):
        return False
    follows = words[at + 1]
    if follows.low in _LINKS:
        follows = words[at + 2] if at + 2 < len(words) else follows
        return follows.pos in _NOMINAL | {"ADJ", "DET"} and _conjunct_head(follows, first) is not None
    if words[at - 1].pos == "ADJ" and follows.pos == "ADJ":
        return True
    joined = _conjunct_head(follows, first)
    return joined is not None and any(each.low in _LINKS for each in words[at : at + 14])


def _conjunct_head(word: Word, first: int) -> Word | None:
    """The noun that ``word`` belongs to where it is coordinated with an earlier one after ``first``."""
    for each in (word, *ancestors(word)):
        if each.dep == "conj":
            return each if each.head.i >= first and each.pos in _NOMINAL | {"ADJ"} else None
        if each.pos not in _NOMINAL | {"ADJ", "DET", "ADV"}:
            return None
    return None
