"""What was learnt from examples by benchmarks/learn.py, as tables of numbers."""

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.hearing.kind import Kind
from bot.issue import BrokenError, Issue

WEIGHTS: Final = Path(__file__).parent / "weights.npz"

OF_ORDER: Final = ("marks", "step", "enter", "stay", "bias", "leave", "start")
NAMES: Final = (
    *("learnt_from", "kinds", "phrases", "phrases_meant"),
    *("start", "keys", "weights", "classes", "about"),
    *(f"order_{name}" for name in OF_ORDER),
)

Numbers = NDArray[np.float32]
Tables = Mapping[str, NDArray[Any]]


def load(path: Path = WEIGHTS) -> Tables:
    """Read every table; «kinds» names their columns. Raises `BrokenError` (H105) when one cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as file:
            tables = {name: file[name] for name in NAMES}
        for kind, _ in zip(tables["kinds"], tables["start"], strict=True):
            Kind(str(kind))
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error):
        text = "выученного нет, или оно не читается. Выполните: make learn."
        raise BrokenError((Issue("H105", path.name, "", text),)) from None
    return MappingProxyType(tables)
