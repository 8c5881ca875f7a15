"""The tone of one text, by examples of what must not pass and of what must."""

import pytest

from bot.script.facts import Language
from bot.whole import Places
from bot.words.rules import read_rules
from bot.words.wording import wording

RULES = read_rules(Places().locales)


def codes(text: str, language: Language = Language.RU) -> set[str]:
    return {code for code, _ in wording(language, "self/now", text, RULES.banned)}


@pytest.mark.parametrize(
    "text",
    [
        "Вы пришла сюда сама.",
        "Вы решил уйти.",
        "Ты не пришла?",
        "Вы не одна.",
        "Ты не виноват.",
        "Я уже решила уйти.",
        "Если вы испугалась, позвоните.",
        "Я рада, что вы написали.",
        "Вы не смогла.",
        "Вы беременна?",
        "Ты согласна?",
        "Вы сегодня пришла.",
        "Ты никому не сказала.",
        "Вы дома одна?",
        "Ты начала говорить.",
        "Я не смог.",
    ],
)
def test_a_text_for_a_man_or_a_woman_only_does_not_pass(text: str) -> None:
    assert "W123" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Хорошо, что вы пришли и написали.",
        "Вы не виноваты. Вы не одни.",
        "Он сказал, что придёт. Вы решали сами.",
        "Скажите: вы и ваш врач знали.",
        "Ты говоришь об этом. Это сделал другой.",
        "Вы сначала позвоните.",
        "Вы один раз позвоните.",
        "Вы одна семья.",
        "Вы журнал ведите.",
    ],
)
def test_a_text_for_everybody_passes(text: str) -> None:
    assert "W123" not in codes(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.RU, "Потерпи немного."),
        (Language.RU, "Ты сам виноват."),
        (Language.RU, "Уйди от него."),
        (Language.RU, "Просто уходите."),
        (Language.RU, "Почему не ушли раньше?"),
        (Language.RU, "Вы обязаны уйти."),
        (Language.RU, "Успокойте мужа."),
        (Language.RU, "Сохраните семью."),
        (Language.KK, "Неге кетпедіңіз?"),
        (Language.KK, "Сіз кетуіңіз керек."),
        (Language.KK, "Біраз шыдай тұрыңыз."),
        (Language.KK, "Онымен татуласыңыз."),
        (Language.KK, "Күйеуіңізге айтыңыз."),
        (Language.KK, "Кепіл береміз."),
    ],
)
def test_blame_orders_promises_and_making_peace_do_not_pass(language: Language, text: str) -> None:
    assert "W112" in codes(text, language)


@pytest.mark.parametrize(
    "text", ["54–03–03", "70\u201111\u201123", "87 01 23\u00a045 67", "8.70.11.23.45", "1 5 0", "111"]
)
def test_a_number_however_dressed_is_one(text: str) -> None:
    assert "W110" in codes(f"Звоните: {text}.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.RU, "Почему женщины звонят?"),
        (Language.RU, "Не терпите боль."),
        (Language.RU, "Успокойте ребёнка."),
        (Language.RU, "Просто ухо болит."),
        (Language.KK, "Кешіріңіз, естімеймін."),
        (Language.KK, "Балаңыз үшін құжат алыңыз."),
    ],
)
def test_words_that_only_begin_like_those_pass(language: Language, text: str) -> None:
    assert "W112" not in codes(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "с 2024 года",
        "10–15 минут",
        "24 часа",
        "от 3 до 7 лет",
        "до 01.12.2026",
        "2024–2026 годы",
        "8.00–18.00",
        "п. 1.2",
    ],
)
def test_years_and_counts_are_no_numbers_to_call(text: str) -> None:
    assert "W110" not in codes(f"Так {text}.")


def test_a_sentence_ends_where_it_ends() -> None:
    words = "слово " * 7
    assert "W114" in codes(f"{words}т. е. {words}и так далее.")
    assert "W114" not in codes(f"{words}. {words}.")
    assert "W114" not in codes(f"Скажите: «{words}конец.» Потом {words}.")
