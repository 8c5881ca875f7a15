"""A label typed instead of pressed: each of every screen is found, and nothing else is taken for one."""

from dataclasses import replace

import pytest

from bot.script.facts import Danger, Language, Who
from bot.talk.event import Heard, Named, Placed, Pressed, Sent
from bot.talk.look import look
from bot.talk.step import step
from bot.talk.visit import Visit
from tests.support.typed import labels, typed
from tests.support.worlds import NOW, Walker, whole


@pytest.mark.parametrize("language", Language)
def test_every_label_typed_on_its_screen_is_a_press_of_its_button(language: Language) -> None:
    world, words = whole().world, whole().words
    service, place = next(iter(world.directory.services)), world.directory.regions[0].kato
    pressed = 0
    for name in world.script.screens:
        visit = Visit(language, name, ("start/who",), who=Who.ME, service=service, place=place)
        for button in look(world, visit, NOW.date(), NOW).all_buttons:
            if isinstance(button.label, str):
                label = words.say(button.language or language, button.label)
                assert step(world, visit, typed(label)) == step(world, visit, Pressed(NOW, button.answer)), label
                pressed += 1
    assert pressed > 900


@pytest.mark.parametrize("language", Language)
def test_every_name_of_a_button_typed_on_its_screen_is_a_press_of_it(language: Language) -> None:
    world, spoken = whole().world, whole().words.spoken
    service, place = next(iter(world.directory.services)), world.directory.regions[0].kato
    pressed, lost = set[str](), list[str]()
    for name, screen in world.script.screens.items():
        visit = Visit(language, name, ("start/who",), who=Who.ME, service=service, place=place)
        for button in look(world, visit, NOW.date(), NOW).all_buttons:
            if not isinstance(button.label, str):
                continue
            plain = {button.label.rpartition("#")[2]} if screen.ask != "who" else set[str]()
            for text in spoken.names(button.language or language, frozenset({button.label, *plain})):
                turn = step(world, visit, typed(text))
                pressed.add(text)
                if turn != step(world, visit, Pressed(NOW, button.answer)):
                    lost.append(f"{name}: {text} → {turn.visit.screen}")
    assert lost == []
    unshown = set(spoken.names(language, frozenset({"help/centre#report"})))  # the shipped directory has no such centre
    named = {text for said in spoken.said for text in spoken.names(language, frozenset(said.buttons))}
    assert named - unshown <= pressed


@pytest.mark.parametrize("text", ["Да", "да.", "ДА!!", "  да ", "da", "Иә", "ия", "иа"])
def test_yes_is_yes_however_it_is_typed(text: str) -> None:
    Walker().opens().presses("Русский", "Обо мне").meets(typed(text)).is_at("danger/self").sees("102")


def test_the_first_clause_of_a_label_is_enough() -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет").is_at("self/signs")
    walker.meets(typed("да")).is_at("self/urgent").presses("Назад")
    walker.meets(typed("не знаю")).is_at("self/urgent").presses("Назад")
    walker.meets(typed("нет")).is_at("self/need")


def test_a_number_opens_that_entry_of_the_list() -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться", "Астана")
    first = walker.view.offers
    assert first
    walker.meets(typed("1.")).is_at("help/centre")
    assert walker.visit.service == first.offers[0].service.id


@pytest.mark.parametrize("sent", [Sent.CLOSE, Sent.HOSTILE, Sent.TYPED])
def test_a_label_of_another_screen_is_no_wish_to_erase(sent: Sent) -> None:
    stray = Named(NOW, labels().labels("Показать экран"), None, Heard(NOW, sent))
    Walker().opens().presses("Русский").meets(stray).is_at("heard/typed")


@pytest.mark.parametrize("text", ["да", "нет", "иә", "жоқ", "не знаю"])
def test_an_answer_without_its_question_says_nothing_whatever_hearing_makes_of_it(text: str) -> None:
    stray = Named(NOW, labels().labels(text), None, Heard(NOW, Sent.SUICIDE))
    Walker().opens().presses("Русский").meets(stray).is_at("heard/typed")


@pytest.mark.parametrize(("sent", "screen"), [(Sent.DANGER, "heard/danger"), (Sent.SUICIDE, "life/now")])
def test_what_is_grave_is_heard_in_a_label_too(sent: Sent, screen: str) -> None:
    stray = Named(NOW, labels().labels("Не хочу жить"), None, Heard(NOW, sent))
    Walker().opens().presses("Русский", "Обо мне").meets(stray).is_at(screen)


def test_words_on_the_first_screen_choose_its_language() -> None:
    assert Walker().opens().meets(typed("қазақша")).is_at("start/who").visit.language is Language.KK
    assert Walker().opens().meets(typed("казир кауипти")).is_at("danger/self").visit.language is Language.KK


@pytest.mark.parametrize(
    "text", ["да он меня бьёт", "нет сил жить", "Да" * 40, "", "...", "😀", "99", "0", "я", "Я.", "Скопировать текст"]
)
def test_a_longer_text_a_single_letter_and_what_only_copies_is_no_label(text: str) -> None:
    assert labels().labels(text) == frozenset()
    assert not labels().number(text)


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("ага", "danger/minor"),
        ("угу", "danger/minor"),
        ("әрине", "danger/minor"),
        ("неа", "minor/help"),
        ("жо", "minor/help"),
        ("да может", "danger/minor"),
        ("мүмкін", "danger/minor"),
        ("хз", "danger/minor"),
    ],
)
def test_a_child_may_answer_as_children_talk(text: str, screen: str) -> None:
    Walker().opens().presses("Русский", "Мне меньше 18 лет").is_at("minor/now").meets(typed(text)).is_at(screen)


@pytest.mark.parametrize("text", ["не знаю", "не скажу", "айтпаймын", "білмеймін"])
def test_whoever_does_not_tell_the_place_is_shown_the_whole_country(text: str) -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться")
    walker.is_at("where/region").meets(typed(text)).is_at("help/country")


def test_leaning_to_no_about_danger_is_no_no() -> None:
    Walker().opens().presses("Русский", "Обо мне").meets(typed("вроде нет")).is_at("self/signs")
    assert Walker().opens().presses("Русский", "Обо мне").meets(typed("вроде нет")).visit.danger is Danger.UNSURE


@pytest.mark.parametrize("text", ["может быть", "ага", "мүмкін", "болған"])
def test_what_only_answers_is_nothing_grave_without_a_question(text: str) -> None:
    stray = Named(NOW, labels().labels(text), None, Heard(NOW, Sent.SUICIDE))
    Walker().opens().presses("Русский").meets(stray).is_at("heard/typed")


def test_yes_to_the_only_place_of_a_list_takes_it() -> None:
    world = whole().world
    place, other = [region.kato for region in world.directory.regions][:2]
    alone = Visit(Language.RU, "where/choice", ("start/who",), who=Who.ME, place=place)
    assert step(world, alone, typed("да")).visit.screen == "help/list"
    assert step(world, replace(alone, others=(other,)), typed("да")).visit.screen == "where/unknown"


@pytest.mark.parametrize(
    ("presses", "screen"),
    [
        ((), "danger/silent"),
        (("Мне меньше 18 лет", "Нет"), "minor/silent"),
        (("О другом человеке", "Нет", "Нет, ничего из этого"), "danger/witness"),
        (("Боюсь своих поступков",), "danger/own"),
    ],
)
@pytest.mark.parametrize("text", ["не могу говорить", "сөйлей алмаймын", "сойлей алмаймын"])
def test_who_cannot_talk_is_shown_at_once_what_needs_no_voice(text: str, presses: tuple[str, ...], screen: str) -> None:
    Walker().opens().presses("Русский", *presses).meets(typed(text, Sent.DANGER)).is_at(screen)


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("ия уйде", Danger.YES),
        ("да он дома", Danger.YES),
        ("ага, рядом", Danger.YES),
        ("жок ол жумыста", Danger.UNSURE),
        ("нет, но скоро придёт", Danger.UNSURE),
    ],
)
def test_an_answer_may_go_on_and_a_no_that_goes_on_is_no_clear_no(text: str, danger: Danger) -> None:
    walker = Walker().opens().presses("Русский", "Обо мне").meets(typed(text, Sent.VIOLENCE))
    assert walker.visit.danger is danger


@pytest.mark.parametrize("text", ["я боюсь", "да", "да " * 9, "дай номер", "нету сил жить"])
def test_what_only_looks_like_an_answer_begins_with_none(text: str) -> None:
    assert not labels().begins(text)


@pytest.mark.parametrize(
    ("sent", "screen"),
    [(Sent.DANGER, "heard/danger"), (Sent.SUICIDE, "life/now"), (Sent.CLOSE, "start/closed")],
)
@pytest.mark.parametrize("text", ["да он ломает дверь", "нет закрой всё"])
def test_what_is_firmer_behind_a_yes_or_a_no_is_heard(sent: Sent, screen: str, text: str) -> None:
    Walker().opens().presses("Русский", "Обо мне").meets(typed(text, sent)).is_at(screen)


def test_a_place_behind_a_no_is_the_place_that_is_meant() -> None:
    place, other = [region.kato for region in whole().world.directory.regions][:2]
    asked = Visit(Language.RU, "where/confirm", ("start/who", "where/region"), who=Who.ME, place=place)
    said = Named(NOW, labels().labels("нет я в Абае"), None, Placed(NOW, (other,)), labels().begins("нет я в Абае"))
    assert said.begins
    moved = step(whole().world, asked, said).visit
    assert (moved.screen, moved.place) == ("where/confirm", other)


def test_a_question_stands_after_a_text_that_was_not_understood() -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет", "Нет, ничего из этого").is_at("self/need")
    walker.meets(typed("ну это самое")).is_at("heard/typed").meets(typed("где остановиться")).is_at("where/region")
    walker = Walker().opens().presses("Русский", "Обо мне").meets(typed("ээ")).meets(typed("эээ"))
    walker.is_at("heard/helpline").meets(typed("да")).is_at("danger/self")


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("приют", "where/region"),
        ("баспана керек", "where/region"),
        ("полиция", "rights/police"),
        ("психолог", "talk/lines"),
        ("дәрігер керек", "health/now"),
        ("құжатым жоқ", "papers/taken"),
    ],
)
def test_a_need_may_be_called_as_people_call_it(text: str, screen: str) -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет", "Нет, ничего из этого")
    walker.meets(typed(text, Sent.HOSTILE)).is_at(screen)


@pytest.mark.parametrize("text", ["болды", "болған", "бәрі"])
def test_what_happened_is_a_yes_to_the_signs_and_no_wish_to_erase(text: str) -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет").is_at("self/signs")
    walker.meets(typed(text, Sent.CLOSE)).is_at("self/urgent")


@pytest.mark.parametrize(
    ("text", "place"), [("первый", 1), ("Второе.", 2), ("бірінші", 1), ("ушинши", 3), ("сто", None)]
)
def test_a_place_in_a_list_may_be_said_in_words(text: str, place: int | None) -> None:
    assert labels().number(text) == place
