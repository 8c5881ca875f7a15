"""Learns bot/hearing/weights.npz from examples and classes of words: `make learn`, a quarter of an hour.

Two that vote: a linear support vector machine (scikit-learn) over the traits of bot/hearing/traits.py, and the network
of bot/hearing/order.py (benchmarks/order.py). Fixed seeds: the same file each time on one kind of machine. They need an
environment of their own, requirements/learn.txt: what runs the bot does not carry it.

Each example is learnt twice, the second time with a greeting, thanks, a place or an insult beside it: what stands
beside a message must not change what it means.
"""

import csv
import hashlib
import math
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from benchmarks import order
from benchmarks.order import Example, lights
from bot.hearing.classes import TABLE, Classes
from bot.hearing.kind import Kind
from bot.hearing.likeness import SCALE, rows
from bot.hearing.listener import LIGHT
from bot.hearing.spelling import sound
from bot.hearing.text import cut
from bot.hearing.traits import about, begun, numbered, pieces, said
from bot.hearing.weights import WEIGHTS

EXAMPLES = WEIGHTS.with_name("examples.tsv")
_COST, _FEWEST, _BESIDE = 0.3, 14, 0.15  # of the machine; examples that a trait needs; what the second time weighs
_RARE = 0.3  # how much more an example of a rare kind weighs
_NONE = 0xFFFFFFFF  # the greatest key
_FAINT = 3  # a trait whose largest weight is less says nothing (of SCALE)


def examples(path: Path = EXAMPLES) -> list[Example]:
    """Kind and text of every example."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["kind"], row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def beside(known: Sequence[Example]) -> Iterator[Example]:
    """Every example that is not light itself, with one that is before or behind it."""
    light = [known[at][1] for at in lights(known)]
    for number, (kind, text) in enumerate(known):
        if kind not in LIGHT and kind != Kind.CLOSE and light:
            other = light[number * 7919 % len(light)]
            yield kind, f"{other}. {text}" if number % 2 else f"{text}. {other}"


def traits(text: str, classes: Classes) -> tuple[list[str], ...]:
    """All traits of a text, by groups."""
    words = cut(sound(text))[0]
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
    kinds = sorted({kind for kind, _ in known})
    print(f"{len(known)} examples; first the votes of traits", flush=True)
    tables = _votes(known, kinds, classes) | order.learn(known, kinds, classes)
    tables |= {"learnt_from": np.array(digest()), "kinds": np.array(kinds)}
    np.savez_compressed(path, allow_pickle=False, **tables)


def _votes(known: Sequence[Example], kinds: Sequence[str], classes: Classes) -> dict[str, NDArray[Any]]:
    """Give the tables of the machine."""
    taught = [*known, *beside(known)]
    table, column = tabled([text for _, text in taught], classes)
    many = Counter(kind for kind, _ in taught)
    rare = {kind: (len(taught) / count) ** _RARE for kind, count in many.items()}
    weight = [rare[kind] * (1.0 if number < len(known) else _BESIDE) for number, (kind, _) in enumerate(taught)]
    meant = [kinds.index(kind) for kind, _ in taught]
    machine = LinearSVC(C=_COST, random_state=0).fit(table, meant, sample_weight=weight)
    small = np.clip(np.rint(machine.coef_.T * SCALE), -128, 127).astype(np.int8)
    loud = np.abs(small).max(axis=1) >= _FAINT
    print(f"{loud.sum()} of {len(column)} traits, largest weight {np.abs(machine.coef_).max():.1f}", flush=True)
    kept = {trait: small[at] for at, trait in enumerate(column) if loud[at]}
    return {"start": machine.intercept_.astype(np.float32), **_by_key(kept), **_by_class(kept, classes)}


def _by_key(kept: Mapping[str, NDArray[np.int8]]) -> dict[str, NDArray[Any]]:
    """All traits but those of classes, by key, and behind them one that belongs to none."""
    traits = [trait for trait in kept if ":" not in trait]
    found = dict(zip(numbered(traits), map(kept.__getitem__, traits), strict=True))
    found[_NONE] = np.zeros_like(next(iter(found.values())))
    keys = sorted(found)
    return {"keys": np.array(keys, np.uint32), "weights": np.stack([found[one] for one in keys])}


def _by_class(kept: Mapping[str, NDArray[np.int8]], classes: Classes) -> dict[str, NDArray[Any]]:
    """The table of traits of classes, with the rows of bot.hearing.likeness.rows; most are zeros."""
    names = classes.names
    number = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(names) * (2 * len(names) + 1), len(next(iter(kept.values())))), np.int8)
    for trait, row in kept.items():
        name, colon, other = trait.partition(":")
        if colon:
            near, follow = other.startswith(":"), other.lstrip(":")
            place = [number[follow]] if follow else []
            at = rows(len(names), [number[name]], [] if near else place, place if near else [])[-1]
            table[at] = row
    return {"classes": np.array(names), "about": table}


if __name__ == "__main__":
    learn(examples())
