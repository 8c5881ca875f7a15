"""What is asked for by name opens anywhere, and nothing leads out of a closed branch."""

import pytest

from bot.script.facts import Language, Who
from bot.talk.event import Asked, Heard, Sent
from bot.talk.step import step
from bot.talk.visit import Visit
from tests.support.typed import typed
from tests.support.worlds import NOW, Walker, whole


@pytest.mark.parametrize("text", ["кто вы?", "это анонимно", "вы скажете маме?", "сен ботсың ба?", "тегін бе"])
def test_who_asks_who_answers_here_is_told_wherever_they_stand(text: str) -> None:
    walker = Walker().opens().presses("Русский", "Обо мне").meets(typed(text, Sent.HOSTILE)).is_at("start/about")
    walker.presses("Назад").is_at("self/now").meets(typed("Да")).meets(typed(text)).is_at("danger/self")
    Walker().opens().presses("Русский", "Мне меньше 18 лет").meets(typed(text)).is_at("minor/about")
    Walker().opens().meets(typed(text)).is_at("start/about")


def test_every_topic_opens_by_each_of_its_names_where_no_button_of_that_name_stands() -> None:
    world, spoken = whole().world, whole().words.spoken
    assert {topic for topic, _ in spoken.topics()} == set(world.script.ways.topics)
    stood = Visit(Language.RU, "papers/work", ("start/who",), who=Who.ME)
    for topic, name in spoken.topics():
        turn = step(world, stood, typed(name, Sent.HOSTILE))
        assert turn.visit == step(world, stood, Asked(NOW, topic)).visit, name
        assert turn.visit.screen != stood.screen, name


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("где приют", "where/region"),
        ("Ближайшие центры", "where/region"),
        ("юрист", "rights/legal_aid"),
        ("заңгер керек", "rights/legal_aid"),
        ("қорғау нұсқамасы", "rights/order"),
        ("акша жок", "next/money"),
        ("скорая", "danger/self"),
        ("как удалить переписку", "start/privacy"),
        ("я глухая", "talk/text"),
        ("ажырасқым келеді", "next/divorce"),
        ("көмекті таңдау", "start/who"),
    ],
)
def test_what_is_asked_for_by_name_opens_as_the_first_message_too(text: str, screen: str) -> None:
    Walker().opens().meets(typed(text, Sent.CLOSE)).is_at(screen)


@pytest.mark.parametrize("text", ["где приют", "юрист", "баспана", "психолог керек", "Ближайшие центры", "развод"])
@pytest.mark.parametrize(("branch", "flow"), [("Боюсь своих поступков", "own"), ("Мне меньше 18 лет", "minor")])
def test_no_topic_leads_out_of_a_closed_branch(text: str, branch: str, flow: str) -> None:
    assert Walker().opens().presses("Русский", branch).meets(typed(text)).visit.screen.startswith(flow)


@pytest.mark.parametrize(
    ("grave", "screen"),
    [(Sent.DANGER, "danger/minor"), (Sent.SUICIDE, "minor/life"), (Sent.VIOLENCE, "start/before")],
)
def test_an_age_turns_the_card_into_the_one_for_a_child(grave: Sent, screen: str) -> None:
    walker = Walker().opens().meets(Heard(NOW, grave)).meets(typed("мне 14", Sent.CHILD)).is_at(screen)
    assert walker.visit.who is Who.MINOR


def test_a_child_who_cannot_talk_keeps_a_card_without_a_voice() -> None:
    walker = Walker().opens().presses("Русский").meets(typed("не могу говорить")).is_at("danger/silent")
    walker.meets(typed("мен 14 жастамын")).is_at("minor/silent")


@pytest.mark.parametrize("screen", ["minor/life", "minor/silent", "danger/minor"])
def test_a_child_who_says_its_age_again_keeps_the_numbers(screen: str) -> None:
    visit = Visit(Language.RU, screen, ("start/who",), who=Who.MINOR)
    assert step(whole().world, visit, typed("мне 14", Sent.CHILD)).visit == visit


def test_an_age_does_not_lead_out_of_the_branch_of_own_acts() -> None:
    walker = Walker().opens().presses("Русский", "Боюсь своих поступков").meets(typed("мне 16")).is_at("own/typed")
    assert walker.visit.who is Who.OWN


def test_where_a_town_is_known_a_place_to_stay_is_its_list() -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться", "Астана")
    walker.is_at("help/list").meets(typed("юрист")).is_at("rights/legal_aid").meets(typed("где приют")).is_at(
        "help/list"
    )


def test_a_question_at_the_list_leads_to_what_to_ask() -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться", "Астана")
    walker.meets(typed("и как оно там вообще")).is_at("help/ask").presses("Назад").is_at("help/list")


@pytest.mark.parametrize("text", ["где приют", "ближайшие центры", "баспана керек"])
def test_no_list_of_shelters_opens_before_it_is_said_who_the_child_is(text: str) -> None:
    walker = Walker().opens().meets(Heard(NOW, Sent.CHILD)).meets(typed(text)).is_at("heard/child")
    walker.presses("О моём ребёнке").meets(typed(text)).is_at("where/region")


@pytest.mark.parametrize(
    ("text", "screen"),
    [("скорая", "danger/self"), ("не могу говорить", "danger/silent"), ("юрист", "rights/legal_aid")],
)
def test_everything_else_opens_before_it(text: str, screen: str) -> None:
    Walker().opens().meets(Heard(NOW, Sent.CHILD)).meets(typed(text)).is_at(screen)
