"""Scenes of the talk, as a person would tell them. Words are not asserted where they may improve."""

from datetime import UTC, datetime

import pytest

from bot.script.facts import Danger, Language, Need, Signs, Who
from bot.talk.answer import Back, Choose, Open, Pick
from bot.talk.event import Pressed, Sent
from bot.talk.look import look
from bot.talk.step import step
from bot.talk.visit import Visit
from tests.support.worlds import NOW, Walker, whole


def test_the_first_screen_shows_numbers_before_any_question() -> None:
    walker = Walker().opens()
    walker.is_at("start/first").sees("102", "112", "111")
    assert {"Опасно сейчас", "Қазір қауіпті", "Русский", "Қазақша", "Закрыть и стереть", "Жабу және өшіру"} == set(
        walker.labels
    )


@pytest.mark.parametrize(("label", "language"), [("Опасно сейчас", Language.RU), ("Қазір қауіпті", Language.KK)])
def test_danger_on_the_first_screen_is_one_press_in_either_language(label: str, language: Language) -> None:
    walker = Walker().opens().presses(label).is_at("danger/self").sees("102", "112", "103")
    assert walker.visit.language is language


@pytest.mark.parametrize(
    ("who", "screen"),
    [
        ("Обо мне", "danger/self"),
        ("О другом", "danger/other"),
        ("меньше 18", "danger/minor"),
        ("своих поступков", "danger/own"),
        ("по работе", "danger/other"),
    ],
)
def test_danger_fits_whom_the_talk_is_about(who: str, screen: str) -> None:
    Walker().opens().presses("Русский", who, "Опасно сейчас").is_at(screen).sees("102")


def test_switching_the_language_keeps_the_place() -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет")
    before = walker.visit
    walker.presses("Қазақша").is_at(before.screen)
    assert walker.visit.trail == before.trail
    walker.presses("Русский")
    assert walker.visit == before


@pytest.mark.parametrize(
    ("now", "signs", "screen", "danger_offered"),
    [
        ("Нет", "Да, хотя бы одно", "self/urgent", False),
        ("Нет", "Не знаю, не скажу", "self/urgent", True),
        ("Не знаю", "Нет, ничего из этого", "self/urgent", True),
        ("Нет", "Нет, ничего из этого", "self/need", False),
    ],
)
def test_what_is_left_unsaid_is_treated_as_serious(now: str, signs: str, screen: str, *, danger_offered: bool) -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", now, signs).is_at(screen)
    assert ("Стало опасно: номера" in walker.labels) is danger_offered


@pytest.mark.parametrize(
    ("now", "signs", "screen"),
    [
        ("Не знаю", "Нет, ничего из этого", "other/urgent"),
        ("Нет", "Не знаю, не скажу", "other/urgent"),
        ("Нет", "Нет, ничего из этого", "other/help"),
    ],
)
def test_what_is_left_unsaid_about_another_is_as_serious(now: str, signs: str, screen: str) -> None:
    Walker().opens().presses("Русский", "О другом", now, signs).is_at(screen)


@pytest.mark.parametrize("walk", [("Не могу говорить",), ("Да", "Не могу говорить")])
def test_a_witness_who_cannot_speak_does_not_send_the_police_to_themself(walk: tuple[str, ...]) -> None:
    walker = Walker().opens().presses("Русский", "О другом", *walk).is_at("danger/witness").sees("102")
    assert "Мне нужна помощь" not in str(walker.page)
    assert "Рядом" in next(key.copies for row in walker.page.rows for key in row if key.copies)


@pytest.mark.parametrize("walk", [(), ("Боюсь своих поступков",), ("Обо мне", "Нет", "Да, хотя бы одно")])
def test_a_wish_to_die_can_be_said_by_a_button(walk: tuple[str, ...]) -> None:
    Walker().opens().presses("Русский", *walk, "Не хочу жить").is_at("life/now").sees("103", "112", "111")


def test_the_menu_forgets_everything() -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться", "Астана")
    assert walker.visit.place
    for _ in range(6):
        walker.presses("Назад")
        if walker.visit.screen == "start/who":
            break
    assert walker.visit == Visit(Language.RU, "start/who")


def test_the_nearest_help_can_be_narrowed_to_a_district_and_back() -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться")
    walker.presses("Область Абай").is_at("help/list").presses("Уточнить").is_at("where/district")
    walker.presses("Абайский район").is_at("help/list")
    assert walker.view.place
    assert walker.view.place.name.ru == "Абайский район"
    assert "Уточнить город, район" not in walker.labels
    walker.presses("Назад").is_at("where/district").presses("Назад").is_at("help/list")


def test_a_centre_without_a_number_says_whom_to_ask() -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться", "Астана")
    walker.presses("1. ").is_at("help/centre").sees("111")
    assert walker.view.centre
    assert walker.view.centre.service.shown_phones == ()


def test_typed_text_gets_the_menu_and_then_a_helpline() -> None:
    walker = Walker().opens().presses("Русский", "Обо мне").sends(Sent.TYPED).is_at("heard/typed").sees("102")
    walker.sends(Sent.TYPED).is_at("heard/helpline").sees("111")
    walker.presses("Назад").is_at("heard/typed").presses("Назад").is_at("self/now")
    walker.sends(Sent.TYPED).is_at("heard/typed")


@pytest.mark.parametrize(("sent", "screen"), [(Sent.MEDIA, "heard/media"), (Sent.LOCATION, "heard/location")])
def test_what_is_sent_is_answered_without_being_looked_at(sent: Sent, screen: str) -> None:
    Walker().opens(Language.KK).sends(sent).is_at(screen).sees("111")


def test_a_law_card_hides_itself_after_its_date() -> None:
    card = whole().world.script.screens["rights/order"]
    assert card.expires
    walk = ("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Полиция", "Защитное")
    fresh = Walker().opens().presses(*walk).is_at("rights/order")
    expired = Walker(at=datetime(card.expires.year, card.expires.month, card.expires.day, tzinfo=UTC))
    expired.opens().presses(*walk).is_at("rights/order").sees("102", "111")
    assert "30 дней" in fresh.text
    assert "30 дней" not in expired.text


def test_every_card_that_hides_itself_says_whom_to_ask() -> None:
    dated = {name: screen.expires for name, screen in whole().world.script.screens.items() if screen.expires}
    assert dated
    for name, day in dated.items():
        view = look(whole().world, Visit(Language.RU, name), day)
        assert view.lines[-1].id == "kc_111", name
        assert len(view.lines) == len(set(view.lines))


def test_a_visit_of_another_script_starts_over_in_its_language() -> None:
    gone = Visit(Language.KK, "no/such", trail=("nor/this",), who=Who.ME)
    assert step(whole().world, gone, Pressed(NOW, Back())).visit == Visit(Language.KK, "start/first")


def test_an_entry_that_left_the_directory_leads_back_to_the_list() -> None:
    place = whole().world.directory.regions[0].kato
    trail = ("start/who", "where/region", "help/list")
    gone = Visit(Language.RU, "help/centre", trail=trail, service="closed-since", place=place)
    turn = step(whole().world, gone, Pressed(NOW, Choose(99)))
    assert turn.visit.screen == "help/list"
    assert turn.view.offers


def test_a_place_or_an_entry_nobody_knows_changes_nothing() -> None:
    here = Visit(Language.RU, "where/region", trail=("start/who",), who=Who.ME)
    for answer in (Pick("999999999"), Open("nobody"), Choose(99), Choose(-1)):
        assert step(whole().world, here, Pressed(NOW, answer)).visit == here


def test_answers_are_noted_and_nothing_else_is() -> None:
    walker = (
        Walker().opens().presses("Русский", "Обо мне", "Не знаю", "Да, хотя бы", "Нужно другое", "Где остановиться")
    )
    walker.presses("Алматы")
    visit = walker.visit
    assert (visit.who, visit.danger, visit.signs, visit.need) == (Who.ME, Danger.UNSURE, Signs.YES, Need.STAY)
    assert visit.place == "750000000"


def test_a_button_to_the_menu_forgets_too() -> None:
    walker = Walker().opens().presses("Русский", "Обо мне", "Нет").sends(Sent.TYPED).presses("Выбрать помощь")
    assert walker.visit == Visit(Language.RU, "start/who")


def test_a_button_that_does_not_apply_now_changes_nothing() -> None:
    calm = Visit(Language.RU, "self/urgent", trail=("start/who",), who=Who.ME, danger=Danger.NO, signs=Signs.YES)
    hidden = [choice.when for choice in whole().world.script.screens["self/urgent"].choices].index("unsure")
    assert step(whole().world, calm, Pressed(NOW, Choose(hidden))).visit == calm
