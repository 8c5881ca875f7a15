"""The checks that need one screen and its neighbours: buttons, questions, routes, what is drawn, dates."""

from collections.abc import Iterator

from bot.issue import Issue
from bot.script.facts import FACTS
from bot.script.graph import roots, said
from bot.script.model import Routes, Screen, Script

_NEEDS_TARGET = {"welcome", "regions", "districts", "namesakes", "help"}
_WHOLE = {"welcome", "both", "help", "centre", "script", "closed"}  # drawn without the card: no lead, no dates
_UNSAID = {"unsaid", "unsure"}


def at(code: str, screen: str, text: str) -> Issue:
    """An issue of a screen, with its file."""
    flow, _, name = screen.partition("/")
    return Issue(code, f"{flow}.toml", name, text)


def screen_checks(script: Script) -> Iterator[Issue]:
    """Every issue of single screens and of the named ways."""
    for name, screen in script.screens.items():
        yield from _doubles(name, screen)
        yield from _asked(name, screen)
        for choice in screen.choices:
            yield from _routes(name, choice.to)
        yield from _drawn(script, name, screen)
        yield from _dated(name, screen)
        yield from _entered(script, name, screen)
    yield from _routes("ways/danger", script.ways.danger)
    for routes in said(script):
        yield from _routes("ways/heard", routes)
    for to in roots(script):
        if script.screens[to].draws in {"centre", "districts"}:
            yield at("S119", "ways/", f"на «{to}» отсюда нельзя: центр или область ещё не выбраны. Ведите на другой.")


def _doubles(name: str, screen: Screen) -> Iterator[Issue]:
    ids = [choice.id for choice in screen.choices]
    for written, word in ((ids, "кнопка"), (screen.lines, "линия")):
        for double in dict.fromkeys(one for one in written if written.count(one) > 1):
            yield at("S110", name, f"{word} «{double}» записана дважды. Уберите или переименуйте одну.")


def _asked(name: str, screen: Screen) -> Iterator[Issue]:
    if (screen.ask is None) != (not screen.answers):
        yield at("S111", name, "ask и answers бывают только вместе. Допишите недостающее или назовите кнопки links.")
        return
    if screen.ask is None:
        return
    known = [str(value) for value in FACTS[screen.ask]]
    given = [choice.id for choice in screen.answers]
    for wrong in (one for one in given if one not in known):
        yield at("S112", name, f"на «{screen.ask}» нельзя ответить «{wrong}». Возьмите из списка: {', '.join(known)}.")
    if screen.ask != "idle" and not _UNSAID & set(given):
        yield at("S113", name, "у вопроса нет ответа «не скажу» (unsaid или unsure). Добавьте.")


def _routes(name: str, routes: Routes) -> Iterator[Issue]:
    if routes[-1].when is not None or len({route.when for route in routes}) < len(routes):
        yield at("S114", name, "без when должен быть последний путь, и только он, а условия — разные. Исправьте to.")


def _drawn(script: Script, name: str, screen: Screen) -> Iterator[Issue]:
    if (screen.draws in _NEEDS_TARGET) != (screen.to is not None):
        yield at("S115", name, "to нужен там, где экран сам рисует кнопки, и только там. Исправьте draws или to.")
    if (screen.draws == "welcome") != (name == script.ways.first):
        yield at("S121", name, "welcome рисует первый экран (first в ways.toml), и только он. Исправьте draws.")
    if (screen.draws == "closed") != (name == script.ways.closed):
        yield at("S121", name, "closed рисует экран после стирания (closed в ways.toml), и только он. Исправьте draws.")
    if screen.lead and (screen.draws in _WHOLE or not screen.lines):
        yield at("S120", name, "lead здесь ничего не делает: нужны lines и обычная карточка. Уберите lead.")


def _dated(name: str, screen: Screen) -> Iterator[Issue]:
    if (screen.as_of is None) != (screen.expires is None):
        yield at("S116", name, "as_of и expires пишутся вместе: на какую дату верно и когда спрятать. Допишите.")
    elif screen.as_of and screen.expires and screen.as_of >= screen.expires:
        yield at("S116", name, "expires должно быть позже as_of. Исправьте дату.")
    elif screen.expires and screen.draws in _WHOLE:
        yield at("S116", name, "этот экран рисуется целиком и сам не спрячется. Вынесите текст на обычный экран.")
    elif screen.expires and not screen.lines:
        yield at("S116", name, "после срока текст скажет «спросите по телефону», а линий нет. Добавьте lines.")


def _entered(script: Script, name: str, screen: Screen) -> Iterator[Issue]:
    """An entry opens only from a list of help, and districts only once a region is chosen."""
    drawn = script.screens[screen.to].draws if screen.to else None
    if (screen.draws == "help") != (drawn == "centre"):
        yield at("S119", name, "to списка help ведёт на экран centre, и больше ничьё. Исправьте to.")
    elif drawn == "districts" and screen.draws != "regions":
        yield at("S119", name, "область ещё не выбрана, а to ведёт к её районам. Ведите сначала на regions.")
    for choice in screen.choices:
        for route in choice.to:
            there = script.screens[route.to].draws
            if there == "centre":
                yield at("S119", name, f"«{choice.id}» ведёт к центру, а он не выбран. Ведите на список help.")
            if there == "districts" and "place_is_region" not in {choice.when, route.when}:
                yield at("S119", name, f'«{choice.id}» ведёт к районам. Добавьте when = "place_is_region".')
