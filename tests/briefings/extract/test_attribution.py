from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.extract.actors import Actors
from briefings.extract.attribution import Attribution
from briefings.extract.parse import parse


def read(text: str, word: str) -> tuple[tuple[str, ...], str | None, bool]:
    """Speakers, hedge and denial of the fact told at the last occurrence of ``word``."""
    sentences = parse(text)
    attribution = Attribution(sentences, Actors(sentences))
    sentence, at = [(each, one) for each in sentences for one in each.words if one.text == word][-1]
    return attribution.of(sentence, at), attribution.hedge(sentence, at), attribution.is_denied(sentence, at)


def speakers(text: str, word: str) -> tuple[str, ...]:
    return read(text, word)[0]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Ukraine's air force said that it shot down 30 drones overnight.", "shot", ("Ukraine's air force",)),
        (
            "Five men were killed in Beryslav, regional officials said on Tuesday.",
            "killed",
            ("regional officials",),
        ),
        (
            "The raid killed nine, said Vasyl Maliuk, the head of the security service.",
            "killed",
            ("Vasyl Maliuk",),
        ),
        ("Rockets wounded six villagers, stated local officials on Monday.", "wounded", ("local officials",)),
        (
            "The shell hit a bakery, according to the Sudan Doctors Network.",
            "hit",
            ("Sudan Doctors Network",),
        ),
        ("According to Colonel Ivan Petrov, four tanks were lost.", "lost", ("Colonel Ivan Petrov",)),
        ("The convoy, according to witnesses, was hit twice.", "hit", ("witnesses",)),
        ("The strikes, Zelensky said, killed three people in Odesa.", "killed", ("Zelensky",)),
        ("The Observatory and SANA reported 12 deaths in Idlib.", "deaths", ("Observatory", "SANA")),
        ("The attack was reported by the state news agency TASS.", "attack", ("state news agency TASS",)),
        ("The ministry's report said that 70 villagers had been killed.", "killed", ("ministry",)),
        (
            "The toll is 41,000, according to figures from the Gaza health ministry.",
            "toll",
            ("Gaza health ministry",),
        ),
        ("In a statement, Hamas said two hostages were killed.", "killed", ("Hamas",)),
        ("The army said in a post on X that its troops killed five men.", "killed", ("army",)),
        ("Local media reported that six died, citing hospital officials.", "died", ("hospital officials",)),
        (
            "TASS quoted Sergei Aksyonov as saying three drones struck the depot.",
            "struck",
            ("Sergei Aksyonov",),
        ),
        ("Kyiv accused Moscow of striking a maternity ward.", "striking", ("Kyiv",)),
        ("Hospital sources put the death toll at 23.", "toll", ("hospital sources",)),
        ("Kim said officials reported 14 deaths in the village.", "deaths", ("officials",)),
        ("The governor, Andriy Raikovych, said two guards were killed.", "killed", ("Andriy Raikovych",)),
        (
            "The president of Colombia, Gustavo Petro, announced a suspension.",
            "suspension",
            ("Gustavo Petro",),
        ),
        (
            "At least 30 were killed, a local chief and two residents told Reuters.",
            "killed",
            ("local chief", "two residents"),
        ),
        (
            "ISTANBUL (Agency) — Russia and Ukraine said they had swapped prisoners.",
            "swapped",
            ("Russia", "Ukraine"),
        ),
        ("Rebels shot 21 men in Solhan, a security source told reporters.", "shot", ("security source",)),
        ("Three soldiers died in the ambush, per the Malian army.", "died", ("Malian army",)),
        ("The death toll, which authorities put at 14 on Monday, has risen.", "14", ("authorities",)),
        ("The police reported killing 30 militants in North Waziristan.", "killing", ("police",)),
        (
            "Militants shot 14 soldiers, a spokesman said, adding that 20 attackers died.",
            "died",
            ("spokesman",),
        ),
    ],
)
def test_a_fact_has_the_speaker_that_its_sentence_names(text: str, word: str, expected: tuple[str, ...]) -> None:
    assert speakers(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Rockets hit a market in Haifa on Friday.", "hit"),
        ("The camp was bombed, and the army said three fighters died.", "bombed"),
        (
            "A suicide bomber killed six in Peshawar, and the Pakistani Taliban claimed responsibility.",
            "killed",
        ),
        ("Ukraine carried out a raid, while Russia responded with drones.", "raid"),
        ("The attack claimed the lives of 40 people.", "lives"),
        ("The army did not say how many were killed.", "killed"),
        ("Kyiv's military denied responsibility for the blast that killed five.", "killed"),
        ("The general called the raid a “masterful operation” of the war.", "operation"),
    ],
)
def test_a_fact_in_the_articles_own_voice_has_no_speaker(text: str, word: str) -> None:
    assert speakers(text, word) == ()


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (
            "“They came at dawn. They shot everyone,” Amina Yusuf, a farmer, told AFP.",
            "came",
            ("Amina Yusuf",),
        ),
        (
            '"We hit the depot," Vladimir Medinsky said. "Forty men died. It burned."',
            "burned",
            ("Vladimir Medinsky",),
        ),
        ("Zelensky wrote on Telegram: “Russia hit a school. Two teachers died.”", "died", ("Zelensky",)),
        (
            "«They shelled the clinic,» said Doctor Musa. «Two nurses were killed.»",
            "killed",
            ("Doctor Musa",),
        ),
        (
            "“The clinic was hit,” Omar Bashir said.\n“Two nurses were killed there.”",
            "killed",
            ("Omar Bashir",),
        ),
        (
            "“It was night,” said Omar Bashir. “They fired.\n“Nine men fell,” he said.",
            "fell",
            ("Omar Bashir",),
        ),
    ],
)
def test_a_quotation_of_several_sentences_has_one_speaker(text: str, word: str, expected: tuple[str, ...]) -> None:
    assert speakers(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (
            "Andriy Raikovych said two guards died. He added that nine were hurt.",
            "hurt",
            ("Andriy Raikovych",),
        ),
        (
            "The Gaza health ministry said 50 died. It said 12 were missing.",
            "missing",
            ("Gaza health ministry",),
        ),
        (
            "The Gaza health ministry said 50 died. The ministry said most were shot.",
            "shot",
            ("Gaza health ministry",),
        ),
        ("Mayor Artem Kobzar said a bus was hit. Kobzar said 21 died.", "died", ("Mayor Artem Kobzar",)),
        ("Regional officials said a bus was hit. They said 21 died.", "died", ("regional officials",)),
        ("The army issued a statement saying that rebels burned a village.", "burned", ("army",)),
    ],
)
def test_pronouns_and_short_names_stand_for_the_speaker_met_before(
    text: str, word: str, expected: tuple[str, ...]
) -> None:
    assert speakers(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "hedge", "denied"),
    [
        ("Bloggers claimed that three launchers were hit.", "hit", "claimed", False),
        ("The army said three launchers were hit.", "hit", None, False),
        ("The ministry denied that its forces struck the market.", "struck", "denied", True),
        ("The junta has denied targeting civilians in Sagaing.", "targeting", "denied", True),
        ("Israel rejected claims that it bombed the hospital.", "bombed", "denied", True),
        ("The rebels said the palace had been hit, a claim the army denied.", "hit", "denied", False),
        ("Baku said its posts were shelled. Yerevan denied the allegation.", "shelled", "denied", False),
        (
            "The Houthis said they sank a tanker. The claim could not be independently verified.",
            "sank",
            "unverified",
            False,
        ),
        ("The ministry did not confirm the strike.", "strike", None, False),
    ],
)
def test_reserve_reaches_the_reader(text: str, word: str, hedge: str | None, *, denied: bool) -> None:
    assert read(text, word)[1:] == (hedge, denied)


def test_speakers_stand_for_their_parties() -> None:
    sentences = parse("Ukraine's air force said 30 drones were shot down.")
    attribution = Attribution(sentences, Actors(sentences))
    shot = next(word for word in sentences[0].words if word.text == "shot")
    assert attribution.speaker_parties(sentences[0], shot) == ("Ukraine",)


_PIECES = st.sampled_from(
    [
        "said",
        "X said",
        "according to",
        "“",
        "”",
        '"',
        "‘",
        "he",
        "the army",
        ",",
        ".",
        "\n",
        "denied that",
        "citing",
        "12",
        "—",
        "КИЇВ",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=6), max_size=40).map(" ".join))
def test_any_text_is_read_and_every_name_stands_in_it(text: str) -> None:
    sentences = parse(text)
    attribution = Attribution(sentences, Actors(sentences))
    for sentence in sentences:
        for word in sentence.words:
            for name in attribution.of(sentence, word):
                assert name.lower() in text.lower()
            assert attribution.hedge(sentence, word) in {None, "claimed", "denied", "unverified"}
