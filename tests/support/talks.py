"""Talks in a few words, for tests that are about something else."""

from bot.emergency import LAST_LINE
from tests.support.person import Person
from tests.telegram.simulated import Simulated


async def opens(person: Person, *labels: str) -> None:
    """/start, then these buttons."""
    await person.says("/start")
    await person.waits_for("102")
    for label in labels:
        await person.presses(label)
        await person.waits_for_change()


async def only_the_line(person: Person, seconds: float = 3) -> None:
    await person.waits_until(lambda: [one["text"] for one in person.messages()] == [LAST_LINE], seconds)


async def talks(it: Simulated, person: Person, *labels: str) -> None:
    """The same on a clock that is turned."""
    await person.says("/start")
    await it.bot.works()
    for label in labels:
        await person.looks()
        await person.presses(label)
        await it.bot.works()


def seen(person: Person) -> tuple[list[str], list[str]]:
    return [one.get("text", "") for one in person.messages()], person.buttons()


async def drill(it: Simulated, chat: int) -> tuple[bool, int, bool]:
    """All that can be said of a chat with every key there is: a talk, numbers of messages, a place in the queue."""
    assert it.redis is not None
    sessions = it.bot.sessions
    talk = (await sessions.recall(chat, it.clock())).talk
    numbers, waits = set[int](), False
    for trace in sessions._traces.of(chat, it.clock()):
        kept = [name for name in await it.redis.hgetall(trace.name) if isinstance(name, bytes)]
        numbers |= {message for message, _ in trace.open_messages(kept).values()}
        waits |= await it.redis.zscore(trace.queue, trace.member) is not None
    return talk is not None, len(numbers), waits
