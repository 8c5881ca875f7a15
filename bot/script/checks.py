"""The checks of a script: does every walk lead on, and to a person at the other end. Codes: docs/checks.md."""

from collections.abc import Callable, Iterator, Mapping

from bot.centres.model import Line
from bot.issue import Issue
from bot.script.checks_apart import apart
from bot.script.checks_screen import at, screen_checks
from bot.script.faults import hint
from bot.script.graph import out, roots, taps, targets
from bot.script.model import Screen, Script

ROWS = tuple(f"D{number}" for number in range(1, 19))  # D19 is a constant of the program, not a screen
MOST_TAPS = 6
CONTACTS = 2
_ONE_CONTACT = {"D1", "D2"}
_EMERGENCY = {"police_102", "emergency_112", "kc_111"}
_MUTE = {"help", "centre"}  # these drawings have no room to say «voice only»; every other card says it by itself

Lines = Mapping[str, Line]
Check = Callable[[Script, Lines], Iterator[Issue]]


def check(script: Script, lines: Lines) -> list[Issue]:
    """Every issue of the script. When targets are missing, only those: the rest would be noise."""
    broken = list(_targets(script))
    return broken or [issue for one in _CHECKS for issue in one(script, lines)]


def _targets(script: Script) -> Iterator[Issue]:
    for name, screen in script.screens.items():
        yield from (_missing(script, name, to) for to in out(screen) if to not in script.screens)
    for to in roots(script):
        if to not in script.screens:
            yield _missing(script, "ways/", to)


def _missing(script: Script, screen: str, to: str) -> Issue:
    text = f"ведёт на экран «{to}», а его нет. Исправьте имя или добавьте экран.{hint(to, script.screens)}"
    return at("S101", screen, text)


def _reachable(script: Script, _: Lines) -> Iterator[Issue]:
    reached = taps(script, roots(script))
    for name in script.screens:
        if name not in reached:
            yield at("S102", name, "сюда ничто не ведёт. Добавьте путь или уберите экран.")


def _leads_on(script: Script, _: Lines) -> Iterator[Issue]:
    for name, screen in script.screens.items():
        sure = {to for choice in screen.choices if choice.when is None for to in targets(choice.to)} | {screen.to}
        if not sure - {name, None} and screen.draws != "closed":
            yield at("S103", name, "тупик: отсюда никуда не пойти. Добавьте хотя бы одну кнопку без when.")


def _copies(script: Script, lines: Lines) -> Iterator[Issue]:
    for name, screen in script.screens.items():
        if screen.copy_text == "numbers" and not any(lines[line].number for line in screen.lines if line in lines):
            yield at("S122", name, "копировать нечего: среди lines нет номера. Добавьте линию или уберите copy.")


def _walks(script: Script) -> Iterator[tuple[str, ...]]:
    """Every walk by answers from the first screen: to a result or another end, into a circle, or past the limit."""
    unfinished: list[tuple[str, ...]] = [(script.ways.first,)]
    while unfinished:
        walk = unfinished.pop()
        onward = _onward(script.screens[walk[-1]])
        if not onward or walk[-1] in walk[:-1] or len(walk) > MOST_TAPS:
            yield walk
        else:
            unfinished += [(*walk, to) for to in onward]


def _onward(screen: Screen) -> tuple[str, ...]:
    """Where the answers lead; nowhere from a result."""
    if screen.rows:
        return ()
    answered = [to for choice in screen.answers for to in targets(choice.to)]
    return tuple(dict.fromkeys([*answered, *([screen.to] if screen.to else [])]))


def _short_way(script: Script, _: Lines) -> Iterator[Issue]:
    found = dict[Issue, None]()
    for walk in _walks(script):
        name = walk[-1]
        if name in walk[:-1]:
            text = "вопросы ходят по кругу и не приводят к результату. Ведите ответы к экрану с rows."
            found[at("S104", name, text)] = None
        elif _onward(script.screens[name]):
            text = f"до результата больше {MOST_TAPS} нажатий: {' → '.join(walk)}. Уберите вопрос."
            found[at("S104", name, text)] = None
    yield from found


def _contacts(script: Script, lines: Lines) -> Iterator[Issue]:
    named = {name: screen.lines for name, screen in script.screens.items()}
    for name, some in (*named.items(), ("ways/", (script.ways.expired,))):
        for line in some:
            if line not in lines:
                yield at("S105", name, f"линии «{line}» нет в directory/lines.toml. Исправьте имя.{hint(line, lines)}")
            elif not lines[line].shown:
                yield at("S106", name, f"линию «{line}» показывать нельзя: она не проверена. Возьмите другую.")
    ends = {walk[-1] for walk in _walks(script) if not _onward(script.screens[walk[-1]])}
    for name, screen in script.screens.items():
        least = 1 if _ONE_CONTACT & set(screen.rows) else CONTACTS
        if (screen.rows or name in ends) and len(set(screen.lines)) < least:
            yield at("S107", name, f"здесь вопросы кончаются, а линий меньше {least}. Добавьте в lines.")


def _danger(script: Script, lines: Lines) -> Iterator[Issue]:
    for name in targets(script.ways.danger):
        if script.screens[name].lines[:1] != ("police_102",):
            yield at("S108", name, 'экран опасности начинается с полиции. Поставьте первой: lines = ["police_102", …].')
    if not set(script.screens[script.ways.first].lines) >= _EMERGENCY:
        yield at(
            "S108", script.ways.first, "на первом экране нужны police_102, emergency_112 и kc_111. Добавьте в lines."
        )
    for name, screen in script.screens.items():
        shown = [lines[line] for line in screen.lines if line in lines and lines[line].shown]
        if screen.draws in _MUTE and shown and all(line.voice for line in shown):
            yield at("S109", name, "все линии только для голоса. Добавьте в lines ту, куда можно написать.")


def _rows(script: Script, _: Lines) -> Iterator[Issue]:
    covered = {row: name for name, screen in script.screens.items() for row in screen.rows}
    for row, name in covered.items():
        if row not in ROWS:
            yield at("S117", name, f"строки «{row}» в таблице решений нет. Исправьте rows.")
    for row in ROWS:
        if row not in covered:
            text = "ни один экран не отвечает на эту строку таблицы решений. Впишите её в rows нужного экрана."
            yield Issue("S117", "flows", row, text)


_CHECKS: tuple[Check, ...] = (
    _reachable,
    _leads_on,
    _short_way,
    _contacts,
    _danger,
    lambda script, _: screen_checks(script),
    _rows,
    _copies,
    lambda script, _: apart(script),
)
