"""An age says that it is a child, and hides nothing that is done to it."""

import pytest

from bot.hearing.ages import beside_age
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
