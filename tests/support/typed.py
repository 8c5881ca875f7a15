"""A text as it reaches the core: which buttons and which topic are called so."""

from functools import cache

from bot.talk.event import Heard, Named, Sent
from bot.words.labels import Labels
from tests.support.worlds import NOW, whole


@cache
def labels() -> Labels:
    """Of everything that ships."""
    return Labels.build(whole().words, whole().world.script)


def typed(text: str, otherwise: Sent = Sent.TYPED) -> Named:
    """What goes on of a text that hearing takes for `otherwise`."""
    called, number, topic = labels().labels(text), labels().number(text), labels().topic(text)
    return Named(NOW, called, number, Heard(NOW, otherwise), labels().begins(text), topic)
