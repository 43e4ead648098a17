from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefings.records import (
    Article,
    Briefing,
    Casualty,
    Count,
    Delegate,
    Demand,
    Evidence,
    Group,
    Munition,
    Place,
    Strike,
    Talk,
    When,
)
from briefings.render import WIDTH, Format, Renderer

SENTENCES = {
    "talks": "Negotiators of Russia and Ukraine met in Istanbul on Monday and agreed to swap 6,000 bodies.",
    "next": "Another round could be held between June 20 and June 30, Umerov said.",
    "demands": "Russia demanded that Ukraine withdraw from four regions and lift martial law.",
    "reply": "Ukraine rejected both demands.",
    "wave": "Russia launched 472 drones and seven missiles on Sunday, and about 380 drones were shot down, "
    "Ukraine's air force said.",
    "shelling": "Shelling of Kherson killed three people and wounded 19, two children among them, "
    "regional officials said.",
    "depot": "A depot near Zaporizhzhia burned down after a blast; the governor spoke of 27 dead.",
    "depot_army": "The army counted 20 dead at the depot.",
    "war": "More than 12,000 civilians have been killed since 2022, according to the United Nations.",
}
TEXT = " ".join(SENTENCES.values())
SUNDAY = When(text="on Sunday", start=date(2025, 6, 1), end=date(2025, 6, 1))
MONDAY = When(text="on Monday", start=date(2025, 6, 2), end=date(2025, 6, 2))
KHERSON = Place(name="Kherson", country="UA", precision="exact")
NEAR_ZAPORIZHZHIA = Place(name="Zaporizhzhia", country="UA", precision="near")


def exactly(number: int) -> Count:
    return Count(best=number, low=number, high=number, text=str(number))


def at_least(number: int, text: str = "") -> Count:
    return Count(best=number, low=number, high=None, text=text or f"at least {number}")


def quoted(*names: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            quote=SENTENCES[name],
            start=(start := TEXT.index(SENTENCES[name])),
            end=start + len(SENTENCES[name]),
        )
        for name in names
    )


def empty_briefing(**article: object) -> Briefing:
    return Briefing(article=Article.model_validate({"id": "a", "text": "Nothing happened.", **article}))


def full_briefing() -> Briefing:
    """Every section, with hedges, a dispute, a running total and an attacker that is not named."""
    asked = {
        "by": ("Russia",),
        "of": ("Ukraine",),
        "kind": "demand",
        "response": "rejected",
        "response_by": ("Ukraine",),
    }
    wave = (
        Munition(
            weapon="drone",
            launched=exactly(472),
            intercepted=Count(best=380, low=None, high=None, text="about 380"),
        ),
        Munition(weapon="missile", launched=exactly(7)),
    )
    return Briefing(
        article=Article(
            id="a",
            url="https://example.org/istanbul",
            title="Second Istanbul meeting brings a swap of the dead",
            outlet="Briefbot examples",
            published=date(2025, 6, 2),
            text=TEXT,
        ),
        talks=(
            Talk(
                id="t1",
                parties=("Russia", "Ukraine"),
                mediators=("Turkey",),
                delegates=(Delegate(name="Rustem Umerov", role="defence minister", party="Ukraine"),),
                place=Place(name="Istanbul", country="TR", precision="exact"),
                when=MONDAY,
                status="held",
                outcome="partial",
                agreements=("swap 6,000 bodies",),
                next_round=When(text="between June 20 and June 30", start=date(2025, 6, 20), end=date(2025, 6, 30)),
                evidence=quoted("talks", "next"),
            ),
        ),
        demands=(
            Demand.model_validate(
                {
                    "id": "d1",
                    "text": "withdraw from four regions",
                    "evidence": quoted("demands", "reply"),
                    **asked,
                }
            ),
            Demand.model_validate(
                {"id": "d2", "text": "lift martial law", "evidence": quoted("demands", "reply"), **asked}
            ),
        ),
        strikes=(
            Strike(
                id="s1",
                attackers=("Russia",),
                defenders=("Ukraine",),
                weapons=("drone", "missile"),
                when=SUNDAY,
                munitions=wave,
                attribution=("Ukraine's air force",),
                evidence=quoted("wave"),
            ),
            Strike(
                id="s2",
                attackers=("Russia",),
                defenders=("Ukraine",),
                weapons=("artillery",),
                places=(KHERSON,),
                attribution=("regional officials",),
                evidence=quoted("shelling"),
            ),
            Strike(
                id="s3",
                defenders=("Ukraine",),
                targets=("depot",),
                places=(NEAR_ZAPORIZHZHIA,),
                damage=("depot burned down",),
                evidence=quoted("depot"),
            ),
        ),
        casualties=(
            Casualty(
                id="c1",
                killed=exactly(3),
                injured=exactly(19),
                groups=(Group(who="children", injured=exactly(2)),),
                party="Ukraine",
                place=KHERSON,
                cause="shelling",
                strike="s2",
                attribution=("regional officials",),
                evidence=quoted("shelling"),
            ),
            Casualty(
                id="c2",
                killed=exactly(27),
                place=NEAR_ZAPORIZHZHIA,
                strike="s3",
                attribution=("the governor",),
                evidence=quoted("depot"),
            ),
            Casualty(
                id="c3",
                killed=at_least(12_000, "More than 12,000"),
                party="Ukraine",
                scope="cumulative",
                attribution=("the United Nations",),
                evidence=quoted("war"),
            ),
            Casualty(
                id="c4",
                killed=exactly(20),
                place=NEAR_ZAPORIZHZHIA,
                strike="s3",
                attribution=("the army",),
                evidence=quoted("depot_army"),
            ),
        ),
        warnings=("an example of a warning",),
    )


RENDERER = Renderer()
"""Compiles each template once for all tests, as it does for all articles of a run."""
FORMATS: tuple[Format, ...] = ("text", "markdown")
HOSTILE = st.text(st.sampled_from("\\`*_[]()<>#+-.!|~@&:=$\"'/ \n\t\x1b\u202e19Aa") | st.characters(), max_size=40)


def rendered(briefing: Briefing, format_: Format = "text") -> str:
    return RENDERER.render(briefing, format_)


def unwrapped(page: str) -> str:
    return " ".join(page.split())


@pytest.mark.parametrize("format_", FORMATS)
def test_every_quote_stands_once_at_the_foot_and_every_number_leads_to_one(format_: Format) -> None:
    body, foot = re.split(r"(?im)^(?:## )?quotes$", rendered(full_briefing(), format_))
    assert all(f"“{sentence}”" not in unwrapped(body) for sentence in SENTENCES.values())
    assert all(unwrapped(foot).count(sentence) == 1 for sentence in SENTENCES.values())
    numbered = re.findall(r"(?m)^(?:  |- \*\*)\[(\d+)\]", foot)
    assert numbered == [str(number) for number in range(1, len(SENTENCES) + 1)]
    used = re.findall(r"\[(\d+)\]", body)
    assert list(dict.fromkeys(used)) == numbered, "numbered in the order of first use"


@pytest.mark.parametrize("format_", FORMATS)
def test_hedges_speakers_disputes_and_unknowns_are_told_in_words(format_: Format) -> None:
    page = unwrapped(rendered(full_briefing(), format_))
    assert "about 380 intercepted" in page
    assert "more than 12,000 killed, according to the United Nations" in page
    assert "according to Ukraine's air force" in page
    assert "attacker not named" in page
    assert "disputed:" in page
    assert "c2: 27 killed, according to the governor" in page
    assert "c4: 20 killed, according to the army" in page
    assert "rejected by Ukraine" in page
    assert "Next round: 20–30 June 2025" in page
    assert "Among them: children (2 injured)" in page
    assert "Cause: shelling; artillery attack by Russia on Ukraine (s2)" in page


@pytest.mark.parametrize("format_", FORMATS)
def test_key_figures_never_add_up_tolls(format_: Format) -> None:
    page = unwrapped(rendered(full_briefing(), format_))
    figures = page[: re.search(r"(?:## T|T)ALKS", page, re.IGNORECASE).start()]  # type: ignore[union-attr]
    assert "27 killed or 20 killed near Zaporizhzhia, Ukraine, disputed (c2, c4)" in figures
    assert "Running total: more than 12,000 killed (c3)" in figures
    assert not {"47 killed", "30 killed", "50 killed", "479"} & set(re.findall(r"\d+ killed|479", figures))


def test_tolls_that_can_both_be_right_are_not_called_disputed() -> None:
    briefing = full_briefing()
    compatible = briefing.casualties[3].model_copy(update={"killed": at_least(20)})
    page = rendered(briefing.model_copy(update={"casualties": (briefing.casualties[1], compatible)}))
    assert "disputed" not in page
    assert "at least 20 killed near Zaporizhzhia, Ukraine, according to the army" in unwrapped(page)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("section", ["talks", "demands", "strikes", "casualties"])
def test_a_section_with_nothing_in_it_is_left_out(section: str, format_: Format) -> None:
    heading = rf"(?im)^(?:## )?{section}$"
    assert re.search(heading, rendered(full_briefing(), format_))
    assert not re.search(heading, rendered(full_briefing().model_copy(update={section: ()}), format_))


@pytest.mark.parametrize("format_", FORMATS)
def test_an_article_with_none_of_the_four_says_so_in_one_line(format_: Format) -> None:
    page = rendered(empty_briefing(title="A day off", outlet="Us"), format_)
    lines = [line for line in page.splitlines() if line]
    assert lines[0].endswith("A day off")
    assert lines[2:] == ["No talks, demands, strikes or casualties are reported in this article."]


@pytest.mark.parametrize("format_", FORMATS)
def test_an_article_without_headline_or_date_and_its_warnings_are_told(format_: Format) -> None:
    page = rendered(empty_briefing().model_copy(update={"warnings": ("no date: nothing resolved",)}), format_)
    assert "Untitled article" in page
    assert "Publication date unknown" in page
    assert page.rstrip().endswith("no date: nothing resolved")


def test_text_fits_a_terminal_and_hangs_below_its_label() -> None:
    lines = rendered(full_briefing()).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert all(not line or line == line.rstrip() for line in lines)
    first = next(i for i, line in enumerate(lines) if line.startswith("  s1 "))
    assert lines[first + 1].startswith(" " * 7)


def test_the_same_briefing_gives_the_same_page() -> None:
    assert rendered(full_briefing()) == Renderer().render(full_briefing(), "text")


def test_markdown_has_the_sections_as_headings_and_the_facts_as_lists() -> None:
    tokens = MarkdownIt("commonmark").parse(rendered(full_briefing(), "markdown"))
    headings = [tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings[1:] == ["Key figures", "Talks", "Demands", "Strikes", "Casualties", "Quotes", "Warnings"]


def full_of(text: str) -> Briefing:
    """A briefing in which every free text is ``text``."""
    count = Count(best=None, low=12, high=None, text=text)
    evidence = (Evidence(quote=text, start=0, end=len(text)),)
    when = When(text=text)
    place = Place(name=text, precision="near")
    return Briefing(
        article=Article(id="a", title=text, outlet=text, url=text, text=text),
        talks=(
            Talk(
                id="t1",
                parties=(text, text),
                mediators=(text,),
                delegates=(Delegate(name=text, role=text, party=text),),
                place=place,
                when=when,
                status="called_off",
                agreements=(text,),
                next_round=when,
                attribution=(text,),
                evidence=evidence,
            ),
        ),
        demands=(Demand(id="d1", by=(text,), of=(text,), text=text, kind="appeal", evidence=evidence),),
        strikes=(
            Strike(
                id="s1",
                attackers=(text,),
                targets=(text,),
                places=(place,),
                munitions=(Munition(weapon="other", launched=count),),
                damage=(text,),
                evidence=evidence,
            ),
        ),
        casualties=(
            Casualty(
                id="c1",
                killed=count,
                groups=(Group(who=text, injured=count),),
                party=text,
                cause=text,
                strike="s1",
                attribution=(text,),
                evidence=evidence,
            ),
        ),
        warnings=(text,),
    )


@settings(deadline=None)
@given(HOSTILE)
def test_whatever_an_article_says_text_has_no_control_characters(text: str) -> None:
    assert rendered(full_of(text)).replace("\n", "").isprintable()


@settings(deadline=None)
@given(HOSTILE)
def test_whatever_an_article_says_markdown_keeps_its_shape(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(rendered(full_of(text), "markdown"))
    headings = [tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings[-7:] == ["Key figures", "Talks", "Demands", "Strikes", "Casualties", "Quotes", "Warnings"]
    inline = {child.type for token in tokens for child in token.children or []}
    assert inline <= {"text", "text_special", "softbreak", "strong_open", "strong_close"}
    assert not {"html_block", "fence", "code_block", "hr", "table_open"} & {token.type for token in tokens}
