import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefings.escape import escaped, markdown, plain
from briefings.records import Article, Briefing, Evidence, Talk

GUARD = "\N{WORD JOINER}"
HOSTILE = st.text(
    st.sampled_from("\\`*_{}[]()<>#+-.!|~@&:=$^\"'/ \n\t\x1b\u202e\x07;09mwah") | st.characters(), max_size=60
)


def read_markdown(source: str) -> tuple[list[str], str]:
    """What a Markdown reader makes of it: kinds of token, and the text."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    inline = [child for token in tokens for child in token.children or []]
    kinds = [token.type for token in [*tokens, *inline]]
    return kinds, "".join(child.content for child in inline)


@given(HOSTILE)
def test_plain_text_holds_nothing_a_terminal_obeys_and_is_one_line(text: str) -> None:
    result = plain(text)
    assert result.isprintable()
    assert result == result.strip()
    assert plain(result) == result


@given(st.text(st.characters(categories=["L", "N", "P"]), min_size=1))
def test_plain_text_keeps_letters_numbers_and_punctuation(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m alert", "red alert"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x9b2Jcleared", "cleared"),
        ("harmless\u202egnp.exe", "harmlessgnp.exe"),
        ("two\r\nlines\u2028and\x0bmore", "two lines and more"),
        ("\ud800 lone", "lone"),
    ],
)
def test_terminal_sequences_and_direction_changes_are_taken_out(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(HOSTILE)
def test_escaped_text_is_plain_text_to_a_markdown_reader(text: str) -> None:
    kinds, shown = read_markdown(markdown(text))
    assert set(kinds) <= {"paragraph_open", "inline", "paragraph_close", "text", "text_special"}
    assert shown.replace(GUARD, "") == plain(text)


@given(HOSTILE)
def test_escaped_text_stays_within_its_list_item(text: str) -> None:
    kinds, _ = read_markdown(f"- {markdown(text)}\n- next")
    assert kinds.count("list_item_open") == 2
    assert not {"heading_open", "fence", "code_block", "hr", "table_open", "html_block"} & set(kinds)


@pytest.mark.parametrize(
    "text",
    [
        "[click](http://evil.example)",
        "![x](http://evil.example/x.png)",
        "<script>alert(1)</script>",
        "<http://evil.example>",
        "&lt;b&gt;",
        "# heading",
        "a\n===\nb",
        "1. list",
        "1) list",
        "- list",
        "+ list",
        "> quote",
        "```\ncode\n```",
        "~~~",
        "***",
        "---",
        "| a | b |\n| - | - |",
        "    code",
        "[1]: http://evil.example",
        "trailing\\",
        "~~gone~~",
    ],
)
def test_markup_is_shown_not_obeyed(text: str) -> None:
    kinds, shown = read_markdown(markdown(text))
    assert set(kinds) <= {"paragraph_open", "inline", "paragraph_close", "text", "text_special"}
    assert shown == plain(text) or shown.replace(GUARD, "") == plain(text)


@pytest.mark.parametrize("text", ["@everyone", "#12", "https://evil.example", "WWW.evil.example", "a@b.example"])
def test_mentions_issue_numbers_and_bare_addresses_are_broken_up_invisibly(text: str) -> None:
    assert GUARD in markdown(text)
    assert read_markdown(markdown(text))[1].replace(GUARD, "") == text


def test_ordinary_sentences_stay_readable_in_markdown() -> None:
    sentence = "Ukraine's air force said 6,000 drones (two kinds) hit Kherson-2; none fell on 1.5 km."
    assert markdown(sentence) == sentence


def test_a_record_is_escaped_throughout_but_for_the_words_of_the_contract() -> None:
    briefing = Briefing(
        article=Article(id="a", title="*bold*", text="*x*"),
        talks=(
            Talk(
                id="t1",
                parties=("_Russia_",),
                status="called_off",
                evidence=(Evidence(quote="*x*", start=0, end=3),),
            ),
        ),
    )
    result = escaped(briefing, markdown)
    assert result.article.title == r"\*bold\*"
    assert result.talks[0].parties == (r"\_Russia\_",)
    assert result.talks[0].status == "called_off"
    assert result.talks[0].evidence[0].quote == r"\*x\*"
