"""What it takes to approve: a number, a call to it, and the reason when it is refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.registry.model import Callback, Proposal, Refused
from bot.registry.words import Outcome, Reason
from tests.registry.book import NOW, A, Book, phone

OLD = "+77220000001"
TODAY = date(2026, 11, 20)
SECOND = timedelta(seconds=1)
DAY = timedelta(hours=24)
FIELDS = {"phones": [phone()]}


def called(number: str = OLD, outcome: Outcome = Outcome.CONFIRMED, on: date = TODAY) -> Callback:
    return Callback(number, outcome, on)


def why(reason: Reason) -> Any:
    return pytest.raises(Refused, match=f"'{reason.value}'")


def changed(book: Book, *, by: int = 3, second: int = 5) -> Proposal:
    """A changed number, approved, waiting."""
    made = book.propose(by, A, FIELDS, now=NOW)
    return book.approve(second, made.id, called(), now=NOW)
