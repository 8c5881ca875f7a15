"""The real bot process, driven through the sandbox as people drive it."""

import pytest

from tests.support.person import Person
from tests.support.process import senim

WALKS = {
    "ru": ("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться", "Павлодарская", "центра"),
    "kk": ("Қазақша", "Өзім туралы", "Жоқ", "Жоқ, ешқайсысы", "паналауға", "Павлодар облысы", "Павлодар"),
}


@pytest.mark.parametrize("language", WALKS)
async def test_a_survivor_finds_the_nearest_centres_in_six_taps(language: str) -> None:
    *taps, expected = WALKS[language]
    async with senim("sandbox") as bot, Person(bot.url, language=language) as person:
        await person.says("/start")
        await person.waits_for("102")
        first = [message["message_id"] for message in person.messages() if not message["mine"]]
        for tap in taps:
            await person.presses(tap)
            await person.waits_for_change()
        assert len(taps) == 6
        assert expected in person.screen()
        assert "111" in person.screen()
        assert [m["message_id"] for m in person.messages() if not m["mine"]] == first, "one live message"
