"""What can be pressed on a screen, in both languages, and where each button leads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.book.examples import Example
from bot.book.meanings import PREDICATES
from bot.book.reading import Message
from bot.script.graph import targets
from bot.script.model import Choice, Routes, Screen, Script
from bot.words.spoken import Spoken


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: in which case, and to which screen; or words about a way that is no screen."""

    when: str = ""
    to: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its message, or the labels the directory gives; its ways; in which case it is there at all."""

    message: Message
    ways: tuple[Way, ...]
    when: str = ""
    home: bool = True  # the one place of the book where this message is kept
    count: int = 1  # how many buttons this stands for


def ways(routes: Routes) -> tuple[Way, ...]:
    """The routes in words: the first that applies is taken."""
    several = len(routes) > 1
    return tuple(
        Way(f"если {PREDICATES[route.when]}" if route.when else "иначе" if several else "", route.to)
        for route in routes
    )


def buttons(script: Script, name: str, messages: Mapping[str, Message], example: Example | None) -> Iterator[Button]:
    """All buttons of a screen, in the order people see them. The row common to all screens is `bar`."""
    screen = script.screens[name]
    if screen.copy_text == "words":
        yield from _copies(messages, f"{name}#copy", home=True)
    if screen.draws == "welcome":
        yield from _welcome(script, screen, messages)
    elif screen.to and example:
        ru, kk = example.drawn
        yield Button(Message("", (" · ".join(ru),), (" · ".join(kk),), ()), (Way("каждая", screen.to),), count=len(ru))
    for choice in screen.choices:
        yield Button(messages[f"{name}#{choice.id}"], ways(choice.to), _seen(choice))
    if screen.copy_text == "numbers":
        yield from _copies(messages, "common/numbers#copy", home=False)


def _copies(messages: Mapping[str, Message], copied: str, *, home: bool) -> Iterator[Button]:
    label = messages["common#copy" if home else "common#numbers"]
    yield Button(label, (Way(says="копирует:"),), home=False)
    yield Button(messages[copied], (Way(says="это попадёт в буфер, отправляет человек сам"),), home=home)


def _seen(choice: Choice) -> str:
    return f"видна, только если {PREDICATES[choice.when]}" if choice.when else ""


def _welcome(script: Script, screen: Screen, messages: Mapping[str, Message]) -> Iterator[Button]:
    yield Button(messages["common#danger"], (Way(to=script.ways.danger[-1].to),), home=False)  # nothing is known yet
    yield Button(messages["common#language"], (Way(to=screen.to or script.ways.menu),), home=False)
    yield Button(messages["common#close"], (Way(to=script.ways.closed),), home=False)


def bar(script: Script, messages: Mapping[str, Message]) -> Iterator[Button]:
    """The row under every screen."""
    yield Button(messages["common#back"], (Way(says="на предыдущий экран"),))
    yield Button(messages["common#language"], (Way(says="тот же экран на другом языке"),))
    yield Button(messages["common#danger"], ways(script.ways.danger))
    yield Button(messages["common#close"], (Way("всё стирается", script.ways.closed),))


def heard(script: Script, spoken: Spoken) -> Iterator[tuple[str, tuple[Way, ...]]]:
    """Where one goes who sends something instead of pressing."""
    yield "Словами: кого-то обижают прямо сейчас", ways(script.ways.heard.danger)
    yield "Словами: не хочется жить", ways(script.ways.heard.suicide)
    yield "Словами: больно от кого-то, но не сейчас", ways(script.ways.heard.violence)
    yield "Словами: пишет ребёнок или пишут о ребёнке", ways(script.ways.heard.child)
    yield "Словами: страшно от своих поступков, разговор начинается заново", ways(script.ways.heard.own_acts)
    yield "Словами: пишут ради другого человека", ways(script.ways.heard.relative)
    yield "Словами: приветствие", ways(script.ways.heard.greeting)
    yield "Словами: благодарность", ways(script.ways.heard.thanks)
    yield "Словами: брань, угрозы, расспросы о чужих, разговор начинается заново", ways(script.ways.heard.hostile)
    yield "Словами: закрыть, стереть, или тайное слово", (Way("всё стирается", script.ways.closed),)
    named = dict(reversed([*spoken.topics()]))
    for topic in script.ways.topics:
        yield f"Названо или спрошено: «{named.get(topic, topic)}»", ways(script.ways.leads(topic))
    yield "Набран другой текст", ways(script.ways.heard.typed)
    yield "Прислан снимок, голос, файл или контакт", ways(script.ways.heard.media)
    yield "Названо или отмечено на карте одно место", ways(script.ways.heard.place)
    yield "Названо имя, которое носят несколько мест", ways(script.ways.heard.choice)
    yield "Отмечена точка у границы области", ways(script.ways.heard.near)
    yield "Названо или отмечено место за границей", ways(script.ways.heard.abroad)
    yield "Прислана точка, которую не понять", ways(script.ways.heard.location)


def from_anywhere(script: Script, spoken: Spoken, messages: Mapping[str, Message]) -> Mapping[str, str]:
    """What leads to a screen from every other one, in words."""
    danger, close = (f"кнопка «{messages[key].ru[0]}»" for key in ("common#danger", "common#close"))
    sent = {way.to: what.lower() for what, routes in heard(script, spoken) for way in routes}
    return {**dict.fromkeys(targets(script.ways.danger), danger), **sent, script.ways.closed: close}
