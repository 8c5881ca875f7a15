"""A name in both languages: neither is a translation of the other, neither may be missing."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

Text = Annotated[str, Field(min_length=1, pattern=r"^\S(.*\S)?$")]


@dataclass(frozen=True, slots=True, config=ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True))
class Name:
    """What people see, in Russian and in Kazakh."""

    ru: Text
    kk: Text

    def within(self, language: Literal["ru", "kk"]) -> str:
        """Give the name in one language."""
        return self.ru if language == "ru" else self.kk
