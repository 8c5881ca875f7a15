"""The network that reads words in their order: what its weights must not change, and the formulas it follows."""

import numpy as np

from bot.hearing.letters import Letters
from bot.hearing.order import LONGEST, Order, marks
from bot.hearing.text import BREAK, Text
from bot.hearing.weights import Numbers, load


def scores(parts: list[list[str]]) -> Numbers:
    words = list(dict.fromkeys((BREAK, *(word for part in parts for word in part))))
    text = Text(words, np.array([], np.intp), [0], [()] * len(words))
    read = Order.of(load()).read(text, Letters.of(words))
    return read.scores([[words.index(word) for word in part] for part in parts])


def test_a_part_read_beside_others_is_judged_as_if_alone() -> None:
    parts = [["on", "lomaet", "dver"], ["privet"], ["a", BREAK, *["men", "korkam"] * 40], ["privet"]]
    together = scores(parts)
    assert np.allclose(together, np.concatenate([scores([part]) for part in parts]), atol=1e-4)
    assert np.allclose(np.exp(together).sum(axis=1), 1, atol=1e-4)


def test_the_order_of_words_is_heard() -> None:
    there, back = scores([["on", "ubil", "menia"], ["menia", "ubil", "on"]])
    assert not np.allclose(there, back, atol=0.01)


def test_the_network_reads_as_the_formulas_say() -> None:
    """Cho and others, 2014, word by word and number by number, from either end."""
    tables = load()
    enter, stay, bias = (tables[f"order_{name}"].astype(np.float64) for name in ("enter", "stay", "bias"))
    leave, start = (tables[f"order_{name}"].astype(np.float64) for name in ("leave", "start"))
    size = stay.shape[1]
    part = ["on", "ubil", "menia", BREAK, "a"]
    vectors = []
    for word in part:
        buckets, _ = marks(Letters.of([word]), [()])
        vectors.append(tables["order_marks"][buckets].sum(axis=0) * tables["order_step"] / len(buckets) ** 0.5)
    greatest, total = [], []
    for end, row in enumerate((vectors, vectors[::-1])):
        state, states = np.zeros(size), []
        for vector in row:
            fresh, kept = vector @ enter[end] + bias[end], state @ stay[end]
            reset, update = np.split(1 / (1 + np.exp(-(fresh + kept)[: 2 * size])), 2)
            state = (1 - update) * np.tanh(fresh[2 * size :] + reset * kept[2 * size :]) + update * state
            states.append(state)
        greatest.append(np.max(states, axis=0))
        total.append(np.sum(states, axis=0) / len(row) ** 0.5)
    votes = np.concatenate((*greatest, *total)) @ leave + start
    assert np.allclose(scores([part])[0], votes - np.log(np.exp(votes).sum()), atol=1e-3)


def test_of_a_long_part_the_first_and_the_last_words_are_read() -> None:
    ends = ["on"] * (LONGEST // 2), ["dver"] * (LONGEST // 2)
    short, long = scores([[*ends[0], *ends[1]], [*ends[0], *["privet"] * 100, *ends[1]]])
    assert np.allclose(short, long, atol=1e-5)
