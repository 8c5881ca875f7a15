"""The pages in Chromium, at the size of a phone: in few taps, by keyboard alone, readable by every reader.

Pictures go to build/pictures: for whoever changed a page, to look at it in both languages.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, async_playwright, expect

from bot.centres.words import Report
from tests.staff.place import BOSS, OTHER, OWN, Place, centres
from tests.staff.signing import sign
from tests.support.browser import ARGUMENTS, CHROMIUM, PHONE, needs_chromium
from tests.support.process import ROOT

pytestmark = needs_chromium

HOUSE, _ = centres()
BASE = f"/centre/{HOUSE}"
FORMS = ("hours", "notice", "closing", "phones", "messenger", "admission", "languages", "access", "services", "address")
OF_WORKER = {"home": "/home", "waiting": "/waiting", "hide": f"{BASE}/hide", **{one: f"{BASE}/{one}" for one in FORMS}}
OF_COORDINATOR = {
    "desk": "/home",
    "entries": "/entries",
    "due": "/due",
    "calls": "/calls",
    "reports": "/reports",
    "history": "/history",
    "people": "/people",
    "new": "/new",
    "transfer": "/transfer",
    "centre": BASE,
    "proposal": "/proposal/1",
    "gone": "/proposal/99",
}
THEMES = {"light": "#ffffff", "dark": "#17212b"}
PICTURES = ROOT / "build/pictures"

# Whether one sees where the keyboard is; a day is outlined as a whole.
SEEN = """getComputedStyle(document.activeElement).outlineStyle !== 'none'
    || getComputedStyle(document.activeElement.closest('.days label')).outlineStyle !== 'none'"""
# What is smaller than a thumb. A line of text with a link in it, and a box with its label around it, are larger.
SMALL = """[...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary, .choice, .days label')]
    .filter(one => one.offsetParent && !one.matches('.choice *, .days input, .skip, p a, h2 a, h1 a'))
    .map(one => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
    .filter(([, box]) => box.height < 44 || box.width < 24).map(([html, box]) => `${box.height}: ${html}`)"""

# Seconds of a person's time, roughly as the keystroke-level model gives them for a thumb on glass.
TAP, TYPE, LOOK = 1.1, 0.5, 1.35


class Hand:
    """Does what a thumb does, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0
        self.seconds = 0.0

    async def taps_on(self, role: str, name: str) -> None:
        self.taps += 1
        self.seconds += TAP + LOOK
        await self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]

    async def writes(self, name: str, text: str) -> None:
        self.taps += 1
        self.seconds += TAP + LOOK + TYPE * len(text)
        await self.page.get_by_label(name, exact=True).first.fill(text)


@asynccontextmanager
async def mini_app(
    place: Place, account: int, language: str = "ru", theme: str = "light", **more: bool
) -> AsyncIterator[Page]:
    """What Telegram opens: the door, with signed data and the theme behind the #; nothing may come from elsewhere."""
    signed = sign(account, place.clock.now, language=language, query=f"{language}{theme}")
    colours = quote(f'{{"bg_color":"{THEMES[theme]}"}}')
    fragment = f"tgWebAppData={quote(signed, safe='')}&tgWebAppVersion=9.1&tgWebAppThemeParams={colours}"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = await browser.new_context(
            viewport={"width": PHONE["width"], "height": PHONE["height"]},
            locale=f"{language}-KZ",
            color_scheme="dark" if theme == "light" else "light",  # Telegram's word counts, not the system's
            reduced_motion="reduce",
            java_script_enabled=more.get("script", True),
        )
        page = await context.new_page()
        page.set_default_timeout(8000)
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("request", lambda sent: troubles.append(sent.url) if not sent.url.startswith(place.url) else None)
        await page.goto(f"{place.url}/#{fragment}")
        if more.get("script", True):
            await page.wait_for_url("**/home")
        yield page
        await browser.close()
        # Chromium writes a line about every answer that is not 2xx; these are meant.
        assert [one for one in troubles if "Failed to load resource" not in one] == []


async def busy(place: Place) -> None:
    """Something of everything: a proposal, reports, a history."""
    fields = {"phones": [{"number": "+77172998877", "verified": "confirmed", "checked_on": "2026-11-28"}]}
    worker = place.people[OWN].id
    await place.registry.set_schedule(worker, HOUSE, await place.version(), "24/7", now=place.clock.now)
    await place.registry.propose(worker, HOUSE, await place.version(), fields, now=place.clock.now)
    for kind in Report:
        await place.registry.report(HOUSE, kind, place.clock.now.date())


async def test_everything_is_right_in_three_taps_from_the_chat(place: Place) -> None:
    async with mini_app(place, OWN) as page:
        hand = Hand(page)
        hand.taps = 1  # «Открыть» under the bot's message
        await hand.taps_on("button", "Всё верно")
        await expect(page.get_by_role("status")).to_contain_text("Дата проверки обновлена")
        assert hand.taps <= 3


async def test_hours_are_changed_within_a_minute_of_a_person_s_time(place: Place) -> None:
    async with mini_app(place, OWN) as page:
        hand = Hand(page)
        await hand.taps_on("link", "Часы работы Часы не указаны")
        await hand.writes("С", "09:00")
        await hand.writes("До", "18:00")
        await hand.taps_on("button", "Записать")
        await expect(page.get_by_role("status")).to_contain_text("Записано")
        await expect(page.locator("main")).to_contain_text("пн–пт 09:00–18:00")
        assert (hand.taps, hand.seconds <= 60) == (4, True)


async def test_a_number_is_proposed_within_a_minute_and_a_half_of_a_person_s_time(place: Place) -> None:
    async with mini_app(place, OWN) as page:
        hand = Hand(page)
        await hand.taps_on("link", "Телефоны не указано")
        await hand.writes("Номер", "8 7172 99 88 77")
        await hand.taps_on("radio", "Служебные номера центра")
        await hand.taps_on("button", "Отправить второму человеку")
        await expect(page.get_by_role("status")).to_contain_text("ждёт второго человека")
        assert (hand.taps, hand.seconds <= 90) == (4, True)


async def test_the_address_holds_nothing_that_telegram_signed(place: Place) -> None:
    async with mini_app(place, OWN) as page:
        assert page.url == f"{place.url}/home"
        kept = await page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie, history.length])")
        assert "hash" not in kept
        assert "user" not in kept


async def test_everything_is_done_by_keyboard_alone(place: Place) -> None:
    async with mini_app(place, OWN) as page:
        await page.goto(f"{place.url}{BASE}/hours")
        await page.keyboard.press("Tab")
        focused = page.locator(":focus")
        await expect(focused).to_have_class("skip")
        await expect(focused).to_be_in_viewport()
        for _ in range(60):
            await page.keyboard.press("Tab")
            assert await page.evaluate(SEEN)
            if await page.evaluate("document.activeElement.id") == "opens0":
                break
        await page.locator("#opens0").fill("08:30")
        await page.locator("#closes0").fill("17:30")
        await page.locator("#closes0").press("Enter")
        await expect(page.get_by_role("status")).to_contain_text("Записано")


async def test_it_works_without_any_script_once_one_is_in(place: Place) -> None:
    async with mini_app(place, OWN, script=False) as page:
        await expect(page.locator("noscript, .wait").first).to_be_visible()
        token = await place.registry.open_link(place.people[BOSS].id, place.people[OWN].id, now=place.clock.now)
        await page.goto(f"{place.url}/link/{token}")
        await page.get_by_role("button", name="Войти").click()
        await page.get_by_role("button", name="Всё верно").click()
        await expect(page.get_by_role("status")).to_contain_text("Дата проверки обновлена")
        await page.get_by_role("link", name="Часы работы").click()
        await page.get_by_label("С", exact=True).first.fill("20:00")
        await page.get_by_label("До", exact=True).first.fill("08:00")
        await page.get_by_role("button", name="Записать").click()
        await page.get_by_label("Да, до утра следующего дня").check()
        await page.get_by_role("button", name="Записать").click()
        await expect(page.get_by_role("status")).to_contain_text("Записано")


@pytest.mark.parametrize("script", [True, False])
async def test_a_choice_opens_what_belongs_to_it_without_any_script(place: Place, *, script: bool) -> None:
    async with mini_app(place, OWN, script=script) as page:
        token = await place.registry.open_link(place.people[BOSS].id, place.people[OWN].id, now=place.clock.now)
        await page.goto(f"{place.url}/link/{token}")
        await page.get_by_role("button", name="Войти").click()
        await page.goto(f"{place.url}{BASE}/notice")
        await expect(page.get_by_label("По-казахски")).to_be_hidden()
        await page.get_by_label("Своими словами").check()
        await page.get_by_label("По-казахски").fill("Жөндеу жүріп жатыр")
        await page.get_by_label("По-русски").fill("Идёт ремонт")
        await page.get_by_role("button", name="Записать").click()
        await expect(page.locator("main")).to_contain_text("Идёт ремонт. ")
        await page.goto(f"{place.url}{BASE}/closing")
        await expect(page.get_by_label("Закрыто по")).to_be_visible()
        await page.get_by_label("День неизвестен").check()
        await expect(page.get_by_label("Закрыто по")).to_be_hidden()
        await page.get_by_role("button", name="Записать").click()
        await expect(page.get_by_role("status")).to_contain_text("Записано")


async def test_a_second_person_sees_the_difference_and_decides(place: Place) -> None:
    await busy(place)
    async with mini_app(place, OTHER, "kk") as page:
        await page.get_by_role("link", name="Күтуде").click()
        await page.locator(".rows a").first.click()
        await expect(page.locator(".new")).to_contain_text("+7 717 299 88 77")
        await page.get_by_label("Қай нөмірге қоңырау шалдыңыз").fill("87172998877")
        await page.get_by_label("растады", exact=True).check()
        await page.get_by_role("button", name="Растау").click()
        await expect(page.get_by_role("status")).to_contain_text("Расталды")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize(("role", "pages"), [(OWN, OF_WORKER), (BOSS, OF_COORDINATOR)], ids=["worker", "coordinator"])
async def test_no_page_shuts_anybody_out(
    place: Place, language: str, theme: str, role: int, pages: dict[str, str]
) -> None:
    await busy(place)
    found: list[str] = []
    async with mini_app(place, role, language, theme) as page:
        for name, path in pages.items():
            await page.goto(f"{place.url}{path}")
            assert await page.evaluate("document.documentElement.dataset.theme") == theme
            found += await faults(page, name)
            if theme == "light":
                await page.screenshot(path=PICTURES / f"staff-{name}-{language}.png", full_page=True)
    assert found == []


async def faults(page: Page, name: str) -> list[str]:
    """What axe finds, targets smaller than a thumb, and anything wider than the phone."""
    results = await Axe().run(page)
    assert results.response["passes"], "axe looked at the page"
    found = [
        f"{name}: {one['id']} {one['nodes'][0]['html'][:160]}"
        for one in results.response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
    small = await page.evaluate(SMALL)
    wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *(f"{name}: small {one}" for one in small), *([f"{name}: wider than the phone"] if wide else [])]


async def test_a_form_that_came_back_shuts_nobody_out_either(place: Place) -> None:
    async with mini_app(place, OWN) as page:
        for subject in FORMS:
            await page.goto(f"{place.url}{BASE}/{subject}")
            await page.get_by_role("button").filter(has_text="З" if subject in FORMS[:3] else "О").first.click()
            await expect(page.get_by_role("alert").first).to_be_visible()
            assert await faults(page, subject) == []
        await page.goto(f"{place.url}/nothing")
        assert await faults(page, "nothing") == []


async def test_whoever_comes_without_a_signature_is_told_how_to_come_in(place: Place) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(locale="kk-KZ")
        await page.goto(place.url)
        await expect(page.locator("#closed")).to_be_visible()
        await expect(page.locator("#wait")).to_be_hidden()
        assert await faults(page, "door") == []
        await browser.close()
