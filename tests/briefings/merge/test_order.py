"""The order of arrival makes no difference, all at once or one article at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.merge import Node, cluster, describe, is_in, merge, same, update, window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conftest import Make

    from briefings.events import Item
    from briefings.merge import Features, Window


class _Memory:
    """An index as a store keeps it: items with their leaders, found by window."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}

    def neighbours(self, where: Window) -> Sequence[Node]:
        return [node for node in self.nodes.values() if is_in(node.features, where)]

    def set_leader(self, key: str, leader: str) -> None:
        self.nodes[key] = self.nodes[key]._replace(leader=leader)

    def add(self, features: Iterable[Features]) -> frozenset[str]:
        fresh = [Node(each, "") for each in features]
        self.nodes |= {node.features.key: node for node in fresh}
        return update(self, fresh)

    def remove(self, article: str) -> frozenset[str]:
        """Take an article out; what it led waits to be merged anew, as in a store."""
        gone = {key for key, node in self.nodes.items() if node.features.article == article}
        left = [node for key, node in self.nodes.items() if key not in gone]
        orphans = [node._replace(leader="") for node in left if node.leader in gone]
        self.nodes = {node.features.key: node for node in (*left, *orphans)}
        return update(self, orphans)

    @property
    def leaders(self) -> dict[str, str]:
        return {key: node.leader for key, node in self.nodes.items()}


_ITEM = st.fixed_dictionaries(
    {
        "place": st.sampled_from(["Kherson", "Odesa", "Ukraine", "Kherson region", None]),
        "day": st.sampled_from([-1, 0, 1, None]),
        "weapons": st.sampled_from([(), ("drone",), ("missile",), ("artillery",)]),
        "attackers": st.sampled_from([(), ("Russia",), ("Ukraine",)]),
        "targets": st.sampled_from([(), ("bus",), ("Saint Olga hospital",)]),
    }
)
_ARTICLE = st.tuples(
    st.integers(0, 2), st.lists(st.tuples(_ITEM, st.sampled_from(["3", "at least 12", "14"])), max_size=3)
)
_ARTICLES = st.lists(_ARTICLE, min_size=1, max_size=8)


def _articles(make: Make, told: list[Any]) -> list[list[Item]]:
    articles = []
    for i, (day, strikes) in enumerate(told):
        source = make.source(f"a{i}", day)
        items = [make.strike(source, make.toll(n, toll), number=n, **each) for n, (each, toll) in enumerate(strikes, 1)]
        articles.append([*items, make.talk(source, when=make.when(day))])
    return articles


@given(told=_ARTICLES, data=st.data())
@settings(deadline=None)
def test_events_are_a_function_of_the_set_of_items(make: Make, told: list[Any], data: st.DataObject) -> None:
    items = [item for article in _articles(make, told) for item in article]
    assert merge(data.draw(st.permutations(items))) == merge(items)


@given(told=_ARTICLES, data=st.data())
@settings(deadline=None)
def test_one_article_at_a_time_comes_to_the_same(make: Make, told: list[Any], data: st.DataObject) -> None:
    described = [describe(article) for article in _articles(make, told)]

    def arrive() -> dict[str, str]:
        index = _Memory()
        for features in data.draw(st.permutations(described)):
            index.add(features)
        return index.leaders

    assert arrive() == cluster(each for features in described for each in features)


@given(told=_ARTICLES, data=st.data())
@settings(deadline=None)
def test_what_is_taken_out_leaves_no_trace(make: Make, told: list[Any], data: st.DataObject) -> None:
    described = [describe(article) for article in _articles(make, told)]
    gone = data.draw(st.integers(0, len(described) - 1))

    def leave() -> tuple[dict[str, str], frozenset[str], dict[str, str]]:
        index = _Memory()
        for features in described:
            index.add(features)
        before = index.leaders
        changed = index.remove(f"a{gone}")
        return index.leaders, changed, before

    leaders, changed, before = leave()
    assert leaders == cluster(each for i, features in enumerate(described) if i != gone for each in features)
    moved = {key for key in leaders if leaders[key] != before[key]}
    assert {leaders[key] for key in moved} | {before[key] for key in moved} & set(leaders) <= changed


@given(told=_ARTICLES)
@settings(deadline=None)
def test_likeness_is_mutual_and_found_by_windows(make: Make, told: list[Any]) -> None:
    features = [each for article in _articles(make, told) for each in describe(article)]
    for one in features:
        for other in features:
            assert same(one, other) == same(other, one)
            if same(one, other):
                assert is_in(other, window(one))


def test_a_changed_event_is_named_by_its_leaders_old_and_new(make: Make) -> None:
    vague = describe([make.strike(make.source("a"), place="Kherson", weapons=(), attackers=())])
    rich = describe([make.strike(make.source("b"), targets=("bus",))])

    def arrive() -> tuple[frozenset[str], frozenset[str]]:
        index = _Memory()
        return index.add(vague), index.add(rich)

    assert arrive() == ({"a/s1"}, {"a/s1", "b/s1"})
