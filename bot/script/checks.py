"""The checks of a script alone: does every walk lead on, and to a person at the other end. Codes: docs/checks.md."""

import difflib
from collections.abc import Callable, Iterator, Mapping

from bot.centres.model import Line
from bot.centres.words import Channel
from bot.issue import Issue
from bot.script.facts import FACTS
from bot.script.graph import edges, out, roots, taps, targets
from bot.script.model import Routes, Screen, Script

ROWS = tuple(f"D{number}" for number in range(1, 19))  # D19 is a constant of the program, not a screen
MOST_TAPS = 6
CONTACTS = 2
_ONE_CONTACT = {"D1", "D2"}
_NEEDS_TARGET = {"welcome", "regions", "districts", "help"}
_UNSAID = {"unsaid", "unsure"}
_DIRECTORY = {"regions", "districts", "help", "centre"}

Lines = Mapping[str, Line]
Check = Callable[[Script, Lines], Iterator[Issue]]


def check(script: Script, lines: Lines) -> list[Issue]:
    """Every issue of the script. When targets are missing, only those: the rest would be noise."""
    broken = list(_targets(script))
    return broken or [issue for one in _CHECKS for issue in one(script, lines)]


def _at(code: str, screen: str, text: str) -> Issue:
    flow, _, name = screen.partition("/")
    return Issue(code, f"{flow}.toml", name, text)


def _targets(script: Script) -> Iterator[Issue]:
    for name, screen in script.screens.items():
        yield from (_missing(script, name, to) for to in out(screen) if to not in script.screens)
    for to in roots(script):
        if to not in script.screens:
            yield _missing(script, "ways/", to)


def _missing(script: Script, screen: str, to: str) -> Issue:
    near = difflib.get_close_matches(to, script.screens, 1)
    hint = f" Может быть, «{near[0]}»?" if near else ""
    return _at("S101", screen, f"ведёт на экран «{to}», а его нет.{hint}")


def _reachable(script: Script, _: Lines) -> Iterator[Issue]:
    reached = taps(script, roots(script))
    for name in script.screens:
        if name not in reached:
            yield _at("S102", name, "сюда ничто не ведёт. Добавьте путь или уберите экран.")


def _leads_on(script: Script, _: Lines) -> Iterator[Issue]:
    ways = edges(script)
    for name, screen in script.screens.items():
        if not ways[name] and screen.draws != "closed":
            yield _at("S103", name, "тупик: отсюда никуда не пойти. Добавьте хотя бы одну кнопку.")


def _short_way(script: Script, _: Lines) -> Iterator[Issue]:
    """The longest walk by answers, from the first screen to the first result on it."""

    def walk(name: str, trail: tuple[str, ...]) -> Iterator[Issue]:
        screen = script.screens[name]
        if screen.rows:
            return
        if name in trail:
            yield _at("S104", name, "вопросы ходят по кругу и не приводят к результату.")
            return
        if len(trail) >= MOST_TAPS:
            yield _at("S104", name, f"до результата больше {MOST_TAPS} нажатий: {' → '.join((*trail, name))}.")
            return
        onward = [to for choice in screen.answers for to in targets(choice.to)]
        for to in dict.fromkeys([*onward, *([screen.to] if screen.to else [])]):
            yield from walk(to, (*trail, name))

    yield from dict.fromkeys(walk(script.ways.first, ()))


def _contacts(script: Script, lines: Lines) -> Iterator[Issue]:
    for name, screen in script.screens.items():
        for line in screen.lines:
            if line not in lines:
                near = difflib.get_close_matches(line, lines, 1)
                hint = f" Может быть, «{near[0]}»?" if near else ""
                yield _at("S105", name, f"линии «{line}» нет в directory/lines.toml.{hint}")
            elif not lines[line].shown:
                yield _at("S106", name, f"линию «{line}» показывать нельзя: она не проверена. Возьмите другую.")
        if screen.rows and not any(line not in lines for line in screen.lines):
            yield from _enough(name, screen, [lines[line] for line in screen.lines])


def _enough(name: str, screen: Screen, shown: list[Line]) -> Iterator[Issue]:
    least = 1 if _ONE_CONTACT & set(screen.rows) else CONTACTS
    if len(shown) < least:
        yield _at("S107", name, f"у результата должно быть линий не меньше {least}. Добавьте в lines.")


def _danger(script: Script, lines: Lines) -> Iterator[Issue]:
    for name in targets(script.ways.danger):
        first = script.screens[name].lines[:1]
        if first != ("police_102",):
            yield _at("S108", name, 'экран опасности должен начинаться с полиции: lines = ["police_102", …].')
    emergency = {"police_102", "emergency_112", "kc_111"}
    if not emergency <= set(script.screens[script.ways.first].lines):
        yield _at("S108", script.ways.first, "на первом экране должны быть police_102, emergency_112 и kc_111.")
    for name, screen in script.screens.items():
        if screen.rows and screen.lines and not _speechless(lines, screen) and not _says_voice(lines, screen):
            yield _at("S109", name, "нет способа без голоса, и это не сказано.")


def _speechless(lines: Lines, screen: Screen) -> bool:
    return any(set(lines[line].channels) - {Channel.CALL} for line in screen.lines if line in lines)


def _says_voice(lines: Lines, screen: Screen) -> bool:
    """The page says «voice only» by itself when every line shown is a call."""
    return all(line in lines for line in screen.lines)


def _answers(script: Script, _: Lines) -> Iterator[Issue]:
    for name, screen in script.screens.items():
        seen = [choice.id for choice in screen.choices]
        for double in {one for one in seen if seen.count(one) > 1}:
            yield _at("S110", name, f"кнопка «{double}» записана дважды. Переименуйте одну.")
        if screen.answers and not screen.ask:
            yield _at("S111", name, "есть answers, но нет ask. Добавьте ask или назовите их links.")
        if screen.ask:
            yield from _asked(name, screen)


def _asked(name: str, screen: Screen) -> Iterator[Issue]:
    known = [str(value) for value in FACTS[screen.ask]] if screen.ask else []
    given = [choice.id for choice in screen.answers]
    for wrong in (one for one in given if one not in known):
        yield _at("S112", name, f"на «{screen.ask}» нельзя ответить «{wrong}». Можно: {', '.join(known)}.")
    if not _UNSAID & set(given):
        yield _at("S113", name, "у вопроса нет ответа «не скажу» (unsaid или unsure). Добавьте.")


def _routes(script: Script, _: Lines) -> Iterator[Issue]:
    ways = script.ways
    heard = ways.heard
    named = (("ways/danger", ways.danger), ("ways/heard", heard.typed), ("ways/heard", heard.media))
    scripted = ((name, c.to) for name, screen in script.screens.items() for c in screen.choices)
    for name, routes in (*named, ("ways/heard", heard.location), *scripted):
        if not _always(routes):
            yield _at("S114", name, "последний путь должен быть без when, иначе идти будет некуда.")


def _always(routes: Routes) -> bool:
    return routes[-1].when is None and all(route.when for route in routes[:-1])


def _drawn(script: Script, _: Lines) -> Iterator[Issue]:
    for name, screen in script.screens.items():
        if (screen.draws in _NEEDS_TARGET) != (screen.to is not None):
            yield _at("S115", name, "to нужен там, где экран рисует выбор, и только там.")
        if (screen.as_of is None) != (screen.expires is None):
            yield _at("S116", name, "as_of и expires пишутся вместе: на какую дату верно и когда спрятать.")
        elif screen.as_of and screen.expires and screen.as_of >= screen.expires:
            yield _at("S116", name, "expires должно быть позже as_of.")


def _rows(script: Script, _: Lines) -> Iterator[Issue]:
    covered = {row for screen in script.screens.values() for row in screen.rows}
    for row in covered.difference(ROWS):
        yield Issue("S117", "flows", row, "такой строки в таблице решений нет.")
    for row in ROWS:
        if row not in covered:
            yield Issue("S117", "flows", row, "ни один экран не отвечает на эту строку таблицы решений.")


def _apart(script: Script, _: Lines) -> Iterator[Issue]:
    """Whoever is afraid of their own acts must not be led to shelters without starting anew (row D13)."""
    ways = edges(script)
    start = [name for name, screen in script.screens.items() if "D13" in screen.rows]
    heard = script.ways.heard
    start += targets(heard.typed) + targets(heard.media) + targets(heard.location)
    start += [route.to for route in script.ways.danger if route.when == "about_own"]
    reached, queue = set(start), list(start)
    while queue:
        for to in ways[queue.pop()]:
            if to not in reached and to not in {script.ways.menu, script.ways.first}:
                reached.add(to)
                queue.append(to)
    for name in sorted(reached):
        if script.screens[name].draws in _DIRECTORY:
            yield _at("S118", name, "сюда можно прийти из ветки «боюсь своих поступков», а здесь приюты.")


_CHECKS: tuple[Check, ...] = (
    _reachable, _leads_on, _short_way, _contacts, _danger, _answers, _routes, _drawn, _rows, _apart,
)  # fmt: skip
