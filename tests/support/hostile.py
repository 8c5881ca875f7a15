"""Updates nobody should send: every kind and field the Bot API has, filled with canaries and nonsense, from a seed.

What exists is read from aiogram's own types, so a field that comes with the next version is tried as well.
"""

import copy
import json
import random  # noqa: TID251 - a test's own chance, which a seed repeats
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Literal, Union

from aiogram.types import Update
from pydantic import BaseModel

from tests.support.canaries import Canaries

DEEPEST = 4
LARGEST = 256 * 1024
NASTY_TEXTS = (
    "", " ", "\0", "\ud800", "\udfff\ud800", "\u202eтекст\u202c", "a\r\n2026-11-20T00:00 senim: ready", "%s%n%(x)s{0}",
    "<b>&lt;script>", "Z̴̡̛͖͔a̸l̷g̵o̶", "👨‍👩‍👧‍👦" * 20, "x" * 4096, "/start", "/START@x y",
    "' OR 1=1 --", "../../etc/passwd", "\ufeff", "\u2028", "٣٤٥", "１２", "$(id)", "AQ" + "a" * 62,
)  # fmt: skip
LONG_TEXTS = ("ж" * 4097, "y" * 65_000)
NASTY_NUMBERS = (
    0, -1, 1, 2**31 - 1, 2**31, -(2**31), 2**32, 2**52 - 1, 2**52, 2**53, 2**63 - 1, 2**63, -(2**63), 2**64, 10**40,
)  # fmt: skip
NASTY_FLOATS = (0.0, -0.0, 90.0, -90.0, 180.0, -180.0, 1e308, -1e308, 5e-324, 91.0, 0.1 + 0.2)
KINDS = sorted(Update.model_fields.keys() - {"update_id"})
OURS = ("message",) * 12 + ("callback_query",) * 8 + ("my_chat_member",) * 4


class Hostile:
    """An endless row of request bodies; the same seed gives the same row."""

    def __init__(self, seed: int, canaries: Canaries, recorded: tuple[Mapping[str, Any], ...] = ()) -> None:
        self._random = random.Random(seed)
        self._canaries = canaries
        self._recorded = recorded
        self._number = 0
        self._often = 0.0  # how many of the fields that may be there are

    def bodies(self, count: int) -> Iterator[bytes]:
        """So many bodies, each a JSON object the door takes."""
        while count:
            # Halves of surrogate pairs go out as escapes, which JSON allows.
            text = json.dumps(self._update(), ensure_ascii=self._random.random() < 0.5, allow_nan=False)
            body = text.encode(errors="backslashreplace")
            if len(body) <= LARGEST:
                count -= 1
                yield body

    def _update(self) -> dict[str, Any]:
        self._number += 1
        self._often = self._random.choice((0.02, 0.1, 0.3))
        kind = self._random.choice([*KINDS, *OURS, "kind_of_2030"])
        if self._recorded and self._random.random() < 0.4:
            update = copy.deepcopy(dict(self._random.choice(self._recorded)))
        elif kind in KINDS:
            field = Update.model_fields[kind]
            update = {kind: self._value(field.annotation, 0)}
        else:
            update = {kind: self._junk(0)}
        update["update_id"] = self._number
        for _ in range(self._random.choice((0, 0, 1, 1, 2, 5))):
            self._mutate(update)
        return update

    def _object(self, model: type[BaseModel], depth: int) -> dict[str, Any]:
        made = {}
        for name, field in model.model_fields.items():
            if field.is_required() or (depth < DEEPEST and self._random.random() < self._often):
                made[field.alias or name] = self._value(field.annotation, depth + 1)
        if "chat" in made and self._random.random() < 0.8:
            made["chat"] = self._chat()
        return made

    def _chat(self) -> dict[str, Any]:
        kind = self._random.choice(("private",) * 6 + ("group", "supergroup", "channel", "sender", ""))
        number = self._random.choice(self._canaries.numbers)
        text = self._random.choice(self._canaries.texts)
        return {"id": number if kind == "private" else -number, "type": kind, "first_name": text, "username": text}

    def _value(self, kind: Any, depth: int) -> Any:
        origin = typing.get_origin(kind)
        if origin is Literal:
            return self._random.choice(typing.get_args(kind))
        if origin in {Union, types.UnionType}:
            options = [one for one in typing.get_args(kind) if one is not type(None)]
            return self._value(self._random.choice(options), depth)
        if origin is typing.Annotated:
            return self._value(typing.get_args(kind)[0], depth)
        if origin in {list, set, tuple}:
            inner = typing.get_args(kind)[0]
            return [self._value(inner, depth + 1) for _ in range(self._random.randint(0, 2))]
        if origin is dict or not isinstance(kind, type):
            return self._junk(depth)
        if issubclass(kind, BaseModel):
            return self._object(kind, depth) if depth <= DEEPEST else {}
        return self._plain(kind)

    def _plain(self, kind: type) -> Any:
        made: dict[type, Callable[[], Any]] = {
            bool: lambda: self._random.random() < 0.5,
            int: lambda: self._random.choice(self._canaries.numbers + NASTY_NUMBERS),
            float: lambda: self._random.choice(self._canaries.degrees + NASTY_FLOATS),
            str: self._text,
            datetime: lambda: self._random.choice((0, 1_790_000_000, -1, 2**31, 2**40)),
            timedelta: lambda: self._random.choice((0, 60, -1)),
        }
        if issubclass(kind, Enum):
            return self._random.choice([one.value for one in kind])
        return made.get(kind, lambda: self._junk(0))()

    def _text(self) -> str:
        long = self._random.random() < 0.01
        return self._random.choice(LONG_TEXTS if long else self._canaries.texts * 4 + NASTY_TEXTS)

    def _junk(self, depth: int) -> Any:
        texts, numbers = self._canaries.texts + NASTY_TEXTS, self._canaries.numbers + NASTY_NUMBERS
        simple: tuple[Any, ...] = (
            None,
            True,
            False,
            [],
            {},
            *texts[:12],
            *numbers,
            *NASTY_FLOATS,
            *self._canaries.degrees,
        )
        chance = self._random.random()
        if depth >= DEEPEST or chance < 0.7:
            return self._random.choice(simple)
        if chance < 0.72:
            return _deep(self._random.choice((50, 300, 800)), self._random.choice(self._canaries.texts))
        if chance < 0.86:
            return [self._junk(depth + 1) for _ in range(self._random.randint(1, 4))]
        return {self._random.choice(texts[:8]): self._junk(depth + 1) for _ in range(3)}

    def _mutate(self, update: dict[str, Any]) -> None:
        """Change one place somewhere inside."""
        node: Any = update
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                return
            key = self._random.choice(keys)
            inside = node[key]
            if isinstance(inside, dict | list) and inside and self._random.random() < 0.75:
                node = inside
                continue
            match self._random.randrange(4):
                case 0:
                    del node[key]
                case 1:
                    node[key] = [inside]
                case 2 if isinstance(node, dict):
                    node[self._random.choice(("chat", "from", "text", "location", "data", "message"))] = self._junk(2)
                case _:
                    node[key] = self._junk(1)
            return


def _deep(levels: int, text: str) -> Any:
    made: Any = text
    for _ in range(levels):
        made = [made]
    return made
