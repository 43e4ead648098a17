"""Who sees what: articles of one workspace leave no trace in what another is given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from briefings.article import article_id
from briefings.events import Source
from briefings.records import Article, Briefing, Casualty, Count, Evidence, Place, Strike
from briefings.settle import entries_of, retell, settle
from briefings.store.events import Asked, View
from briefings.store.records import Judgement, NewArticle
from briefings.store.sql import Store

if TYPE_CHECKING:
    from tests.briefings.store.conftest import Samples

NOW = datetime(2025, 6, 3, 12, tzinfo=UTC)
A, B = "discord:1", "slack:T2"
EVERYONE = ""


async def keep(store: Store, killed: int, readers: set[str], hour: int = 0) -> str:
    """An article on the same attack as every other, with a toll of its own."""
    text = f"Shells fell on Kherson on Monday and killed {killed} people."
    reported = NOW + timedelta(hours=hour)
    article = Article(id=article_id(text), title=f"Toll {killed}", outlet=f"Outlet {killed}", text=text)
    quote = (Evidence(quote=text, start=0, end=len(text)),)
    place = Place(name="Kherson", country="UA", lat=46.6, lon=32.6, precision="exact")
    count = Count(best=killed, low=killed, high=killed, text=str(killed))
    strike = Strike(id="s1", attackers=("Russia",), weapons=("artillery",), places=(place,), evidence=quote)
    toll = Casualty(id="c1", killed=count, place=place, strike="s1", evidence=quote)
    briefing = Briefing(article=article, strikes=(strike,), casualties=(toll,))
    new = NewArticle(
        article=article, publisher=f"Outlet {killed}", reported=reported, text_hash=text, readers=frozenset(readers)
    )
    await store.add_article(new, lambda _: Judgement(), now=reported)
    source = Source(article=article.id, outlet=article.outlet, publisher=new.publisher, reported=reported)
    await store.save_briefing(briefing, "1", entries_of(briefing, source))
    await store.merge(settle)
    return article.id


def view(audience: str | None) -> View:
    return View(retell, audience=audience)


async def test_each_audience_is_told_of_its_own_reports_under_one_id(store: Store) -> None:
    hidden, opened = await keep(store, 3, {A}), await keep(store, 5, {EVERYONE}, 1)
    (whole,) = await store.events()
    (mine,), (theirs,) = [await store.events(Asked(view=view(each))) for each in (A, B)]
    assert whole == mine
    assert {report.article for report in whole.reports} == {hidden, opened}
    assert theirs.id == whole.id
    assert {report.article for report in theirs.reports} == {opened}
    assert (theirs.figures["killed"].low, theirs.publishers, theirs.changed) == (5, 1, ())
    assert await store.event(whole.id, view(B)) == theirs
    assert [event async for event in store.export(Asked(view=view(B)))] == [theirs]
    items = await store.items([whole.id], view(B))
    assert {item.source.article for item in items[whole.id]} == {opened}


async def test_an_event_of_hidden_reports_alone_is_not_there(store: Store) -> None:
    await keep(store, 3, {A})
    assert len(await store.events(Asked(view=view(A), places=("Kherson",)))) == 1
    for asked in (Asked(), Asked(places=("Kherson",)), Asked(about=("Russia",)), Asked(limit=1)):
        assert await store.events(asked._replace(view=view(B))) == ()
    (event,) = await store.events()
    assert await store.event(event.id, view(B)) is None
    assert await store.event(event.id[:4], view(B)) is None
    assert await store.origins([event.id], view(B)) == {}


async def test_what_is_found_again_by_others_is_theirs_too(store: Store) -> None:
    article = await keep(store, 3, {A})
    assert await keep(store, 3, {B}) == article
    assert len(await store.events(Asked(view=view(B)))) == 1
    assert await store.events(Asked(view=view("slack:T3"))) == ()
    await keep(store, 3, {EVERYONE})
    assert len(await store.events(Asked(view=view("slack:T3")))) == 1


async def test_who_follows_a_feed_reads_what_came_from_it_before(store: Store, samples: Samples) -> None:
    feed = "https://a.example/rss"
    assert await store.add_feed(feed, A)
    assert not await store.add_feed(feed, A)
    new = samples.new("a", source=feed, readers=await store.readers(feed))
    await store.add_article(new, lambda _: None, now=NOW)
    await store.save_briefing(samples.briefing(new), "1", [samples.item("a")])
    await samples.merge(store, samples.event("e1", "a/s1"))
    seen = Asked(ids=("e1",), view=View(lambda items: samples.event("e1", *items), audience=B))
    assert await store.events(seen) == ()
    assert set(await store.feeds(B)) == set()
    assert await store.add_feed(feed, B)
    assert len(await store.events(seen)) == 1
    assert await store.readers("/a/file") == frozenset({EVERYONE})
    assert await store.remove_feed(feed, A)
    assert not await store.remove_feed(feed, A)
    assert set(await store.feeds()) == {feed}
    assert await store.remove_feed(feed, B)
    assert await store.feeds() == {}


async def test_a_private_copy_of_an_open_text_is_a_reprint_and_an_open_one_of_a_private_is_not(
    store: Store, samples: Samples
) -> None:
    given: list[dict[str, str]] = []

    def judge(candidates: tuple) -> Judgement:
        given.append({each.article: each.readers for each in candidates})
        return Judgement()

    for name, readers in (("open", {EVERYONE}), ("a", {A}), ("both", {A, B}), ("b", {B})):
        await store.add_article(samples.new(name, text="x", readers=frozenset(readers)), judge, now=NOW)
    await store.add_article(samples.new("open2", text="x"), judge, now=NOW)
    assert given[:4] == [
        {},
        {"open": "more"},
        {"open": "more", "a": "fewer"},
        {"open": "more", "both": "more"},
    ]
    assert given[4] == {"open": "same", "a": "fewer", "b": "fewer", "both": "fewer"}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.sets(st.sampled_from([EVERYONE, A, B]), min_size=1)),
        min_size=1,
        max_size=5,
        unique_by=lambda each: each[0],
    )
)
async def test_nothing_of_what_an_audience_may_not_read_is_in_what_it_gets(
    tmp_path_factory: object, told: list[tuple[int, set[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("readers")
    async with Store(SecretStr(f"sqlite:///{folder / 'a.db'}")) as store:
        await store.upgrade()
        for hour, (killed, readers) in enumerate(told):
            await keep(store, killed, readers, hour)
        for audience in (A, B):
            hidden = {killed for killed, readers in told if not readers & {audience, EVERYONE}}
            events = await store.events(Asked(view=view(audience)))
            text = " ".join(event.model_dump_json() for event in events)
            items = await store.items([event.id for event in await store.events()], view(audience))
            text += " ".join(item.model_dump_json() for those in items.values() for item in those)
            assert not [killed for killed in hidden if f'Outlet {killed}"' in text]
            open_to = {killed for killed, readers in told if readers & {audience, EVERYONE}}
            assert {killed for killed, _ in told if f'Outlet {killed}"' in text} == open_to
