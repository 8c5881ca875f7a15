"""Learns the weights of bot/hearing/weights.tsv from bot/hearing/examples.tsv: `make learn`.

A linear support vector machine (scikit-learn) over the traits of bot/hearing/traits.py: fixed seed, same file each
time. It needs an environment of its own, requirements/learn.txt: what runs the bot does not carry it.
"""

import base64
import csv
import hashlib
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.hearing.likeness import SCALE, WEIGHTS
from bot.hearing.spelling import sound
from bot.hearing.traits import phrases, pieces

EXAMPLES = WEIGHTS.with_name("examples.tsv")
_COST, _FEWEST = 1.5, 2  # of the machine; a trait of one example alone teaches nothing


def examples(path: Path = EXAMPLES) -> list[tuple[str, str]]:
    """Kind and text of every example."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["kind"], row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _groups(words: list[str]) -> tuple[list[str], list[str]]:
    return sorted(pieces(words)), sorted(phrases(words))


def digest() -> str:
    """What the weights remember of the examples they were learnt from."""
    return hashlib.sha256(EXAMPLES.read_bytes()).hexdigest()[:16]


def learn() -> None:
    """Write the weights anew."""
    known = examples()
    groups = [_groups(sound(text).split()) for _, text in known]
    times = Counter(trait for pair in groups for traits in pair for trait in set(traits))
    column = {trait: at for at, trait in enumerate(sorted(one for one, seen in times.items() if seen >= _FEWEST))}
    cells = [
        (row, column[trait], 1 / np.sqrt(len(traits)))
        for row, pair in enumerate(groups)
        for traits in pair
        for trait in traits
        if trait in column
    ]
    rows, columns, values = zip(*cells, strict=True)
    table = csr_matrix((values, (rows, columns)), shape=(len(known), len(column)))
    machine = LinearSVC(C=_COST, random_state=0).fit(table, [kind for kind, _ in known])
    numbers = np.clip(np.rint(machine.coef_.T * SCALE), -128, 127).astype(int) + 128
    head = "\t".join(("kinds", *machine.classes_))
    start = "\t".join(("start", *(f"{number:.4f}" for number in machine.intercept_)))
    lines = [f"{trait}\t{base64.b85encode(bytes(numbers[at].tolist())).decode()}" for trait, at in column.items()]
    WEIGHTS.write_text("\n".join((f"examples\t{digest()}", head, start, *lines)) + "\n", encoding="utf-8")
    print(f"{len(known)} examples, {len(column)} traits, largest weight {np.abs(machine.coef_).max():.1f}")


if __name__ == "__main__":
    learn()
