"""What whole questions are about: counted on questions of two testers who saw none of those it learnt from."""

import csv
import hashlib
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bot.hearing.classes import TABLE
from bot.hearing.harm import RAPED
from bot.hearing.kind import Kind
from bot.hearing.life import ANOTHER, STEP
from bot.hearing.questions import NAMES, NONE, WEIGHTS, Questions
from bot.hearing.weights import load
from bot.issue import BrokenError
from tests.hearing.sets import SETS, messages
from tests.support.process import ROOT
from tests.support.worlds import ear, whole


@cache
def asked() -> tuple[tuple[str, str], ...]:
    """Topic and text of every question held back."""
    with (ROOT / "tests" / "hearing" / "questions_held.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple((row["topic"], row["text"]) for row in rows)


def test_a_question_opens_its_card_and_hardly_ever_another() -> None:
    counts: Counter[str] = Counter()
    for topic, text in asked():
        found = ear().text(text).topic
        found = "hours" if found == "raped" else found  # whose card has the button for it
        wanted = None if topic == NONE else topic
        counts["asks" if wanted else "asks nothing"] += 1
        counts["right"] += found == wanted is not None
        counts["wrong card"] += found is not None and wanted not in {found, None}
        counts["card for nothing"] += found is not None and wanted is None
    assert counts["asks"] == 548
    assert counts["right"] >= 370
    assert counts["wrong card"] <= 3
    assert counts["asks nothing"] == 239
    assert counts["card for nothing"] <= 5


def test_hardly_a_question_is_taken_for_something_grave_or_for_a_wish_to_erase() -> None:
    heard = Counter(ear().text(text).kind for topic, text in asked() if topic != NONE)
    assert heard[Kind.SUICIDE] <= 25
    assert heard[Kind.DANGER] <= 31
    assert heard[Kind.CLOSE] <= 7


OF_LIFE = {STEP, ANOTHER}  # cards of the alarm itself
GRAVE = tuple(one for name in SETS for one in messages(name, "held") if one.kind in {Kind.DANGER, Kind.SUICIDE})


def test_who_is_in_danger_or_does_not_want_to_live_gets_no_other_card() -> None:
    assert sum(ear().text(one.text).topic not in {None, *OF_LIFE} for one in GRAVE) == 0


@pytest.mark.parametrize(
    ("form", "most"), [("{grave}. {asks}", 0), ("{asks}. {grave}", 0), ("{asks} {grave}", 1), ("{grave} {asks}", 1)]
)
def test_a_question_beside_something_grave_takes_no_alarm_away(form: str, most: int) -> None:
    questions = [text for topic, text in asked() if topic != NONE]
    lost = 0
    for at, one in enumerate(GRAVE[::2]):
        text = form.format(grave=one.text, asks=questions[at * 7 % len(questions)])
        card = ear().text(text).topic
        lost += ear().listener.hear(text).kind in {Kind.DANGER, Kind.SUICIDE} and card not in {None, RAPED, *OF_LIFE}
    assert lost <= most


@pytest.mark.parametrize(
    "text",
    [
        "он ударил меня, когда я была беременна",
        "он избил меня, как только узнал про юриста",
        "он ударил меня весной, как опять напился, и забрал паспорт",
        "сожитель заставляет спать с ним когда я не хочу",
    ],
)
def test_violence_told_without_a_question_keeps_its_card(text: str) -> None:
    assert (ear().text(text).kind, ear().text(text).topic) == (Kind.VIOLENCE, None)


def test_what_teaches_a_topic_is_nothing_grave_to_hearing() -> None:
    lines = WEIGHTS.with_name("examples.tsv").read_text("utf-8").splitlines()
    kinds = {text.lower(): kind for kind, _, text in (line.partition("\t") for line in lines)}
    lines = WEIGHTS.with_suffix(".tsv").read_text("utf-8").splitlines()
    taught = [text.lower() for topic, _, text in (line.partition("\t") for line in lines) if topic != NONE]
    assert [text for text in taught if kinds.get(text) in {Kind.DANGER, Kind.SUICIDE}] == []
    assert len({*taught}) == len(taught)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("можно ли забрать заявление из полиции", "reconcile"),
        ("арызымды қайтып алсам не болады екен", "reconcile"),
        ("а надо ли к врачу, если уже неделя прошла", "hours"),
        ("сколько живут в кризисном центре", "services"),
        ("кетсем итімді қайда қоямын", "pets"),
        ("муж вчера меня ударил, как мне снять побои", "injuries"),
        ("муж вчера меня ударил, как снять побои", "injuries"),
        ("что взять с собой когда буду уходить?", "bag"),  # sounds of death to hearing alone
    ],
)
def test_questions_as_people_type_them(text: str, topic: str) -> None:
    assert ear().text(text).topic == topic


@pytest.mark.parametrize(
    "text", ["вчера муж меня ударил", "ол мені күнде ұрады", "сегодня хорошая погода", "", "?", "17"]
)
def test_what_asks_nothing_has_no_topic(text: str) -> None:
    assert ear().text(text).topic is None


def test_every_topic_that_was_learnt_is_one_of_the_script() -> None:
    assert {*ear().questions.topics} - {NONE} <= {*whole().world.script.ways.topics}


def test_the_weights_were_learnt_from_the_questions_as_they_are() -> None:
    folder = WEIGHTS.parent
    taught = [WEIGHTS.with_suffix(".tsv"), folder / "examples.tsv", TABLE]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in taught)).hexdigest()[:16]
    assert str(load(WEIGHTS, NAMES, str)["learnt_from"]) == digest, "make learn"


def test_no_question_held_back_was_learnt() -> None:
    taught = {
        line.partition("\t")[2].strip().lower() for line in WEIGHTS.with_suffix(".tsv").read_text("utf-8").splitlines()
    }
    assert taught & {text.strip().lower() for _, text in asked()} == set()


@pytest.mark.parametrize("name", NAMES)
def test_weights_without_one_table_stop_the_start(name: str, tmp_path: Path) -> None:
    tables = load(WEIGHTS, NAMES, str)
    np.savez(tmp_path / "weights.npz", allow_pickle=False, **{one: tables[one] for one in NAMES if one != name})
    with pytest.raises(BrokenError, match=r"H105.*make learn"):
        Questions.build(ear().listener.classes, tmp_path / "weights.npz")
