"""The guarantee: whatever comes, in whatever order, a person is never lost and always one press from help."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.script.facts import Language
from bot.talk.answer import Alarm, Answer, Back, Choose, Close, Open, Pick, Speak
from bot.talk.event import Asked, Event, Heard, Named, Pressed, Sent, Started
from bot.talk.step import Turn, step
from bot.talk.visit import TRAIL, Visit
from bot.words.page import draw
from tests.support.worlds import NOW, whole

SENSELESS: tuple[Answer, ...] = (
    Choose(99), Choose(-1), Pick("000000000"), Pick("551010000"), Open("nobody"), Open("astana-umit"),
    Speak(Language.KK), Alarm(Language.RU), Close(Language.KK), Back(),
)  # fmt: skip
WALKS = 10_000
LONGEST = 60


def event_of(byte: int, turn: Turn) -> Event:
    """One byte of the walk: mostly a press of a button in sight, now and then anything else."""
    match byte:
        case _ if byte < 206:
            buttons = turn.view.all_buttons
            return Pressed(NOW, buttons[byte % len(buttons)].answer) if buttons else Started(NOW, Language.KK)
        case _ if byte < 216:
            return Heard(NOW, tuple(Sent)[byte % len(Sent)], young=byte % 3 == 0)
        case _ if byte < 228:
            labels = [button.label for button in turn.view.all_buttons if isinstance(button.label, str)] or ["gone"]
            named = frozenset({(language, labels[byte % len(labels)]) for language in Language})
            return Named(NOW, named, None, Heard(NOW, tuple(Sent)[byte % len(Sent)]))
        case _ if byte < 231:
            return Named(NOW, frozenset(), byte % 3 + 1, Heard(NOW, Sent.TYPED))
        case _ if byte < 234:
            topics, at = tuple(whole().world.script.ways.topics), len(draw(whole().words, turn.view).text)
            return Asked(NOW, topics[at % len(topics)], (Sent.TYPED, Sent.VIOLENCE, Sent.SUICIDE)[byte % 3])
        case _ if byte < 240:
            return Started(NOW, tuple(Language)[byte % 2])
        case _:
            return Pressed(NOW, SENSELESS[byte % len(SENSELESS)])


@settings(max_examples=WALKS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=LONGEST))
def test_ten_thousand_random_walks_never_lose_a_person(walk: bytes) -> None:
    world = whole().world
    turn = step(world, None, Started(NOW, Language.RU))
    for byte in walk:
        event = event_of(byte, turn)
        before, turn = turn, step(world, turn.visit, event)
        assert turn.visit.screen in world.script.screens
        assert len(turn.visit.trail) <= TRAIL
        keeps_its_bar(turn)
        if isinstance(event, Pressed):
            back_returns(before.visit, turn, event.answer)
            close_wipes(turn, event.answer)
    assert draw(whole().words, turn.view).text
    alarm = step(world, turn.visit, Pressed(NOW, Alarm()))
    assert [line.number for line in alarm.view.lines][:1] == ["102"]


def keeps_its_bar(turn: Turn) -> None:
    """Back, language, danger, close: on every screen; on the first one danger, language, close in both languages."""
    kinds = [type(button.answer) for button in turn.view.bar]
    match turn.view.draws:
        case "closed":
            assert kinds == []
        case "welcome":
            assert kinds == [Alarm, Alarm, Speak, Speak, Close, Close]
        case _:
            assert kinds == [Back, Speak, Alarm, Close]


def back_returns(before: Visit, turn: Turn, answer: Answer) -> None:
    ways = whole().world.script.ways
    moved = turn.visit.screen != before.screen
    if moved and not isinstance(answer, Back | Close) and turn.visit.screen not in {ways.first, ways.menu}:
        back = step(whole().world, turn.visit, Pressed(NOW, Back())).visit
        # The card on privacy answers the menu in advance for whoever is known: then the menu lies behind.
        behind = {ways.closed: {ways.first}, ways.before: {ways.before, ways.menu}}
        assert back.screen in behind.get(before.screen, {before.screen})
        if before.screen not in {ways.first, ways.menu, ways.closed, ways.before}:
            assert back.trail == before.trail[-(TRAIL - 1) :]


def close_wipes(turn: Turn, answer: Answer) -> None:
    if isinstance(answer, Close):
        assert turn.erases
        assert turn.visit == Visit(turn.visit.language, whole().world.script.ways.closed)
