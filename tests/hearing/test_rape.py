"""Who tells of a rape of these days gets the card that speaks of the first hours (row D11)."""

import pytest

from bot.hearing.kind import Kind
from bot.hearing.rape import lately
from bot.hearing.spelling import sound
from bot.hearing.text import cut
from bot.script.facts import Language, Who
from bot.talk.event import Asked, Sent, Started
from bot.talk.step import step
from tests.support.worlds import NOW, ear, whole


@pytest.mark.parametrize(
    "text",
    [
        "меня изнасиловали вчера",
        "муж изнасиловал меня и уехал",
        "насиловал всю ночь, утром ушёл",
        "кеше мені зорлады, не істеу керек",
        "мені зорлап кетті",
        "таныс жігіт зорлаған",
        "menia iznasilovali",
    ],
)
def test_a_rape_that_may_be_of_these_days(text: str) -> None:
    assert lately(cut(sound(text))[0])


@pytest.mark.parametrize(
    "text",
    [
        "меня изнасиловали 5 лет назад",
        "меня насиловали в детстве",
        "бұрын зорлаған",
        "былтыр зорлады",
        "муж насилует меня",
        "чуть не изнасиловал",
        "зорлап кете жаздады",
        "домашнее насилие",
        "зорлық көрдім",
        "насильно увезли",
        "",
    ],
)
def test_of_long_ago_as_a_habit_or_no_rape_at_all(text: str) -> None:
    assert not lately(cut(sound(text))[0])


def test_it_stays_a_told_violence_with_a_card_of_its_own() -> None:
    meant = ear().text("меня изнасиловали вчера")
    assert (meant.kind, meant.topic) == (Kind.VIOLENCE, "raped")
    assert ear().text("меня изнасиловали 5 лет назад").topic is None


@pytest.mark.parametrize(
    ("event", "screen", "who"),
    [
        (Asked(NOW, "raped", Sent.VIOLENCE), "health/now", Who.ME),
        (Asked(NOW, "raped", Sent.CHILD, young=True), "minor/touch", Who.MINOR),
    ],
)
def test_it_opens_the_card_on_the_first_hours_or_that_of_children(event: Asked, screen: str, who: Who) -> None:
    world = whole().world
    told = step(world, step(world, None, Started(NOW, Language.KK)).visit, event).visit
    assert (told.screen, told.who) == (screen, who)
