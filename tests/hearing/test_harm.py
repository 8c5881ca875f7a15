"""Who tells what was done to the body lately gets the card that speaks of a doctor (rows D11 and D6)."""

import pytest

from bot.hearing.harm import NECK, PHOTOS, RAPED, TOUCHED, harm
from bot.hearing.kind import Kind
from bot.hearing.spelling import sound
from bot.hearing.text import cut
from bot.script.facts import Language, Who
from bot.talk.event import Asked, Sent, Started
from bot.talk.step import step
from bot.talk.visit import Visit
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
    told = harm(cut(sound(text))[0])
    assert told
    assert told.topic == RAPED


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
    assert harm(cut(sound(text))[0]) is None


@pytest.mark.parametrize(
    "text", ["муж душил меня вчера", "сдавил мне шею и отпустил", "кеше мойнымнан қысты", "күйеуім буындырды"]
)
def test_a_neck_that_was_squeezed(text: str) -> None:
    told = harm(cut(sound(text))[0])
    assert told
    assert told.topic == NECK


@pytest.mark.parametrize(
    "text", ["муж душит меня", "обнял за шею", "горло болит", "5 лет назад душил", "қолымды қысты"]
)
def test_no_neck_was_squeezed_of_these_days(text: str) -> None:
    assert harm(cut(sound(text))[0]) is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("отчим трогает меня ночью", TOUCHED),
        ("в школе меня лапает физрук", TOUCHED),
        ("тренер приставал ко мне", TOUCHED),
        ("өгей әкем маған тиіседі", TOUCHED),
        ("парень грозит слить мои фотки", PHOTOS),
        ("одноклассники выложили моё видео и смеются", PHOTOS),
        ("суретімді таратамын деп қорқытады", PHOTOS),
        ("меня никто не трогает", None),
        ("мне 14, подругу трогает отчим", None),
        ("учитель лапает девочек", None),
        ("покажи фото центра", None),
        ("учитель требует форму", None),
    ],
)
def test_a_child_that_is_touched_or_threatened_with_photos(text: str, topic: str | None) -> None:
    told = harm(cut(sound(text))[0])
    assert (told and told.topic) == topic


@pytest.mark.parametrize(
    ("text", "kind", "topic"),
    [
        ("отчим трогает меня ночью", Kind.CHILD, "touched"),
        ("муж грозит разослать мои фото", Kind.VIOLENCE, None),
        ("меня изнасиловали вчера", Kind.VIOLENCE, "raped"),
        ("меня изнасиловали 5 лет назад", Kind.VIOLENCE, None),
        ("муж душил вчера", Kind.VIOLENCE, "neck"),
    ],
)
def test_it_stays_a_told_violence_with_a_card_of_its_own(text: str, kind: Kind, topic: str | None) -> None:
    meant = ear().text(text)
    assert (meant.kind, meant.topic) == (kind, topic)


@pytest.mark.parametrize(
    "text",
    [
        "меня изнасиловали сегодня, что мне делать, можно ли мыться",
        "таксист изнасиловал час назад",
        "меня изнасиловали что делать",
        "бүгін зорлады, жуынуға бола ма",
        "жаңа ғана зорлап кетті не істеймін",
    ],
)
def test_what_sounds_grave_by_the_rape_alone_gets_the_card_on_the_first_hours(text: str) -> None:
    meant = ear().text(text)
    assert meant.topic == "raped"
    assert meant.kind in {Kind.DANGER, Kind.SUICIDE, Kind.VIOLENCE}


@pytest.mark.parametrize(
    "text",
    [
        "меня изнасиловали, он ломится обратно в дверь",
        "меня изнасиловали, не хочу больше жить",
        "зорлап кетті, қазір тағы келе жатыр пышақпен",
    ],
)
def test_what_is_grave_beside_it_keeps_its_card(text: str) -> None:
    meant = ear().text(text)
    assert meant.topic is None
    assert meant.kind in {Kind.DANGER, Kind.SUICIDE}


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


@pytest.mark.parametrize(
    ("who", "topic", "screen"),
    [
        (Who.MINOR, "touched", "minor/touch"),
        (Who.MINOR, "photos", "minor/online"),
        (None, "touched", "heard/child"),
        (Who.OWN, "photos", "own/typed"),
    ],
)
def test_only_whoever_is_under_eighteen_gets_the_card_for_children(who: Who | None, topic: str, screen: str) -> None:
    visit = Visit(Language.RU, "start/hello", who=who)
    assert step(whole().world, visit, Asked(NOW, topic, Sent.CHILD)).visit.screen == screen
