"""Pages as people get them: facts unchanged and escaped, states said, buttons that fit."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.script.facts import Danger, Language, Need
from bot.talk.look import look
from bot.talk.visit import Visit
from bot.whole import Places, Whole, read
from bot.words.markup import plain, well_formed
from bot.words.page import Key, Page, draw
from tests.script.museum import TODAY, Piece, build, lay, rewrite

SEMEY = "101010000"
RU, KK = Language.RU, Language.KK


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return build(tmp_path)


def page(whole: Whole, visit: Visit, today: date = TODAY) -> Page:
    return draw(whole.words, look(whole.world, visit, today))


def shown(places: Places, screen: str, language: Language = RU, today: date = TODAY) -> Page:
    return page(read(places, TODAY), Visit(language, screen, danger=Danger.UNSURE), today)


def keys(page: Page) -> list[Key]:
    return [key for row in page.rows for key in row]


def said(folder: Path, screen: str, **words: str) -> Page:
    """A screen of the small Senim with other Russian words."""
    laid_over = {f"{screen}#{key}" if key != "text" else screen: {"ru": text} for key, text in words.items()}
    return shown(lay(Piece(folder, "", words=laid_over), folder), screen)


def line(places: Places, old: str, new: str) -> str:
    """How 111 reads in Russian once its entry is changed."""
    lines = places.directory / "lines.toml"
    text = lines.read_text("utf-8")
    entry = text[text.index('id = "kc_111"') :].split("[[line]]")[0]
    assert old in entry
    lines.write_text(text.replace(entry, entry.replace(old, new)), "utf-8")
    return next(row for row in shown(places, "talk/ready").text.splitlines() if "111" in row)


# names of the directory


def test_signs_in_a_name_of_the_directory_are_escaped_in_the_text_and_left_alone_on_a_button(places: Places) -> None:
    centre = places.directory / "centres" / "abai.toml"
    rewrite(centre, "Кризисный центр, Семей", "Дом <Надежда> & Ко")
    rewrite(places.directory / "towns.csv", "101010000,abai,,city,Семей", "101010000,abai,,city,<b>Семей")
    whole = read(places, TODAY)
    listed = page(whole, Visit(RU, "help/list", place=SEMEY, need=Need.STAY))
    opened = page(whole, Visit(RU, "help/centre", place=SEMEY, service="abai-centre"))
    for drawn in (listed, opened):
        assert "Дом &lt;Надежда&gt; &amp; Ко" in drawn.text
        assert "&lt;b&gt;Семей" in drawn.text
        assert well_formed(drawn.text)
    assert "1. <b>Семей" in [key.label for key in keys(listed)]


def test_a_line_without_a_number_is_called_by_its_escaped_name(places: Places) -> None:
    lines = places.directory / "lines.toml"
    rewrite(lines, 'number = "+77000000150"\ntel = "+77000000150"\n', "")
    rewrite(lines, 'name.ru = "Переписка"', 'name.ru = "Чат <8>"')
    assert "<b>Чат &lt;8&gt;</b> — можно написать" in shown(places, "talk/lines").text


# how sure we are of a line


def test_a_line_we_called_says_when(places: Places) -> None:
    assert "(проверено 05.11.2026)" in line(
        places, 'verified = "published"', 'verified = "confirmed"\nchecked_on = 2026-11-05'
    )


@pytest.mark.parametrize(("dated", "said"), [("2023", "2023"), ("2023-08", "08.2023"), ("2023-08-25", "25.08.2023")])
def test_a_published_line_of_high_confidence_says_the_date_of_its_source(dated: str, said: str, places: Places) -> None:
    read_as = line(places, 'verified = "published"', f'verified = "published"\nassured_date = "{dated}"')
    assert f"(данные от {said})" in read_as


@pytest.mark.parametrize("more", ["", '\nassured_date = "2023"'])
def test_a_published_line_of_medium_confidence_says_it_is_not_checked(more: str, places: Places) -> None:
    read_as = line(places, 'confidence = "high"', f'confidence = "medium"{more}')
    assert f"({read(places, TODAY).words.say(RU, 'state/doubtful')})" in read_as


@pytest.mark.parametrize("screen", ["start/danger", "own/now"])
def test_the_emergency_lines_carry_no_date(screen: str, places: Places) -> None:
    numbers = [row for row in shown(places, screen).text.splitlines() if row.startswith("<b>1")]
    assert numbers
    assert not [row for row in numbers if "(" in row]


def test_languages_and_access_are_said_once_they_are_known(places: Places) -> None:
    centre = places.directory / "centres" / "abai.toml"
    entry = 'kind = "crisis_centre"\n'
    rewrite(centre, entry, f'{entry}languages = ["kk", "ru"]\naccessibility = ["step_free"]\n')
    whole = read(places, TODAY)
    name = next(iter(whole.world.directory.services))
    screen = next(name for name, one in whole.world.script.screens.items() if one.draws == "centre")
    text = page(whole, Visit(RU, screen, service=name)).text
    assert whole.words.say(RU, "language/kk") in text
    assert whole.words.say(RU, "access/step_free") in text


# what is said besides


def test_a_screen_of_voice_lines_alone_says_so(places: Places) -> None:
    alone, mixed = shown(places, "talk/ready"), shown(places, "talk/lines")
    notice = read(places, TODAY).words.say(RU, "common/voice_only")
    assert notice in alone.text
    assert notice not in mixed.text


def test_with_lead_the_first_line_stands_before_the_numbers_and_the_rest_after(places: Places) -> None:
    rows = [row for row in plain(shown(places, "talk/lines").text).splitlines() if row]
    assert rows[0] == "Вам верят."
    assert rows[1].startswith("111 — ")
    assert rows[-1] == "Здесь выслушают."


def test_without_lead_the_numbers_come_first(places: Places) -> None:
    assert plain(shown(places, "start/danger").text).startswith("102 — полиция")


def test_a_law_card_says_on_which_day_it_is_true(places: Places) -> None:
    text = shown(places, "talk/law", today=date(2027, 3, 1)).text
    assert "Заявление принимают сразу." in text
    assert "12.03.2026" in text


def test_an_expired_law_card_keeps_its_numbers_and_hides_its_text_and_date(places: Places) -> None:
    text = shown(places, "talk/law", today=date(2027, 3, 2)).text
    assert "Заявление" not in text
    assert "12.03.2026" not in text
    assert "111" in text
    assert "устареть" in text


def test_the_first_and_the_last_screen_speak_both_languages(places: Places) -> None:
    for screen in ("start/first", "start/closed"):
        assert shown(places, screen, RU).text == shown(places, screen, KK).text
    first = plain(shown(places, "start/first").text)
    assert first.index("Сәлеметсіз бе") < first.index("Здравствуйте") < first.index("102")
    assert "полиция қызметі · полиция" in first


# buttons


def test_the_copy_button_comes_first_and_carries_the_words_of_its_language(places: Places) -> None:
    for language, text in ((RU, "Позвоните мне, пожалуйста."), (KK, "Маған қоңырау шалыңызшы.")):
        first, *others = keys(shown(places, "talk/ready", language))
        assert (first.copies, first.answer, first.style) == (text, None, "primary")
        assert all(key.copies is None and key.answer is not None for key in others)


def test_numbers_are_copied_last_and_without_a_word_of_what_they_are_for() -> None:
    """Cards that end an adult's way in no danger now; others leave nothing to be found, or have words of their own."""
    shipped = read(Places(), TODAY)
    cards = [name for name, screen in shipped.world.script.screens.items() if screen.copy_text == "numbers"]
    assert {*cards} == {
        *("self/urgent", "talk/lines", "health/now", "children/help", "papers/taken", "carer/help"),
        *("other/pass_on", "help/list", "help/country"),
    }
    for name in cards:
        for language, label, neutral in (
            (RU, "Скопировать номера", "Номера, которые могут пригодиться: "),
            (KK, "Нөмірлерді көшіру", "Керек болып қалуы мүмкін нөмірлер: "),
        ):
            copied = keys(page(shipped, Visit(language, name)))[-5]  # above the row common to all
            lines = shipped.world.script.screens[name].lines
            numbers = [shipped.world.directory.lines[line].number for line in lines]
            assert copied.copies == f"{neutral}{', '.join(number for number in numbers if number)}."
            assert (copied.label, copied.style) == (label, None)


@pytest.mark.parametrize(
    ("ready", "law", "rows"),
    [
        ("Готовый текст", "Что по закону", [2, 1]),
        ("Ровно семнадцать.", "Семнадцать ровно.", [2, 1]),
        ("Здесь восемнадцать", "Что по закону", [1, 2]),
        ("Готовый текст", "Здесь восемнадцать", [1, 1, 1]),
    ],
)
def test_two_short_buttons_share_a_row_and_a_long_one_has_its_own(
    ready: str, law: str, rows: list[int], tmp_path: Path
) -> None:
    drawn = said(tmp_path, "talk/lines", ready=ready, law=law)
    assert [len(row) for row in drawn.rows[:-2]] == rows


def test_below_every_screen_stand_back_language_danger_close(places: Places) -> None:
    bar = [key.label for row in shown(places, "talk/lines").rows[-2:] for key in row]
    assert bar == ["Назад", "Қазақша", "Опасно сейчас", "Закрыть и стереть"]


def test_a_law_card_says_whether_a_lawyer_has_read_it_and_names_the_act() -> None:
    shipped = read(Places(), TODAY)
    card = look(shipped.world, Visit(RU, "rights/order"), TODAY)
    assert "юрист ещё не читал" in draw(shipped.words, card).text
    assert "«О профилактике правонарушений»" in draw(shipped.words, card).text
    assert "читал юрист" in draw(replace(shipped.words, read=frozenset({"rights/order"})), card).text
