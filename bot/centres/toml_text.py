"""TOML as text: the little of it that the directory's files use. Same values, same bytes."""

import json
from collections.abc import Iterator, Mapping
from datetime import date


def table(values: Mapping[str, object]) -> str:
    """Write one table, nested ones as dotted keys; what is None is left out."""
    return "".join(f"{key} = {_value(value)}\n" for key, value in _flat(values, ""))


def _flat(values: Mapping[str, object], prefix: str) -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        elif value is not None:
            yield prefix + key, value


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return _list([_value(item) for item in value])
    raise TypeError(f"A directory file cannot hold a {type(value).__name__}.")


def _list(items: list[str]) -> str:
    line = f"[{', '.join(items)}]"
    if len(line) <= 80:  # noqa: PLR2004 - longer ones read better one to a line
        return line
    return "[\n" + "".join(f"  {item},\n" for item in items) + "]"
