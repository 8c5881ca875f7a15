"""A talk that a person leaves alone, and what is left of it."""

from tests.support.person import Person
from tests.telegram.simulated import Simulated

LINE = "Қызметтер анықтамалығы. Бастау: /start · Справочник служб. Начать: /start"


async def talks(it: Simulated, person: Person) -> None:
    """/start, and a press."""
    await person.says("/start")
    await it.bot.works()
    await person.looks()
    await person.presses("Русский")
    await it.bot.works()
    await person.looks()
    assert "О ком" in person.screen()


async def left(person: Person) -> list[str]:
    await person.looks()
    return [message["text"] for message in person.messages()]
