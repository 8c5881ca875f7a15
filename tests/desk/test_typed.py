"""What a typed text does with the real ear: answers are presses, and a label of another screen does no harm."""

import pytest

from bot.script.facts import Language, Who
from bot.talk.event import Heard, Sent, Spoken
from bot.talk.step import step
from bot.talk.visit import Visit
from bot.words.keys import needed
from tests.desk.test_desk import CHAT, desk
from tests.support.worlds import Walker, whole

DESK = desk()


@pytest.mark.parametrize("text", ["да", "нет", "иә", "жоқ", "не знаю", "білмеймін"])
def test_an_answer_to_no_question_gets_the_menu(text: str) -> None:
    Walker().opens().presses("Русский").meets(DESK.typed(text)).is_at("heard/typed")


@pytest.mark.parametrize(("text", "screen"), [("нет", "self/need"), ("жоқ", "self/need"), ("да", "self/urgent")])
def test_yes_and_no_answer_the_question_about_signs(text: str, screen: str) -> None:
    Walker().opens().presses("Русский", "Обо мне", "нет".capitalize()).meets(DESK.typed(text)).is_at(screen)


def test_no_label_typed_where_no_button_bears_it_erases_anything() -> None:
    visit = Visit(Language.RU, "privacy/word", ("start/who",), who=Who.OTHER)
    erased = []
    for key in sorted(key for key in needed(whole().world.script) if "#" in key and not key.endswith("#copy")):
        for language in Language:
            text = whole().words.say(language, key)
            turn = step(whole().world, visit, DESK.typed(text))
            if (turn.erases and key != "common#close") or turn.visit.screen == "heard/hostile":
                erased.append(text)
    assert erased == []


@pytest.mark.parametrize(("text", "screen"), [("Не хочу жить", "life/now"), ("Причиняю себе боль", "life/now")])
def test_a_label_that_says_something_grave_is_heard_anywhere(text: str, screen: str) -> None:
    Walker().opens().presses("Русский", "Обо мне").meets(DESK.typed(text)).is_at(screen)


@pytest.mark.parametrize(("text", "urgent"), [("опасно сейчас", True), ("Қазір қауіпті!", True), ("қазақша", False)])
async def test_the_emergency_button_typed_goes_before_all_others_too(text: str, *, urgent: bool) -> None:
    assert (await DESK.hear(CHAT, text, Language.RU)).reply.urgent is urgent


@pytest.mark.parametrize("text", ["муж в россии", "сын в москве"])
def test_a_relative_abroad_does_not_make_the_writer_so(text: str) -> None:
    assert Walker().opens().meets(DESK.typed(text)).visit.screen != "where/abroad"


@pytest.mark.parametrize("text", ["мне 20 лет", "20 лет"])
def test_an_age_is_no_village_whose_name_has_the_letters_of_its_keys(text: str) -> None:
    event = DESK.typed(text).otherwise
    assert event == Heard(event.at, Sent.TYPED)


def test_who_is_abroad_is_told_so() -> None:
    Walker().opens().meets(DESK.typed("я в стамбуле")).is_at("where/abroad")


def test_who_has_no_money_is_not_in_a_village_of_that_name() -> None:
    Walker().opens().meets(DESK.typed("акша жок")).is_at("next/money")


@pytest.mark.parametrize(
    ("text", "language"),
    [("по казахски плохо", Language.RU), ("я плохо говорю по-русски", Language.KK), ("орысшам нашар", Language.KK)],
)
def test_a_language_that_is_spoken_badly_is_not_the_one_to_go_on_in(text: str, language: Language) -> None:
    event = DESK.typed(text).otherwise
    assert event == Spoken(event.at, language)


@pytest.mark.parametrize(
    "text", ["боюсь выйти", "боюсь выйти на улицу", "хочу выйти с детьми", "выйти через окно", "бәрін өшіріп тастадым"]
)
def test_nothing_is_erased_for_who_only_speaks_of_going_out_or_of_what_was_erased(text: str) -> None:
    assert not step(whole().world, Visit(Language.RU, "danger/silent"), DESK.typed(text)).erases


@pytest.mark.parametrize("text", ["выйти", "закрой", "удали чат", "жап", "бәрін өшір", "сотри всё быстро"])
def test_a_wish_to_erase_is_carried_out(text: str) -> None:
    assert step(whole().world, Visit(Language.RU, "danger/silent"), DESK.typed(text)).erases


def test_what_goes_on_of_a_text_holds_nothing_of_it() -> None:
    canary = "кканарейка ломает дверь"
    assert "канарейка" not in repr(DESK.typed(canary))
    assert "kanare" not in repr(DESK.typed(canary))


@pytest.mark.parametrize(
    ("presses", "screen"),
    [
        ((), "plan/bag"),
        (("Русский", "Обо мне"), "plan/bag"),
        (("Русский", "Мне меньше 18 лет"), "minor/life"),  # where no card opens, the hesitant alarm stands
        (("Русский", "Боюсь своих поступков"), "life/now"),
    ],
)
def test_a_question_that_sounds_a_little_grave_opens_its_card_or_is_as_grave(
    presses: tuple[str, ...], screen: str
) -> None:
    Walker().opens().presses(*presses).meets(DESK.typed("что взять с собой когда буду уходить?")).is_at(screen)


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("можно ли забрать заявление из полиции", "rights/reconcile"),
        ("муж вчера меня ударил, как мне снять побои", "health/injuries"),
        ("муж вчера меня ударил", "heard/violence"),
        ("үйден кетсем өзіммен не алуым керек?", "plan/bag"),
    ],
)
def test_a_whole_question_opens_its_card(text: str, screen: str) -> None:
    Walker().opens().meets(DESK.typed(text)).is_at(screen)
