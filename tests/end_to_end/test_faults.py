"""Each fault is really caused, to the real process; people get an answer with a number on it (security.md E)."""

import asyncio
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientError

from bot.emergency import CARD, LAST_LINE
from bot.health import Trouble
from bot.log import Event
from bot.sandbox import Sandbox
from bot.words.checks import plain
from tests.end_to_end.lives import Life, life
from tests.support.person import Person
from tests.support.process import ROOT, Senim, born, finish, start
from tests.telegram.running import TOKEN, free_port

pytestmark = pytest.mark.timed  # it counts seconds

AWAY = {"REDIS_URL": "unix:///nowhere/redis.sock", "REDIS_UNVERIFIED": "accepted"}


async def opens(person: Person, *, within: float = 1.0) -> None:
    """/start, answered in time with the numbers."""
    began = time.monotonic()
    await person.says("/start")
    await person.waits_for("102", 5)
    assert time.monotonic() - began < within
    for number in ("112", "111"):
        assert number in person.screen()


def missing(folder: Path) -> None:
    """There is no such folder."""


def copied(folder: Path) -> Path:
    shutil.copytree(ROOT / "directory", folder / "directory")
    return folder / "directory"


def damaged(folder: Path) -> None:
    """A block of the disk is gone from one centre's file, another is cut."""
    centres = copied(folder) / "centres"
    (centres / "almaty.toml").write_bytes(b"\0\xff\xfe" * 1000)
    (centres / "abai.toml").write_bytes((centres / "abai.toml").read_bytes()[:200])


def of_a_later_form(folder: Path) -> None:
    lines = copied(folder) / "lines.toml"
    lines.write_text(lines.read_text("utf-8") + '\n[colour]\nname = "new in 2030"\n', "utf-8")


def with_another_number(folder: Path) -> None:
    """Nobody edits the emergency numbers."""
    lines = copied(folder) / "lines.toml"
    lines.write_text(lines.read_text("utf-8").replace('number = "102"', 'number = "109"'), "utf-8")


def with_unreadable_words(folder: Path) -> None:
    aliases = copied(folder) / "aliases.toml"
    aliases.write_bytes(b"\xff" + aliases.read_bytes())


@pytest.mark.parametrize("broken", [missing, damaged, of_a_later_form, with_another_number, with_unreadable_words])
async def test_a_directory_that_does_not_load_leaves_the_national_lines(
    tmp_path: Path, broken: Callable[[Path], None]
) -> None:
    broken(tmp_path)
    async with life({"DATA_DIR": str(tmp_path)}) as it, Person(it.url) as person:
        assert await it.page() == (206, ["serving", Trouble.NO_CENTRES.value])
        await opens(person)
        assert "109" not in person.screen()
        for label in ("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться", "Павлодарская"):
            await person.presses(label)
            await person.waits_for_change()
        assert "111" in person.screen()
        await person.presses("Опасно сейчас")
        await person.waits_for("112")
        told = await it.log()
    assert Event.NO_CENTRES.value in told
    assert [line for line in told if line.startswith("Найдено ошибок: ")]


async def test_an_author_who_tries_a_broken_directory_is_stopped_and_told_where(tmp_path: Path) -> None:
    with_another_number(tmp_path)
    code, errors = await finish(await born("sandbox", env={"DATA_DIR": str(tmp_path)}))
    assert code == 1
    assert "lines.toml" in errors
    assert re.search(r"^D\d{3}  ", errors, re.MULTILINE)


async def test_a_directory_that_goes_while_the_bot_runs_is_not_missed(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    async with life({"DATA_DIR": str(tmp_path)}) as it, Person(it.url) as person:
        assert await it.page() == (200, ["serving"])
        await opens(person)
        (folder / "regions.csv").write_bytes(b"\0")
        shutil.rmtree(folder / "centres")
        for label in ("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться", "Павлодарская"):
            await person.presses(label)
            await person.waits_for_change()
        assert "центра" in person.screen()
        await person.says("Экибастуз")
        await person.waits_for("Экибастуз")
        assert (await it.log())[-1] == "stopped"


async def until_it_serves(it: Life) -> None:
    """A process that cannot say that it is ready."""
    for _ in range(300):
        try:
            if (await it.page())[1][0] == "serving":
                return
        except ClientError:
            pass
        await asyncio.sleep(0.1)
    raise AssertionError("it does not serve")


async def test_with_words_directory_and_redis_gone_start_is_answered_within_a_second(tmp_path: Path) -> None:
    """A copy of the program of which half was lost."""
    for name in ("bot", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for catalogue in (tmp_path / "locales").rglob("*.mo"):
        catalogue.write_bytes(catalogue.read_bytes()[:1000])
    telegram, port = Sandbox(token=TOKEN), free_port()
    url = await telegram.start()
    env = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": url, "HEALTH_LISTEN": f"127.0.0.1:{port}", **AWAY}
    process = await start("run", env=env, folder=tmp_path)
    it = Life(Senim(process, url), url, port)
    await until_it_serves(it)
    async with Person(url) as person:
        await opens(person)
        assert plain(person.screen()) == plain(CARD)
        typed = await person.says("он меня бьёт")
        await person.waits_until(lambda: typed not in [message["message_id"] for message in person.messages()])
        await person.forges(person.messages()[-1]["message_id"], "A" * 64)
        await person.waits_for("102")
        status, words = await it.page()
        assert (status, words[:3]) == (206, ["serving", "redis away", Trouble.CARD_ONLY.value])
        assert Event.CARD_ONLY.value in await it.log()
        await person.looks()
        assert [message["text"] for message in person.messages()] == [LAST_LINE], "cleaned at the end"
    await telegram.stop()


async def test_on_a_full_disk_people_are_answered() -> None:
    """No file may grow, the log and standard output go to a device that is full: as the kernel itself says it."""
    telegram, port = Sandbox(token=TOKEN), free_port()
    url = await telegram.start()
    process = await asyncio.create_subprocess_exec(
        *("/bin/sh", "-c", 'ulimit -f 0; exec "$0" -m bot run >/dev/full 2>/dev/full', sys.executable),
        cwd=ROOT,
        env={"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": url, "HEALTH_LISTEN": f"127.0.0.1:{port}"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    it = Life(Senim(process, url), url, port)
    await until_it_serves(it)
    assert await it.page() == (206, ["serving", "redis away"]), "no folder for its socket can be made"
    async with Person(url) as person:
        await opens(person)
        await person.presses("Русский")
        await person.waits_for("О ком")
        await person.presses("Закрыть")
        await person.waits_until(lambda: [message["text"] for message in person.messages()] == [LAST_LINE])
    process.terminate()
    code, _ = await finish(process)
    assert code in {0, 120}, "120: what stood in the buffer could not be written at the end"
    await telegram.stop()
