import json
import re

import pytest

from bot.sandbox.server import WEB

RU, KK = (json.loads((WEB / f"words.{language}.json").read_text("utf-8")) for language in ("ru", "kk"))
SOURCES = "\n".join(path.read_text("utf-8") for path in sorted(WEB.iterdir()) if path.suffix in {".js", ".html"})
COMPUTED = {"photo", "voice", "document", "contact", "sticker", "poll", "danger", "success", "primary"}


def test_both_languages_have_the_same_phrases_with_the_same_places() -> None:
    assert RU.keys() == KK.keys()
    for key in RU:
        assert re.findall(r"\{\w+\}", RU[key]) == re.findall(r"\{\w+\}", KK[key]), key


def test_every_phrase_the_page_asks_for_is_there() -> None:
    asked = set(re.findall(r'say\("(\w+)"|data-(?:words|label|hint)="(\w+)"', SOURCES))
    assert {one or other for one, other in asked} | COMPUTED <= RU.keys()


def test_no_phrase_is_left_over() -> None:
    assert {key for key in RU if f'"{key}"' not in SOURCES} - COMPUTED == set()


def test_nothing_is_rendered_from_markup() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", SOURCES)


@pytest.mark.parametrize("words", [RU, KK])
def test_the_page_says_that_it_is_a_sandbox_in_its_title_and_bar(words: dict[str, str]) -> None:
    assert re.search("Песочница|Құмсалғыш", words["title"])
    assert "Телеграм" in words["bar"]
