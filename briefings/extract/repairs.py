"""What the parser often gets wrong in headlines, dispatches and coders' notes, put right on the tree.

Each repair asks for a form that no whole sentence of prose has, so that a right parse is left alone.
"""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING

from briefings.extract.lexicon import load
from briefings.extract.people import is_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.parse import Word

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_WHERE = frozenset({"in", "at", "near", "outside", "of", "around"})
_INSIDE = frozenset({"ad", "al", "ed", "el", "de", "del", "do", "da", "of", "and", "-", "'s", "the", "ul"})
_WRONG = frozenset({"nsubj", "nsubjpass", "appos", "npadvmod", "conj", "dep", "dobj"})
_DASHES = frozenset({"-", "–", "—", "--"})
_LINE = 12
"""Words at most in a date line."""
_BEGINS = frozenset({":", "-", "–", "—", '"', "“", "'", "‘"})
_INNER = frozenset({"compound", "amod", "nmod", "nummod"})
_LOSSES = frozenset({"dead", "killed", "wounded", "hurt", "injured"})
_THROUGH = frozenset(
    {"rip", "land", "slam", "tear", "crash", "fire", "rips", "lands", "slams", "tears", "crashes", "fires"}
)
_OBJECT = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "VERB"})


def repair(words: Sequence[Word]) -> None:
    """Put the tree of one sentence right, in place."""
    if not words:
        return
    for word in words:
        if word.tag == "NNPS" and (word.i == 0 or words[word.i - 1].text in _BEGINS):
            _lower(word)
    _acronym(words)
    _label(words)
    _dateline(words)
    _address(words)
    _headline(words)
    _participle(words)
    _attributive(words)
    _reduced(words)
    for word in words:
        if word.pos == "VERB" and _is_finite(word):
            _subject(words, word)


def _attach(word: Word, head: Word, dep: str) -> None:
    """Hang ``word`` on ``head`` (on itself: make it the root) as ``dep``; never on a word below it."""
    above = head
    while head is not word and above.head is not above:
        above = above.head
        if above is word:
            return
    if word.head is not word:
        word.head.kids.remove(word)
    word.head, word.dep = head, dep
    if head is not word:
        head.kids.append(word)
        head.kids.sort(key=lambda kid: kid.i)


def _label(words: Sequence[Word]) -> None:
    """Take the date label of a note off the top of its tree: "08/21/2015: Assailants attacked …"."""
    label = words[0]
    if len(words) < 4 or label.head is not label or words[1].low != ":" or not label.low[:1].isdigit():
        return
    top = next((kid for kid in label.kids if kid.pos not in {"PUNCT", "SPACE"}), None)
    if top is None:
        return
    for kid in list(label.kids):
        if kid is not top:
            _attach(kid, top, kid.dep)
    _attach(top, top, "ROOT")
    _attach(label, top, "npadvmod")


def _dateline(words: Sequence[Word]) -> None:
    """Part a date line from its sentence: in "PORT SUDAN, Sudan - Drones hit a shelter" the drones are the subject."""
    first = words[0]
    if not (first.text.isupper() and len(first.text) > 2):
        return
    dashes = (word.i for word in words[1:_LINE] if word.low in _DASHES and words[word.i - 1].end < word.start)
    end = next(dashes, None)
    if end is None:
        return
    top = next((word for word in words[:end] if word.head.i > end), None)
    if top is None:
        return
    above, dep = top.head, top.dep
    _attach(top, above, "npadvmod")
    for word in words[:end]:
        if word.head.i > end and word is not top:
            _attach(word, top, "dep")
    for word in [*words[end + 1 :]]:
        if word.head.i <= end and word.pos != "PUNCT":
            _attach(word, above, dep if word.pos in _NOMINAL else "dep")


def _address(words: Sequence[Word]) -> None:
    """Hang the parts of an address on its first: "in Balad, Salah ad Din, Iraq, gunmen opened fire"."""
    i = 0
    while i < len(words):
        first = words[i]
        if first.dep != "pobj" or first.head.low not in _WHERE or not _is_named(words, first):
            i += 1
            continue
        i += 1
        at = _run_end(words, first.i)
        while at + 1 < len(words) and words[at].low == ",":
            end = _run_end(words, at + 1)
            if end == at + 1 or not (words[end].low in {",", ".", ";", ":"} if end < len(words) else True):
                break
            run = words[at + 1 : end]
            if not any(word.pos == "PROPN" for word in run):
                break
            head = next((word for word in reversed(run) if word.head not in run or word.head is word), run[-1])
            if (
                head.dep in _WRONG
                or (head.head.i > end and head.head.pos in {"VERB", "AUX"})
                or head.head.pos == "NOUN"
            ):
                _attach(head, first, "appos")
            at = end
        i = max(i, at)


def _is_named(words: Sequence[Word], noun: Word) -> bool:
    """Whether the noun is a place's name, or its generic word after one: "Kano city"."""
    return noun.pos == "PROPN" or (noun.low in _generic() and noun.i > 0 and words[noun.i - 1].pos == "PROPN")


@cache
def _generic() -> frozenset[str]:
    """Words for a kind of place that follow its name: "Kano city", "Diyala governorate"."""
    places = load("places.toml")
    return frozenset(places["settlement"]) | frozenset(places["region"]) | frozenset(places["district"])


def _run_end(words: Sequence[Word], at: int) -> int:
    """The index after the run of names and generic words that begins at ``at``."""
    while at < len(words) and (words[at].text[0].isupper() or words[at].low in _generic() | _INSIDE):
        at += 1
    return at


def _lower(word: Word) -> None:
    """Make "Assailants" at the head of a note the common noun that it is."""
    word.pos, word.tag = "NOUN", "NNS"
    if word.low.endswith("men"):
        word.lemma = word.low.removesuffix("men") + "man"
    else:
        word.lemma = word.low.removesuffix("s")


def _is_finite(verb: Word) -> bool:
    return verb.tag in _FINITE or any(kid.dep in {"aux", "auxpass"} for kid in verb.kids)


def _subject(words: Sequence[Word], verb: Word) -> None:
    """Give a verb the subject that the parser took for an apposition of the place before it.

    "In Dhahran, Saudi Arabia, an American contractor was beheaded."
    """
    if verb.dep not in {"ROOT", "ccomp", "conj"} or any(kid.dep in _SUBJECTS for kid in verb.kids):
        return
    if verb.dep == "conj" and verb.head.pos in {"VERB", "AUX"}:
        return  # it shares its subject
    for word in reversed(words[: verb.i]):
        if (
            word.dep in {"appos", "conj", "npadvmod"}
            and word.pos == "NOUN"
            and word.head.pos == "PROPN"
            and word.i > word.head.i
        ):
            if word.tag == "NNS" or any(kid.dep in {"det", "nummod", "amod"} for kid in word.kids):
                passive = any(kid.dep == "auxpass" for kid in verb.kids)
                _attach(word, verb, "nsubjpass" if passive else "nsubj")
            return
        if word.pos in {"VERB", "AUX"} and word.dep not in {"acl", "relcl", "aux", "auxpass"} and word.head is not verb:
            return


def _participle(words: Sequence[Word]) -> None:
    """Make the last participle of a sentence without a verb its predicate: "A device planted in a car detonated"."""
    root = next((word for word in words if word.head is word and word.pos in _NOMINAL), None)
    if (
        root is None
        or words[-1].text not in {".", "!"}
        or any(_is_finite(word) for word in words if word.pos in {"VERB", "AUX"} and word.dep != "acl")
    ):
        return
    past = next((kid for kid in root.kids if kid.tag == "VBD" and kid.dep in {"acl", "conj"} and kid.i > root.i), None)
    first = next((kid for kid in root.kids if kid.dep == "acl" and kid.tag == "VBN" and kid.i > root.i), None)
    if past is None and first is not None:
        past = next((word for word in words[first.i + 1 :] if _is_loose(word)), None)
    if past is not None:
        _attach(past, past, "ROOT")
        _attach(root, past, "nsubj")
        past.tag = "VBD"


def _acronym(words: Sequence[Word]) -> None:
    """Make "IS" the name that it is among words in lower case: "IS militants attacked", "IS claimed it"."""
    if sum(word.text.isupper() and len(word.text) > 1 for word in words) > len(words) // 2:
        return
    for word, after in itertools.pairwise(words):
        if word.text != "IS" or word.pos == "PROPN":
            continue
        word.pos, word.tag, word.lemma = "PROPN", "NNP", "is"
        if after.tag in {"NN", "NNS"}:
            _attach(word, after, "compound")
        elif word.dep in {"aux", "auxpass"}:
            word.dep = "nsubj"


def _attributive(words: Sequence[Word]) -> None:
    """Make a past participle before a plural the verb of a sentence without one: "A bomber targeted mourners"."""
    if any(_is_finite(word) for word in words if word.pos in {"VERB", "AUX"} and word.dep not in {"relcl", "advcl"}):
        return
    base = _headline_verbs()[0]
    for before, word in itertools.pairwise(words):
        whole = before.pos in _NOMINAL and before.head is word.head and word.head.i > word.i
        if whole and word.tag == "VBN" and word.dep == "amod" and word.lemma in base and word.head.head is word.head:
            thing = word.head
            for kid in [kid for kid in thing.kids if kid.i < word.i]:
                _attach(kid, before, kid.dep)
            _attach(word, word, "ROOT")
            _attach(before, word, "nsubj")
            _attach(thing, word, "dobj")
            for kid in [kid for kid in thing.kids if kid.dep in {"punct", "prep"} and kid.i > thing.i]:
                _attach(kid, word, kid.dep)
            word.tag = "VBD"
            return


def _reduced(words: Sequence[Word]) -> None:
    """Make the finite verb the root where a participle was taken for it: "Rockets fired on Friday hit Hama"."""
    root = next(word for word in words if word.head is word)
    subject = next((kid for kid in root.kids if kid.dep == "nsubj" and kid.pos in _NOMINAL), None)
    told = next((kid for kid in root.kids if kid.dep == "conj" and kid.tag == "VBD" and kid.i > root.i), None)
    if root.tag != "VBN" or subject is None or told is None:
        return
    if any(kid.dep in {"aux", "auxpass", "cc"} for kid in root.kids) or any(kid.dep in _SUBJECTS for kid in told.kids):
        return
    _attach(told, told, "ROOT")
    _attach(subject, told, "nsubj")
    _attach(root, subject, "acl")


def _is_loose(word: Word) -> bool:
    """Whether the word is a participle right behind a noun that may be the predicate of the sentence."""
    behind = word.dep == "acl" and word.tag in {"VBN", "VBD"} and word.head.i == word.i - 1
    return behind and not any(kid.dep == "agent" for kid in word.kids)


@cache
def _headline_verbs() -> tuple[frozenset[str], frozenset[str]]:
    """The verbs of attack and loss, in their base form and in the third person."""
    data = load("violence.toml")["verbs"]
    base = {verb for kind in ("sure", "unsure") for verb in data[kind]} | {
        "wound",
        "injure",
        "fire",
        "launch",
        "drop",
        "lob",
        "rip",
        "detonate",
        "accuse",
        "trigger",
        "seize",
        "capture",
        "plant",
        "blame",
        "suspect",
        "claim",
    }
    return frozenset(base), frozenset(_third(verb) for verb in base)


def _third(verb: str) -> str:
    return f"{verb}es" if verb.endswith(("sh", "ch", "s", "x")) else f"{verb}s"


def _headline(words: Sequence[Word]) -> None:
    """Make the verb of a headline one where the parser took it for a noun: "Rebels storm barracks"."""
    plain = not any(word.low in {"the", "a", "an"} or word.tag == "VBD" for word in words)
    start = 0
    for i in [word.i for word in words if word.low == ";" or (plain and word.low == ",")] + [len(words)]:
        _headline_part(words[start:i])
        start = i + 1


def _headline_part(words: Sequence[Word]) -> None:
    """Do so for the words between two semicolons, or commas in a text without articles."""
    _people(words)
    if any(word.pos in {"VERB", "AUX"} and word.dep != "acl" and word.tag not in {"VBG", "VBN"} for word in words):
        return
    base, third = _headline_verbs()
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if word.pos not in {"NOUN", "ADJ", "PROPN"} or not word.text.islower():
            continue
        if before.pos not in _NOMINAL and not before.text[0].isupper():
            continue
        if after.pos not in _OBJECT and not (word.lemma in _THROUGH and after.low in {"on", "at", "through"}):
            continue
        plural = before.tag in {"NNS", "NNPS", "NNP", "JJ"} or before.ent in {"ORG", "NORP"}
        if (word.low in third and before.tag in {"NN", "NNP"}) or (word.low in base and plural):
            _promote(words, word, before)
            return


def _people(words: Sequence[Word]) -> None:
    """Make "militants" a noun again where a headline's verb or word of loss follows it."""
    base, third = _headline_verbs()
    for word, after in itertools.pairwise(words):
        if word.pos == "VERB" and word.low.endswith("s") and is_person(word) and after.low in base | third | _LOSSES:
            word.pos, word.tag = "NOUN", "NNS"


def _promote(words: Sequence[Word], verb: Word, subject: Word) -> None:
    """Make ``verb`` the head of its part, what stands before it its subject and the noun after it its object."""
    inside = {word.i for word in words}
    top = next((word for word in words if word.head is word or word.head.i not in inside), verb)
    above, dep = (verb, "ROOT") if top.head is top else (top.head, top.dep)
    verb.pos, verb.tag = "VERB", "VBZ" if verb.low.endswith("s") else "VBP"
    verb.lemma = _base(verb.low)
    following = next((word for word in words if word.i > verb.i and word.pos not in {"DET", "NUM", "ADJ"}), None)
    taken = following
    while (
        taken is not None
        and taken.head.i > verb.i
        and taken.head is not taken
        and taken.dep in _INNER
        and taken.head.i in inside
    ):
        taken = taken.head
    _attach(verb, above, dep)
    if top is not verb:
        _attach(top, verb, "dep")
    if subject.head is not verb:
        _attach(subject, verb, "nsubj")
    subject.dep = "nsubj"
    if taken is not None and taken.pos in _NOMINAL and words[verb.i - words[0].i + 1].pos in _OBJECT:
        _attach(taken, verb, "dobj")
    for word in words:
        if word.i < subject.i and word.head in {top, verb, taken} and word is not top:
            _attach(word, subject, "compound")


def _base(form: str) -> str:
    base, third = _headline_verbs()
    if form in base or form not in third:
        return form
    return next(verb for verb in base if _third(verb) == form)
