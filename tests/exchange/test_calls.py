"""The sheet one has before calling: everything known, everything to ask, one page for each centre."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.exchange.calls import write_calls
from bot.exchange.questions import HEADS, LINE, OUTCOMES, RULES, SERVICE
from tests.exchange.samples import rich, shipped
from tests.support.browser import needs_chromium, phone

ASTANA = write_calls(rich(), "astana")


def spoken() -> list[str]:
    names = [*RULES, *OUTCOMES, *HEADS.values()]
    for question in (*SERVICE, *LINE):
        names += [question.text, *question.boxes, *([question.hint] if question.hint else [])]
    return [text for name in names for text in (name.ru, name.kk)]


def test_what_is_asked_and_known_is_on_it_in_both_languages() -> None:
    for name in (*RULES, *(question.text for question in SERVICE)):
        assert name.ru in ASTANA
        assert f'<span lang="kk">{name.kk}</span>' in ASTANA
    for known in ("Центр «Пример», Астана", "«Үлгі» орталығы, Астана", "подтверждён +77170000001 01.11.2026"):
        assert known in ASTANA
    assert 'href="https://example.kz/a?b=1&amp;c=2"' in ASTANA


def test_a_centre_without_a_number_says_whom_to_ask() -> None:
    assert "111 (" in write_calls(shipped(), "abai")


def test_nobody_is_asked_where_a_house_stands_how_many_beds_or_who_works_there() -> None:
    asked = " ".join(name for question in SERVICE for name in (question.text.ru, question.text.kk)).casefold()
    forbidden = ("адрес", "мекенжай", "улиц", "көше", "сколько мест", "орын", "имя", "сотрудник", "қызметкер")
    assert [word for word in forbidden if word in asked] == []


def test_an_address_that_is_open_is_not_repeated_on_paper() -> None:
    assert "улица Примера" not in ASTANA


def test_what_a_person_wrote_is_never_markup() -> None:
    office = rich().services["astana-office"]
    hostile = office.model_copy(update={"why": "<script>alert(1)</script>", "sources": ("javascript:alert(1)",)})
    sheet = write_calls(replace(rich(), services={"x": hostile}), "astana")
    assert "<script" not in sheet
    assert "&lt;script&gt;" in sheet
    assert 'href="javascript' not in sheet


def test_a_region_without_centres_has_a_sheet_for_the_first() -> None:
    sheet = write_calls(rich(), "zhetisu")
    assert HEADS["none"].ru in sheet
    assert sheet.count("<article>") == 1


def test_emergency_numbers_are_not_called_to_check() -> None:
    sheet = write_calls(shipped(), None)
    assert "police_102" not in sheet
    assert "helpline_150" in sheet


def test_both_languages_say_everything_and_neither_says_what_the_other_says() -> None:
    kazakh = re.compile("[әғқңөұүһі]")
    texts = spoken()
    same = {"WhatsApp", "Telegram", "SMS", "психолог"}
    assert [ru for ru, kk in zip(texts[::2], texts[1::2], strict=True) if ru == kk and ru not in same] == []
    assert [ru for ru in texts[::2] if kazakh.search(ru.casefold())] == []


@pytest.mark.parametrize("region", ["pavlodar", "almaty", "karaganda", "shymkent"])
class TestPrinted:
    pytestmark = needs_chromium

    async def test_each_centre_has_a_page_of_its_own(self, region: str, tmp_path: Path) -> None:
        sheet = write_calls(shipped(), region)
        path = tmp_path / "calls.html"
        path.write_text(sheet, "utf-8")
        async with phone(path.as_uri()) as page:
            printed = await page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == sheet.count("<article>") + 1

    async def test_it_needs_no_colour_and_fits_a_phone(self, region: str, tmp_path: Path) -> None:
        path = tmp_path / "calls.html"
        path.write_text(write_calls(shipped(), region), "utf-8")
        async with phone(path.as_uri()) as page:
            wide = await page.evaluate("document.documentElement.scrollWidth")
            colours = await page.evaluate(
                "[...new Set([...document.querySelectorAll('body *')].map(one => getComputedStyle(one).color))]"
            )
        assert wide <= 390
        assert colours == ["rgb(0, 0, 0)"]
