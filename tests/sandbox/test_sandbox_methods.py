from typing import Any

import pytest
from aiohttp import ClientSession

from bot.sandbox import Sandbox
from tests.sandbox.bot_api import TOKEN, Api, Clock
from tests.support.person import Person

ONE_BUTTON = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


def button(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", **fields}]]}


async def test_a_message_may_come_as_json_as_a_form_and_in_the_address(
    api: Api, chat: int, session: ClientSession, person: Person
) -> None:
    await api.result("sendMessage", chat_id=chat, text="json")
    await api.result("sendMessage", form={"chat_id": str(chat), "text": "form"})
    async with session.get(f"{api.url}/bot{TOKEN}/sendmessage?chat_id={chat}&text=address") as response:
        assert response.status == 200
    await person.looks()
    assert [m["text"] for m in person.messages()][1:] == ["json", "form", "address"]


async def test_a_wrong_token_and_an_unknown_method_are_refused(api: Api, session: ClientSession) -> None:
    async with session.post(f"{api.url}/bot1:wrong/getMe") as response:
        assert (response.status, (await response.json())["description"]) == (401, "Unauthorized")
    assert (await api.refusal("sendPhoto"))[0] == 404


async def test_a_person_who_never_wrote_is_an_unknown_chat(api: Api, person: Person) -> None:
    refusal = await api.refusal("sendMessage", chat_id=person.id, text="hello")
    assert refusal == (400, "Bad Request: chat not found")


async def test_a_person_who_blocked_the_bot_gets_nothing(api: Api, chat: int, person: Person) -> None:
    await person.blocks()
    refusal = await api.refusal("sendMessage", chat_id=chat, text="hello")
    assert refusal == (403, "Forbidden: bot was blocked by the user")
    await person.unblocks()
    await api.result("sendMessage", chat_id=chat, text="hello")


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "🌿" * 2049}, "message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag"),
        ({"text": "<h1>x</h1>", "parse_mode": "HTML"}, "can't parse entities: Unsupported start tag"),
        ({"text": "x", "reply_markup": button(callback_data="")}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": button(callback_data="ы" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": button()}, "Text buttons are unallowed"),
        ({"text": "x", "reply_markup": button(callback_data="a", url="https://x.kz")}, "exactly one action"),
        ({"text": "x", "reply_markup": button(url="tel:102")}, "BUTTON_URL_INVALID"),
        ({"text": "x", "reply_markup": button(copy_text={"text": ""})}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "reply_markup": button(copy_text={"text": "1" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "reply_markup": button(callback_data="a", style="red")}, "invalid button style"),
        ({"text": "x", "reply_markup": {"rows": []}}, "can't parse reply keyboard markup"),
    ],
)
async def test_a_message_telegram_would_refuse_is_refused(
    api: Api, chat: int, params: dict[str, Any], reason: str
) -> None:
    status, description = await api.refusal("sendMessage", chat_id=chat, **params)
    assert status == 400
    assert description.startswith("Bad Request: ")
    assert reason in description


@pytest.mark.parametrize(
    "params",
    [
        {"text": "x" * 4096},
        {"text": "<b>" + "x" * 4096 + "</b>", "parse_mode": "HTML"},
        {"text": "x", "reply_markup": button(callback_data="ы" * 32, style="danger")},
        {"text": "x", "reply_markup": button(copy_text={"text": "1" * 256})},
        {"text": "x", "reply_markup": {"keyboard": [[{"text": "Where", "request_location": True}]]}},
    ],
)
async def test_a_message_at_the_edge_of_the_rules_is_taken(api: Api, chat: int, params: dict[str, Any]) -> None:
    await api.result("sendMessage", chat_id=chat, **params)


async def test_an_edit_changes_the_message_in_place_at_any_age(
    api: Api, chat: int, clock: Clock, person: Person
) -> None:
    sent = await api.result("sendMessage", chat_id=chat, text="one", reply_markup=ONE_BUTTON)
    clock.passes(days=30)
    await api.result("editMessageText", chat_id=chat, message_id=sent["message_id"], text="two")
    await person.looks()
    assert (person.screen(), person.buttons()) == ("two", [])


async def test_an_edit_that_changes_nothing_is_refused(api: Api, chat: int) -> None:
    sent = await api.result("sendMessage", chat_id=chat, text="one", reply_markup=ONE_BUTTON)
    same = {"chat_id": chat, "message_id": sent["message_id"], "reply_markup": ONE_BUTTON}
    for method, more in (("editMessageText", {"text": "one"}), ("editMessageReplyMarkup", {})):
        _, description = await api.refusal(method, **same, **more)
        assert description.startswith("Bad Request: message is not modified: specified new message content")


async def test_only_the_bots_own_messages_without_a_reply_keyboard_can_be_edited(
    api: Api, chat: int, person: Person
) -> None:
    keyed = await api.result("sendMessage", chat_id=chat, text="where", reply_markup={"keyboard": [[{"text": "a"}]]})
    theirs = person.messages()[0]["message_id"]
    for message, reason in (
        (keyed["message_id"], "message can't be edited"),
        (theirs, "message can't be edited"),
        (999, "message to edit not found"),
    ):
        refusal = await api.refusal("editMessageText", chat_id=chat, message_id=message, text="new")
        assert refusal == (400, f"Bad Request: {reason}")


async def test_an_edit_takes_inline_keyboards_only(api: Api, chat: int) -> None:
    sent = await api.result("sendMessage", chat_id=chat, text="one")
    markup = {"keyboard": [[{"text": "a"}]]}
    refusal = await api.refusal(
        "editMessageText", chat_id=chat, message_id=sent["message_id"], text="two", reply_markup=markup
    )
    assert refusal == (400, "Bad Request: inline keyboard expected")


async def test_deleting_takes_both_sides_messages_and_skips_unknown_ones(api: Api, chat: int, person: Person) -> None:
    theirs = person.messages()[0]["message_id"]
    sent = await api.result("sendMessage", chat_id=chat, text="one")
    await api.result("deleteMessages", chat_id=chat, message_ids=[theirs, sent["message_id"], 999])
    await person.looks()
    assert person.messages() == []
    refusal = await api.refusal("deleteMessage", chat_id=chat, message_id=theirs)
    assert refusal == (400, "Bad Request: message to delete not found")


async def test_a_message_older_than_48_hours_stays_and_keeps_the_others_of_its_batch(
    api: Api, chat: int, clock: Clock, person: Person
) -> None:
    old = await api.result("sendMessage", chat_id=chat, text="old")
    clock.passes(hours=48, seconds=1)
    new = await api.result("sendMessage", chat_id=chat, text="new")
    too_old = (400, "Bad Request: message can't be deleted")
    ids = [old["message_id"], new["message_id"]]
    assert await api.refusal("deleteMessage", chat_id=chat, message_id=ids[0]) == too_old
    assert await api.refusal("deleteMessages", chat_id=chat, message_ids=ids) == too_old
    await person.looks()
    assert len(person.messages()) == 3


@pytest.mark.parametrize("ids", [[], list(range(1, 102))])
async def test_a_batch_is_one_to_a_hundred_messages(api: Api, chat: int, ids: list[int]) -> None:
    assert (await api.refusal("deleteMessages", chat_id=chat, message_ids=ids))[0] == 400


async def test_a_press_is_answered_once_and_in_time(api: Api, chat: int, clock: Clock, person: Person) -> None:
    sent = await api.result("sendMessage", chat_id=chat, text="one", reply_markup=ONE_BUTTON)
    await person.looks()
    press = await person.presses("Go")
    late = await person.forges(sent["message_id"], "go")
    long = await api.refusal("answerCallbackQuery", callback_query_id=press, text="x" * 201)
    assert long == (400, "Bad Request: MESSAGE_TOO_LONG")
    await api.result("answerCallbackQuery", callback_query_id=press, text="done")
    assert (await person.waits_for_answer(press))["text"] == "done"
    clock.passes(minutes=16)
    for query in (press, late, "no such"):
        _, description = await api.refusal("answerCallbackQuery", callback_query_id=query)
        assert description.startswith("Bad Request: query is too old")


async def test_the_bot_leaves_groups_and_not_private_chats(api: Api, chat: int, person: Person) -> None:
    group = await person.says_elsewhere("supergroup", "hello")
    await api.result("leaveChat", chat_id=group)
    assert (await api.refusal("sendMessage", chat_id=group, text="hello"))[0] == 403
    assert (await api.refusal("leaveChat", chat_id=chat))[0] == 400


async def test_names_descriptions_and_commands_are_kept_by_language(api: Api) -> None:
    commands = [{"command": "start", "description": "Begin"}]
    await api.result("setMyCommands", commands=commands, language_code="kk")
    await api.result("setMyDescription", description="Сипаттама", language_code="kk")
    await api.result("setMyName", name="New")
    assert await api.result("getMyCommands", language_code="kk") == commands
    assert await api.result("getMyCommands", language_code="ru") == []
    assert await api.result("getMyDescription", language_code="kk") == {"description": "Сипаттама"}
    assert (await api.result("getMe"))["first_name"] == "New"
    wrong = [{"command": "Старт", "description": "Begin"}]
    assert await api.refusal("setMyCommands", commands=wrong) == (400, "Bad Request: BOT_COMMAND_INVALID")
    assert (await api.refusal("setMyShortDescription", short_description="x" * 121))[0] == 400


async def test_the_call_log_holds_what_the_bot_asked_for(api: Api, chat: int, sandbox: Sandbox) -> None:
    await api.result("sendMessage", chat_id=chat, text="one")
    assert [(call.method, call.params["text"]) for call in sandbox.calls] == [("sendMessage", "one")]
