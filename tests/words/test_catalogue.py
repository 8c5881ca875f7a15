"""Two equal catalogues: what is missing is an error, never the other language's text."""

from pathlib import Path

import pytest

from bot.issue import BrokenError
from bot.script.facts import Language
from bot.whole import Places
from bot.words.catalogue import SOURCE, Words, compile_all, load, po_path, read
from bot.words.sync import text_of
from tests.script.museum import build, recompile, rewrite

BOTH = tuple(Language)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return build(tmp_path)


def refused(places: Places) -> str:
    with pytest.raises(BrokenError) as raised:
        load(places.locales)
    (issue,) = raised.value.issues
    return f"{issue.code} {issue.file}"


def without(places: Places, language: Language, key: str) -> Words:
    """The words, once a message was taken out of one catalogue."""
    rewrite(po_path(places.locales, language), f'msgid "{key}"', f'msgid "{key}_gone"')
    compile_all(places.locales)
    return load(places.locales)


def test_each_language_says_its_own_words(places: Places) -> None:
    words = load(places.locales)
    assert [words.say(language, "start/closed") for language in BOTH] == ["Готово.", "Дайын."]


def test_values_go_in_unchanged(places: Places) -> None:
    said = load(places.locales).say(Language.KK, "help/list", place="Семей")
    assert said == "Жері: Семей."


@pytest.mark.parametrize("language", BOTH)
def test_a_missing_message_is_an_error_in_that_language_alone(language: Language, places: Places) -> None:
    words = without(places, language, "start/closed")
    with pytest.raises(KeyError):
        words.say(language, "start/closed")
    assert words.say(language.other, "start/closed")


@pytest.mark.parametrize("language", BOTH)
def test_a_missing_number_form_is_an_error_too(language: Language, places: Places) -> None:
    words = without(places, language, "help/count")
    with pytest.raises(KeyError):
        words.count(language, "help/count", 2)


def test_a_message_left_empty_is_an_error_not_its_id(places: Places) -> None:
    rewrite(po_path(places.locales, Language.KK), 'msgstr "Дайын."', 'msgstr ""')
    compile_all(places.locales)
    with pytest.raises(KeyError):
        load(places.locales).say(Language.KK, "start/closed")


def test_a_compiled_file_behind_its_source_is_refused(places: Places) -> None:
    rewrite(po_path(places.locales, Language.RU), "Готово.", "Всё готово.")
    assert refused(places) == "W002 ru/senim.mo"
    recompile(places)
    assert load(places.locales).say(Language.RU, "start/closed") == "Всё готово."


def test_the_compiled_file_of_the_other_language_is_refused(places: Places) -> None:
    ru, kk = (po_path(places.locales, language).with_suffix(".mo") for language in BOTH)
    kk.write_bytes(ru.read_bytes())
    assert refused(places) == "W002 kk/senim.mo"


@pytest.mark.parametrize(
    ("suffix", "old", "found"), [(".po", b"msgid", "W001 ru/senim.po"), (".mo", b"", "W002 ru/senim.mo")]
)
def test_a_file_cut_or_spoilt_is_refused_with_its_name(suffix: str, old: bytes, found: str, places: Places) -> None:
    source = po_path(places.locales, Language.RU)
    source.with_suffix(suffix).write_bytes(source.read_bytes().replace(old, "слово".encode(), 1) if old else b"")
    with pytest.raises(BrokenError) as raised:
        _ = read(places.locales, Language.RU) if old else load(places.locales)
    assert [f"{issue.code} {issue.file}" for issue in raised.value.issues] == [found]


def test_the_mark_of_the_source_is_not_written_into_the_source(places: Places) -> None:
    assert SOURCE not in po_path(places.locales, Language.RU).read_text("utf-8")
    assert SOURCE not in read(places.locales, Language.RU)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1 центр ближе"),
        (2, "2 центра ближе"),
        (5, "5 центров ближе"),
        (11, "11 центров ближе"),
        (21, "21 центр ближе"),
        (101, "101 центр ближе"),
        (111, "111 центров ближе"),
        (0, "0 центров ближе"),
    ],
)
def test_russian_counts_as_russian_does(number: int, said: str) -> None:
    assert load(Places().locales).count(Language.RU, "help/count", number).startswith(said)


@pytest.mark.parametrize("number", [0, 1, 2, 5, 11, 21, 101])
def test_kazakh_keeps_the_noun_in_the_singular_after_any_number(number: int) -> None:
    words = load(Places().locales)
    said = words.count(Language.KK, "help/count", number)
    assert said == words.count(Language.KK, "help/count", 1).replace("1", str(number))


@pytest.mark.parametrize(("language", "forms"), [(Language.RU, 3), (Language.KK, 2)])
def test_every_form_of_number_is_written(language: Language, forms: int) -> None:
    message = read(Places().locales, language).get("help/count")
    assert message is not None
    assert len(text_of(message)) == forms
    assert all(text_of(message))
