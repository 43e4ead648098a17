from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.channels import Follow
from briefings.digest import Digest, Traits, make_digest, why

if TYPE_CHECKING:
    from briefings.channels import Told
    from briefings.digest import Posted
    from briefings.events import Event
    from tests.briefings.digest.conftest import Make

DAY = timedelta(days=1)


def told_by(digest: Digest) -> dict[str, Told]:
    return {each.event: each for each in digest.told}


def nothing(make: Make) -> Digest:
    """The next digest where nothing came in since."""
    return Digest(window=make.window)


def post(make: Make, *events: Event, follows: tuple[Follow, ...] = (), told: dict[str, Told] | None = None) -> Posted:
    return make_digest(events, told or {}, follows, make.window, {}).posted(make.now)


def test_an_event_that_was_new(make: Make) -> None:
    event = make.event(killed=3)
    reason = why(event, post(make, event), nothing(make), None)
    assert (reason.verdict, reason.posted) == ("new", make.now)
    assert reason.text == "The digest of 2025-06-03 08:00 UTC had it as new."


def test_an_event_that_was_an_update_says_what_moved(make: Make) -> None:
    told = told_by(make_digest([make.event(killed=43)], {}, (), make.window, {}))
    after = make.event(killed=75, facts=make.facts(attacker="Russia"))
    reason = why(after, post(make, after, told=told), nothing(make), told["e1"])
    assert reason.verdict == "update"
    assert reason.text.endswith("had it as an update. News was: killed 43 → 75; attacker Russia.")


def test_an_event_that_had_been_told_says_when(make: Make) -> None:
    event = make.event(killed=3)
    told = {
        "e1": told_by(make_digest([event], {}, (), make.window, {}))["e1"].model_copy(update={"at": make.now - DAY})
    }
    reason = why(event, post(make, event, told=told), nothing(make), told["e1"])
    assert (reason.verdict, reason.told) == ("unchanged", make.now - DAY)
    assert reason.text.endswith("nothing had changed since. It was told 2025-06-02 08:00 UTC.")


def test_an_event_that_isnt_followed_says_which_condition_fails(make: Make) -> None:
    event = make.event(killed=3)
    follows = (Follow(place="Sudan", killed=10), Follow(party="Hamas"), Follow(place="Kherson", section="talks"))
    traits = Traits(places=frozenset({"Kherson"}))
    reason = why(event, post(make, event, follows=follows), nothing(make), None, traits)
    assert reason.verdict == "unfollowed"
    assert reason.unmet == (("place Sudan", "at least 10 killed"), ("party Hamas",), ("section talks",))
    assert reason.text.endswith(
        "It doesn't fit: place Sudan and at least 10 killed; nor party Hamas; nor section talks."
    )


def test_an_event_outside_the_window_says_what_comes(make: Make) -> None:
    event = make.event(killed=3)
    coming = make_digest([event], {}, (), make.window, {})
    reason = why(event, post(make), coming, None)
    assert reason.verdict == "outside"
    assert reason.text == (
        "The digest of 2025-06-03 08:00 UTC had nothing of it, as no report from 2025-06-02 08:00 UTC to 2025-06-03 "
        "08:00 UTC tells of it. The next one would tell it as new."
    )


def test_without_a_digest_the_next_one_answers(make: Make) -> None:
    event = make.event(killed=3)
    reason = why(event, None, make_digest([event], {}, (), make.window, {}), None)
    assert (reason.verdict, reason.posted) == ("new", None)
    assert reason.text == "No digest was posted here yet; the next one would have it as new."


def test_an_event_asked_for_by_a_former_id_says_so(make: Make) -> None:
    old, event = make.event("old"), make.event("new")
    reason = why(event, post(make, old), nothing(make), None, asked="old")
    assert (reason.event, reason.asked, reason.verdict) == ("new", "old", "new")
    assert reason.text.startswith("old is now part of new. The digest of")
    assert why(event, post(make, event), nothing(make), None, asked="ne").asked is None


def test_an_event_that_was_told_under_an_id_nobody_asks_for_was_told(make: Make) -> None:
    last = make_digest([make.event("old")], {}, (), make.window, {})
    told = last.told[0].model_copy(update={"event": "new"})
    assert why(make.event("new"), last.posted(make.now), nothing(make), told).verdict == "new"
