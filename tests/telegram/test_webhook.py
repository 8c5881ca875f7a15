"""The whole bot behind a webhook: the same talk, each update once, and a last way out when no call gets through."""

import asyncio
import time
from itertools import count
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.emergency import CARD
from bot.sandbox import Hang, Status
from bot.telegram.hook import Hook
from bot.telegram.seen import LIFE, Seen
from bot.telegram.webhook import HEADER
from tests.support.person import Person
from tests.support.process import senim
from tests.telegram.running import SECRET, Running, hooked, running, serving, stage

CHAT = {"id": 5_190_000_017, "type": "private"}
NUMBERS = count(1)


def start(text: str = "/start", **changes: Any) -> dict[str, Any]:
    sender = {"id": CHAT["id"], "is_bot": False, "first_name": "A"}
    message = {"message_id": next(NUMBERS), "date": 1, "from": sender, "chat": CHAT, "text": text}
    return {"update_id": next(NUMBERS), "message": message | changes}


async def gives(settings: dict[str, str], update: dict[str, Any]) -> dict[str, Any] | None:
    """Bring an update as Telegram does; what came back as a call."""
    async with (
        ClientSession() as http,
        http.post(settings["WEBHOOK_URL"], json=update, headers={HEADER: SECRET}) as response,
    ):
        assert response.status == 200
        return await response.json() if response.content_type == "application/json" else None


async def walks(person: Person) -> None:
    await person.says("/start")
    await person.waits_for("102")
    await person.presses("Русский")
    await person.waits_for("О ком")
    typed = await person.says("что-то")
    await person.waits_until(lambda: typed not in [m["message_id"] for m in person.messages()])
    await person.presses("Закрыть")
    await person.waits_until(lambda: len(person.messages()) == 1)


async def test_a_whole_talk_goes_through_the_webhook() -> None:
    async with running(more=hooked()) as bot, bot.person() as person:
        await walks(person)
        assert "getUpdates" not in {call.method for call in bot.sandbox.calls}


async def test_the_program_serves_its_sandbox_through_a_webhook() -> None:
    async with senim("sandbox", env=hooked(), warm=True) as bot, Person(bot.url) as person:
        await walks(person)
        code, errors = await bot.stop()
    assert code == 0, errors


async def test_telegram_is_told_everything_once_and_nothing_is_dropped() -> None:
    settings = hooked()
    async with stage() as bot, bot.person() as person:
        await person.says("/start")  # while the bot is down
        async with serving(bot.url, bot.redis_url, more=settings):
            await person.waits_for("102")
            [told] = bot.said("setWebhook")
    assert told == {
        "url": settings["WEBHOOK_URL"],
        "secret_token": SECRET,
        "allowed_updates": ["message", "callback_query", "my_chat_member"],
        "max_connections": 40,
        "drop_pending_updates": False,
    }


async def test_after_the_webhook_polling_takes_what_waits() -> None:
    async with stage() as bot, bot.person() as person:
        async with serving(bot.url, bot.redis_url, more=hooked()):
            pass
        await person.says("/start")
        async with serving(bot.url, bot.redis_url):
            await person.waits_for("102")


async def test_the_same_update_a_thousand_times_has_one_effect() -> None:
    settings = hooked()
    async with running(more=settings) as bot, bot.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        update = start()
        for _ in range(20):
            await asyncio.gather(*(gives(settings, update) for _ in range(50)))
        assert bot.calls().count("sendMessage") == 2


async def test_the_same_update_twice_has_one_effect_without_redis_too() -> None:
    settings = hooked()
    async with running(redis_url="unix:///nowhere/redis.sock", more=settings) as bot, bot.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        update = start("что-то")
        assert await asyncio.gather(*(gives(settings, update) for _ in range(10))) == [None] * 10
        assert bot.calls().count("sendMessage") == 2


@pytest.mark.parametrize("text", ["/start", "помогите"])
async def test_when_no_call_gets_through_the_card_comes_in_the_response(text: str) -> None:
    settings = hooked()
    async with running(redis_url="unix:///nowhere/redis.sock", more=settings) as bot:
        bot.faults.plan("*", Hang(5), times=50)
        began = time.monotonic()
        call = await gives(settings, start(text))
        assert time.monotonic() - began < 1
        assert call is not None
        assert (call["method"], call["chat_id"], call["text"]) == ("sendMessage", CHAT["id"], CARD)
        assert call["disable_notification"] is True


async def test_telegram_shows_the_card_that_came_in_the_response() -> None:
    async with running(more=hooked()) as bot, bot.person() as person:
        bot.faults.plan("sendMessage", Status(502), times=3)
        await person.says("/start")
        await person.waits_for("112", 2)


async def test_a_press_or_a_group_gets_no_card_in_the_response() -> None:
    settings = hooked()
    async with running(more=settings) as bot:
        bot.faults.plan("*", Hang(1), times=50)
        sender = {"id": CHAT["id"], "is_bot": False, "first_name": "A"}
        shown = {"message_id": 5, "date": 1, "chat": CHAT}
        press = {"id": "1", "from": sender, "chat_instance": "1", "data": "x", "message": shown}
        assert await gives(settings, {"update_id": next(NUMBERS), "callback_query": press}) is None
        assert await gives(settings, start(chat={"id": -100, "type": "supergroup"})) is None


async def test_one_who_has_blocked_the_bot_gets_no_card_in_the_response() -> None:
    settings = hooked()
    async with running(more=settings):
        assert await gives(settings, start(chat={"id": 1, "type": "private"})) is None, "chat not found"


async def test_people_are_answered_while_telegram_itself_cannot_be_reached_at_the_start() -> None:
    settings = hooked()
    async with stage() as bot:
        bot.faults.plan("*", Status(502), times=500)
        life = asyncio.create_task(_lives(bot, settings))
        for _ in range(100):
            try:
                call = await gives(settings, start())
                break
            except OSError:
                await asyncio.sleep(0.1)
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)
        assert call is not None
        assert call["text"] == CARD


async def _lives(bot: Running, settings: dict[str, str]) -> None:
    async with serving(bot.url, bot.redis_url, more=settings):
        await asyncio.sleep(60)


async def test_a_webhook_that_was_moved_is_an_alarm_once(caplog: pytest.LogCaptureFixture) -> None:
    async with stage() as it:
        told = list[bool]()
        minutes = 0

        class Over(Exception):  # noqa: N818 - not a fault
            pass

        async def sleep(_: float) -> None:
            nonlocal minutes
            minutes += 1
            url = {2: "http://127.0.0.1:1/thief", 4: "http://127.0.0.1:1/x"}.get(minutes)
            if url:
                await session.call(aiogram, "setWebhook", {"url": url})
            if minutes == 6:
                raise Over

        aiogram, session = it.client()
        hook = Hook(aiogram, session, "http://127.0.0.1:1/x", SECRET, sleep)
        await hook.hang()
        with pytest.raises(Over):
            await hook.watch(told.append)
        await session.close()
    assert told == [True, False, False, True, True]
    assert caplog.text.count("the token may be stolen") == 1


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_an_update_is_known_for_a_day_and_an_hour_and_forgotten_then() -> None:
    clock = Clock()
    seen = Seen(clock)
    assert [seen.again("1"), seen.again("1"), seen.again("2")] == [False, True, False]
    clock.now += LIFE - 1
    assert seen.again("1")
    clock.now += 1
    assert not seen.again("3")
    assert not seen.again("1")
    assert len(seen) == 2


def test_what_is_known_of_updates_is_bounded() -> None:
    seen = Seen(Clock(), most=100)
    assert not any(map(seen.again, map(str, range(1000))))
    assert len(seen) == 100
    assert all(map(seen.again, map(str, range(900, 1000))))


def test_two_processes_call_the_same_update_by_different_names() -> None:
    one, other = Seen(Clock()), Seen(Clock())
    one.again("1")
    other.again("1")
    assert one._names.keys().isdisjoint(other._names)
