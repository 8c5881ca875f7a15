"""The pictures of docs/staff.md: what staff see first on a phone, down to the press. Small, for a slow line.

They go to build/pictures, or to the folder SENIM_PICTURES names (`make pictures`: docs/pictures).
"""

import os
import re

import pytest
from playwright.async_api import Page, expect

from tests.staff.place import BOSS, OTHER, OWN, Place, centres
from tests.staff.test_in_a_browser import mini_app
from tests.support.browser import PHONE, needs_chromium
from tests.support.process import ROOT

pytestmark = needs_chromium

PICTURES = ROOT / os.environ.get("SENIM_PICTURES", "build/pictures")
LARGEST = 100_000  # bytes
HOUSE, _ = centres()
NUMBER = "8 700 000 00 01"  # nobody's
SHOWN = {
    "staff-home-ru": (OWN, "/home", "Проверьте карточку в первый раз"),
    "staff-home-kk": (OWN, "/home", "Карточканы алғаш рет тексеріңіз"),
    "staff-phones-ru": (OWN, f"/centre/{HOUSE}/phones", "Служебные номера центра"),
    "staff-approve-ru": (OTHER, "/proposal/1", "+7 700 000 00 01"),
    "staff-desk-kk": (BOSS, "/home", "Істер"),
}


async def fill(page: Page, name: str) -> None:
    """Forms are shown with something in them."""
    if name == "staff-phones-ru":
        await page.get_by_label("Номер").first.fill(NUMBER)
        await page.get_by_label("Служебные номера центра").check()
    if name == "staff-approve-ru":
        await page.get_by_label("По какому номеру звонили").fill(NUMBER)
        await page.get_by_label("подтвердили", exact=True).check()


@pytest.mark.parametrize("name", SHOWN)
async def test_the_pictures_of_the_paper_are_as_the_pages_are(place: Place, name: str) -> None:
    account, path, said = SHOWN[name]
    if account != OWN:
        fields = {"phones": [{"number": "+77000000001"}]}
        await place.registry.propose(place.people[OWN].id, HOUSE, await place.version(), fields, now=place.clock.now)
    async with mini_app(place, account, name[-2:]) as page:
        await page.goto(f"{place.url}{path}")
        await fill(page, name)
        await expect(page.locator("main")).to_contain_text(said)
        end = await page.locator(".first, form").first.evaluate("one => one.getBoundingClientRect().bottom + scrollY")
        await page.set_viewport_size({"width": PHONE["width"], "height": max(PHONE["height"], int(end) + 20)})
        kept = PICTURES / f"{name}.png"
        await page.screenshot(path=kept)
    assert kept.stat().st_size <= LARGEST


def test_the_paper_shows_them_all() -> None:
    shown = re.findall(r"\(pictures/(staff-[\w-]+)\.png\)", (ROOT / "docs/staff.md").read_text("utf-8"))
    assert set(shown) == set(SHOWN)
    assert [name for name in shown if not (ROOT / f"docs/pictures/{name}.png").is_file()] == []
