"""Teaches the network of bot/hearing/order.py; benchmarks/learn.py calls it.

Two gated recurrent units in JAX, trained with Adam: fixed seed, rate rising for some hundred steps and falling to the
end. What is dropped by chance (marks of words, words, units) and what is said beside a message (benchmarks/beside.py)
keep it from learning messages by heart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from benchmarks.beside import Example, Varied
from benchmarks.slips import slipped
from bot.hearing.classes import Classes
from bot.hearing.letters import Letters
from bot.hearing.order import BUCKETS, marks, shortened
from bot.hearing.spelling import sound
from bot.hearing.text import BREAK, Text

EPOCHS, _BATCH, _RATE, _RISING = 12, 128, 2e-3, 300  # _RISING: steps
_WIDE, _UNITS = 64, 64  # numbers of a word; units of each direction
_MARKS, _ENTERING, _HELD = 0.2, 0.2, 0.4  # parts that are dropped
_SMOOTH, _RARE = 0.05, 0.3  # of the labels; how much more an example of a rare kind weighs
_LONG = (8, 16, 24, 32, 48)  # words of a batch: few shapes, for each is compiled; some more than are read later
_MANY = (512, 1024, 2048, 4096, 8192)  # different words of a batch
_SLIPS, _LETTERS = 8, "abdefghijklmnoprstuvwyz"  # that one word may have; sounds of letters
_SEED = 3

Params = dict[str, Any]


class Texts(NamedTuple):
    """Texts side by side: which word stands where, where one does, and what each text means."""

    words: Any
    there: Any
    kinds: Any


@dataclass(frozen=True)
class Batch:
    """Texts, and the marks of their words as a matrix."""

    texts: Texts
    marked: csr_matrix
    buckets: NDArray[np.intp]


class Book:
    """Numbers of words and their marks, as they are met."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._slips: dict[int, list[int]] = {}
        self.marks: list[NDArray[np.intp]] = []

    def number(self, word: str) -> int:
        """Give the number of a word."""
        if word not in self._numbers:
            self._numbers[word] = len(self.marks)
            self._words.append(word)
            self.marks.append(marks(Letters.of([word]), [self._classes.of(word)])[0])
        return self._numbers[word]

    def slip(self, number: int, chance: np.random.Generator) -> int:
        """Give the number of a word with a slip: one of a few, so that they do not grow without end."""
        slips = self._slips.setdefault(number, [])
        if len(slips) < _SLIPS:
            slips.append(self.number(slipped(self._words[number], _LETTERS, chance)))
            return slips[-1]
        return slips[int(chance.integers(len(slips)))]

    def text(self, text: str) -> list[int]:
        """Give the words of a text, with breaks, by number."""
        heard = Text.of(sound(text), self._classes)
        return [self.number(heard.distinct[at]) for at in heard.said(heard.whole) or [0]]


class Table:
    """The vectors of marks, learnt by Adam; only the rows that were met move."""

    def __init__(self, chance: np.random.Generator) -> None:
        self.rows = (chance.standard_normal((BUCKETS, _WIDE)) * 0.1).astype(np.float32)
        self._first, self._second = np.zeros_like(self.rows), np.zeros_like(self.rows)

    def move(self, at: NDArray[np.intp], slope: NDArray[np.float32], rate: float, step: int) -> None:
        """Make one step."""
        first = self._first[at] = 0.9 * self._first[at] + 0.1 * slope
        second = self._second[at] = 0.999 * self._second[at] + 0.001 * slope**2
        self.rows[at] -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)


def learn(known: Sequence[Example], kinds: Sequence[str], classes: Classes) -> dict[str, NDArray[Any]]:
    """Give the tables of the network for weights.npz."""
    chance = np.random.default_rng(_SEED)
    book, table = Book(classes), Table(chance)
    varied = Varied(known, [book.text(text) for _, text in known], book.number(BREAK), book.slip)
    meant = np.array([kinds.index(kind) for kind, _ in known], np.int32)
    params, weight = _begin(chance, len(kinds)), _weights(meant, len(kinds))
    steps = EPOCHS * (len(known) // _BATCH)
    rate = optax.join_schedules(
        [optax.linear_schedule(0, _RATE, _RISING), optax.linear_schedule(_RATE, _RATE / 50, steps - _RISING)], [_RISING]
    )
    optimizer = optax.chain(optax.clip_by_global_norm(2.0), optax.adamw(rate, weight_decay=1e-2))

    @jax.jit  # type: ignore[untyped-decorator,unused-ignore]  # types are there with JAX alone
    def move(params: Params, state: Any, vectors: Any, texts: Texts, chance: Any) -> Any:
        loss, (slope, back) = jax.value_and_grad(_loss, (0, 1))(params, vectors, texts, weight, chance)
        change, state = optimizer.update(slope, state, params)
        return optax.apply_updates(params, change), state, loss, back

    state, step, dice = optimizer.init(params), 0, jax.random.key(_SEED)
    for epoch in range(EPOCHS):
        lost = []
        told = varied.texts(chance)
        for rows in _shuffled([len(text) for text in told], chance):
            batch = _batch([told[row] for row in rows], meant[rows], book, chance)
            step, (dice, one) = step + 1, jax.random.split(dice)
            vectors = batch.marked @ table.rows[batch.buckets]
            params, state, loss, back = move(params, state, vectors, batch.texts, one)
            table.move(batch.buckets, batch.marked.T @ np.asarray(back), 2 * float(rate(step)), step)
            lost.append(float(loss))
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(lost):.3f}", flush=True)
    return _tables(params, table.rows)


def _begin(chance: np.random.Generator, kinds: int) -> Params:
    def drawn(*shape: int, spread: float) -> Any:
        return jnp.asarray(chance.standard_normal(shape) * spread, jnp.float32)

    return {
        "enter": drawn(2, _WIDE, 3 * _UNITS, spread=_WIDE**-0.5),
        "stay": drawn(2, _UNITS, 3 * _UNITS, spread=0.7 * _UNITS**-0.5),
        "bias": jnp.zeros((2, 3 * _UNITS)),
        "leave": drawn(4 * _UNITS, kinds, spread=(4 * _UNITS) ** -0.5),
        "start": jnp.zeros(kinds),
    }


def _weights(meant: NDArray[np.int32], kinds: int) -> Any:
    weight = (len(meant) / np.bincount(meant, minlength=kinds)) ** _RARE
    return jnp.asarray(weight / weight[meant].mean(), jnp.float32)


def _votes(params: Params, vectors: Any, texts: Texts, chance: Any) -> Any:
    """Do what `Order.scores` does, with gradients, and drop by chance."""
    first, second = jax.random.split(chance)
    size, there = _UNITS, texts.there
    entering = _dropped(vectors[texts.words] * there[..., None], _ENTERING, first)
    both = jnp.stack([entering, entering[:, ::-1]])
    fresh = jnp.einsum("ktlw,kwu->lktu", both, params["enter"]) + params["bias"][:, None]
    going = jnp.stack([there, there[:, ::-1]]).transpose(2, 0, 1)[..., None]

    def step(state: Any, one: Any) -> Any:
        new, here = one
        kept = jnp.einsum("ktu,kuv->ktv", state, params["stay"])
        gates = jax.nn.sigmoid(new[..., : 2 * size] + kept[..., : 2 * size])
        fill = jnp.tanh(new[..., 2 * size :] + gates[..., :size] * kept[..., 2 * size :])
        update = gates[..., size:]
        state = here * ((1 - update) * fill + update * state) + (1 - here) * state
        return state, state

    _, states = jax.lax.scan(step, jnp.zeros((2, len(there), size)), (fresh, going))
    greatest = jnp.where(going > 0, states, -9.0).max(0)
    mean = (states * going).sum(0) / jnp.sqrt(going.sum(0))
    held = _dropped(jnp.concatenate([*greatest, *mean], axis=1), _HELD, second)
    return held @ params["leave"] + params["start"]


def _dropped(numbers: Any, part: float, chance: Any) -> Any:
    return numbers * jax.random.bernoulli(chance, 1 - part, numbers.shape) / (1 - part)


def _loss(params: Params, vectors: Any, texts: Texts, weight: Any, chance: Any) -> Any:
    votes = _votes(params, vectors, texts, chance)
    wanted = optax.smooth_labels(jax.nn.one_hot(texts.kinds, votes.shape[1]), _SMOOTH)
    return (weight[texts.kinds] * optax.softmax_cross_entropy(votes, wanted)).mean()


def _shuffled(sizes: Sequence[int], chance: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """Rows of each batch; texts of like length go together."""
    order = chance.permutation(len(sizes))
    near = np.minimum(np.array(sizes)[order], _LONG[-1]) // 8 + 3 * chance.random(len(order))
    order = order[np.argsort(near, kind="stable")]
    batches = [order[at : at + _BATCH] for at in range(0, len(order) - _BATCH + 1, _BATCH)]
    yield from (batches[at] for at in chance.permutation(len(batches)))


def _batch(texts: Sequence[Sequence[int]], kinds: NDArray[np.int32], book: Book, chance: np.random.Generator) -> Batch:
    texts = [shortened(text, _LONG[-1]) for text in texts]
    size = next(long for long in _LONG if long >= max(map(len, texts)))
    words, there = np.zeros((len(texts), size), np.int32), np.zeros((len(texts), size), np.float32)
    for at, text in enumerate(texts):
        words[at, : len(text)], there[at, : len(text)] = text, 1
    met, places = np.unique(words, return_inverse=True)
    marked = [book.marks[number] for number in met]
    flat, owner = np.concatenate(marked), np.repeat(np.arange(len(met)), [len(one) for one in marked])
    kept = chance.random(len(flat)) > _MARKS
    kept[np.cumsum([len(one) for one in marked]) - 1] |= np.bincount(owner, kept, len(met)) == 0
    flat, owner = flat[kept], owner[kept]
    share = 1 / np.sqrt(np.bincount(owner, minlength=len(met)), dtype=np.float32)
    buckets, column = np.unique(flat, return_inverse=True)
    height = next(many for many in _MANY if many >= len(met))
    matrix = csr_matrix((share[owner], (owner, column)), shape=(height, len(buckets)))
    return Batch(Texts(places.reshape(words.shape).astype(np.int32), there, kinds), matrix, buckets)


def _tables(params: Params, rows: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
    """The vectors of marks as small numbers: each column by its own step."""
    step = np.abs(rows).max(axis=0) / 127
    held = {f"order_{name}": np.asarray(numbers, np.float16) for name, numbers in params.items()}
    small = np.rint(rows / step).astype(np.int8)
    return held | {"order_marks": small, "order_step": step.astype(np.float32)}
