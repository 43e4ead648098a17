"""Where a phrase of what is asked ends: before commentary, the next clause, a mark that is no list's.

Told along the line of words with help of the tree, as a long sentence is where a parser errs most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.demand_words import demand_words
from briefings.extract.tree import SUBJECTS, ancestors, kids

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word

_LONGEST = 25
"""Words of a phrase at most: beyond it stands commentary."""

_ASIDE = 12
"""Words of an aside between a verb and its object."""

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_LINKS = frozenset({"and", "or", "&"})
_MARKS = frozenset({";", ":", "–", "—", "(", "--", "...", "…", ".", "!", "?"})
_TURNS = frozenset({"mark", "advmod", "prep", "nsubj", "cc", "nsubjpass", "advcl"})
_CONJUNCTIONS = frozenset({"that", "when", "if", "until", "unless", "once"})
_RELATIVES = frozenset({"who", "whom", "whose", "which"})


def opens_quote(word: Word) -> bool:
    """Whether ``word`` is an opening quotation mark; the tagger tells straight ones apart."""
    return word.text in {"“", "«"} or (word.text == '"' and word.tag == "``")


def closes_quote(word: Word) -> bool:
    """Whether ``word`` is a closing quotation mark."""
    return word.text in {"”", "»"} or (word.text == '"' and word.tag != "``")


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
    return " ".join(text.split()).replace(" ,", ",")


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
    if word.dep == "ROOT" and word.tag in _FINITE and any(kid.i <= first for kid in kids(word, SUBJECTS)):
        return True  # "a panel that was to offer an amnesty has met nobody"
    if word.pos == "PUNCT" or word.text in _MARKS:
        return _ends_at_mark(words, first, at)
    if _is_predicate(words, at):
        return True
    after = words[at + 1].low if at + 1 < len(words) else ""
    if word.low in _LINKS | {"but"}:
        threat = word.low == "or" and after in demand_words().phrases["threats"]
        return threat or _starts_clause(words, at + 1) or (word.low == "but" and word.dep in _TURNS)
    return _ends_at_word(words, at, after)


def _is_predicate(words: list[Word], at: int) -> bool:
    """Whether a condition begins at ``at`` that the phrase before it is made: "the release … a condition for talks"."""
    if words[at].low not in {"a", "an", "its", "their", "his", "her"} or words[at - 1].pos not in _NOMINAL:
        return False
    return any(each.lemma in demand_words().terms["nouns"] for each in words[at + 1 : at + 3])


def _ends_at_mark(words: list[Word], first: int, at: int) -> bool:
    """Whether the mark at ``at`` ends the phrase from ``first``."""
    word = words[at]
    if closes_quote(word):
        return not any(opens_quote(each) for each in words[first:at])
    if word.text == ",":
        return not (_is_list_comma(words, first, at) or _is_aside(words, first, at))
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
    """Whether a clause of its own begins at ``at``: "and there must be …", "and ruling out …", "and that Y …"."""
    if at < len(words) and words[at].low in _CONJUNCTIONS and words[at].dep in {"mark", "advmod"}:
        return True
    for word in words[at : at + 6]:
        if word.low in _RELATIVES | {"that"} or word.text == "," or word.dep == "relcl":
            return False
        if word.tag in {"MD", "VBD", "VBZ"} and word.pos in {"AUX", "VERB"}:
            return word.i > at or word.dep == "conj"
        if word.tag == "VBP" and word.dep == "auxpass" and word.i > at:
            return True
        if word.tag == "TO" and word.dep == "aux" and word.i > at:
            return all(each.pos in {"DET", "ADJ", "NOUN", "PROPN"} for each in words[at : word.i])
    return at < len(words) and words[at].tag == "VBG" and words[at].pos == "VERB" and words[at].head.tag != "VBG"


def _is_aside(words: list[Word], first: int, at: int) -> bool:
    """Whether the comma opens or closes an aside right after the verb: "release, without delay, all detainees"."""
    start = first + 1
    while start < len(words) and words[start].dep in {"prt", "advmod"} and words[start].text != ",":
        start += 1
    if start >= len(words) or words[start].text != "," or start + 1 >= len(words):
        return False
    aside = words[start + 1 : start + _ASIDE]
    if aside[0].pos not in {"ADP", "ADV", "SCONJ"}:
        return False
    end = next((each.i for each in aside if each.text == ","), -1)
    if end < 0 or end + 1 >= len(words) or at not in {start, end}:
        return False
    return words[end + 1].pos in {"DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON", "VERB"} and words[end + 1].tag != "VBD"


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
