import asyncio
import logging

import pytest
from aiohttp import ClientSession

from bot.sandbox import Sandbox
from bot.sandbox.methods import Methods
from tests.sandbox.bot_api import TOKEN, Api
from tests.support.person import Person


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:80"},
        {"Host": "localhost@evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"},
    ],
)
@pytest.mark.parametrize("path", ["/sandbox/people", f"/bot{TOKEN}/getMe", "/web/main.js"])
async def test_a_foreign_page_can_neither_read_nor_drive_the_sandbox(
    session: ClientSession, url: str, path: str, headers: dict[str, str]
) -> None:
    async with session.get(url + path, headers=headers) as response:
        assert response.status == 403
    async with session.post(url + path, headers=headers, json={}) as response:
        assert response.status == 403


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1", "[::1]:8080"])
async def test_this_computers_names_are_its_own(session: ClientSession, url: str, host: str) -> None:
    headers = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
    async with session.get(f"{url}/sandbox/people", headers=headers) as response:
        assert response.status == 200


async def test_a_link_from_elsewhere_may_open_the_page_itself(session: ClientSession, url: str) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with session.get(url, headers=headers) as response:
        assert response.status == 200


@pytest.mark.parametrize(
    "path", ["/", "/web/main.js", "/web/nothing", "/sandbox/people", "/sandbox/people/1", "/bot1:x/getMe"]
)
async def test_every_answer_carries_the_strict_headers(session: ClientSession, url: str, path: str) -> None:
    async with session.get(url + path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_the_page_has_no_inline_script_style_or_foreign_address(session: ClientSession, url: str) -> None:
    async with session.get(url) as response:
        page = await response.text()
    assert "<style" not in page
    assert 'style="' not in page
    assert page.count("<script") == page.count('<script type="module" src="/web/')
    assert "//" not in page.replace("<!doctype", "")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", ""])
async def test_the_sandbox_listens_on_this_computer_only(host: str) -> None:
    with pytest.raises(ValueError, match="this computer only"):
        await Sandbox(token=TOKEN).start(host)


async def test_a_taken_port_is_an_oserror(url: str) -> None:
    with pytest.raises(OSError, match="in use"):
        await Sandbox(token=TOKEN).start(port=int(url.rpartition(":")[2]))


@pytest.mark.parametrize("token", ["", "word", "123456", "abc:def"])
def test_a_token_unlike_telegrams_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="look like Telegram's"):
        Sandbox(token=token)


@pytest.mark.parametrize(
    ("act", "body", "status"),
    [
        ("say", {"text": ""}, 400),
        ("say", {"text": 5}, 400),
        ("say", {"text": "a", "more": 1}, 400),
        ("location", {"latitude": 91, "longitude": 0}, 400),
        ("attach", {"kind": "bomb"}, 400),
        ("nothing", {}, 404),
    ],
)
async def test_the_pages_interface_takes_exactly_what_it_expects(
    api: Api, person: Person, act: str, body: dict[str, object], status: int
) -> None:
    async with api.session.post(f"{api.url}/sandbox/people/{person.id}/{act}", json=body) as response:
        assert response.status == status


async def test_a_form_cannot_speak_for_a_person(session: ClientSession, url: str, person: Person) -> None:
    async with session.post(f"{url}/sandbox/people/{person.id}/say", data={"text": "a"}) as response:
        assert response.status == 415


async def test_an_unexpected_error_tells_its_kind_and_nothing_else(
    api: Api, chat: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def break_down(*_: object) -> object:
        raise KeyError("canary")

    monkeypatch.setattr(Methods, "call", break_down)
    with caplog.at_level(logging.DEBUG):
        assert await api.refusal("sendMessage", chat_id=chat) == (500, "Internal Server Error: KeyError")
    assert "canary" not in caplog.text


async def test_stopping_hangs_up_on_everyone_at_once(sandbox: Sandbox, api: Api, person: Person) -> None:
    poll = asyncio.create_task(api.answers("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    async with asyncio.timeout(3):
        await sandbox.stop()
        with pytest.raises(Exception):  # noqa: B017, PT011 - how a client words a lost line is its own affair
            await poll
