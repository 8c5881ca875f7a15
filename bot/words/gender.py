"""Russian that says whether it is a man or a woman: «вы пришла», «ты не один», «я рад».

It notices the commonest forms beside a pronoun. A form that stands far from its pronoun needs a reader.
"""

import re
from typing import Final

_SMALL: Final = (
    "не|ни|уже|ещё|это|всё|бы|сюда|туда|так|там|тут|здесь|дома|сегодня|вчера|потом|очень|никому|мне|ему"
    "|ей|им|ведь|сами|никогда|давно|снова|опять"
)
_NO_VERBS: Final = "сначала|дела|тела|журнал|сигнал|материал|канал|стол|угол|пол|зал"
_STEMS: Final = "мог|смог|помог|лёг|спас|нёс|принёс|вырос|привык|погиб|замёрз"  # he, without an «л»
_ADJECTIVES: Final = (
    "сам|сама|рад|рада|должен|должна|обязан|обязана|готов|готова|уверен|уверена|виноват|виновата|прав"
    "|права|согласен|согласна|свободен|свободна|нужен|нужна|ранен|ранена|беременна"
)
_ALONE: Final = r"(?:один|одна)(?=\s*(?:[.,!?;:»]|$|с\b|со\b|дома\b|на\b|в\b))"  # not «один раз»
_GENDERED: Final = re.compile(
    rf"\b(?:я|ты|вы)\s+(?:(?:{_SMALL})\s+){{0,3}}"
    rf"(?:(?!(?:{_NO_VERBS})\b)\w+(?:л|ла|лся|лась)\b|(?:{_STEMS}|{_ADJECTIVES})\b|{_ALONE})",
    re.IGNORECASE,
)


def gendered(text: str) -> str | None:
    """The first words that fit a man or a woman only, if there are some."""
    found = _GENDERED.search(text)
    return found[0] if found else None
