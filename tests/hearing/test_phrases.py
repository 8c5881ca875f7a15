"""Short texts of which an example says what they mean are no matter of votes."""

import csv
from pathlib import Path

import numpy as np
import pytest

from bot.hearing.classes import Classes
from bot.hearing.kind import Kind
from bot.hearing.listener import Listener
from bot.hearing.phrases import LONGEST, TABLE, Phrases, key
from bot.hearing.spelling import sound
from bot.hearing.text import Text
from bot.hearing.weights import WEIGHTS, load
from bot.issue import BrokenError

LISTENER = Listener.build()
CLASSES = Classes.load()


def words(text: str) -> list[str]:
    return Text.of(sound(text), CLASSES).words


def short() -> dict[int, set[tuple[Kind, str]]]:
    found: dict[int, set[tuple[Kind, str]]] = {}
    with WEIGHTS.with_name("examples.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["text"].count(" ") < LONGEST and 0 < len(said := words(row["text"])) <= LONGEST:
                found.setdefault(int(key(said)), set()).add((Kind(row["kind"]), row["text"]))
    return found


SHORT = short()


def test_every_short_example_is_kept_and_those_that_contradict_each_other_are_not() -> None:
    agreed = {number for number, rows in SHORT.items() if len({kind for kind, _ in rows}) == 1}
    tables = load()
    assert agreed <= set(tables["phrases"].tolist())
    assert not (set(SHORT) - agreed) & set(tables["phrases"].tolist())
    assert (tables["phrases"][1:] > tables["phrases"][:-1]).all()
    assert len(agreed) > 25_000


def test_a_short_example_is_heard_as_what_it_says() -> None:
    rows = [next(iter(rows)) for rows in SHORT.values() if len(rows) == 1][::40]
    told = LISTENER.phrases.told
    rows = [(kind, text) for kind, text in rows if int(key(words(text))) not in told and not words(text)[0].isdigit()]
    heard = [LISTENER.hear(text).kind is kind for kind, text in rows]
    assert sum(heard) >= 0.99 * len(heard)  # some are read on the other keyboard


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("мне страшно", Kind.UNKNOWN),
        ("Мне страшно!", Kind.UNKNOWN),
        ("қорқамын", Kind.UNKNOWN),
        ("коркамын", Kind.UNKNOWN),
        ("хочу жить", Kind.UNKNOWN),
        ("не хочу с ним жить", Kind.UNKNOWN),
        ("вы скажете маме?", Kind.UNKNOWN),
        ("кому сообщить о побоях", Kind.UNKNOWN),
        ("где приют", Kind.UNKNOWN),
        ("балаларым бар", Kind.UNKNOWN),
        ("мне нет 18", Kind.CHILD),
        ("у ученика синяки", Kind.CHILD),
        ("он меня найдёт", Kind.VIOLENCE),
        ("менің тілімде айт", Kind.LANGUAGE),
        ("не хочу жить", Kind.SUICIDE),
        ("өлгім келеді", Kind.SUICIDE),
        ("он ломится", Kind.DANGER),
    ],
)
@pytest.mark.parametrize("before", ["", "Здравствуйте. ", "Рахмет! "])
def test_what_people_type_first_is_heard_alone_and_behind_a_greeting(before: str, text: str, kind: Kind) -> None:
    assert LISTENER.hear(before + text).kind is kind


def test_a_longer_text_is_no_phrase() -> None:
    phrases = Phrases((Kind.UNKNOWN, Kind.DANGER), np.array([key(["a"] * LONGEST)]), np.array([1], np.uint8), {})
    assert phrases.kind(["a"] * LONGEST) is Kind.DANGER
    assert phrases.kind(["a"] * (LONGEST + 1)) is None
    assert phrases.kind(["a"]) is None
    assert phrases.kind([]) is None


def test_the_table_says_what_its_words_mean_whatever_the_votes_and_the_examples_say() -> None:
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert rows
    for kind, text in rows:
        heard = LISTENER.hear(text)
        assert heard.kind is Kind(kind), text
        assert heard.sure


@pytest.mark.parametrize(
    "text", ["danger", "danger\tбьёт\tсейчас", "грусть\tбьёт", "danger\tбьёт\nviolence\tБЬЁТ!", "\t"]
)
def test_a_table_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    table = tmp_path / "phrases.tsv"
    table.write_text(text, "utf-8")
    with pytest.raises(BrokenError, match="H106"):
        Phrases.of(load(), table)
    with pytest.raises(BrokenError, match="H106"):
        Phrases.of(load(), tmp_path / "none")
