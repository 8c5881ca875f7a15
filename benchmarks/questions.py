"""Learns bot/hearing/questions.npz from questions and classes of words: `make learn`, a minute of it.

The machine of benchmarks/learn.py, with topics of the script for kinds. What asks for none of our cards is learnt from
lines that say so and from what hearing learns as everyday or as grave.
"""

import csv
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.beside import Example, beside
from benchmarks.learn import EXAMPLES, examples, votes
from bot.hearing.classes import TABLE, Classes
from bot.hearing.kind import Kind
from bot.hearing.listener import GRAVE, LIGHT
from bot.hearing.questions import NONE, WEIGHTS

QUESTIONS = WEIGHTS.with_suffix(".tsv")
_OTHERS = 4  # every so many of what hearing learns
_OTHER, _BESIDE = 0.5, 0.3  # what one of these weighs, and a question with a greeting beside it, typed in haste


def questions(path: Path = QUESTIONS) -> list[Example]:
    """Topic and text of every question."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["topic"], row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def digest() -> str:
    """What the weights remember of what they were learnt from."""
    return hashlib.sha256(QUESTIONS.read_bytes() + EXAMPLES.read_bytes() + TABLE.read_bytes()).hexdigest()[:16]


def learn(asked: Sequence[Example], heard: Sequence[Example], path: Path = WEIGHTS) -> None:
    """Write the weights anew."""
    topics = sorted({topic for topic, _ in asked})
    lights = [example for example in heard if example[0] in LIGHT]
    told = {text for _, text in asked}
    others = [(NONE, text) for kind, text in heard if kind in (Kind.UNKNOWN, *GRAVE) and text not in told][::_OTHERS]
    parts = ((asked, 1.0), ([*beside([*asked, *lights])], _BESIDE), (others, _OTHER))
    print(f"{len(asked)} questions of {len(topics) - 1} topics, {len(others)} examples of none", flush=True)
    tables = votes(parts, topics, Classes.load())
    tables |= {"learnt_from": np.array(digest()), "topics": np.array(topics)}
    np.savez_compressed(path, allow_pickle=False, **tables)


if __name__ == "__main__":
    learn(questions(), examples())
