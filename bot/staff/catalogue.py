"""The words of the staff pages, checked before they are used."""

from pathlib import Path

from bot.issue import BrokenError
from bot.staff.keys import NAME, domain
from bot.words.catalogue import Words, load
from bot.words.written import check_domain


def words(locales: Path) -> Words:
    """Both languages, whole and equal. Raises `BrokenError` with everything that is wrong."""
    if issues := check_domain(locales, domain()):
        raise BrokenError(tuple(issues))
    return load(locales, NAME)
