"""What is said of a line beside its number: no more than the directory knows."""

from dataclasses import replace

import pytest

from bot.centres.words import Answer
from bot.script.facts import Language
from bot.words.keys import needed
from tests.support.worlds import whole

LINES = whole().world.directory.lines
SHOWN = sorted({line for screen in whole().world.script.screens.values() for line in screen.lines})
AROUND_THE_CLOCK = {Language.RU: "круглосуточно", Language.KK: "тәулік бойы"}
FREE = {Language.RU: "бесплатно", Language.KK: "тегін"}


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("language", Language)
def test_hours_and_price_are_promised_only_as_the_directory_has_them(name: str, language: Language) -> None:
    line, said = LINES[name], whole().words.say(language, f"line/{name}")
    assert (AROUND_THE_CLOCK[language] not in said) or line.schedule == "24/7"
    assert (FREE[language] not in said) or line.free is Answer.YES


def test_something_is_promised_at_all() -> None:
    assert any(word in whole().words.say(language, "line/kc_111") for language, word in FREE.items())


def test_whoever_is_asked_about_hidden_cards_has_words_too() -> None:
    script = whole().world.script
    asked = replace(script, ways=script.ways.model_copy(update={"expired": "nowhere"}))
    assert "line/nowhere" in set(needed(asked))
