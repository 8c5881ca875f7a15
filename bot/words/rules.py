"""The rules of words that translators and psychologists edit: `locales/rules.toml`."""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.script.facts import Language
from bot.words.markup import plain
from bot.words.table import read_table

_Phrase = Annotated[str, Field(pattern=r"\S")]


class Phrases(BaseModel):
    """Beginnings of words and phrases, in each language."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    ru: list[_Phrase]
    kk: list[_Phrase]

    def found(self, text: str, *languages: Language) -> list[str]:
        """The phrases of these languages that begin somewhere in the text, whatever its case, breaks and markup."""
        read = _fold(plain(text))
        return [
            phrase
            for language in languages
            if self.any_of[language].search(read)
            for phrase in getattr(self, language.value)
            if _begins(phrase).search(read)
        ]

    @cached_property
    def any_of(self) -> Mapping[Language, re.Pattern[str]]:
        """All phrases of a language at once: a start reads thousands of texts, and most hold none."""
        return {language: _begins(*getattr(self, language.value)) for language in Language}


class Rules(BaseModel):
    """The whole file."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    banned: Phrases
    neutral: Phrases


def read_rules(root: Path) -> Rules:
    """The rules. Raises `BrokenError` (W003) when they are gone or cannot be read."""
    return read_table(
        root / "rules.toml",
        Rules,
        "W003",
        gone="правил слов нет или они не читаются как TOML. Верните файл или исправьте кавычки и скобки.",
        wrong="нужны части [banned] и [neutral], в каждой списки ru и kk без пустых строк. Исправьте файл.",
    )


def _begins(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(_fold(phrase)) for phrase in phrases)})")


def _fold(text: str) -> str:
    return " ".join(text.split()).lower().replace("ё", "е")
