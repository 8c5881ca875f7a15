import asyncio
from typing import Any

import pytest
from aiogram.types import Update

from tests.sandbox.bot_api import Api, Clock
from tests.support.person import Person


async def updates(api: Api, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await api.result("getUpdates", **params)
    return found


async def test_an_update_stays_until_it_is_confirmed(api: Api, person: Person) -> None:
    await person.says("one")
    await person.says("two")
    first, second = await updates(api)
    assert [first["message"]["text"], second["message"]["text"]] == ["one", "two"]
    assert await updates(api, offset=second["update_id"]) == [second]
    assert await updates(api, offset=second["update_id"] + 1) == []


async def test_a_limit_and_a_negative_offset_cut_the_queue(api: Api, person: Person) -> None:
    for text in "abc":
        await person.says(text)
    assert [u["message"]["text"] for u in await updates(api, limit=2)] == ["a", "b"]
    assert [u["message"]["text"] for u in await updates(api, offset=-1)] == ["c"]
    assert len(await updates(api)) == 1


async def test_a_waiting_poll_ends_with_the_first_update(api: Api, person: Person) -> None:
    poll = asyncio.create_task(updates(api, timeout=20))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await person.says("one")
    async with asyncio.timeout(2):
        assert len(await poll) == 1


async def test_a_second_poller_ends_the_first_with_409(api: Api, person: Person) -> None:
    first = asyncio.create_task(api.refusal("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(updates(api, timeout=20))
    async with asyncio.timeout(2):
        status, description = await first
    assert (status, description.split(";")[0]) == (409, "Conflict: terminated by other getUpdates request")
    await person.says("one")
    assert len(await second) == 1


async def test_only_the_kinds_asked_for_are_delivered_and_the_choice_is_remembered(api: Api, person: Person) -> None:
    await updates(api, allowed_updates=["callback_query"])
    message = await person.says("not wanted")
    await person.forges(message, "wanted")
    assert [set(u) - {"update_id"} for u in await updates(api)] == [{"callback_query"}]
    assert (await api.result("getWebhookInfo"))["allowed_updates"] == ["callback_query"]
    await updates(api, allowed_updates=[], offset=-1)
    await person.says("wanted again")
    assert "message" in (await updates(api))[-1]


async def test_updates_wait_for_24_hours_and_can_be_dropped(api: Api, person: Person, clock: Clock) -> None:
    await person.says("old")
    clock.passes(hours=24, seconds=1)
    assert await updates(api) == []
    await person.says("new")
    await api.result("deleteWebhook", drop_pending_updates=True)
    assert await updates(api) == []


async def test_a_press_on_a_message_of_over_48_hours_or_a_deleted_one_shows_nothing_of_it(
    api: Api, chat: int, clock: Clock, person: Person
) -> None:
    old = (await api.result("sendMessage", chat_id=chat, text="old"))["message_id"]
    clock.passes(hours=48, seconds=1)
    new = (await api.result("sendMessage", chat_id=chat, text="new"))["message_id"]
    gone = (await api.result("sendMessage", chat_id=chat, text="gone"))["message_id"]
    await api.result("deleteMessage", chat_id=chat, message_id=gone)
    await person.forges(old, "a")
    await person.forges(gone, "a")
    await person.forges(new, "a", old=True)
    await person.forges(new, "a")
    messages = [u["callback_query"]["message"] for u in await updates(api) if "callback_query" in u]
    for message in messages[:3]:
        assert set(message) == {"chat", "message_id", "date"}
        assert message["date"] == 0
    assert messages[3]["text"] == "new"


async def test_everything_a_person_can_do_makes_an_update_aiogram_can_read(api: Api, person: Person) -> None:
    message = await person.says("/start from a poster 🌿 /help")
    await person.edits(message, "edited")
    await person.forwards(message)
    for kind in ("photo", "voice", "document", "contact", "sticker", "poll"):
        await person.sends(kind)
    await person.shares(43.25, 76.91)
    await person.forges(message, "data")
    await person.blocks()
    await person.unblocks()
    await person.says_elsewhere("supergroup", "hello")
    await person.says_elsewhere("channel", "hello")
    read = [Update.model_validate(update) for update in await updates(api)]
    assert [update.event_type for update in read] == [
        "message",
        "edited_message",
        *["message"] * 8,
        "callback_query",
        "my_chat_member",
        "my_chat_member",
        "message",
        "channel_post",
    ]
    said = read[0].message
    assert said is not None
    assert said.from_user is not None
    assert said.from_user.id > 10**9
    assert said.from_user.language_code == "ru"
    assert [e.extract_from(said.text or "") for e in said.entities or []] == ["/start", "/help"]


async def test_a_person_who_blocked_the_bot_cannot_write_to_it(person: Person) -> None:
    await person.blocks()
    with pytest.raises(AssertionError, match="blocked the bot"):
        await person.says("hello")
