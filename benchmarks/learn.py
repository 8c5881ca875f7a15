"""Learns bot/hearing/weights.npz from examples and classes of words: `make learn`, some half an hour.

Two that vote: a linear support vector machine (scikit-learn) over the traits of bot/hearing/traits.py, and the network
of bot/hearing/order.py (benchmarks/order.py). Short examples are kept as they are. Fixed seeds: the same file each
time on one kind of machine. They need an environment of their own, requirements/learn.txt: what runs the bot does not
carry it.

Each example is learnt again with a greeting or an insult beside it, typed in haste, and among everyday talk
(benchmarks/beside.py).
"""

import csv
import hashlib
import math
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from benchmarks import order
from benchmarks.beside import Example, among, beside, cut
from bot.hearing.classes import TABLE, Classes
from bot.hearing.letters import Letters
from bot.hearing.likeness import SCALE
from bot.hearing.phrases import LONGEST, key
from bot.hearing.spelling import sound
from bot.hearing.text import Text
from bot.hearing.traits import SAID, Traits, about_rows
from bot.hearing.weights import WEIGHTS

EXAMPLES = WEIGHTS.with_name("examples.tsv")
_COST, _FEWEST = 0.3, 7  # of the machine; examples that a trait needs
# What an example weighs with something light beside it, among everyday talk, and a few words of an everyday one.
_BESIDE, _AMONG, _CUT = 0.15, 0.05, 0.25
_RARE = 0.3  # how much more an example of a rare kind weighs
_NONE, _ABOUT = 0xFFFFFFFF, 1 << 32  # the greatest key; behind all keys the rows of the table of classes
_FAINT = 3  # a trait whose largest weight is less says nothing (of SCALE)


def examples(path: Path = EXAMPLES) -> list[Example]:
    """Kind and text of every example."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["kind"], row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def traits(text: Text, numbers: Mapping[str, int]) -> list[NDArray[np.int64]]:
    """All traits of a text, by groups; those of classes have numbers that no key has."""
    classes = [[numbers[name] for name in names] for names in text.classes]
    found = Traits.of(text, Letters.of(text.distinct), classes, len(numbers))
    inside = np.split(found.inside, found.of_word[1:-1])
    groups = [inside[word] for word in text.row.tolist()], found.beside[:, :SAID], found.beside[:, SAID:]
    return [*(np.concatenate(group, axis=None).astype(np.int64) for group in groups), _ABOUT + found.about]


def digest() -> str:
    """What the weights remember of what they were learnt from."""
    return hashlib.sha256(EXAMPLES.read_bytes() + TABLE.read_bytes()).hexdigest()[:16]


def tabled(texts: Sequence[str], classes: Classes, first: int) -> tuple[csr_matrix, NDArray[np.int64]]:
    """A row for each text and a column for each trait that enough of the first ones have; and the traits, ascending."""
    numbers = {name: number for number, name in enumerate(classes.names)}

    def groups(text: str) -> list[NDArray[np.int64]]:
        heard = Text.of(sound(text), classes)
        return traits(heard, numbers) if len(heard.row) else []

    met, seen = np.unique(
        np.concatenate([np.unique(group) for text in texts[:first] for group in groups(text)]), return_counts=True
    )
    kept = met[seen >= _FEWEST]
    columns, values, ends = array("i"), array("f"), [0]  # a hundred million and more: too many to keep what is rare
    for text in texts:
        for group in groups(text):
            met, counts = np.unique(group, return_counts=True)
            at = np.searchsorted(kept, met)
            enough = kept[np.minimum(at, len(kept) - 1)] == met
            columns.frombytes(at[enough].astype(np.int32).tobytes())
            values.frombytes((counts[enough] / math.sqrt(len(group))).astype(np.float32).tobytes())
        ends.append(len(columns))
    cells = np.frombuffer(values, np.float32), np.frombuffer(columns, np.int32), ends
    return csr_matrix(cells, shape=(len(texts), len(kept))), kept


def learn(known: Sequence[Example], path: Path = WEIGHTS) -> None:
    """Write the weights anew."""
    classes = Classes.load()
    kinds = sorted({kind for kind, _ in known})
    print(f"{len(known)} examples; first the votes of traits", flush=True)
    tables = _votes(known, kinds, classes) | order.learn(known, kinds, classes) | phrases(known, kinds, classes)
    tables |= {"learnt_from": np.array(digest()), "kinds": np.array(kinds)}
    np.savez_compressed(path, allow_pickle=False, **tables)


def phrases(known: Sequence[Example], kinds: Sequence[str], classes: Classes) -> dict[str, NDArray[Any]]:
    """Give the short texts that are kept as they are: those of which every example says the same."""
    meant: dict[int, set[str]] = {}
    for kind, text in known:
        words = Text.of(sound(text), classes).words
        if 0 < len(words) <= LONGEST:
            meant.setdefault(int(key(words)), set()).add(kind)
    agreed = sorted((number, kinds.index(next(iter(said)))) for number, said in meant.items() if len(said) == 1)
    numbers, which = zip(*agreed, strict=True)
    return {"phrases": np.array(numbers, np.uint64), "phrases_meant": np.array(which, np.uint8)}


def _votes(known: Sequence[Example], kinds: Sequence[str], classes: Classes) -> dict[str, NDArray[Any]]:
    """Give the tables of the machine that tells kinds."""
    parts = known, [*beside(known)], [*among(known)], [*cut(known)]
    return votes([*zip(parts, (1, _BESIDE, _AMONG, _CUT), strict=True)], kinds, classes)


def votes(
    parts: Sequence[tuple[Sequence[Example], float]], kinds: Sequence[str], classes: Classes
) -> dict[str, NDArray[Any]]:
    """Give the tables of a machine that learnt from examples, each part with what one of it weighs.

    A trait counts that enough of the first part have.
    """
    taught = [example for part, _ in parts for example in part]
    table, column = tabled([text for _, text in taught], classes, len(parts[0][0]))
    many = Counter(kind for kind, _ in taught)
    rare = np.array([(len(taught) / many[kind]) ** _RARE for kind, _ in taught])
    weight = rare * np.repeat([weight for _, weight in parts], [len(part) for part, _ in parts])
    meant = [kinds.index(kind) for kind, _ in taught]
    machine = LinearSVC(C=_COST, random_state=0).fit(table, meant, sample_weight=weight)
    small = np.clip(np.rint(machine.coef_.T * SCALE), -128, 127).astype(np.int8)
    loud = np.abs(small).max(axis=1) >= _FAINT
    print(f"{loud.sum()} of {len(column)} traits, largest weight {np.abs(machine.coef_).max():.1f}", flush=True)
    column, small = column[loud], small[loud]
    keys, about = column[column < _NONE], np.zeros((about_rows(len(classes.names)), len(kinds)), np.int8)
    about[column[len(keys) :] - _ABOUT] = small[len(keys) :]
    return {
        "start": machine.intercept_.astype(np.float32),
        "keys": np.append(keys, _NONE).astype(np.uint32),
        "weights": np.append(small[: len(keys)], np.zeros_like(small[:1]), axis=0),
        "classes": np.array(classes.names),
        "about": about,
    }


if __name__ == "__main__":
    learn(examples())
