"""Places named in an article, with their coordinates.

A name is looked up in the gazetteer. A settlement or region that the gazetteer lacks is taken where words
call it one ("the village of Hass"): then it has no coordinates, and the country that its surroundings give.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.gazetteer import Entry, fold
from briefings.extract.parties import home_of
from briefings.extract.place_address import is_posted, is_scene, is_site_within
from briefings.extract.place_checks import Setting, is_plausible
from briefings.extract.place_choice import Namesakes, containers, contains
from briefings.extract.place_grammar import head_of, is_locative, is_near
from briefings.extract.place_spans import Hit, spans
from briefings.records import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.actors import ActorMention, Actors
    from briefings.extract.parse import Sentence, Word
    from briefings.records import Precision


class PlaceMention(NamedTuple):
    """A place named in a sentence, from word ``first`` to word ``last`` with its direction and generic word.

    ``locative``: something is or happens there, or it is attacked ("in Kherson", "the shelling of Kherson");
    it is not just spoken of ("Kyiv said"). ``dateline``: it is where the report was filed. ``posted``: a note puts
    it at its end or start as the place of all that it tells.
    """

    first: int
    last: int
    place: Place
    head: Word
    locative: bool = False
    dateline: bool = False
    posted: bool = False


class Places:
    """The places of one article."""

    def __init__(self, sentences: list[Sentence], actors: Actors) -> None:
        """Find the places that ``sentences``, a whole article, name; ``actors`` are its parties."""
        hits: list[list[Hit]] = []
        homes: Counter[str] = Counter()
        paragraph = -1
        for sentence in sentences:
            groups = [each for each in actors.mentions(sentence) if each.kind in {"group", "organisation"}]
            homes.update(code for each in groups if (code := home_of(each.name)))
            found = spans(sentence, opens=sentence.paragraph != paragraph)
            hits.append([hit for hit in found if not any(_is_within(hit, each) for each in groups)])
            paragraph = sentence.paragraph
        self._namesakes = Namesakes(sentences, (hit for found in hits for hit in found), homes)
        self._mentions: dict[int, tuple[PlaceMention, ...]] = {
            sentence.index: self._settle(sentence, found)
            for sentence, found in zip(sentences, hits, strict=True)
            if found
        }

    def mentions(self, sentence: Sentence) -> Sequence[PlaceMention]:
        """Every place that ``sentence`` names, in reading order; none overlap."""
        return self._mentions.get(sentence.index, ())

    def _settle(self, sentence: Sentence, hits: list[Hit]) -> tuple[PlaceMention, ...]:
        """Settle the names from last to first, as a name is told by the one after it ("Hass, Idlib")."""
        found: list[PlaceMention] = []
        following: tuple[Hit, Entry | None] | None = None
        for at in range(len(hits) - 1, -1, -1):
            hit = hits[at]
            previous = hits[at - 1] if at else None
            inside = containers(sentence, hit, previous, following)
            within = contains(sentence, hit, previous)
            entry = self._namesakes.choose(fold(sentence.slice(hit.start, hit.stop)), hit, inside, contains=within)
            posted = not hit.dateline and is_posted(sentence, hit.start, hit.stop)
            located = posted or (not hit.dateline and is_locative(sentence, hit.first, hit.last))
            share = self._namesakes.shares.get(entry.country, 0.0) if entry else 0.0
            site = following is not None and is_site_within(sentence, hit, following[0])
            if site:
                continue  # "the Dubrovka theatre in Moscow": Moscow is the place
            following = None
            if is_plausible(
                sentence, hit, entry, Setting(bool(inside), located, share, posted or is_scene(sentence, hit.first))
            ):
                strange = entry is not None and not inside and self._namesakes.is_strange(entry)
                place = self._place(sentence, hit, None if strange else entry, inside)
                head = head_of(sentence, hit.first, hit.last)
                if found and place.precision != "region" and located and found[-1].first == hit.last + 2 and inside:
                    found[-1] = found[-1]._replace(locative=False, posted=False)  # it only says where the town lies
                found.append(PlaceMention(hit.first, hit.last, place, head, located, hit.dateline, posted))
                following = hit, entry
        found.reverse()
        return tuple(found)

    def _place(self, sentence: Sentence, hit: Hit, entry: Entry | None, inside: list[Entry]) -> Place:
        if entry is None:
            country = next((each.country for each in inside if each.country), None) or self._namesakes.home()
            admin = next((each.name for each in inside if each.kind == "region"), None)
            lat = lon = None
        else:
            country, admin, lat, lon = entry.country or None, entry.admin or None, entry.lat, entry.lon
        if _is_part(hit, entry):
            lat = lon = None
        precision = _precision(sentence, hit, entry)
        name = _name(sentence, hit, entry)
        return Place(name=name, admin=admin, country=country, lat=lat, lon=lon, precision=precision)


def _is_within(hit: Hit, group: ActorMention) -> bool:
    """Whether a name is only part of a group's: "Boko" Haram."""
    return group.first <= hit.start and hit.stop <= group.last and group.last > group.first


def _is_part(hit: Hit, entry: Entry | None) -> bool:
    """Whether a part of a country or wide region is meant, which has no known centre: "northern Syria"."""
    return hit.direction and hit.generic != "region" and entry is not None and entry.kind in {"country", "region"}


def _name(sentence: Sentence, hit: Hit, entry: Entry | None) -> str:
    """The name as the article words it, without generic words but for camps, which towns share names with."""
    first = hit.first if _is_part(hit, entry) else hit.start
    name = sentence.slice(first, hit.last if hit.generic == "camp" else hit.stop)
    if not name.isupper() or len(name) <= 3 or "." in name:
        return name
    return entry.name if entry is not None and fold(name) == fold(entry.name) else name.title()


def _precision(sentence: Sentence, hit: Hit, entry: Entry | None) -> Precision:
    if entry is not None and entry.kind == "country" and not hit.direction:
        return "country"
    if hit.generic in {"region", "district"} or (entry is not None and entry.kind != "city"):
        return "region"
    near = is_near(sentence, hit.first, head_of(sentence, hit.first, hit.last))
    return "near" if near else "exact"
