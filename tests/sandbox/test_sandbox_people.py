import asyncio
import json

import pytest
from aiohttp import ClientSession

from tests.sandbox.bot_api import Api
from tests.support.person import Person


async def test_a_locked_screen_shows_sixty_characters_and_whether_it_rang(api: Api, chat: int, person: Person) -> None:
    await api.result("sendMessage", chat_id=chat, text="a" * 61)
    await person.looks()
    assert person.locked_screen() == {"message": 2, "text": "a" * 60 + "…", "silent": False}
    await api.result("sendMessage", chat_id=chat, text="quiet", disable_notification=True)
    await person.looks()
    assert person.locked_screen() == {"message": 3, "text": "quiet", "silent": True}


async def test_a_locked_screen_keeps_the_first_words_of_an_edited_message(api: Api, chat: int, person: Person) -> None:
    sent = await api.result("sendMessage", chat_id=chat, text="first")
    await api.result("editMessageText", chat_id=chat, message_id=sent["message_id"], text="second")
    view = await person.looks()
    assert view["lock"]["notification"]["text"] == "first"
    assert view["lock"]["chat_list"]["text"] == "second"


async def test_a_reply_keyboard_lasts_until_it_or_its_message_is_removed(api: Api, chat: int, person: Person) -> None:
    keyboard = {"keyboard": [[{"text": "Where", "request_location": True}], ["Later"]]}
    asked = await api.result("sendMessage", chat_id=chat, text="?", reply_markup=keyboard)
    await person.looks()
    assert person.buttons() == ["Where", "Later"]
    await person.presses("Later")
    assert person.messages()[-1]["text"] == "Later"
    await api.result("deleteMessage", chat_id=chat, message_id=asked["message_id"])
    await person.looks()
    assert person.buttons() == []


async def test_a_copy_button_gives_its_text(api: Api, chat: int, person: Person) -> None:
    keys = {"inline_keyboard": [[{"text": "Number", "copy_text": {"text": "111"}}]]}
    await api.result("sendMessage", chat_id=chat, text="?", reply_markup=keys)
    await person.looks()
    assert person.copies("Numb") == "111"


async def test_people_do_not_see_each_other(api: Api, chat: int, url: str) -> None:
    await api.result("sendMessage", chat_id=chat, text="for one")
    async with Person(url, language="kk") as other:
        assert other.id != chat
        assert other.messages() == []


async def test_a_protected_message_cannot_be_forwarded(api: Api, chat: int, person: Person) -> None:
    sent = await api.result("sendMessage", chat_id=chat, text="kept", protect_content=True)
    with pytest.raises(AssertionError, match="can't be forwarded"):
        await person.forwards(sent["message_id"])


async def test_events_bring_a_snapshot_now_and_after_every_change(
    session: ClientSession, url: str, person: Person
) -> None:
    async with session.get(f"{url}/sandbox/people/{person.id}/events") as stream, asyncio.timeout(5):
        assert json.loads((await stream.content.readline())[6:])["messages"] == []
        await person.says("hello")
        texts: list[str] = []
        while "hello" not in texts:
            line = await stream.content.readline()
            if line.startswith(b"data: "):
                texts = [m["text"] for m in json.loads(line[6:])["messages"]]


async def test_the_page_is_told_whether_a_bot_listens(api: Api, person: Person) -> None:
    assert (await person.looks())["bot"]["listening"] is False
    poll = asyncio.create_task(api.answers("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    assert (await person.looks())["bot"]["listening"] is True
    poll.cancel()


async def test_waiting_for_what_does_not_come_says_what_is_there(api: Api, chat: int, person: Person) -> None:
    await api.result("sendMessage", chat_id=chat, text="something else")
    with pytest.raises(AssertionError, match="something else"):
        await person.waits_for("this", seconds=0.1)
    with pytest.raises(AssertionError, match="no button"):
        await person.presses("No such")
