from datetime import date

import pytest

from bot.book.book import make
from bot.whole import Places, Whole
from bot.whole import read as read_whole
from tests.book.book_page import Read, read_page


@pytest.fixture(scope="session")
def places() -> Places:
    return Places()


@pytest.fixture(scope="session")
def whole(places: Places) -> Whole:
    return read_whole(places, date(2026, 11, 20))


@pytest.fixture(scope="session")
def book(whole: Whole, places: Places) -> str:
    return make(whole.world, whole.words, flows=places.flows, locales=places.locales, directory=places.directory)


@pytest.fixture(scope="session")
def page(book: str) -> Read:
    return read_page(book)
