"""An age says that it is a child, and hides nothing that is done to it."""

import pytest

from bot.hearing.ages import beside_age, tells_own_age
from bot.hearing.kind import Kind
from bot.hearing.spelling import sound
from bot.hearing.text import cut
from tests.support.worlds import ear


def beside(text: str) -> list[str]:
    words, *_ = cut(sound(text))
    return [" ".join(words[begin:end]) for begin, end in beside_age(words)]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("папа бьёт маму мне 9 лет что делать", ["papa biet mamu", "wto delat"]),
        ("мне 12 за дверью крик", ["za dveriu krik"]),
        ("брата бьют, ему четыре года", ["brata biut"]),
        ("мен он екі жастамын, әкем анамды ұрып жатыр", ["men", "akem anamdy uryp jatyr"]),
        ("я в 5 классе меня бьют", ["ia v", "menia biut"]),
    ],
)
def test_what_is_told_beside_an_age(text: str, other: list[str]) -> None:
    assert beside(text) == other


@pytest.mark.parametrize(
    "text",
    [
        "мне 9 лет",
        "он 3 раза ударил",
        "он годами бьёт",
        "мне 5 минут",
        "10 лет назад бил",
        "ол екі рет ұрды",
        "мне 34 года",
        "дверь 12",
        "",
        "5",
    ],
)
def test_where_no_child_tells_its_age_or_nothing_else_there_is_nothing(text: str) -> None:
    assert beside(text) == []


@pytest.mark.parametrize(
    "text",
    ["мне 7 лет дядя бьет маму", "папа маму бьет, мне шесть лет", "мама кричит там, папа её бьёт, я во 2 классе"],
)
def test_danger_beside_an_age_is_danger(text: str) -> None:
    assert ear().text(text).kind is Kind.DANGER


@pytest.mark.parametrize("text", ["мне 12, в классе надо мной смеются", "маған 13 жас, әкем ішкенде ұрысады"])
def test_what_a_child_tells_is_no_alarm_for_its_age(text: str) -> None:
    assert ear().text(text).kind is Kind.CHILD


@pytest.mark.parametrize(
    "text",
    [
        "мне 12 лет, папа бьёт маму",
        "папа бьёт маму мне девять лет",
        "мне 12 за дверью крик",
        "отчим ломится мне 14",
        "мен 12 жастамын, әкем ұрып жатыр",
        "он екі жастамын",
        "маған 13 жас",
        "я ученица 8 класса",
        "учусь в 5 классе, меня бьют",
        "7 сыныпта оқимын",
        "7 сынып оқушысымын",
        "3 сыныптамын",
    ],
)
def test_who_tells_their_own_age_is_a_child(text: str) -> None:
    assert tells_own_age(cut(sound(text))[0])
    assert ear().text(text).young


@pytest.mark.parametrize(
    "text",
    [
        "сыну 9 лет",
        "ему 12",
        "дочь в 5 классе",
        "балам 6 сыныпта оқиды",
        "менің қызым 10 жаста",
        "мен 12 жасар баламмен үйден шықтым",
        "мен 12 жаста едім",
        "мне было 12 лет",
        "мне 14 лет назад сломали руку",
        "мне 12 швов наложили",
        "мне 10 тысяч не отдаёт",
        "мне семь раз звонил",
        "мне 5 лет не даёт развод",
        "жиырма бес жастамын",
        "мне двадцать пять лет",
        "мне 34 года",
        "я работаю в 5 классе",
        "мне",
        "",
    ],
)
def test_the_age_of_another_or_of_what_is_over_is_not_ones_own(text: str) -> None:
    assert not tells_own_age(cut(sound(text))[0])
