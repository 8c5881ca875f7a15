"""Both catalogues follow the script, and nothing a translator wrote is lost or grows old unseen."""

from pathlib import Path

import pytest

from bot.script.facts import Language
from bot.script.loader import load
from bot.whole import Places
from bot.words.catalogue import po_path, read
from bot.words.checks import check_written
from bot.words.domain import talk
from bot.words.sync import sync
from tests.script.museum import TODAY, build, issues, recompile, rewrite


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return build(tmp_path)


def written(places: Places) -> list[str]:
    return [po_path(places.locales, language).read_text("utf-8") for language in Language]


def synced(places: Places) -> tuple[int, int, int]:
    return sync(places.locales, talk(load(places.flows)))


def codes(places: Places) -> set[tuple[str, str]]:
    return {(it.code, it.file) for it in check_written(places.locales, load(places.flows), TODAY)}


def test_a_second_sync_changes_nothing(places: Places) -> None:
    synced(places)
    once = written(places)
    assert synced(places) == (0, 0, 0)
    assert written(places) == once


def test_the_shipped_catalogues_are_in_step_with_the_shipped_script(tmp_path: Path) -> None:
    shipped = Places()
    for language in Language:
        copy = po_path(tmp_path, language)
        copy.parent.mkdir(parents=True)
        copy.write_bytes(po_path(shipped.locales, language).read_bytes())
    assert sync(tmp_path, talk(load(shipped.flows))) == (0, 0, 0)
    for language in Language:
        assert po_path(tmp_path, language).read_text("utf-8") == po_path(shipped.locales, language).read_text("utf-8")


def test_what_the_script_newly_asks_for_comes_empty_in_both_languages(places: Places) -> None:
    rewrite(
        places.flows / "own.toml", '{ id = "now", to = "now" }', '{ id = "now", to = "now" }, { id = "a", to = "now" }'
    )
    assert synced(places) == (1, 0, 0)
    assert codes(places) == {("W102", "ru/senim.po"), ("W102", "kk/senim.po")}
    for language in Language:
        message = read(places.locales, language).get("own/stop#a")
        assert message is not None
        assert message.string == ""


def test_a_message_written_in_both_languages_at_once_is_not_stale(places: Places) -> None:
    rewrite(places.flows / "own.toml", 'to = "now" }]', 'to = "now" }, { id = "a", to = "now" }]')
    synced(places)
    for language, text in ((Language.RU, "Ещё"), (Language.KK, "Тағы")):
        rewrite(
            po_path(places.locales, language), 'msgid "own/stop#a"\nmsgstr ""', f'msgid "own/stop#a"\nmsgstr "{text}"'
        )
    assert synced(places) == (0, 0, 0)
    assert codes(places) == set()


def test_a_new_message_stands_where_the_script_has_it(places: Places) -> None:
    rewrite(
        places.flows / "own.toml", '{ id = "now", to = "now" }', '{ id = "a", to = "now" }, { id = "now", to = "now" }'
    )
    synced(places)
    ru = written(places)[0]
    assert ru.index('"own/stop"') < ru.index('"own/stop#a"') < ru.index('"own/stop#now"')


def test_what_nothing_asks_for_any_more_is_gone_from_both(places: Places) -> None:
    rewrite(places.flows / "talk.toml", '  { id = "law", to = "law" },\n', "")
    assert synced(places) == (0, 1, 0)
    assert not [text for text in written(places) if "talk/lines#law" in text]


def test_a_changed_russian_text_marks_the_kazakh_entry_and_stops_the_build(places: Places) -> None:
    rewrite(po_path(places.locales, Language.RU), "Готово.", "Всё готово.")
    recompile(places)
    assert codes(places) == {("W105", "kk/senim.po")}
    assert synced(places) == (0, 0, 1)
    recompile(places)
    message = read(places.locales, Language.KK).get("start/closed")
    assert message is not None
    assert (message.fuzzy, message.string, message.auto_comments) == (True, "Дайын.", ["RU: Всё готово."])
    assert {issue.code for issue in issues(places)} == {"W105"}


def test_the_mark_stays_until_a_person_takes_it_away(places: Places) -> None:
    rewrite(po_path(places.locales, Language.RU), "Готово.", "Всё готово.")
    synced(places)
    assert synced(places) == (0, 0, 1)
    kk = po_path(places.locales, Language.KK)
    rewrite(kk, "#, fuzzy\n", "")
    recompile(places)
    assert issues(places) == ()
    assert synced(places) == (0, 0, 0)


def test_a_changed_form_of_number_marks_the_entry_too(places: Places) -> None:
    rewrite(po_path(places.locales, Language.RU), "центров ближе", "центров рядом")
    assert synced(places) == (0, 0, 1)


def test_what_a_translator_noted_and_every_form_of_number_stay(places: Places) -> None:
    kk = po_path(places.locales, Language.KK)
    rewrite(kk, 'msgid "start/closed"', '# native: қысқарақ?\nmsgid "start/closed"')
    forms = [read(places.locales, language).get("help/count") for language in Language]
    synced(places)
    message = read(places.locales, Language.KK).get("start/closed")
    assert message is not None
    assert message.user_comments == ["native: қысқарақ?"]
    kept = [read(places.locales, language).get("help/count") for language in Language]
    assert [it.string for it in kept if it] == [it.string for it in forms if it]


def test_a_translation_of_many_lines_and_a_long_note_come_back_as_they_were(places: Places) -> None:
    long = "Тот-кто-далеко — и близко; «слово», " * 5 + "конец."
    rewrite(po_path(places.locales, Language.RU), "Готово.", long)
    synced(places)
    rewrite(po_path(places.locales, Language.KK), "#, fuzzy\n", "")
    assert synced(places) == (0, 0, 0), "a note that is wrapped still says the same"


def test_each_kazakh_entry_carries_its_russian_text_and_no_russian_one_does(places: Places) -> None:
    synced(places)
    ru, kk = (read(places.locales, language) for language in Language)
    assert all(message.auto_comments[0].startswith("RU: ") for message in kk if message.id)
    assert not [message for message in ru if message.auto_comments]
