"""How hard a text is to read."""

from bot.script.facts import Language
from bot.words.level import FEWEST, level

EASY = "Мы тут. Дом наш мал. Кот спит. Дед ест суп. Мать шьёт. Сын спит. Дождь идёт."
HARD = (
    "Законодательство предусматривает обязательное предоставление документированного подтверждения обстоятельств. "
    "Соответствующие государственные учреждения рассматривают обращение индивидуально, руководствуясь критериями."
)


def test_short_words_and_sentences_are_easier_than_long_ones() -> None:
    easy, hard = level(Language.RU, EASY), level(Language.RU, HARD)
    assert easy is not None
    assert hard is not None
    assert easy < 1
    assert hard > 20


def test_the_number_is_the_formula() -> None:
    # 16 words in 4 sentences; 32 vowels in all.
    text = "Мама мыла раму днём. " * 4
    vowels = sum(letter in "аеёиоуыэюя" for letter in text.lower())
    assert level(Language.RU, text) == 0.5 * 16 / 4 + 8.4 * vowels / 16 - 15.59


def test_a_few_words_say_nothing() -> None:
    assert level(Language.KK, "сөз " * (FEWEST - 1)) is None
    assert level(Language.KK, "сөз " * FEWEST) is not None


def test_markup_is_not_read() -> None:
    assert level(Language.RU, EASY.replace("Дом", "<b>Дом</b>")) == level(Language.RU, EASY)
