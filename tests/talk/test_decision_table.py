"""The decision table, row by row: which lines come first on each of its screens, and what is one tap further."""

from dataclasses import dataclass

import pytest

from bot.emergency import CARD
from bot.script.graph import targets
from bot.script.model import Screen
from tests.support.worlds import whole

SCREENS = whole().world.script.screens
POLICE, RESCUE, AMBULANCE, FAMILY = "police_102", "emergency_112", "ambulance_103", "kc_111"
WRITTEN = {"whatsapp_150", "kc_111_qr", "app_102", "law_and_order"}


@dataclass(frozen=True)
class Row:
    """What one screen of a row owes: its first lines in their order, others, and where its buttons lead."""

    row: str
    screen: str
    first: tuple[str, ...] = ()
    lines: frozenset[str] = frozenset()
    then: frozenset[str] = frozenset()


def row(name: str, screen: str, first: tuple[str, ...] = (), *, lines: str = "", then: str = "") -> Row:
    return Row(name, screen, first, frozenset(lines.split()), frozenset(then.split()))


DANGER = (POLICE, RESCUE, AMBULANCE)
URGENT = "health/neck plan/leave plan/home rights/order where/region life/now"
TABLE = (
    row("D1", "danger/self", DANGER, then="danger/silent danger/called"),
    row("D1", "heard/danger", DANGER, then="danger/silent danger/other"),
    row("D2", "danger/silent", ("app_102", "law_and_order"), then="danger/message danger/show"),
    row("D2", "danger/witness", ("app_102", "law_and_order"), then="danger/other"),
    row("D3", "danger/other", DANGER, then="danger/witness other/help"),
    row("D3", "danger/witness", ("app_102",), then="danger/other"),
    row("D4", "danger/minor", (POLICE, RESCUE, FAMILY), then="minor/silent minor/about_111"),
    row("D4", "minor/silent", (POLICE, RESCUE), lines="kc_111 whatsapp_150", then="minor/show minor/write"),
    row(
        "D5",
        "minor/help",
        ("kc_111_qr", "whatsapp_150", FAMILY),
        then="minor/home minor/school minor/online minor/friend minor/life minor/harm minor/about_111",
    ),
    row("D6", "self/urgent", (FAMILY,), lines="whatsapp_150", then=URGENT),
    row("D7", "self/urgent", (FAMILY,), lines="whatsapp_150", then=f"danger/self {URGENT}"),
    row("D8", "help/list", lines="kc_111 whatsapp_150", then="where/district help/ask where/region"),
    row("D8", "help/country", lines="kc_111 whatsapp_150", then="where/region help/ask"),
    row("D8", "children/help", lines="kc_111", then="where/region"),
    row("D9", "talk/lines", lines="kc_111 whatsapp_150", then="talk/text talk/limits where/region"),
    row("D10", "rights/police", (POLICE,), then="rights/order health/injuries rights/refused rights/legal_aid"),
    row("D11", "health/now", (AMBULANCE,), then="health/hours health/keep health/neck health/injuries where/region"),
    # The words of both say «the first number or the second».
    row(
        "D12",
        "life/now",
        (AMBULANCE, RESCUE, FAMILY, "helpline_150", "whatsapp_150"),
        then="life/step life/near life/other",
    ),
    row(
        "D12",
        "minor/life",
        (AMBULANCE, RESCUE, FAMILY, "helpline_150", "whatsapp_150"),
        then="minor/help minor/step minor/other",
    ),
    row("D12", "life/other", (AMBULANCE, RESCUE, FAMILY, "helpline_150", "whatsapp_150"), then="life/ask life/now"),
    row(
        "D12",
        "minor/other",
        (AMBULANCE, RESCUE, FAMILY, "helpline_150", "whatsapp_150"),
        then="minor/friend minor/life",
    ),
    row("D13", "own/stop", lines="helpline_150 whatsapp_150 police_102", then="danger/own own/change own/pause"),
    row("D14", "other/urgent", lines="kc_111 whatsapp_150", then="danger/other other/words other/pass_on where/region"),
    row("D14", "other/help", lines="kc_111 whatsapp_150", then="other/words other/pass_on where/region"),
    row("D15", "papers/taken", (POLICE, FAMILY), then="papers/embassy papers/marriage papers/work"),
    row("D16", "carer/help", lines="kc_111 whatsapp_150", then="where/region carer/person"),
    row("D17", "forms/first", then="forms/body forms/mind forms/money forms/intimate forms/phone self/signs"),
    row("D18", "heard/typed", (POLICE, FAMILY), then="start/who life/now"),
    row("D18", "minor/typed", ("kc_111_qr", "whatsapp_150", FAMILY), lines="police_102", then="minor/help minor/life"),
    row("D18", "heard/helpline", (FAMILY,), then="start/who where/region life/now"),
    row("D18", "own/typed", (FAMILY,), lines="helpline_150 whatsapp_150 police_102", then="own/pause life/now"),
)


@pytest.mark.parametrize("one", TABLE, ids=lambda one: f"{one.row} {one.screen}")
def test_a_screen_gives_what_its_row_promises(one: Row) -> None:
    screen = SCREENS[one.screen]
    assert one.row in screen.rows
    assert screen.lines[: len(one.first)] == one.first
    assert one.lines <= set(screen.lines)
    assert one.then <= onward(screen)


def onward(screen: Screen) -> set[str]:
    return {to for choice in screen.choices for to in targets(choice.to)}


def test_every_screen_of_a_row_is_in_the_table_and_every_row_is_there() -> None:
    shipped = {(row, name) for name, screen in SCREENS.items() for row in screen.rows}
    assert {(one.row, one.screen) for one in TABLE} == shipped
    assert {one.row for one in TABLE} == {f"D{number}" for number in range(1, 19)}
    assert all(number in CARD for number in ("102", "112", "103", "111"))  # D19 is no screen


@pytest.mark.parametrize("row", ["D2", "D5", "D6", "D7", "D8", "D9", "D12", "D13", "D14", "D16"])
def test_a_row_for_those_who_may_not_speak_has_a_line_to_write_to(row: str) -> None:
    for name, screen in SCREENS.items():
        assert row not in screen.rows or WRITTEN & set(screen.lines), name
