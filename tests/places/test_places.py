"""The search by example: what is sure, what is asked, what is refused."""

import json
import time

import pytest

from bot.places.explain import _KINDS, _STEPS, sentences
from bot.places.found import Kind, Step
from bot.places.search import Places


@pytest.mark.parametrize(
    "text",
    [
        "он орал на меня",
        "помощь для семей",
        "центр для семей",
        "орал, нужна помощь",
        "қарап отырмын жай",
        "абай болыңыз",
        "есікті жапты",
        "алға қарай",
        "шу болды",
        "темірмен ұрды",
        "у Арыстана",
        "от Болата",
        "улица Абая 10",
        "школа имени Абая",
        "мкр Аксай",
        "Казахстан",
        "рахмет",
    ],
)
def test_a_word_that_only_looks_like_a_place_is_refused(places: Places, text: str) -> None:
    assert places.find(text).kind is Kind.NONE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Орал", "Уральск"),
        ("в Орале живу", "Уральск"),
        ("Семей", "Семей"),
        ("Есікте тұрамын", "Есик"),
        ("где приют Семей", "Семей"),
        ("Семейде көмек орталығы қайда", "Семей"),
        ("Семейде куда обратиться", "Семей"),
        ("Оралда баспана", "Уральск"),
        ("Рудныйда орталық ашық па", "Рудный"),
        ("город Абай", "Абай"),
        ("г. Шу", "Шу"),
        ("Алматы, улица Толе би", "Алматы"),
        ("Уральск, Зачаганск", "Зачаганск"),
        ("Шымкент, Абайский район", "Шымкент"),
        ("Абай, Шет ауданы", None),
        ("Қарағанды облысы Абай қаласы", "Абай"),
        ("Капчагай", "Қонаев"),
        ("Целиноград", "Астана"),
    ],
)
def test_a_homograph_is_a_place_alone_or_beside_a_word_of_place(places: Places, text: str, name: str | None) -> None:
    found = places.find(text)
    assert (found.place.ru if found.place else None) == name
    assert found.kind is (Kind.ONE if name else Kind.CHOICE)


@pytest.mark.parametrize("text", ["Абай", "Жамбыл", "Бірлік", "Георгиевка", "Актогайский район", "Алматы и Астана"])
def test_a_doubtful_name_is_asked_about(places: Places, text: str) -> None:
    found = places.find(text)
    assert found.kind is Kind.CHOICE
    assert len(found.choices) > 1


def test_a_great_city_outshines_a_hamlet_and_a_smaller_one_is_confirmed(places: Places) -> None:
    assert places.find("Актобе").kind is Kind.ONE
    assert places.find("Шалкар").kind is Kind.CONFIRM


def test_namesakes_come_with_the_larger_first(places: Places) -> None:
    first, second, *_ = places.find("Аксу").choices
    assert (first.region, second.region) == ("pavlodar", "turkistan")


@pytest.mark.parametrize(
    ("text", "region"), [("ВКО", "east-kazakhstan"), ("Мангистау", "mangystau"), ("ЗКО", "west-kazakhstan")]
)
def test_a_region_is_a_region(places: Places, text: str, region: str) -> None:
    found = places.find(text)
    assert (found.kind, found.region) == (Kind.REGION, region)


def test_a_district_is_its_region_with_the_district_to_choose(places: Places) -> None:
    found = places.find("Илийский район")
    assert (found.kind, found.region) == (Kind.REGION, "almaty-region")
    assert [choice.as_json()["district_ru"] for choice in found.choices] == ["Илийский район"]


def test_an_old_name_of_one_place_that_is_another_village_today_is_asked_about(places: Places) -> None:
    assert Step.OLD_NAME_LIVES in places.find("Боровое").why
    assert places.find("Боровое").kind is Kind.CONFIRM


def test_a_town_abroad_that_has_a_namesake_here_is_asked_about(places: Places) -> None:
    found = places.find("Талас")
    assert found.kind is Kind.CHOICE
    assert found.choices[-1].district is not None
    assert found.choices[-1].district.ru == "Кыргызстан"
    assert places.find("Талас, Кыргызстан").kind is Kind.ABROAD


def test_a_misspelt_village_is_found_within_its_district(places: Places) -> None:
    found = places.find("корнвевка Есильский район")
    assert (found.kind, found.region, found.place and found.place.ru) == (Kind.CONFIRM, "north-kazakhstan", "Корнеевка")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "...",
        "👍🏽👩‍👧",
        "مرحبا",
        "\u202eатыамлА",
        "123",
        "+7 701 123 45 67",
        "87001112233",
        "2)",
        "\x00\ufffd",
        "ы" * 4096,
        "не знаю " * 512,
        "1" * 4096,
        "🙂" * 4096,
        "a\u0301" * 2000,
    ],
)
def test_what_is_no_text_is_no_place(places: Places, text: str) -> None:
    assert places.find(text).kind is Kind.NONE


def test_a_place_is_seen_through_marks_of_direction_and_emoji(places: Places) -> None:
    assert places.find("\u200fАлматы\u200e 😭").kind is Kind.ONE


def test_a_long_text_is_read_from_its_beginning_and_says_so(places: Places) -> None:
    found = places.find("Живу в Караганде. " + "Боюсь. " * 600)
    assert (found.kind, found.region) == (Kind.ONE, "karaganda")
    assert Step.CUT in found.why


def test_the_longest_text_takes_no_time(places: Places) -> None:
    started = time.process_time()
    for text in ("Абай Каратау Акжар " * 200, "живу в Корагонде " * 240, "қарағандыда тұрамын " * 200, "xyz" * 1300):
        places.find(text[:4096])
    assert time.process_time() - started < 0.25


def test_the_line_of_json_has_the_fields_promised(places: Places) -> None:
    line = json.loads(json.dumps(places.find("Қаскелең").as_json("Қаскелең"), ensure_ascii=False))
    assert line == {
        "query": "Қаскелең",
        "kind": "one",
        "region": "almaty-region",
        "kato": "195220100",
        "settlement_ru": "Каскелен",
        "settlement_kk": "Қаскелең",
        "choices": [
            {
                "region": "almaty-region",
                "kato": "195220100",
                "settlement_ru": "Каскелен",
                "district_ru": "Карасайский район",
            }
        ],
    }


def test_the_explanation_does_not_repeat_what_was_typed(places: Places) -> None:
    names: dict[str, str] = {region.code: region.name.ru for region in places.index.regions.values()}
    for text in ("в Караганде", "из Ташкента", "он орал", "Корагонда", "0fhf5fyls", "Бірлік, Шу ауданы"):
        lines = list(sentences(places.find(text), names))
        assert len(lines) > 1
        assert not any(text in line for line in lines)


def test_explain_knows_every_step() -> None:
    assert set(_STEPS) == set(Step)
    assert set(_KINDS) == set(Kind)


@pytest.mark.parametrize("text", ["не Алматы", "только не в Шымкент", "я не из Астаны", "Алматы емес"])
def test_a_place_that_is_denied_is_not_asked_about(places: Places, text: str) -> None:
    assert places.find(text).kind is Kind.NONE


def test_of_two_places_the_one_that_is_not_denied_is_meant(places: Places) -> None:
    found = places.find("живу не в Алматы, а в Талгаре")
    assert found.place is not None
    assert found.place.ru == "Талгар"


@pytest.mark.parametrize(
    ("text", "region", "name"),
    [
        ("Аягоз ВКО", "abai", "Аягоз"),
        ("Каражал Карагандинская обл", "ulytau", "Каражал"),
        ("Маканчи Урджарский район", "abai", "Маканчи"),
        ("Самарское Кокпектинский район", "east-kazakhstan", "Самарское"),
        ("Абай, Сарыагашский район", "turkistan", "Абай"),
    ],
)
def test_what_a_place_was_split_off_from_still_finds_it(places: Places, text: str, region: str, name: str) -> None:
    found = places.find(text)
    assert (found.kind, found.region, found.place and found.place.ru) == (Kind.ONE, region, name)
    assert Step.SPLIT_OFF in found.why


def test_what_lies_there_today_goes_before_what_was_split_off(places: Places) -> None:
    found = places.find("Кайнар ВКО")
    assert Step.SPLIT_OFF not in found.why
    assert {choice.region for choice in found.choices} == {"east-kazakhstan"}


@pytest.mark.parametrize("text", ["Ерлан", "Арман", "Ерланда тұрамын"])
def test_a_village_with_a_persons_name_is_asked_about(places: Places, text: str) -> None:
    found = places.find(text)
    assert (found.kind, Step.PERSON in found.why) == (Kind.CONFIRM, True)


@pytest.mark.parametrize("text", ["село Ерлан", "Ерлан, Район Жаңасемей"])
def test_a_word_of_place_beside_a_persons_name_leaves_no_doubt(places: Places, text: str) -> None:
    assert places.find(text).kind is Kind.ONE


def test_the_district_of_a_hamlet_goes_before_the_city_of_its_name(places: Places) -> None:
    assert places.find("Талдыкорган").region == "zhetisu"
    for text in ("Талдыкорган Жанасемейский район", "Талдыкорган Жанасимейский р-н"):
        assert (places.find(text).kind, places.find(text).region) == (Kind.ONE, "abai")


def test_no_city_is_sure_beside_a_district_we_do_not_know(places: Places) -> None:
    found = places.find("Сатпаев Незнамский район")
    assert (found.kind, Step.HINT_UNKNOWN in found.why) == (Kind.CHOICE, True)
    assert places.find("Сатпаев, рядом район вокзала").kind is Kind.ONE


@pytest.mark.parametrize("text", ["город Саратов", "г. Барнаул", "Мәскеу қаласы", "Баку город"])
def test_a_foreign_city_is_abroad_with_the_word_city_too(places: Places, text: str) -> None:
    assert places.find(text).kind is Kind.ABROAD


@pytest.mark.parametrize("text", ["на улице Сатпаева", "в новой школе", "живу в новой деревне", "в новой семье"])
def test_neither_a_street_nor_an_adjective_is_a_place(places: Places, text: str) -> None:
    assert places.find(text).kind is Kind.NONE


@pytest.mark.parametrize(
    "text", ["мен қорқам", "коркам", "қасымда", "жанымда", "үш балам бар", "балам кішкентай", "үш", "төрт балам бар"]
)
def test_fear_and_small_children_are_no_villages(places: Places, text: str) -> None:
    assert places.find(text).kind is Kind.NONE


@pytest.mark.parametrize("text", ["Қасым ауылы", "Үш ауылында тұрамын", "Кішкентай ауылы", "Көркем"])
def test_the_villages_that_sound_so_are_still_found(places: Places, text: str) -> None:
    assert places.find(text).kind in {Kind.ONE, Kind.CONFIRM}
