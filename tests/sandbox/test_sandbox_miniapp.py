"""A Mini App opens as in Telegram: only from its own button, and with a signature that aiogram's own check believes."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiogram.utils.web_app import safe_parse_webapp_init_data
from aiohttp import ClientSession

from bot.sandbox import Sandbox
from tests.sandbox.bot_api import TOKEN, Api, Clock

APP = "http://127.0.0.1:4711/app"
KEYS = {"inline_keyboard": [[{"text": "Open", "web_app": {"url": APP}}]]}


async def opens(session: ClientSession, url: str, chat: int, message: int, app: str = APP) -> tuple[int, Any]:
    body = {"message": message, "url": app, "dark": True}
    async with session.post(f"{url}/sandbox/people/{chat}/app", json=body) as response:
        return response.status, await response.json()


async def test_who_opens_it_stands_signed_behind_the_hash(
    api: Api, chat: int, session: ClientSession, url: str, clock: Clock
) -> None:
    sent = await api.result("sendMessage", chat_id=chat, text="?", reply_markup=KEYS)
    status, answer = await opens(session, url, chat, sent["message_id"])
    assert status == 200
    assert answer["url"].startswith(f"{APP}#")
    told = parse_qs(urlsplit(answer["url"]).fragment)
    data = safe_parse_webapp_init_data(TOKEN, told["tgWebAppData"][0])
    assert data.user is not None
    assert data.user.id == chat
    assert data.auth_date.timestamp() == int(clock.now.timestamp())
    assert '"bg_color":"#212121"' in told["tgWebAppThemeParams"][0]
    with pytest.raises(ValueError, match="init data"):
        safe_parse_webapp_init_data("654321:other", told["tgWebAppData"][0])


async def test_it_opens_from_its_own_button_alone(api: Api, chat: int, session: ClientSession, url: str) -> None:
    sent = await api.result("sendMessage", chat_id=chat, text="?", reply_markup=KEYS)
    assert (await opens(session, url, chat, sent["message_id"], "http://127.0.0.1:4711/other"))[0] == 400
    bare = await api.result("sendMessage", chat_id=chat, text="no button")
    assert (await opens(session, url, chat, bare["message_id"]))[0] == 400


@pytest.mark.parametrize("app", ["http://example.kz/app", "javascript:alert(1)", "tg://app", "", None])
async def test_an_address_telegram_would_not_open_is_refused(api: Api, chat: int, app: object) -> None:
    keys = {"inline_keyboard": [[{"text": "Open", "web_app": {"url": app}}]]}
    assert await api.refusal("sendMessage", chat_id=chat, text="?", reply_markup=keys) == (
        400,
        "Bad Request: BUTTON_URL_INVALID",
    )


async def test_a_sandbox_has_its_own_name_and_leads_to_the_one_beside_it(session: ClientSession) -> None:
    staff = Sandbox(token=TOKEN, name="Staff", username="staff_sandbox_bot")
    staff.stand_beside("people", "http://127.0.0.1:4712")
    url = await staff.start()
    try:
        me = await Api(session, url).result("getMe")
        assert (me["first_name"], me["username"]) == ("Staff", "staff_sandbox_bot")
        async with session.post(f"{url}/sandbox/people", json={}) as response:
            person = (await response.json())["id"]
        async with session.get(f"{url}/sandbox/people/{person}") as response:
            assert (await response.json())["bot"]["neighbour"] == {"who": "people", "url": "http://127.0.0.1:4712"}
    finally:
        await staff.stop()
