"""The words of the staff pages keep the promises of the words of the talk."""

import re
import shutil
from pathlib import Path

import pytest

from bot.centres.model import House, Line, Office
from bot.issue import BrokenError
from bot.registry.proof import MARKS
from bot.registry.words import Action, Happening
from bot.script.facts import Language
from bot.staff.keys import FAMILIES, domain
from bot.staff.said import Teller
from bot.whole import Places
from bot.words.catalogue import compile_all, load, po_path
from bot.words.sync import sync
from bot.words.written import check_domain
from tests.support.worlds import whole

ROOT = Places().locales
# They only look, or end in themselves.
NEVER_WRITTEN = {Action.LOOK, Action.AUDIT, Action.CALL, Action.EXPORT, Action.LINK}


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


@pytest.mark.parametrize("language", Language)
def test_the_history_has_words_for_whatever_the_registry_writes(language: Language) -> None:
    told = Teller(load(ROOT, "staff"), whole().words, language)
    other = told.action("other")
    assert [one for one in (*Action, *Happening) if one not in NEVER_WRITTEN and told.action(one.value) == other] == []
    models = {name for kind in (House, Office, Line) for name in kind.model_fields}
    written = [*sorted(models), *MARKS, "proposal 7", "person 3", "import 2"]
    assert [name for name in written if told.field(name) == "other"] == []


@pytest.mark.parametrize("language", Language)
def test_no_value_of_an_entry_is_said_in_the_words_of_the_program(language: Language) -> None:
    told = Teller(load(ROOT, "staff"), whole().words, language)
    directory = whole().world.directory
    for entry in (*directory.services.values(), *directory.lines.values()):
        for name, value in entry.model_dump(mode="json").items():
            if name not in {"id", "sources", "why", "name", "organization", "number", "location", "service_area"}:
                said = told.value(name, value).replace("WhatsApp", "").replace("QR", "")
                assert not re.search("[A-Za-z]{3}", said), (entry.id, name, said)


def test_every_word_of_a_closed_list_has_its_sentence() -> None:
    words = load(ROOT, "staff")
    values = domain().values
    for family, members in FAMILIES.items():
        for member in members:
            key = f"{family}/{member}"
            assert words.say(Language.KK, key, **dict.fromkeys(values.get(key, ()), "x"))
