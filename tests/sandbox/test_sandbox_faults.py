import time

import pytest
from aiohttp import ClientConnectionError, ContentTypeError

from bot.sandbox import Drop, Faults, Garbage, Hang, Sandbox, Status, TooMany
from tests.sandbox.bot_api import Api
from tests.support.person import Person


async def test_a_bot_that_is_too_fast_is_told_how_long_to_wait(api: Api, chat: int, sandbox: Sandbox) -> None:
    sandbox.faults.plan("sendMessage", TooMany(3), times=2)
    for _ in range(2):
        answer = await api.answers("sendMessage", chat_id=chat, text="one")
        assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 3})
    await api.result("sendMessage", chat_id=chat, text="one")


async def test_faults_come_in_the_order_planned_with_good_calls_between(api: Api, chat: int, sandbox: Sandbox) -> None:
    sandbox.faults.plan("sendMessage", Status(500), None, Status(502))
    answers = [await api.answers("sendMessage", chat_id=chat, text="one") for _ in range(4)]
    assert [answer.get("error_code", 200) for answer in answers] == [500, 200, 502, 200]


async def test_a_fault_for_every_method_meets_the_next_one(api: Api, sandbox: Sandbox) -> None:
    sandbox.faults.plan("*", Status(502))
    assert (await api.refusal("getMe"))[0] == 502
    await api.result("getMe")


async def test_a_hanging_call_is_carried_out_late(api: Api, chat: int, sandbox: Sandbox) -> None:
    sandbox.faults.plan("sendMessage", Hang(0.2))
    start = time.monotonic()
    await api.result("sendMessage", chat_id=chat, text="one")
    assert time.monotonic() - start >= 0.2


@pytest.mark.parametrize(("fault", "screen"), [(Drop(), ""), (Drop(carried_out=True), "one")])
async def test_a_dropped_call_has_happened_or_not(
    api: Api, sandbox: Sandbox, person: Person, fault: Drop, screen: str
) -> None:
    chat = person.id
    await person.says("/start")
    sandbox.faults.plan("sendMessage", fault)
    with pytest.raises(ClientConnectionError):
        await api.answers("sendMessage", chat_id=chat, text="one")
    await person.looks()
    assert person.screen() == screen


async def test_garbage_is_not_json(api: Api, sandbox: Sandbox) -> None:
    sandbox.faults.plan("getMe", Garbage())
    with pytest.raises(ContentTypeError):
        await api.answers("getMe")


def test_clearing_lets_everything_go_well() -> None:
    faults = Faults()
    faults.plan("getMe", Status(500))
    faults.clear()
    assert faults.take("getMe") is None
