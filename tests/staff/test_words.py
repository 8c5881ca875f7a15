"""The words of the staff pages keep the promises of the words of the talk."""

import shutil
from pathlib import Path

import pytest

from bot.issue import BrokenError
from bot.script.facts import Language
from bot.staff.keys import FAMILIES, domain
from bot.whole import Places
from bot.words.catalogue import compile_all, load, po_path
from bot.words.sync import sync
from bot.words.written import check_domain

ROOT = Places().locales


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "rules.toml", tmp_path)
    for language in Language:
        path = po_path(tmp_path, language, "staff")
        path.parent.mkdir(parents=True)
        shutil.copy(po_path(ROOT, language, "staff"), path)
        shutil.copy(po_path(ROOT, language), path.parent)
    return tmp_path


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def codes(root: Path) -> set[tuple[str, str]]:
    return {(issue.code, issue.file) for issue in check_domain(root, domain())}


def test_both_catalogues_are_whole_equal_and_well_said() -> None:
    assert check_domain(ROOT, domain()) == []


def test_they_are_in_step_with_the_pages(copied: Path) -> None:
    before = [po_path(copied, language, "staff").read_text("utf-8") for language in Language]
    assert sync(copied, domain()) == (0, 0, 0)
    assert [po_path(copied, language, "staff").read_text("utf-8") for language in Language] == before


def test_a_changed_russian_text_makes_the_kazakh_one_stale(copied: Path) -> None:
    rewrite(po_path(copied, Language.RU, "staff"), 'msgstr "Всё верно"', 'msgstr "Всё правильно"')
    assert codes(copied) == {("W105", "kk/staff.po")}


def test_a_missing_message_a_lost_value_and_the_same_text_are_found(copied: Path) -> None:
    rewrite(po_path(copied, Language.KK, "staff"), 'msgstr "Бәрі дұрыс"', 'msgstr ""')
    assert codes(copied) == {("W102", "kk/staff.po")}
    rewrite(po_path(copied, Language.KK, "staff"), 'confirm"\nmsgstr ""', 'confirm"\nmsgstr "Всё верно"')
    assert codes(copied) == {("W106", "kk/staff.po")}
    rewrite(po_path(copied, Language.RU, "staff"), "проверено: {date}", "проверено")
    assert ("W107", "ru/staff.po") in codes(copied)


def test_what_is_not_compiled_does_not_open(copied: Path) -> None:
    with pytest.raises(BrokenError, match="W002"):
        load(copied, "staff")
    compile_all(copied)
    load(copied, "staff")
    rewrite(po_path(copied, Language.RU, "staff"), "Всё верно", "Всё правильно")
    with pytest.raises(BrokenError, match="W002"):
        load(copied, "staff")


def test_every_word_of_a_closed_list_has_its_sentence() -> None:
    words = load(ROOT, "staff")
    values = domain().values
    for family, members in FAMILIES.items():
        for member in members:
            key = f"{family}/{member}"
            assert words.say(Language.KK, key, **dict.fromkeys(values.get(key, ()), "x"))
