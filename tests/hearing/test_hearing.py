"""What is heard in a typed text: the sets, and what no text may change."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.centres.directory import load_settlements
from bot.centres.words import Language
from bot.hearing.classes import TABLE
from bot.hearing.ear import Ear
from bot.hearing.kind import Kind
from bot.hearing.letters import Letters
from bot.hearing.likeness import Likeness
from bot.hearing.listener import Heard, Listener
from bot.hearing.spelling import LONGEST
from bot.hearing.text import Text
from bot.hearing.weights import NAMES, WEIGHTS, load
from bot.issue import BrokenError
from tests.hearing.conftest import FOLDER
from tests.hearing.sets import (
    BLIND,
    EIGHTH_ON,
    FIFTEENTH,
    LOOKED_AT,
    OUTSIDE,
    SETS,
    Count,
    Score,
    count,
    messages,
    score,
)

LISTENER = Listener.build()
AROUND = (
    "Здравствуйте.",
    "Сәлеметсіз бе!",
    "Спасибо вам.",
    "Рахмет!",
    "Я из Павлодара.",
    "Мен Шымкенттенмін.",
    "Тупой бот!",
    "Ақымақ бот!",
)
GRAVE = [
    one.text
    for name in SETS
    for one in messages(name, "tuned")
    if one.kind in {Kind.DANGER, Kind.SUICIDE} and LISTENER.hear(one.text).kind is one.kind
]


@pytest.mark.parametrize("name", LOOKED_AT)
def test_nothing_grave_is_missed_in_the_half_that_was_looked_at(ear: Ear, name: str) -> None:
    found = score(ear, messages(name, "tuned"))
    assert found.danger == 1
    assert found.suicide == 1
    assert found.alarms <= 0.02
    assert found.right >= 0.95


# Measured on messages nobody looked at while the hearing was taught; below the goal, so a floor. That of one set
# moves by some messages when hearing learns anew.
@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("messages", Score(0.948, 1, 1, 0.03)),
        ("messages_second", Score(0.925, 1, 0.97, 0.016)),
        ("messages_third", Score(0.965, 0.99, 0.988, 0.016)),
        ("messages_fourth", Score(0.953, 1, 1, 0.028)),
        ("messages_fifth", Score(0.863, 0.974, 0.931, 0.035)),
        ("messages_sixth", Score(0.981, 0.987, 1, 0)),
        ("messages_seventh", Score(0.919, 1, 0.98, 0.035)),
        ("messages_eighth", Score(0.994, 1, 1, 0.006)),
        ("messages_ninth", Score(0.991, 1, 1, 0.025)),
        ("messages_tenth", Score(0.977, 1, 1, 0.026)),
        ("messages_eleventh", Score(0.985, 1, 1, 0.013)),
        ("messages_twelfth", Score(0.995, 1, 1, 0)),
        ("messages_thirteenth", Score(0.974, 1, 0.989, 0.016)),
        ("messages_fourteenth", Score(0.975, 0.989, 1, 0.01)),
        ("messages_sixteenth", Score(0.983, 0.994, 1, 0.029)),
        ("messages_seventeenth", Score(0.986, 0.993, 1, 0.017)),
        ("messages_eighteenth", Score(0.978, 1, 1, 0.006)),
        ("messages_nineteenth", Score(0.98, 0.996, 0.983, 0.008)),
        ("messages_twentieth", Score(0.985, 0.992, 1, 0.007)),
        ("messages_twenty_first", Score(0.964, 0.99, 1, 0)),
        ("messages_twenty_second", Score(0.991, 1, 1, 0)),
        ("messages_twenty_third", Score(0.985, 1, 1, 0.013)),
        ("messages_twenty_fourth", Score(0.998, 1, 1, 0)),
        ("messages_twenty_fifth", Score(0.984, 1, 1, 0.023)),
        ("messages_twenty_sixth", Score(0.982, 1, 0.99, 0.038)),
    ],
)
def test_messages_nobody_looked_at_are_heard_no_worse_than_measured(ear: Ear, name: str, floor: Score) -> None:
    found = score(ear, messages(name, "held"))
    assert found.right >= floor.right
    assert found.danger >= floor.danger
    assert found.suicide >= floor.suicide
    assert found.alarms <= floor.alarms


@pytest.mark.parametrize(
    ("names", "most"),
    [(BLIND, Count(115, 2, 2, 9)), (EIGHTH_ON, Count(62, 1, 1, 19)), (OUTSIDE, Count(88, 4, 4, 21))],
)
def test_of_blind_sets_together_no_more_is_missed_than_measured(ear: Ear, names: tuple[str, ...], most: Count) -> None:
    """Single messages move when hearing learns anew; a sum rises for fewer missed or fewer wrong alone."""
    found = count(ear, [one for name in names for one in messages(name, "held")])
    assert found.danger <= most.danger
    assert found.suicide <= most.suicide
    assert found.alarms <= most.alarms
    assert found.wrong <= most.wrong


def test_the_fifteenth_set_reaches_every_goal(ear: Ear) -> None:
    """Three testers wrote it; nobody of those who teach hearing has read it."""
    found = score(ear, messages(FIFTEENTH, "held"))
    assert (found.danger, found.suicide) == (1, 1)
    assert found.right >= 0.95
    assert found.alarms <= 0.02


@pytest.mark.parametrize("around", AROUND)
def test_a_greeting_thanks_a_place_or_an_insult_beside_it_hides_nothing_grave(ear: Ear, around: str) -> None:
    changed = [
        text
        for text in GRAVE
        if len({ear.text(said).kind for said in (text, f"{around} {text}", f"{text}. {around}")}) > 1
    ]
    assert changed == []


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(), max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    assert LISTENER.hear(text).kind in Kind


@pytest.mark.parametrize(
    "text",
    ["", "\0" * 4096, "\u202e\u0627\u0644" * 1365, "\ud800" * 4096, "не " * 1365, "а" * 4096, "😀" * 4096, "9" * 4096],
)
def test_strange_long_texts_have_an_answer(text: str) -> None:
    assert LISTENER.hear(text).kind in Kind


@pytest.mark.parametrize("text", ["", "…", "🙂", "7", "2026", "12 45", "0" * 4096])
def test_what_has_no_word_says_nothing(text: str) -> None:
    assert LISTENER.hear(text).kind is Kind.UNKNOWN


def test_danger_goes_before_a_part_that_sounds_like_suicide(ear: Ear) -> None:
    assert ear.text("петли уже гнутся, долго она не выдержит").kind is Kind.SUICIDE
    assert ear.text("он бьёт в дверь плечом. не перестаёт. петли уже гнутся, долго она не выдержит").kind is Kind.DANGER


def test_danger_is_heard_at_the_very_end_of_a_long_story(ear: Ear) -> None:
    story = "Мы жили в маленьком доме и держали кур. " * 200
    end = ". Он сейчас ломает дверь."
    assert ear.text(story[: LONGEST - len(end)] + end).kind is Kind.DANGER


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("на русском", Language.RU),
        ("қазақша", Language.KK),
        ("не понимаю казахский, переключите", Language.RU),
        ("сменить язык", None),
    ],
)
def test_a_wish_for_a_language_says_which_when_it_is_clear(ear: Ear, text: str, language: Language | None) -> None:
    meaning = ear.text(text)
    assert (meaning.kind, meaning.language) == (Kind.LANGUAGE, language)


@pytest.mark.parametrize(
    "text",
    [
        "я в Новосибирске",
        "мы в Темиртау",
        "Біз Ақсайданбыз",
        "живу в Жаркенте",
        "нужна помощь в Риддере",
        "нужна помощь в Егиндибулаке",
        "нужна помощь в Рамазане",
    ],
)
def test_a_text_that_only_says_where_somebody_is_is_a_place(ear: Ear, text: str) -> None:
    assert ear.text(text).kind is Kind.PLACE


@pytest.mark.parametrize("text", ["көпірде", "он орал", "я в ванной", "балкондамын"])
def test_a_word_that_is_a_hamlet_too_hides_nothing_grave(ear: Ear, text: str) -> None:
    assert ear.text(text).kind is not Kind.PLACE


def test_only_a_short_text_that_is_not_surely_graver_is_taken_for_a_place(
    ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Listener, "hear", lambda _, __: Heard(Kind.VIOLENCE, names_place=True))
    assert ear.text("мы в Темиртау").kind is Kind.PLACE
    assert ear.text("көгерген жерлерімді орамалмен жасырып жүрмін, ол тағы да кешірім сұрады").kind is Kind.VIOLENCE


def test_any_village_after_i_am_in_is_a_place(ear: Ear) -> None:
    names = [one.name.ru for one in load_settlements(FOLDER)[::17]]
    heard = [ear.text(f"я в {name}").kind for name in names]
    assert heard.count(Kind.PLACE) >= 0.98 * len(names)


@pytest.mark.parametrize("text", ["погода", "ПОГОДА!", "ауа райы", "Aua raiy", "pogoda"])
def test_the_safe_word_is_one_when_it_stands_alone(ear: Ear, text: str) -> None:
    assert ear.text(text).kind is Kind.SAFE_WORD
    assert ear.text(f"{text} завтра какая").kind is not Kind.SAFE_WORD


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("выход выход стереть он идёт сюда с ремнём", Kind.DANGER),
        ("стоп стоп өшір, он ломает дверь", Kind.DANGER),
        ("сотри всё, мама идёт", Kind.CLOSE),
        ("выход выход он проснулся", Kind.DANGER),
        ("шығу, шығу, ол тұрды", Kind.DANGER),
        ("сотри всё он подходит", Kind.DANGER),
        ("он идёт закрой", Kind.DANGER),  # testers who knew no rule of ours called the like danger: decision 28
        ("закрой, начальник идёт", Kind.CLOSE),
        ("шығу шығу, мама келді", Kind.CLOSE),
    ],
)
def test_a_wish_to_erase_hides_no_danger_and_is_none_by_itself(text: str, kind: Kind) -> None:
    assert LISTENER.hear(text).kind is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("да", Kind.UNKNOWN),
        ("жоқ", Kind.UNKNOWN),
        ("что мне делать", Kind.UNKNOWN),
        ("онымен тұрғым келмейді", Kind.UNKNOWN),
        ("хочу поговорить", Kind.UNKNOWN),
        ("где живет айгуль сатпаева адрес", Kind.HOSTILE),
        ("подруга говорит что не хочет жить", Kind.SUICIDE),
        ("шею сдавил не могу глотать", Kind.DANGER),
        ("тірі қалғым келеді көмектесіңдер", Kind.DANGER),
        ("my husband beats me", Kind.VIOLENCE),
        ("может быть", Kind.UNKNOWN),
        ("о себе", Kind.UNKNOWN),
        ("ладно подумаю", Kind.UNKNOWN),
        ("номер психолога", Kind.UNKNOWN),
        ("вы расскажете полиции?", Kind.UNKNOWN),
        ("көмек керек", Kind.UNKNOWN),
        ("бьет", Kind.DANGER),
        ("буындырады", Kind.DANGER),
    ],
)
def test_what_testers_typed_first_is_heard(text: str, kind: Kind) -> None:
    assert LISTENER.hear(text).kind is kind


def test_the_wrong_keyboard_and_missing_blanks_are_read() -> None:
    assert LISTENER.hear("jy kjvftn ldthm gjvjubnt").kind is Kind.DANGER
    assert LISTENER.hear("нехочубольшежить").kind is Kind.SUICIDE


@pytest.mark.parametrize(
    "text", ["Пробовала год назад, откачали. Сейчас опять тянет, нож рядом", "Жашағым келмейді. Пышақ қолымда тұр"]
)
def test_which_of_two_grave_things_it_is_all_of_a_text_says(text: str) -> None:
    assert LISTENER.hear(text).kind is Kind.SUICIDE


def test_every_decision_can_be_explained() -> None:
    heard = LISTENER.explain("он ломает дверь")
    assert heard.kind is Kind.DANGER
    assert heard.like[0][0] is Kind.DANGER
    assert any("door" in classes for _, classes in heard.words)


def test_the_weights_were_learnt_from_the_examples_as_they_are() -> None:
    learnt = str(load()["learnt_from"])
    taught = WEIGHTS.with_name("examples.tsv").read_bytes() + TABLE.read_bytes()
    assert learnt == hashlib.sha256(taught).hexdigest()[:16], "make learn"


def test_no_held_back_message_is_among_the_examples() -> None:
    lines = WEIGHTS.with_name("examples.tsv").read_text("utf-8").splitlines()
    taught = {line.partition("\t")[2].strip().lower() for line in lines}
    held = {one.text.strip().lower() for name in SETS for one in messages(name, "held")}
    assert taught & held == set()


@pytest.mark.parametrize("spoilt", [None, b"", b"nothing", b"PK\x05\x06" + bytes(18)])
def test_weights_that_cannot_be_read_stop_the_start_with_one_sentence(spoilt: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    if spoilt is not None:
        path.write_bytes(spoilt)
    with pytest.raises(BrokenError, match=r"H105.*make learn"):
        Listener.build(path)


@pytest.mark.parametrize("name", NAMES)
def test_weights_without_one_table_stop_the_start(name: str, tmp_path: Path) -> None:
    np.savez(tmp_path / "weights.npz", allow_pickle=False, **{one: load()[one] for one in NAMES if one != name})
    with pytest.raises(BrokenError, match=r"H105.*make learn"):
        load(tmp_path / "weights.npz")


@pytest.mark.parametrize("kinds", [["danger"], [*load()["kinds"][1:], "nothing"]])
def test_weights_for_a_kind_that_is_none_or_for_too_few_stop_the_start(kinds: list[str], tmp_path: Path) -> None:
    np.savez(tmp_path / "weights.npz", allow_pickle=False, **{**load(), "kinds": np.array(kinds)})
    with pytest.raises(BrokenError, match=r"H105.*make learn"):
        load(tmp_path / "weights.npz")


def test_a_class_that_came_after_the_last_lesson_harms_nothing() -> None:
    likeness = Likeness.of(load())
    old = Text(("on", "lomaet", "dver"), np.arange(3), [0], (("he",), (), ("door",)))
    new = replace(old, classes=(("he",), ("nobody learnt this",), ("door",)))
    letters = Letters.of(old.distinct)
    first, second = (likeness.read(text, letters).scores([text.whole]) for text in (old, new))
    assert np.array_equal(first, second)


def test_products_of_numbers_start_no_threads_of_their_own() -> None:
    """A machine with many processors that lends the bot one would be busy with nothing else."""
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
