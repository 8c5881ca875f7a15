"""The page of the sandbox, driven like a phone: one whole path to a centre in each language. Keeps the pictures.

Pictures go to build/pictures, or to the folder SENIM_PICTURES names (`make pictures`: docs/pictures).
"""

import os

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import needs_chromium, phone
from tests.support.process import ROOT, senim

pytestmark = needs_chromium

PATHS = {
    "ru": {
        "start": "Начать",
        "taps": ["Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться", "Область Абай"],
        "found": "Кризисный центр, Семей",
        "card": "1. Семей",
        "kinds": "Помощь:",
        "danger": "Опасно сейчас",
        "close": "Закрыть и стереть",
    },
    "kk": {
        "start": "Бастау",
        "taps": ["Қазақша", "Өзім туралы", "Жоқ", "Жоқ, ешқайсысы болмады", "Қайда паналауға болады", "Абай облысы"],
        "found": "Дағдарыс орталығы, Семей",
        "card": "1. Семей",
        "kinds": "Көмегі:",
        "danger": "Қазір қауіпті",
        "close": "Жабу және өшіру",
    },
}


PICTURES = ROOT / os.environ.get("SENIM_PICTURES", "build/pictures")


async def keep(page: Page, name: str) -> None:
    await page.screenshot(path=PICTURES / f"{name}.png")  # makes the folder


@pytest.mark.parametrize("language", PATHS)
async def test_a_whole_path_from_the_first_screen_to_a_centre_and_to_nothing(language: str) -> None:
    path = PATHS[language]
    async with senim("sandbox") as bot, phone(bot.url, f"{language}-KZ") as page:
        await page.get_by_role("button", name=str(path["start"])).first.click()
        talk = page.get_by_role("log")
        await expect(talk).to_contain_text("102")
        await keep(page, f"first-{language}")
        for tap in path["taps"]:
            await talk.get_by_role("button", name=str(tap), exact=True).last.click()
        await expect(talk).to_contain_text(str(path["found"]))
        await keep(page, f"chat-{language}")
        await talk.get_by_role("button", name=str(path["card"])).last.click()
        await expect(talk).to_contain_text(str(path["kinds"]))
        await keep(page, f"centre-{language}")
        await talk.get_by_role("button", name=str(path["danger"])).last.click()
        await expect(talk).to_contain_text("103")
        await keep(page, f"danger-{language}")
        await talk.get_by_role("button", name=str(path["close"])).last.click()
        await expect(talk).to_contain_text("/start")
        await expect(talk.get_by_role("button", name=str(path["danger"]))).to_have_count(0)
        await keep(page, f"closed-{language}")
