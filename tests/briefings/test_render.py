from pathlib import Path

import pytest

from briefings.errors import TemplateError
from briefings.events import Event, Fact, Report
from briefings.messages import to_text
from briefings.records import Article, Briefing, Demand, Evidence
from briefings.render import Renderer, find_templates


def briefing(title: str = "Title", **article: object) -> Briefing:
    return Briefing(
        article=Article.model_validate({"id": "a", "title": title, "text": "He asked.", **article}),
        demands=(
            Demand(
                id="d1",
                text="<b>stop</b>",
                kind="demand",
                evidence=(Evidence(quote="He asked.", start=0, end=9),),
            ),
        ),
    )


def render_with(folder: Path, source: str | bytes, name: str = "mine.jinja") -> str:
    path = folder / name
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    return Renderer().render_with(briefing("*T* \x1b[31mred"), path)


def test_the_templates_of_a_checkout_are_found() -> None:
    assert (find_templates() / "text" / "brief.jinja").is_file()


def test_a_users_template_reads_the_briefing_made_plain(tmp_path: Path) -> None:
    assert render_with(tmp_path, "{{ briefing.article.title }}|{{ view.refs(briefing.demands[0]) }}") == "*T* red|(1,)"


def test_a_users_template_may_use_ours_and_its_siblings(tmp_path: Path) -> None:
    (tmp_path / "part.jinja").write_text("part", encoding="utf-8")
    source = "{% include 'part.jinja' %} {% import 'phrases.jinja' as say with context %}{{ say.nothing() }}"
    assert render_with(tmp_path, source).startswith("part No talks,")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.txt", "<b>stop</b>"),
        ("a.md", r"\<b\>stop\</b\>"),
        ("a.md.j2", r"\<b\>stop\</b\>"),
        ("a.html", "&lt;b&gt;stop&lt;/b&gt;"),
        ("a.html.jinja", "&lt;b&gt;stop&lt;/b&gt;"),
    ],
)
def test_text_is_escaped_for_the_kind_of_page_that_a_template_makes(tmp_path: Path, name: str, shown: str) -> None:
    assert render_with(tmp_path, "{{ briefing.demands[0].text }}", name) == shown


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("ok\n{% if %}", 2, "Expected an expression"),
        ("ok\n\n{{ briefing|nonsense }}", 3, "No filter named 'nonsense'"),
        ("ok\n{{ nonsense }}", 2, "'nonsense' is undefined"),
        ("{{ briefing.talk }}", 1, "no attribute 'talk'"),
        ("\n{{ briefing.__class__.__mro__ }}", 2, "unsafe"),
        ("\n{{ briefing.article.parse_raw('{}') }}", 2, "unsafe"),
        ("{{ briefing.model_construct() }}", 1, "unsafe"),
        ("ok\n{{ 1 / 0 }}", 2, "ZeroDivisionError"),
        ("ok\n{% for i in range(10 ** 9) %}{% endfor %}", 2, "Range too big"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", 1, "RecursionError"),
        ("{{ '%s'|format(briefing.demands[7].text) }}", 1, "no element 7"),
    ],
)
def test_a_faulty_template_is_told_in_one_line_with_file_and_line(
    tmp_path: Path, source: str, line: int, what: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        render_with(tmp_path, source)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'mine.jinja'}, line {line}: ")
    assert what in message
    assert message.isprintable()


def test_a_template_that_is_missing_or_no_text_is_told_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"absent\.jinja: no such template$"):
        Renderer().render_with(briefing(), tmp_path / "absent.jinja")
    with pytest.raises(TemplateError, match=r"mine\.jinja: is not UTF-8 text$"):
        render_with(tmp_path, b"\xff\xfe\x00")
    with pytest.raises(TemplateError, match="no such template"):
        Renderer().render_with(briefing(), tmp_path)
    with pytest.raises(TemplateError, match=r"^part\.jinja: no such template$"):
        render_with(tmp_path, "{% include 'part.jinja' %}")
    with pytest.raises(TemplateError, match="no such template"):
        render_with(tmp_path, "{% include '../secret.txt' %}")


def test_templates_of_ones_own_replace_the_projects(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "brief.jinja").write_text("own: {{ briefing.article.title }}", encoding="utf-8")
    assert Renderer(tmp_path).render(briefing(), "text") == "own: Title\n"
    with pytest.raises(TemplateError, match=r"markdown/brief\.jinja: no such template"):
        Renderer(tmp_path).render(briefing(), "markdown")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://a.example/>)[x](y",
        "https://",
        "https://[bad",
        "http://a b",
        "http://a\u202e.example",
    ],
)
def test_an_address_that_could_end_or_forge_a_link_is_left_out(url: str) -> None:
    for page in (
        Renderer().render(briefing(url=url), "markdown"),
        Renderer().render(briefing(url=url), "text"),
    ):
        assert url not in page
        assert "source]" not in page


def test_an_event_numbers_its_articles_and_what_it_shows_is_harmless() -> None:
    reports = tuple(
        Report(article=article, record="d1", outlet=f"{article} \x1b[31mNews", published=None, url="javascript:x")
        for article in "ab"
    )
    facts = (
        Fact(name="by", value="Kyiv", reports=("a/d1", "b/d1")),
        Fact(name="by", value="\x1b[2J", reports=("b/d1",)),
    )
    event = Event(id="e1", kind="demand", title="Kyiv\x1b[2J asks", reports=reports, publishers=2, facts=facts)
    say = Renderer().say("text")
    assert to_text(say.event(event, {"a": briefing()}), 88).splitlines() == [
        "Kyiv asks",
        "2 independent publishers · e1",
        "",
        "FACTS",
        "  By: Kyiv [1] [2];  [2]",
        "",
        "REPORTS",
        "  [1] a News",
        "    “He asked.”",
        "",
        "  [2] b News",
    ]
    listed = "Kyiv asks\n  a News and b News · 2 independent publishers · e1\n"
    assert to_text(say.events([event]), 88) == listed
    assert to_text(say.events([]), 88) == "No events.\n"
