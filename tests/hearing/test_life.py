"""A wish to die opens the card for what is done already, or for whoever is near somebody else (row D12)."""

import pytest

from bot.hearing.kind import Kind
from bot.hearing.life import ANOTHER, STEP, whose
from bot.hearing.spelling import sound
from bot.hearing.text import cut
from bot.script.facts import Language, Who
from bot.talk.event import Asked, Sent
from bot.talk.step import step
from bot.talk.visit import Visit
from tests.support.worlds import NOW, ear, whole


def said(text: str) -> str | None:
    return whose(cut(sound(text))[0])


@pytest.mark.parametrize(
    "text",
    [
        "выпила 40 таблеток",
        "я порезал вены, кровь идёт",
        "наглоталась снотворного",
        "отравился, что делать",
        "он ушёл, а я уже выпила все таблетки",
        "көп дәрі іштім",
        "дәрі ішіп қойдым",
        "колымды кесип тастадым",
        "газды ашып қойдым",
        "vypila pachku tabletok",
        "мне 13 лет и я порезала руки",
        "пыталась повеситься, верёвка порвалась",
    ],
)
def test_a_step_that_is_taken(text: str) -> None:
    assert said(text) == STEP


@pytest.mark.parametrize(
    "text",
    [
        "хочу выпить таблетки",
        "чуть не выпила таблетки",
        "не выпила таблетки",
        "в школе однажды резала руки",
        "два месяца назад выпила таблетки",
        "выпила чаю и плачу",
        "я видела, как мама выпила таблетки",
        "былтыр дәрі іштім",
        "дәрі ішкім келеді",
        "не хочу жить",
        "",
    ],
)
def test_no_step_is_taken_of_these_hours(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "подруга выпила таблетки и не отвечает",
        "муж говорит что повесится",
        "сын написал прощальную записку",
        "брат пишет не хочу жить",
        "мама хочет умереть",
        "досым шатырда, секіремін дейді",
        "балам өлгім келеді деп жазды",
        "інім дәрі ішіп қойыпты",
        "podruga rezhet veny",
        "мне 13, подруга выпила таблетки",
        "мен 14 жастамын, досым өлгісі келеді",
        "күйеуім дәрі ішіп қойды, оянбай жатыр",
        "парень угрожает что повесится если я уйду",
        "жігітім өзімді өлтірем деп қорқытып жүр",
    ],
)
def test_a_life_that_is_anothers(text: str) -> None:
    assert said(text) == ANOTHER


@pytest.mark.parametrize(
    "text",
    [
        "муж сказал сдохни, и правда сдохну",
        "мама говорит терпи, а я не могу больше",
        "прости мама, не хочу жить",
        "сын вырос, мне больше незачем жить",
        "муж меня бросил и пишет гадости",
        "күйеуім кетті деп жылай беремін, өлгім келеді",
        "анам ұрысты, өмір сүргім келмейді",
        "муж ушёл, стою на крыше",
        "парень говорит прыгай",
        "анам үшін өлгім келеді",
    ],
)
def test_others_are_named_and_the_life_is_the_writers(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "topic"), [("выпила 40 таблеток", STEP), ("сестра наглоталась таблеток", ANOTHER), ("не хочу жить", None)]
)
def test_it_stays_a_wish_to_die(text: str, topic: str | None) -> None:
    meant = ear().text(text)
    assert (meant.kind, meant.topic, meant.alarm) == (Kind.SUICIDE, topic, None)


@pytest.mark.parametrize(
    ("who", "topic", "screen"),
    [
        (None, STEP, "life/step"),
        (None, ANOTHER, "life/other"),
        (Who.OTHER, ANOTHER, "life/other"),
        (Who.OWN, STEP, "life/step"),
        (Who.MINOR, STEP, "minor/step"),
        (Who.MINOR, ANOTHER, "minor/other"),
    ],
)
def test_who_says_so_gets_that_card(who: Who | None, topic: str, screen: str) -> None:
    visit = Visit(Language.RU, "start/hello", who=who)
    assert step(whole().world, visit, Asked(NOW, topic, Sent.SUICIDE)).visit.screen == screen


@pytest.mark.parametrize(
    ("stood", "topic", "screen"),
    [
        ("life/now", STEP, "life/step"),
        ("life/now", ANOTHER, "life/other"),
        ("heard/danger", STEP, "life/step"),
        ("life/other", STEP, "life/step"),  # «и я выпила»: what is the writer's own is not answered by another's card
        ("life/step", ANOTHER, "life/step"),
    ],
)
def test_what_comes_later_says_more_but_for_where_it_is_known(stood: str, topic: str, screen: str) -> None:
    visit = Visit(Language.RU, stood, ("start/who",))
    assert step(whole().world, visit, Asked(NOW, topic, Sent.SUICIDE)).visit.screen == screen
