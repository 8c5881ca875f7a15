"""One file of words that people edit as TOML, read into its model."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.issue import BrokenError, Issue

_Model = TypeVar("_Model", bound=BaseModel)


def read_table(path: Path, model: type[_Model], code: str, *, gone: str, wrong: str) -> _Model:
    """The file. Raises `BrokenError` (the code) when it is gone or no TOML, or is not what the model asks for."""
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        text = gone
    except ValidationError:
        text = wrong
    raise BrokenError((Issue(code, path.name, "", text),))
