"""The page in a real browser at phone size, with a tiny bot behind it; skipped aloud without Chromium."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ContentType
from aiogram.types import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)
from playwright.async_api import ConsoleMessage, Page, async_playwright, expect

from bot.sandbox import Sandbox
from tests.sandbox.bot_api import TOKEN
from tests.support.browser import ARGUMENTS, CHROMIUM, needs_chromium

KEYS = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Дальше", callback_data="on", style="success")],
        [InlineKeyboardButton(text="Номер", copy_text=CopyTextButton(text="111"))],
        [InlineKeyboardButton(text="Стереть", callback_data="clear", style="danger")],
    ]
)
WHERE = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Моё место", request_location=True)]], resize_keyboard=True)

pytestmark = needs_chromium


def build_bot() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(F.text == "where")
    async def ask(message: Message) -> None:
        await message.answer("Где?", reply_markup=WHERE)

    @dispatcher.message()
    async def echo(message: Message) -> None:
        said = (
            message.text
            or f"{ContentType(message.content_type).value} {message.location and message.location.latitude}"
        )
        await message.answer(f"Вы: <b>{said}</b>", parse_mode="HTML", reply_markup=KEYS)

    @dispatcher.callback_query(F.data == "clear")
    async def clear(query: CallbackQuery, bot: Bot) -> None:
        await bot.delete_messages(query.from_user.id, list(range(1, 50)))
        await bot.answer_callback_query(query.id, text="Стёрто", show_alert=True)

    @dispatcher.callback_query()
    async def on(query: CallbackQuery, bot: Bot) -> None:
        await bot.answer_callback_query(query.id, text="Готово")
        if isinstance(query.message, Message):
            await query.message.edit_text("Дальше некуда", reply_markup=KEYS)
        else:
            await bot.send_message(query.from_user.id, "Начнём заново")

    return dispatcher


@pytest.fixture
async def echo(url: str) -> AsyncIterator[None]:
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    dispatcher = build_bot()
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    yield
    await dispatcher.stop_polling()
    await polling


@pytest.fixture
async def page(url: str) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = await browser.new_context(
            viewport={"width": 390, "height": 844},
            locale="ru-KZ",
            permissions=["clipboard-read", "clipboard-write"],
        )
        page = await context.new_page()
        page.set_default_timeout(5000)
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if is_trouble(line) else None)
        page.on("request", lambda request: troubles.append(request.url) if url not in request.url else None)
        await page.goto(url)
        yield page
        await browser.close()
    assert troubles == []


def is_trouble(line: ConsoleMessage) -> bool:
    """Every error of the page is one, but for the lost line to a stopped sandbox."""
    return line.type == "error" and "net::ERR_" not in line.text


async def starts(page: Page) -> None:
    await page.get_by_role("button", name="Начать").click()
    await expect(page.get_by_role("log")).to_contain_text("Вы: /start")


@pytest.mark.usefixtures("echo")
async def test_a_newcomer_presses_start_and_a_button_and_writes(page: Page) -> None:
    await expect(page.get_by_text("это не Телеграм")).to_be_visible()
    await starts(page)
    await page.get_by_role("button", name="Дальше").click()
    await expect(page.get_by_role("log")).to_contain_text("Дальше некуда")
    await expect(page.get_by_role("status").filter(has_text="Готово")).to_be_visible()
    await page.get_by_role("textbox", name="Сообщение").fill("<img src=x> привет")
    await page.get_by_role("button", name="Отправить").click()
    await expect(page.locator(".mine").last).to_contain_text("<img src=x> привет")
    assert await page.locator("#messages img").count() == 0
    assert await page.evaluate("document.documentElement.scrollWidth <= 390")


@pytest.mark.usefixtures("echo")
async def test_the_whole_talk_works_by_keyboard_alone(page: Page) -> None:
    await expect(page.get_by_role("button", name="Начать")).to_be_visible()
    await tabs_to(page, "Начать")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Вы: /start")
    await tabs_to(page, "Дальше")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Дальше некуда")
    assert await page.evaluate("document.activeElement.textContent") == "Дальше"
    await tabs_to(page, "Стереть")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_contain_text("Стёрто")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(page.locator(".message")).to_have_count(0)


async def tabs_to(page: Page, name: str) -> None:
    for _ in range(30):
        await page.keyboard.press("Tab")
        focused = "document.activeElement.tagName === 'BUTTON' ? document.activeElement.textContent : ''"
        if name in await page.evaluate(focused):
            return
    raise AssertionError(f"{name} is not reached by Tab")


@pytest.mark.usefixtures("echo")
async def test_language_and_theme_are_switched_and_remembered(page: Page) -> None:
    await page.get_by_role("button", name="Панель").click()
    await page.get_by_label("Вид").select_option("dark")
    await page.get_by_label("Язык страницы").select_option("kk")
    await expect(page.get_by_role("heading", name="Құлыпталған экран")).to_be_visible()
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "kk")
    await expect(page).to_have_title("Құмсалғыш: бұл Телеграм емес · Senim")
    await expect(page.get_by_text("бұл Телеграм емес")).to_be_visible()
    assert await page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


@pytest.mark.usefixtures("echo")
async def test_a_copy_button_really_copies_and_says_so(page: Page) -> None:
    await starts(page)
    await page.get_by_role("button", name="Номер").click()
    await expect(page.get_by_role("status").filter(has_text="Скопировано: 111")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == "111"


@pytest.mark.usefixtures("echo")
async def test_a_place_is_picked_from_a_list_or_typed(page: Page) -> None:
    await starts(page)
    await page.get_by_role("textbox", name="Сообщение").fill("where")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Моё место").click()
    await page.get_by_label("Город").select_option(label="Шымкент")
    await page.get_by_role("button", name="Отправить место").click()
    await expect(page.get_by_role("log")).to_contain_text("Вы: location 42.31")
    await page.get_by_role("button", name="Моё место").click()
    await page.get_by_label("Или широта, долгота").fill("where")
    await page.get_by_role("button", name="Отправить место").click()
    await expect(page.get_by_role("alert")).to_contain_text("два числа")
    await page.get_by_label("Или широта, долгота").fill("50.4, 80.25")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Вы: location 50.4")


@pytest.mark.usefixtures("echo")
async def test_the_button_of_a_cleared_message_can_still_be_pressed(page: Page) -> None:
    await starts(page)
    await page.get_by_role("button", name="Стереть").click()
    await page.get_by_role("dialog").get_by_role("button", name="Понятно").click()
    await page.get_by_role("button", name="Панель").click()
    await page.locator("#copies").get_by_role("button", name="Вы: /start").click()
    await page.get_by_role("dialog").get_by_role("button", name="Дальше").click()
    await expect(page.locator("#messages")).to_contain_text("Начнём заново")


@pytest.mark.usefixtures("echo")
async def test_the_locked_screen_and_blocking_are_shown(page: Page) -> None:
    await starts(page)
    await page.get_by_role("button", name="Панель").click()
    await expect(page.locator(".lock")).to_contain_text("Вы: /start")
    await page.get_by_role("button", name="Заблокировать бота").click()
    await page.get_by_role("button", name="Закрыть панель").click()
    await expect(page.get_by_text("Вы заблокировали бота")).to_be_visible()
    await page.locator("#phone").get_by_role("button", name="Разблокировать бота").click()
    await expect(page.get_by_role("textbox", name="Сообщение")).to_be_visible()


async def test_without_a_bot_the_page_says_so(page: Page) -> None:
    await expect(page.get_by_text("Бот не на связи")).to_be_visible()
    await expect(page.get_by_role("button", name="Начать")).to_be_visible()


async def test_the_page_finds_the_sandbox_again_after_a_restart(page: Page, url: str, sandbox: Sandbox) -> None:
    await expect(page.get_by_role("button", name="Начать")).to_be_visible()
    await sandbox.stop()
    await expect(page.get_by_text("Песочница не отвечает")).to_be_visible()
    await sandbox.start(port=int(url.rpartition(":")[2]))
    await expect(page.get_by_text("Песочница не отвечает")).to_be_hidden()


@pytest.mark.usefixtures("echo")
async def test_everything_to_press_is_named_and_large_enough(page: Page) -> None:
    await page.emulate_media(reduced_motion="reduce")  # a size measured in mid-animation is off by a hair
    await starts(page)
    await page.get_by_role("button", name="Панель").click()
    small = """[...document.querySelectorAll('button, select, textarea')].filter((node) => {
        const { width, height } = node.getBoundingClientRect();
        return width > 0 && (width < 44 || height < 44);
    }).map((node) => node.id || node.textContent)"""
    assert await page.evaluate(small) == []
    nameless = "[...document.querySelectorAll('button')].filter((n) => !n.textContent && !n.ariaLabel).length"
    assert await page.evaluate(nameless) == 0


async def test_each_tab_is_its_own_person_and_a_link_shares_one(page: Page, url: str) -> None:
    await expect(page.get_by_role("button", name="Начать")).to_be_visible()
    mine = await page.evaluate("sessionStorage.getItem('person')")
    other = await page.context.new_page()
    await other.goto(url)
    await expect(other.get_by_role("button", name="Начать")).to_be_visible()
    assert await other.evaluate("sessionStorage.getItem('person')") != mine
    await other.goto(f"{url}/?person={mine}")
    await expect(other.get_by_role("button", name="Начать")).to_be_visible()
    assert await other.evaluate("sessionStorage.getItem('person')") == mine
