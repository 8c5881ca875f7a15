"""Learns the weights of bot/hearing/weights.tsv from examples and classes of words: `make learn`, some minutes.

A linear support vector machine (scikit-learn) over the traits of bot/hearing/traits.py: fixed seed, same file each
time. It needs an environment of its own, requirements/learn.txt: what runs the bot does not carry it.

Each example is learnt twice, the second time with a greeting, thanks, a place or an insult beside it: what stands
beside a message must not change what it means.
"""

import base64
import csv
import hashlib
import math
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.hearing.classes import TABLE, Classes
from bot.hearing.kind import Kind
from bot.hearing.likeness import ROW, SCALE, WEIGHTS, ZERO
from bot.hearing.listener import LIGHT, tokens
from bot.hearing.spelling import sound
from bot.hearing.traits import about, begun, pieces, said

EXAMPLES = WEIGHTS.with_name("examples.tsv")
_COST, _FEWEST, _BESIDE = 0.3, 14, 0.15  # of the machine; examples that a trait needs; what the second time weighs
_RARE = 0.3  # how much more an example of a rare kind weighs
_FAINT = 3  # a trait whose largest weight is less says nothing (of SCALE)
Example = tuple[str, str]  # kind and text


def examples(path: Path = EXAMPLES) -> list[Example]:
    """Kind and text of every example."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["kind"], row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def beside(known: Sequence[Example]) -> Iterator[Example]:
    """Every example that is not light itself, with one that is before or behind it."""
    light = [text for kind, text in known if kind in LIGHT and len(text) < 60]
    for number, (kind, text) in enumerate(known):
        if kind not in LIGHT and kind != Kind.CLOSE and light:
            other = light[number * 7919 % len(light)]
            yield kind, f"{other}. {text}" if number % 2 else f"{text}. {other}"


def traits(text: str, classes: Classes) -> tuple[list[str], ...]:
    """All traits of a text, by groups."""
    words = tokens(sound(text))
    groups = (map(pieces, words), said(words), begun(words), about(words, classes))
    return tuple(list(chain(*group)) for group in groups)


def digest() -> str:
    """What the weights remember of what they were learnt from."""
    return hashlib.sha256(EXAMPLES.read_bytes() + TABLE.read_bytes()).hexdigest()[:16]


def tabled(texts: Sequence[str], classes: Classes) -> tuple[csr_matrix, list[str]]:
    """A row for each text and a column for each trait that enough of them have; and the traits."""
    known = dict[str, int]()
    columns, values, ends = array("i"), array("f"), [0]  # as numbers at once: as words they fill the memory
    for text in texts:
        for group in traits(text, classes):
            for trait, count in Counter(group).items():
                columns.append(known.setdefault(trait, len(known)))
                values.append(count / math.sqrt(len(group)))
        ends.append(len(columns))
    whole = csr_matrix((np.asarray(values), np.asarray(columns), ends), shape=(len(texts), len(known)))
    seen = whole.getnnz(axis=0)
    kept = sorted(trait for trait, at in known.items() if seen[at] >= _FEWEST)
    return whole[:, [known[trait] for trait in kept]], kept


def learn(known: Sequence[Example], path: Path = WEIGHTS) -> None:
    """Write the weights anew."""
    classes = Classes.load()
    taught = [*known, *beside(known)]
    table, column = tabled([text for _, text in taught], classes)
    many = Counter(kind for kind, _ in taught)
    rare = {kind: (len(taught) / count) ** _RARE for kind, count in many.items()}
    weight = [rare[kind] * (1.0 if number < len(known) else _BESIDE) for number, (kind, _) in enumerate(taught)]
    machine = LinearSVC(C=_COST, random_state=0).fit(table, [kind for kind, _ in taught], sample_weight=weight)
    small = np.clip(np.rint(machine.coef_.T * SCALE), -ZERO, ZERO - 1).astype(int) + ZERO
    head = "\t".join(("kinds", *machine.classes_))
    start = "\t".join(("start", *(f"{number:.4f}" for number in machine.intercept_)))
    loud = np.abs(small - ZERO).max(axis=1) >= _FAINT
    lines = [
        f"{trait}\t{base64.b64encode(bytes(small[at].tolist()).ljust(ROW, bytes([ZERO]))).decode()}"
        for at, trait in enumerate(column)
        if loud[at]
    ]
    path.write_text("\n".join((f"learnt from\t{digest()}", head, start, *lines)) + "\n", encoding="utf-8")
    print(
        f"{len(known)} examples, {len(lines)} of {len(column)} traits, largest weight {np.abs(machine.coef_).max():.1f}"
    )


if __name__ == "__main__":
    learn(examples())
