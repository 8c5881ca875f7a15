"""Pages drawn from templates, in one of the two languages. Everything that is put in is escaped."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.script.facts import Language
from bot.words.catalogue import Words

_PAGES: Final = Path(__file__).parent / "pages"


class Paper:
    """Templates and words, ready to be drawn."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._environment = Environment(
            loader=FileSystemLoader(_PAGES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def draw(self, template: str, language: Language, values: Mapping[str, Any]) -> str:
        """One page. `values` brings `csrf`, empty where there is no session."""
        csrf = values.get("csrf", "")

        def say(key: str, **put: str) -> str:
            return self.words.say(language, key, **put)

        def count(key: str, number: int) -> str:
            return self.words.count(language, key, number)

        def signed() -> Markup:
            return Markup('<input type="hidden" name="csrf" value="{}">').format(csrf)

        page = self._environment.get_template(f"{template}.html.j2")
        return page.render(
            {
                "say": say,
                "count": count,
                "signed": signed,
                "language": language.value,
                "other": language.other.value,
                **values,
            }
        )
