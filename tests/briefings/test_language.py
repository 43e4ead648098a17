import pytest

from briefings.language import foreign_language

FOREIGN = {
    "French": "L'armée a bombardé la ville dimanche et trois personnes ont été tuées.",
    "German": "Die Armee griff die Stadt am Sonntag mit Drohnen an, drei Menschen kamen ums Leben.",
    "Spanish": "El gobierno suspendió los diálogos de paz tras la violencia en la región.",
    "Italian": "L'esercito ha attaccato la città domenica con i droni e tre persone sono morte.",
    "Portuguese": "O exército atacou a cidade no domingo e matou três pessoas.",
    "Dutch": "Het leger viel de stad zondag aan met drones en daarbij kwamen drie mensen om het leven.",
    "Polish": "Wojsko zaatakowało miasto w niedzielę i zabiło trzy osoby, poinformowały władze obwodu.",
    "Turkish": "Ordu pazar günü kente saldırdı, yetkililer üç kişinin öldüğünü söyledi.",
    "Russian": "Войска нанесли удар по городу в воскресенье, погибли три человека, сообщили власти.",
    "Ukrainian": "Війська завдали удару по місту в неділю, загинули троє людей, повідомила обласна влада.",
    "Arabic": "قصفت القوات المدينة يوم الأحد وقتلت ثلاثة أشخاص، حسبما قالت السلطات المحلية.",
    "Chinese": "官员们说，军队星期天用无人机袭击了这座城市，造成三人死亡。",
    "Swahili": "Jeshi lilishambulia mji siku ya Jumapili na watu watatu waliuawa, maafisa walisema.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_one_sentence_of_another_language_is_told(language: str) -> None:
    assert foreign_language(FOREIGN[language]) == language


@pytest.mark.parametrize("language", FOREIGN)
def test_a_long_text_of_another_language_is_told(language: str) -> None:
    assert foreign_language((FOREIGN[language] + "\n") * 10) == language


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit Kharkiv.",
        "Kyiv, Lviv, Odesa hit.",
        "SUICIDE BOMBER KILLS 14 IN KABUL",
        "M23 rebels seize Goma airport",
        "Zelenskyy meets Erdogan in Ankara",
        "Lavrov, Fidan, Guterres meet.",
        "Tatmadaw jets bomb Sagaing village, 40 dead",
        "JNIM fighters overran a base near Djibo, Burkina Faso; 50 soldiers died.",
        "Mohammed Hamdan Dagalo, Abdel Fattah al-Burhan, Yahya Sinwar and Ismail Haniyeh attended.",
        "12, 15, 19.",
        "?!",
        "",
    ],
)
def test_short_and_name_heavy_english_is_let_through(text: str) -> None:
    assert foreign_language(text) is None


def test_an_english_report_that_quotes_another_language_is_english() -> None:
    report = "The governor said that the shells had hit two of the houses from which families have fled. "
    assert foreign_language(report * 4 + FOREIGN["Russian"]) is None
