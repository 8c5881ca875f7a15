"""What a model refused in a flow file, said in the words of its author."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from bot.script.model import Choice, Heard, Links, Route, Screen, Topic, Ways

_WRONG = {
    "bool_type": "здесь пишут true или false",
    "date_type": "здесь дата без кавычек: 2026-03-12",
    "model_type": "здесь пишут { … }",
    "string_pattern_mismatch": "можно только строчные латинские буквы, цифры и _",
    "string_type": "здесь слово в кавычках",
    "too_short": "список пуст",
    "tuple_type": "здесь слово в кавычках или список в [ ]",
}


_ALIKE = 0.65  # two letters swapped in a short word are still alike; two screens of one flow are not


def sentences(table: Mapping[str, Any], error: ValidationError) -> Iterator[str]:
    """One sentence a fault: where in the table, what is wrong, and a guess at the misspelled word."""
    for fault in error.errors(include_url=False):
        where = _where(table, fault["loc"])
        match fault["type"]:
            case "extra_forbidden":
                guess = hint(fault["loc"][-1], _vocabulary())
                yield f"слова «{where}» в сценарии нет. Уберите его или исправьте опечатку.{guess}"
            case "missing":
                yield f"не хватает «{where}». Допишите."
            case "literal_error":
                known = re.findall(r"'(\w+)'", fault["ctx"]["expected"])
                guess = hint(fault["input"], known)
                only = "не бывает таким" if guess else f"бывает только: {', '.join(known)}"
                yield f"«{where}» {only}. Исправьте.{guess}"
            case wrong:
                yield f"«{where}» записано неверно: {_WRONG.get(wrong, 'сверьтесь с соседними экранами')}. Исправьте."


def hint(word: object, known: Iterable[str]) -> str:
    """A guess at a misspelled word, ready to stand after a sentence; empty when nothing is near."""
    near = difflib.get_close_matches(str(word), tuple(known), 1, _ALIKE)
    return f" Может быть, «{near[0]}»?" if near else ""


def _vocabulary() -> Iterator[str]:
    for model in (Screen, Choice, Route, Ways, Heard, Topic, Links):
        yield from (field.alias or name for name, field in model.model_fields.items())


def _where(table: Any, path: tuple[int | str, ...]) -> str:
    """The way to the fault; a button is called by its id, any other item of a list by its number."""
    names = []
    for part in path:
        try:
            table = table[part]
        except (LookupError, TypeError):
            table = None
        called = table.get("id") if isinstance(part, int) and isinstance(table, Mapping) else None
        names.append(str(called or (part + 1 if isinstance(part, int) else part)))
    return " / ".join(names)
