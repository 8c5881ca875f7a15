"""What staff type and send in several tests, and what is kept of it."""

import io
from typing import Any

from aiohttp import FormData

from bot.registry.words import ProposalState
from tests.staff.place import Answer, Browser, Place, centres

HOUSE, OFFICE = centres()
BASE = f"/centre/{HOUSE}"
WEEK = {"mode": "hours", "days0": ["MO", "TU", "WE", "TH", "FR"], "opens0": "09:00", "closes0": "18:00"}
NUMBERS = {"phone0": "8 7172 99 88 77", "owner": "centre"}
CALL = {"number": "87172998877", "outcome": "confirmed", "on": "2026-11-28"}


async def entry(place: Place, name: str = HOUSE) -> Any:
    found = await place.registry.entry(name, place.clock.now.date())
    assert found is not None
    return found


async def propose(place: Place, browser: Browser, form: dict[str, str] | None = None) -> int:
    answer = await browser.post(f"{BASE}/phones", form or NUMBERS, page=f"{BASE}/phones")
    assert answer.location.endswith("done=proposed"), answer.read
    found = await place.registry.proposals((ProposalState.OPEN,))
    return found.items[0].id


async def upload(browser: Browser, name: str, data: bytes) -> Answer:
    form = FormData({"csrf": (await browser.get("/transfer")).value("csrf")})
    form.add_field("file", io.BytesIO(data), filename=name)
    return await browser.send("/transfer", form)
