"""What was learnt from examples by benchmarks/learn.py and benchmarks/questions.py, as tables of numbers."""

import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.hearing.kind import Kind
from bot.issue import BrokenError, Issue

WEIGHTS: Final = Path(__file__).parent / "weights.npz"

OF_ORDER: Final = ("marks", "step", "enter", "stay", "bias", "leave", "start")
OF_VOTES: Final = ("start", "keys", "weights", "classes", "about")
NAMES: Final = (
    *("kinds", "learnt_from", "phrases", "phrases_meant", *OF_VOTES),
    *(f"order_{name}" for name in OF_ORDER),
)

Numbers = NDArray[np.float32]
Tables = Mapping[str, NDArray[Any]]


def load(path: Path = WEIGHTS, names: Sequence[str] = NAMES, named: Callable[[str], object] = Kind) -> Tables:
    """Read every table; the first names their columns. Raises `BrokenError` (H105) when one cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as file:
            tables = {name: file[name] for name in names}
        for name, _ in zip(tables[names[0]], tables["start"], strict=True):
            named(str(name))
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error):
        text = "выученного нет, или оно не читается. Выполните: make learn."
        raise BrokenError((Issue("H105", path.name, "", text),)) from None
    return MappingProxyType(tables)
