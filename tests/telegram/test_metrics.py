"""Figures for monitoring: a closed list, in tens, once a minute, and nothing that tells of anybody (threat T18)."""

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot import log
from bot import metrics as metrics_of
from bot.health import Health, Phase, Trouble
from bot.log import Event
from bot.metrics import MINUTE, Fate, Metrics, Outcome
from bot.sandbox import Drop, Garbage, Hang, Status, TooMany
from tests.support.process import ROOT
from tests.telegram.running import Running, free_port, running

# What may stand on the page. A figure that is not here is not told; a label that is not here is not made.
BUCKETS = {"0.1", "0.3", "1.0", "3.0", "10.0", "+Inf"}
ALLOWED: dict[str, tuple[str, set[str]]] = {
    "senim_updates_total": ("fate", {"done", "repeated", "too fast", "gave way", "nothing in it", "failed"}),
    "senim_update_seconds_bucket": ("le", BUCKETS),
    "senim_calls_total": ("outcome", {"done", "refused", "busy", "away"}),
    "senim_call_seconds_bucket": ("le", BUCKETS),
    "senim_events_total": ("event", {event.value for event in Event}),  # told in full by the runbook
    "senim_serving": ("", {""}),
    "senim_trouble": ("trouble", {trouble.value for trouble in Trouble}),
    "senim_cpu_seconds_total": ("", {""}),
    "senim_memory_bytes": ("", {""}),
}
STATES = {"senim_serving", "senim_trouble", "senim_memory_bytes"}


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def read(page: bytes) -> dict[str, dict[str, float]]:
    """The figures of a page, as Prometheus reads them: by name, then by the value of the one label."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for family in text_string_to_metric_families(page.decode("ascii")):
        for sample in family.samples:
            assert len(sample.labels) <= 1
            [(label, value)] = sample.labels.items() or [("", "")]
            assert ALLOWED[sample.name][0] == label, sample
            found[sample.name][value] = sample.value
    return found


async def asks(port: int) -> bytes:
    async with ClientSession() as http, http.get(f"http://127.0.0.1:{port}/metrics") as response:
        assert response.status == 200
        assert response.headers["Content-Type"].startswith("text/plain; version=")
        return await response.read()


async def test_the_page_of_the_running_bot_holds_the_allowed_names_and_labels_and_only_tens() -> None:
    port = free_port()
    async with running(more={"HEALTH_LISTEN": f"127.0.0.1:{port}"}) as bot, bot.person() as one, bot.person() as other:
        for person in (one, other):
            await person.says("/start")
            await person.waits_for("102")
            for label in ("Русский", "Назад") * 5:
                await person.presses(label)
                await person.waits_for_change()
        page = await asks(port)
        theirs = [str(person.id).encode() for person in (one, other)]
    found = read(page)
    assert {name: set(values) for name, values in found.items()} == {
        name: values for name, (_, values) in ALLOWED.items()
    }
    counted = [value for name, values in found.items() if name not in STATES for value in values.values()]
    assert [value for value in counted if value % 10] == []
    assert found["senim_updates_total"]["done"] >= 20
    assert found["senim_calls_total"]["done"] >= 40
    assert found["senim_serving"][""] == 1
    assert 50 * 2**20 < found["senim_memory_bytes"][""] < 2**31
    assert found["senim_memory_bytes"][""] % 2**20 == 0
    assert [one for one in theirs if one in page] == []


def test_no_single_person_moves_a_count() -> None:
    clock = Clock()
    metrics = Metrics(Health(), clock)
    pages = []
    for _ in range(21):
        metrics.update(Fate.DONE, 0.2)
        metrics.call(Outcome.DONE, 0.2)
        metrics.event(Event.UPDATE_FAILED)
        clock.now += MINUTE
        pages.append(read(metrics.page()))
    for name, value in (
        ("senim_updates_total", "done"),
        ("senim_update_seconds_bucket", "0.3"),
        ("senim_update_seconds_bucket", "+Inf"),
        ("senim_calls_total", "done"),
        ("senim_events_total", Event.UPDATE_FAILED.value),
    ):
        assert [page[name][value] for page in pages] == [0] * 9 + [10] * 10 + [20] * 2, name
    assert pages[-1]["senim_update_seconds_bucket"]["0.1"] == 0


def test_the_page_changes_once_a_minute_however_often_it_is_asked_for() -> None:
    clock, health = Clock(), Health()
    metrics = Metrics(health, clock)
    first = metrics.page()
    for _ in range(100):
        metrics.update(Fate.DONE, 1)
    health.phase = Phase.SERVING
    health.note(Trouble.STORE_AWAY, there=True)
    clock.now += MINUTE - 0.1
    assert metrics.page() == first
    clock.now += 0.1
    found = read(metrics.page())
    assert found["senim_updates_total"]["done"] == 100
    assert found["senim_serving"][""] == found["senim_trouble"]["redis away"] == 1


@pytest.mark.parametrize("count", [lambda it, word: it.update(word, 1), lambda it, word: it.call(word, 1),
                                   lambda it, word: it.event(word)])  # fmt: skip
@pytest.mark.parametrize("word", ["Павлодар", "5190000001", "kk", "start/who"])
def test_a_word_that_is_not_on_the_list_is_not_counted(count: Callable[[Metrics, str], None], word: str) -> None:
    metrics = Metrics(Health(), Clock())
    with pytest.raises(ValueError, match="is not a valid"):
        count(metrics, word)
    assert word.encode() not in metrics.page()


async def test_calls_are_counted_by_how_they_ended(bot: Running) -> None:
    counted = list[Outcome]()
    client, session = bot.client()
    session._told = lambda outcome, seconds, _: counted.append(outcome) if seconds is not None else None
    await session.call(client, "getMe", {})
    for fault in (TooMany(1), Status(502), Drop(), Garbage(), Hang(3)):
        bot.faults.plan("getMe", fault)
        with pytest.raises(TelegramAPIError):
            await session.call(client, "getMe", {})
    with pytest.raises(TelegramBadRequest):
        await session.call(client, "sendMessage", {"chat_id": 1, "text": "x"})
    await session.close()
    assert counted == [Outcome.DONE, Outcome.BUSY, *[Outcome.AWAY] * 4, Outcome.REFUSED]


async def test_what_is_repeated_or_too_fast_is_counted_as_that() -> None:
    port = free_port()
    async with running(more={"HEALTH_LISTEN": f"127.0.0.1:{port}"}) as bot, bot.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        for _ in range(45):
            await person.sends("sticker")
        await person.waits_until(lambda: bot.sandbox.updates.pending() == 0, 15)
        found = read(await asks(port))
    assert found["senim_updates_total"]["too fast"] >= 10


def test_words_of_the_log_are_counted_whatever_is_written_down() -> None:
    heard = list[Event]()
    with log.heard(heard.append):
        log.say(Event.STORE_AWAY)
        log.say(Event.UPDATE_FAILED, ValueError("канарейка"))
    log.say(Event.STORE_BACK)
    assert heard == [Event.STORE_AWAY, Event.UPDATE_FAILED]


def test_where_the_system_does_not_tell_memory_there_is_no_such_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics_of, "_STATM", Path("/nowhere"))
    found = read(Metrics(Health(), Clock()).page())
    assert found.keys() == ALLOWED.keys() - {"senim_memory_bytes"}


def test_the_runbook_explains_every_figure() -> None:
    runbook = (ROOT / "deploy/runbook.md").read_text("utf-8")
    names = {re.sub(r"_bucket$", "", name) for name in ALLOWED}
    assert [name for name in sorted(names) if f"`{name}`" not in runbook] == []
