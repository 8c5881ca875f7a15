import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import bot.whole
from bot.cli import main
from bot.whole import Places
from bot.words.catalogue import compile_all


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["book", *arguments])


def change(locales: Path, language: str, old: str, new: str) -> None:
    path = locales / language / "LC_MESSAGES" / "senim.po"
    text, count = re.subn(old, new, path.read_text(encoding="utf-8"))
    assert count == 1
    path.write_text(text, encoding="utf-8")


def test_the_book_just_written_is_current(tmp_path: Path, book: str) -> None:
    output = tmp_path / "book.html"
    assert run("--output", str(output)).exit_code == 0
    assert output.read_bytes() == book.encode()
    assert run("--check", "--output", str(output)).exit_code == 0


def test_a_missing_book_is_behind(tmp_path: Path) -> None:
    output = tmp_path / "book.html"
    told = run("--check", "--output", str(output))
    assert told.exit_code == 1
    assert told.output == f"{output} отстал от сценария, слов или справочника: выполните make book.\n"
    assert not output.exists()


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_check_notices_a_changed_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: str, language: str
) -> None:
    output, locales = tmp_path / "book.html", tmp_path / "locales"
    output.write_bytes(book.encode())
    shutil.copytree(Places().locales, locales)
    change(locales, language, r'(msgid "danger/silent#show"\nmsgstr ")[^"]+', r"\1Карточка")
    if language == "ru":  # as `words sync` does
        change(locales, "kk", r'#\. RU: .*(\nmsgid "danger/silent#show")', r"#. RU: Карточка\1")
    compile_all(locales)
    monkeypatch.setattr(bot.whole, "Places", lambda: Places(locales=locales))
    told = run("--check", "--output", str(output))
    assert told.exit_code == 1
    assert "отстал" in told.output
