"""Whatever a person sends or presses, there is a usable screen with a number on it, and the bot says nothing else."""

import asyncio
from functools import partial

import pytest

from tests.support.person import Person
from tests.telegram.running import Running, serving, stage

NEUTRAL = "/start"


async def at_the_menu(person: Person) -> None:
    await person.says("/start")
    await person.waits_for("102")
    await person.presses("Русский")
    await person.waits_for("О ком")


def usable(person: Person) -> bool:
    return any(number in person.screen() for number in ("102", "111", "112")) and bool(person.buttons())


def screens(person: Person) -> list[int]:
    return [message["message_id"] for message in person.messages() if not message["mine"]]


def gone(person: Person, message: int) -> bool:
    return message not in [known["message_id"] for known in person.messages()]


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "contact", "sticker", "poll"])
async def test_anything_sent_is_removed_unread_and_answered(bot: Running, kind: str) -> None:
    async with bot.person() as person:
        await at_the_menu(person)
        sent = await person.sends(kind)
        await person.waits_until(lambda: gone(person, sent))
        await person.waits_until(lambda: usable(person))
        assert len([m for m in person.messages() if not m["mine"]]) == 1


@pytest.mark.parametrize("text", ["/unknown", "помогите мне", "x" * 4096, "\u202e\u0000🙂", "<b>&", "/startling"])
async def test_any_text_is_removed_and_answered_and_never_repeated(bot: Running, text: str) -> None:
    async with bot.person("kk") as person:
        await at_the_menu(person)
        sent = await person.says(text)
        await person.waits_until(lambda: gone(person, sent))
        await person.waits_until(lambda: usable(person))
        assert text not in person.screen()


async def test_a_location_and_a_forwarded_message_are_removed_too(bot: Running) -> None:
    async with bot.person() as person:
        await at_the_menu(person)
        for sent in (await person.shares(51.18, 71.44), await person.forwards(person.messages()[-1]["message_id"])):
            await person.waits_until(partial(gone, person, sent))
        await person.waits_until(lambda: usable(person))


async def test_an_edited_message_changes_nothing(bot: Running) -> None:
    async with bot.person() as person:
        start = await person.says("/start")
        await person.waits_for("102")
        bot.calls()
        await person.edits(start, "теперь другое")
        await asyncio.sleep(0.3)
        assert bot.calls() == []


async def test_something_sent_before_any_start_gets_a_screen(bot: Running) -> None:
    async with bot.person() as person:
        await person.says("сәлем")
        await person.waits_until(lambda: usable(person))


async def test_a_channel_is_not_even_listened_to(bot: Running) -> None:
    async with bot.person() as person:
        await person.says_elsewhere("channel", "/start")
        await asyncio.sleep(0.3)
        assert bot.calls() == []


async def test_a_group_is_left_without_a_word(bot: Running) -> None:
    async with bot.person() as person:
        chat = await person.says_elsewhere("supergroup", "/start")
        await person.waits_until(lambda: bool(bot.said("leaveChat")))
        assert bot.said("leaveChat") == [{"chat_id": chat}]
        assert set(bot.calls()) == {"leaveChat"}


@pytest.mark.parametrize("data", ["x", "A" * 64, "🙂" * 16, "../../etc", "AQ" + "a" * 62])
async def test_a_forged_button_is_a_gentle_fresh_start(bot: Running, data: str) -> None:
    async with bot.person() as person:
        await at_the_menu(person)
        press = await person.forges(person.messages()[-1]["message_id"], data)
        assert await person.waits_for_answer(press) is not None
        await person.waits_for("102")


async def test_a_button_of_another_chat_opens_nothing(bot: Running) -> None:
    async with bot.person() as one, bot.person() as other:
        await at_the_menu(one)
        await one.presses("Обо мне")
        await one.waits_for("один вопрос")
        stolen = one.messages()[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await at_the_menu(other)
        await other.forges(other.messages()[-1]["message_id"], stolen)
        await other.waits_for("Здравствуйте")


async def test_a_press_after_a_restart_is_a_gentle_fresh_start() -> None:
    async with stage() as bot, bot.person() as person:
        async with serving(bot.url, bot.redis_url):
            await at_the_menu(person)
        async with serving(bot.url, bot.redis_url):  # a second life: its key cannot open what the first one sealed
            press = await person.presses("Обо мне")
            assert await person.waits_for_answer(press) is not None
            await person.waits_for("Здравствуйте")
            await person.presses("Русский")
            await person.waits_for("О ком")


async def test_an_old_message_that_telegram_no_longer_shows_still_answers(bot: Running) -> None:
    async with bot.person() as person:
        await at_the_menu(person)
        screen = person.messages()[-1]
        data = screen["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        press = await person.forges(screen["message_id"], data, old=True)
        assert await person.waits_for_answer(press) is not None
        await person.waits_for("один вопрос")


async def test_close_removes_everything_on_both_sides_and_in_the_store(bot: Running) -> None:
    async with bot.person() as person:
        await at_the_menu(person)
        await person.says("текст")
        await person.waits_for("111")
        assert await bot.keys()
        press = await person.presses("Закрыть и стереть")
        note = await person.waits_for_answer(press)
        assert note["text"]
        await person.waits_until(lambda: len(person.messages()) == 1)
        assert NEUTRAL in person.screen()
        assert person.buttons() == []
        for _ in range(40):
            if not [key for key in await bot.keys() if key.startswith(b"s:")]:
                break
            await asyncio.sleep(0.05)
        assert [key[:2] for key in await bot.keys()] == [b"m:"], "the neutral line's id, and no talk"


async def test_the_neutral_lines_do_not_pile_up(bot: Running) -> None:
    async with bot.person() as person:
        for _ in range(3):
            await at_the_menu(person)
            await person.presses("Закрыть и стереть")
            await person.waits_until(lambda: len(person.messages()) == 1)


@pytest.mark.parametrize("before", ["nothing", "a talk", "a closed talk"])
async def test_updates_at_once_leave_exactly_one_screen(bot: Running, before: str) -> None:
    async with bot.person() as person:
        if before != "nothing":
            await at_the_menu(person)
        if before == "a closed talk":
            await person.presses("Закрыть и стереть")
            await person.waits_until(lambda: len(person.messages()) == 1)
        for _ in range(4):
            await asyncio.gather(
                person.says("/start"), person.says("муж"), person.says("/start"), person.sends("photo")
            )
            await person.waits_until(lambda: usable(person) and len(screens(person)) == 1)
            await asyncio.sleep(0.2)
            await person.looks()
            assert len(screens(person)) == 1
            assert usable(person)


async def test_start_and_danger_at_once_leave_a_screen(bot: Running) -> None:
    async with bot.person() as person:
        for _ in range(4):
            await at_the_menu(person)
            await asyncio.gather(person.says("/start"), person.presses("Опасно сейчас"))
            await asyncio.sleep(0.5)
            await person.looks()
            assert usable(person)


async def test_a_press_on_an_erased_screen_gives_a_fresh_one(bot: Running) -> None:
    async with bot.person() as person:
        await at_the_menu(person)
        screen = person.messages()[-1]
        data = screen["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await person.says("/start")
        await person.waits_until(lambda: screen["message_id"] not in [m["message_id"] for m in person.messages()])
        await person.forges(screen["message_id"], data, old=True)
        await person.waits_for("один вопрос")
        await person.waits_until(lambda: len([m for m in person.messages() if not m["mine"]]) == 1)


async def test_blocking_the_bot_makes_it_forget_at_once(bot: Running) -> None:
    async with bot.person() as person:
        await at_the_menu(person)
        assert await bot.keys()
        await person.blocks()
        for _ in range(40):
            if not await bot.keys():
                break
            await asyncio.sleep(0.05)
        assert await bot.keys() == []
