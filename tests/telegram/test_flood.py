"""A flood from many chats, and a calm person who is answered all the same."""

import asyncio

import pytest

from tests.support.flood import Outcome, Telegram, flood
from tests.support.process import senim
from tests.telegram.running import SECRET, TOKEN, hooked

pytestmark = pytest.mark.timed  # it counts seconds

MIB = 2**20
LAST_SWEEP = 20.0


async def flooded(*, rate: int, chats: int, seconds: float) -> Outcome:
    settings = hooked() | {"BOT_TOKEN": TOKEN}
    async with Telegram() as telegram, senim("run", env=settings | {"TELEGRAM_API_BASE": telegram.url}) as bot:
        outcome = await flood(
            telegram, settings["WEBHOOK_URL"], SECRET, bot.process.pid, rate=rate, chats=chats, seconds=seconds
        )
        await asyncio.sleep(0.5)
        code, errors = await bot.stop(LAST_SWEEP + 20)  # it cleans a thousand chats, as far as it gets
    assert code == 0, errors
    assert "failed" not in errors
    return outcome


def stands(outcome: Outcome) -> None:
    assert outcome.quantile(0.99) <= 2, outcome
    assert (outcome.lost, outcome.wrong) == (0, []), outcome
    assert outcome.grown <= 50 * MIB, outcome


async def test_a_calm_person_is_answered_within_two_seconds_while_many_flood() -> None:
    outcome = await flooded(rate=150, chats=300, seconds=4)
    assert outcome.sent > 500
    stands(outcome)


@pytest.mark.soak
@pytest.mark.parametrize("chats", [1000, 10], ids=["from-1000-chats", "from-10-chats"])
async def test_200_updates_a_second_for_a_minute(chats: int) -> None:
    outcome = await flooded(rate=200, chats=chats, seconds=60)
    print(f"\nflood from {chats} chats: {outcome}")  # noqa: T201 - the figure for docs/measurements.md
    assert outcome.sent > 11_900
    stands(outcome)
