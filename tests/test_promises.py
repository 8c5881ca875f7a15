"""The promises of docs/threats.md, one test for each: the same words, in the same order, each in its shortest form."""

import inspect
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.centres.directory import load as load_directory
from bot.centres.words import AddressLevel, Report
from bot.issue import BrokenError
from bot.live import Live
from bot.log import Event
from bot.registry.model import Callback, Refused
from bot.registry.words import Outcome
from bot.sandbox import Drop, Garbage, Hang, Sandbox, Status, TooMany
from bot.script.facts import Language
from bot.settings import SettingsError, read
from bot.talk.step import Reported
from bot.telegram.hook import Hook
from bot.telegram.sieve import sift
from bot.telegram.webhook import HEADER
from bot.vault.embedded import EmbeddedRedis, find_server
from bot.whole import Served
from bot.words.drawings import drawings
from bot.words.markup import plain
from bot.words.rules import read_rules
from tests.deploy.test_hardening import HARDENED
from tests.end_to_end.lives import life
from tests.live.house import NUMBER, House, approve_number, damage, numbered, own_entry, two_people
from tests.support.canaries import Canaries
from tests.support.hostile import NASTY_TEXTS
from tests.support.person import Person
from tests.support.process import ROOT, senim
from tests.support.remains import files, monitor, pages, process, store
from tests.support.talks import drill, only_the_line, opens, seen, talks
from tests.support.worlds import NOW, Walker, whole
from tests.telegram.running import SECRET, TOKEN, free_port, hooked, running, stage
from tests.telegram.simulated import AWAY, simulated
from tests.telegram.test_duplicates import again, comes
from tests.telegram.test_metrics import ALLOWED, STATES, asks
from tests.telegram.test_metrics import read as read_figures
from tests.test_project import wanted
from tests.vault.chest import TurnedChest
from tests.vault.servers import ORDERLY
from tests.vault.servers import running as redis_server
from tests.vault.test_secrecy import NOON, Copy, loot_opens, thief

pytestmark = pytest.mark.timed  # it counts seconds

STORY = "меня зовут Канарейкина, он бьёт меня 4471"
WALK = ("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться", "Павлодарская")


async def test_the_numbers_come_first() -> None:
    async with running() as bot:
        for language in ("ru", "kk", "en"):
            async with bot.person(language) as person:
                await person.says("/start")
                await person.waits_for("102")
                assert [number for number in ("102", "112", "111") if number not in person.screen()] == []


async def test_there_is_always_an_answer() -> None:
    async with running(Served(None, None), AWAY) as bot, bot.person() as person:
        began = time.monotonic()
        await opens(person)
        assert time.monotonic() - began < 1
        typed = await person.says(STORY)
        await person.waits_until(lambda: typed not in [one["message_id"] for one in person.messages()])
        assert [number for number in ("102", "112", "111") if number not in person.screen()] == []


async def test_nobody_s_trouble_delays_another_s_call_for_help() -> None:
    async with running() as bot, bot.person() as floods, bot.person() as hangs, bot.person() as calm:
        await opens(hangs)
        bot.faults.plan("editMessageText", Hang(3), times=3)
        await hangs.presses("Русский")
        for _ in range(30):
            await floods.sends("sticker")
        began = time.monotonic()
        await opens(calm)
        before = len(bot.said("sendMessage"))
        for person in (hangs, floods):
            await person.says("/start")
        await calm.waits_until(lambda: len(bot.said("sendMessage")) >= before + 2, 2)
        assert time.monotonic() - began < 2


async def test_a_close_removes_everything_on_both_sides() -> None:
    async with running() as bot, bot.person() as person:
        await opens(person, "Русский", "Обо мне")
        await person.says(STORY)
        photo = await person.sends("photo")
        await person.waits_until(lambda: photo not in [one["message_id"] for one in person.messages()])
        await person.says("/start")
        began = time.monotonic()
        await person.presses("Закрыть и стереть")
        await only_the_line(person)
        assert time.monotonic() - began < 2


async def test_a_talk_left_alone_clears_itself_whatever_breaks() -> None:
    async with EmbeddedRedis() as url, simulated(url, copies=2) as it, it.person() as person, it.person() as other:
        await talks(it, person, "Русский")
        heir = it.copies[1]  # the first one is killed here: it does nothing any more
        await it.passes(minutes=14, seconds=59)
        await heir.broom.sweep()
        await person.looks()
        assert len(person.messages()) == 2
        it.faults.plan("*", Status(502), TooMany(2), Drop(), Garbage())
        for _ in range(30):
            await it.passes(seconds=2)
            await heir.broom.sweep()
        await only_the_line(person)
        await talks(it, other, "Русский")
        assert it.redis is not None
        await it.redis.flushall()  # Redis came back empty: what this process knows is enough
        await it.passes(minutes=15, seconds=1)
        await it.bot.broom.sweep()
        await only_the_line(other)


def test_what_cannot_be_removed_is_said() -> None:
    walker = Walker().opens().presses("Русский", "Что здесь видно")
    walker.sees("Telegram видит", "Чат в списке", "увиденные уведомления останутся", "Сообщения старше двух суток")
    walker.opens(Language.KK).presses("Қазақша", "Басқаларға не көрінеді")
    walker.sees("Telegram бұл әңгімені көреді", "Тізімдегі чат", "көрініп қойған хабар қалады", "Екі тәуліктен асқан")


async def test_nothing_is_written_to_anybody_first() -> None:
    async with simulated() as it, it.person() as person:
        await talks(it, person, "Русский")
        it.calls()
        for _ in range(7 * 24):
            await it.passes(hours=1)
            await it.bot.broom.sweep()
        assert it.calls() == ["editMessageText", "deleteMessages"], "the clean-up"


async def test_a_locked_screen_tells_nothing() -> None:
    neutral = read_rules(ROOT / "locales").neutral
    for screen, language, page in drawings(whole().world, whole().words, NOW.date()):
        assert neutral.found(plain(page.text)[:60], *Language) == [], (screen, language)
    async with running() as bot, bot.person() as person:
        await opens(person, *WALK[:2])
        await person.says(STORY)
        await person.waits_for_change()
        for sent in bot.said("sendMessage"):
            assert sent["disable_notification"] is True
        for shown in (*bot.said("sendMessage"), *bot.said("editMessageText")):
            assert shown["link_preview_options"] == {"is_disabled": True}


async def test_nothing_typed_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "senim")
    async with running() as bot, monitor(bot.redis_url) as asked, bot.person() as person:
        await opens(person, "Русский")
        typed = await person.says(STORY)
        await person.waits_until(lambda: typed not in [one["message_id"] for one in person.messages()])
        told = json.dumps([call.params for call in bot.sandbox.calls], ensure_ascii=False).encode()
        places = [*await store(bot.redis_url), ("MONITOR", b"".join(asked)), ("log", caplog.text.encode())]
    assert Canaries(texts=(STORY, "Канарейкина")).hits([*places, ("calls", told)]) == []


async def test_a_shared_place_is_rounded_and_used_once() -> None:
    here = {"latitude": 49.806_123, "longitude": 73.085_987}
    shared = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "location": here}
    cut = sift({"update_id": 1, "message": shared})
    assert cut is not None
    assert cut["message"]["location"] == {"latitude": 49.8, "longitude": 73.1}
    async with running() as bot, monitor(bot.redis_url) as asked, bot.person() as person:
        await opens(person, "Русский", "Обо мне")
        point = await person.shares(here["latitude"], here["longitude"])
        await person.waits_for("Караганда")
        await person.waits_until(lambda: point not in [one["message_id"] for one in person.messages()])
        told = json.dumps([call.params for call in bot.sandbox.calls]).encode()
        places = [*await store(bot.redis_url), ("MONITOR", b"".join(asked)), ("calls", told)]
    assert Canaries(degrees=tuple(here.values())).hits(places) == []


async def test_nobody_is_asked_who_they_are() -> None:
    async with running() as bot, bot.person() as person:
        await opens(person, *WALK)
        assert "111" in person.screen()
        assert "центра" in person.screen(), "the nearest help, and nothing was typed"
        told = json.dumps([call.params for call in bot.sandbox.calls])
    for asked in ("request_contact", "request_location", "request_users", "force_reply", "web_app", "login_url"):
        assert asked not in told
    for _, _, page in drawings(whole().world, whole().words, NOW.date()):
        assert all(key.answer or key.copies for row in page.rows for key in row)


async def test_redis_holds_nothing_that_names_anybody() -> None:
    async with running() as bot, monitor(bot.redis_url) as asked, bot.person() as person:
        await opens(person, *WALK)
        await person.says(STORY)
        await person.waits_for_change()
        places = await store(bot.redis_url)  # which also asks that everything has an end
        [size] = [len(key) for key in await bot.keys() if key.startswith(b"s:")]
        found = Canaries(texts=(STORY,), numbers=(person.id,)).hits([*places, ("MONITOR", b"".join(asked))])
    assert found == []
    assert size == 2 + 4 + 16, "a letter, an epoch and what an HMAC gives"


async def test_nothing_on_the_machine_names_anybody(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "directory", tmp_path / "data" / "directory")
    token, port = tmp_path / "token", free_port()
    token.write_text(TOKEN)
    telegram = Sandbox(token=TOKEN)
    url = await telegram.start()
    env = {
        "BOT_TOKEN_FILE": str(token),
        "TELEGRAM_API_BASE": url,
        "DATA_DIR": str(tmp_path / "data"),
        "HEALTH_LISTEN": f"127.0.0.1:{port}",
        "LOG_LEVEL": "DEBUG",
    }
    async with senim("run", env=env) as bot, Person(url, name="Канарейкина", username="kanareika_zh") as person:
        await opens(person, *WALK[:3])
        await person.says(STORY)
        await person.waits_for_change()
        places = [*process(bot), *files(tmp_path / "data"), *await pages(port)]
        _, errors = await bot.stop()
    await telegram.stop()
    canaries = Canaries(texts=(STORY, "Канарейкина", "kanareika_zh", TOKEN), numbers=(person.id,))
    assert {"cmdline", "/metrics"} <= {place for place, _ in places}
    assert canaries.hits([*places, ("log", errors.encode())]) == []


async def test_after_31_hours_nobody_can_open_anything() -> None:
    chest = TurnedChest(NOON)
    copy = Copy(chest, timedelta())
    await copy.tick()
    things = list(copy.seals())
    assert [loot_opens(thief(chest, copy), one) for one in things] == [True] * 4, "a ticket, a talk, ids, the queue"
    chest.now += timedelta(hours=31)
    await copy.tick()
    assert [loot_opens(thief(chest, copy), one) for one in things] == [False] * 4


async def test_an_unsafe_redis_is_not_used(caplog: pytest.LogCaptureFixture) -> None:
    async with redis_server(find_server(), ("--save", "900", "1")) as server, server.admin() as admin:
        url = f"unix://{server.socket}"
        more = {"REDIS_AUDIT_URL": ORDERLY.audit_url(url), "REDIS_UNVERIFIED": ""}
        async with running(None, ORDERLY.bot_url(url), more) as bot, bot.person() as person:
            await opens(person, "Русский")
            await person.presses("Закрыть")
            await only_the_line(person)
        assert await admin.keys("*") == []
    assert Event.DISK.value in caplog.text


async def test_the_log_has_a_closed_vocabulary() -> None:
    telegram = Sandbox(token=TOKEN)
    url = await telegram.start()
    env = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": url, "LOG_LEVEL": "DEBUG"}
    async with senim("run", env=env, warm=True) as bot, Person(url, name="Канарейкина") as person:
        telegram.faults.plan("sendMessage", TooMany(1), Status(500))
        await person.says("/start")
        await person.waits_for("102", 8)
        telegram.faults.plan("getUpdates", Garbage(), Drop())
        await person.says(STORY)
        await person.waits_for_change(8)
        _, errors = await bot.stop()
        who = str(person.id)
    await telegram.stop()
    said = {re.sub(r"^\S+ senim: ([a-z ,]+?)( \(.*\))?$", r"\1", line) for line in errors.splitlines()}
    assert {"telegram asks to wait", "telegram does not answer"} <= said
    assert [one for one in said - set(Event) if not re.fullmatch(r"\S+ [\w.]+: \w+( at bot[\w.]+:\d+ \w+)?", one)] == []
    assert [canary for canary in ("Канарейкина", "4471", who, TOKEN) if canary in errors] == []


async def test_figures_tell_of_nobody() -> None:
    port = free_port()
    async with running(more={"HEALTH_LISTEN": f"127.0.0.1:{port}"}) as bot, bot.person() as person:
        await opens(person, *WALK)
        page = await asks(port)
        assert str(person.id).encode() not in page
    figures = read_figures(page)
    assert {name: set(values) for name, values in figures.items()} == {n: values for n, (_, values) in ALLOWED.items()}
    assert not [value for name in figures.keys() - STATES for value in figures[name].values() if value % 10]


async def test_the_bot_tells_nobody_about_anybody() -> None:
    async with running() as bot:
        stories = []
        for others in (0, 5):
            for _ in range(others):
                async with bot.person() as somebody:
                    await opens(somebody, *WALK[:3])
            async with bot.person() as stranger:
                story = []
                for label in ("/start", *WALK):
                    await (stranger.says(label) if label == "/start" else stranger.presses(label))
                    await stranger.waits_for_change()
                    story.append(seen(stranger))
            stories.append(story)
    assert stories[0] == stories[1]


async def test_no_link_is_given_and_no_preview_made() -> None:
    link = re.compile(r"https?:|www\.|\bt\.me/|<a |@\w{5}|tg:", re.IGNORECASE)
    for screen, _, page in drawings(whole().world, whole().words, NOW.date()):
        labels = [key.label + (key.copies or "") for row in page.rows for key in row]
        assert not link.search(page.text + " ".join(labels)), screen
    async with running() as bot, bot.person() as person:
        await opens(person, *WALK)
        told = [call.params for call in bot.sandbox.calls]
    assert not re.search(r'"(url|web_app|login_url|switch_inline\w*)":', json.dumps(told))


def test_a_shelter_has_no_address(tmp_path: Path) -> None:
    for service in whole().world.directory.services.values():
        if service.has_shelter != "no":
            assert not hasattr(service, "address")
            assert service.address_level is AddressLevel.PHONE_ONLY
    folder = tmp_path / "directory"
    shutil.copytree(ROOT / "directory", folder)
    file = folder / "centres" / "karaganda.toml"
    sheltered = 'has_shelter = "yes"\n'
    file.write_text(file.read_text("utf-8").replace(sheltered, f'{sheltered}address.ru = "Улица"\n', 1), "utf-8")
    with pytest.raises(BrokenError, match="D110"):
        load_directory(folder, today=NOW.date())


def test_the_emergency_numbers_cannot_be_edited(tmp_path: Path) -> None:
    for number, (old, new) in enumerate([('number = "102"', 'number = "109"'), ("sources = [", "sources_gone = [")]):
        folder = tmp_path / str(number)
        shutil.copytree(ROOT / "directory", folder)
        lines = folder / "lines.toml"
        assert old in lines.read_text("utf-8")
        lines.write_text(lines.read_text("utf-8").replace(old, new, 1), "utf-8")
        with pytest.raises(BrokenError, match=r"lines\.toml"):
            load_directory(folder, today=NOW.date())


async def test_a_button_works_in_its_chat_alone() -> None:
    async with running() as bot, bot.person() as one, bot.person() as other:
        for person in (one, other):
            await opens(person, "Русский")
        mine = one.messages()[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        changed = mine[:-1] + ("A" if mine[-1] != "A" else "E")
        for data in (mine, changed, "x", "A" * 64):
            press = await other.forges(other.messages()[-1]["message_id"], data)
            await other.waits_for_answer(press)
            await other.waits_for("Это справочник")
        await one.forges(one.messages()[-1]["message_id"], mine)
        await one.waits_for("один вопрос")


async def test_what_is_sent_is_never_shown_again() -> None:
    async with running() as bot, bot.person() as person:
        await opens(person, "Русский")
        for text in (STORY, "<b>&lt;script>", "%s%n%(x)s{0}", "\u202eтекст\u202c", "x" * 4096):
            assert text == STORY or text in NASTY_TEXTS
            typed = await person.says(text)
            await person.waits_until(lambda: typed not in [one["message_id"] for one in person.messages()])  # noqa: B023
            assert person.buttons()
            shown = [call.get("text", "") for call in (*bot.said("sendMessage"), *bot.said("editMessageText"))]
            assert not [one for one in shown if text[:12] in one]


async def test_only_telegram_gets_in() -> None:
    settings = hooked()
    with pytest.raises(SettingsError, match="easy to guess"):
        read({"BOT_TOKEN": TOKEN, **settings, "WEBHOOK_SECRET": "a" * 40})
    async with running(more=settings) as bot, ClientSession() as http:
        for headers, body, status in (
            ({}, b"{}", 401),
            ({HEADER: SECRET[:-1] + "x"}, b"{}", 401),
            ({HEADER: SECRET}, b"nonsense", 400),
            ({HEADER: SECRET}, b"{}", 200),
            ({HEADER: SECRET}, b'{"update_id": 1, "message": {"chat": []}, "hologram": [[[]]]}', 200),
        ):
            more = {"Content-Type": "application/json", **headers}
            async with http.post(settings["WEBHOOK_URL"], data=body, headers=more) as response:
                assert response.status == status, body
        assert bot.calls() == []


async def test_what_comes_twice_has_one_effect() -> None:
    async with EmbeddedRedis() as url, simulated(url, copies=3) as it, it.person() as person:
        await person.says("/start")
        came = await comes(it)
        await person.looks()
        await person.presses("Русский")
        await comes(it)
        await person.says("Экибастуз")
        came += await comes(it)
        await person.looks()
        before = person.messages()
        for copy in it.copies:  # the same one, another, and one that was started anew
            await again(copy, came[::-1])
        await person.looks()
        assert person.messages() == before


async def test_groups_are_left_without_a_word() -> None:
    async with running() as bot, bot.person() as person:
        for place in ("supergroup", "channel"):
            await person.says_elsewhere(place, "/start")
        await person.waits_until(lambda: "leaveChat" in [call.method for call in bot.sandbox.calls])
        await opens(person)
        outside = {call.method for call in bot.sandbox.calls if int(call.params.get("chat_id", 1)) < 0}
    assert outside == {"leaveChat"}


async def test_what_is_set_up_wrongly_is_told_and_people_are_answered(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("ab" * 32)
    key.chmod(0o644)
    env = {"SEAL_KEY_FILE": str(key), "DATA_DIR": str(tmp_path), "REDIS_URL": AWAY, "REDIS_AUDIT_URL": AWAY}
    async with life(env) as it:
        status, words = await it.page()
        assert status == 206
        assert {"redis away", "sealing key file not used", "directory does not load, national lines only"} <= set(words)
        await it.answers()
        told = await it.log()
    assert [line for line in told if str(key) in line and "chmod 600" in line]


def test_the_process_leaves_no_copy_of_its_memory() -> None:
    limits = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"
    words = [sys.executable, "-c", f"{HARDENED}; {limits}"]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["0", "(0, 0)"], "not dumpable, no core"


def test_what_runs_is_pinned_by_hash() -> None:
    pin = re.compile(r"^([a-z0-9-]+)(?:\[[\w,]+\])?==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", re.MULTILINE)
    for name in ("base", "embedded", "dev", "audit", "learn"):
        pins = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        assert wanted(name) <= set(pin.findall(pins))
        assert len(pin.findall(pins)) == len(re.findall(r"^[a-z]", pins, re.MULTILINE))


async def test_a_stolen_token_is_noticed(caplog: pytest.LogCaptureFixture) -> None:
    class Over(Exception):  # noqa: N818 - not a fault
        pass

    async with stage() as it:
        bot, session = it.client()
        told, minutes = list[bool](), list[float]()

        async def sleep(seconds: float) -> None:
            minutes.append(seconds)
            if len(minutes) == 1:  # a thief sets it to his own machine
                await session.call(bot, "setWebhook", {"url": "http://127.0.0.1:1/thief"})
            if len(minutes) == 2:
                raise Over

        with pytest.raises(Over):
            await Hook(bot, session, "http://127.0.0.1:1/x", SECRET, sleep).watch(told.append)
        await session.close()
    assert (minutes, told) == ([60, 60], [False])
    assert Event.HOOK_MOVED.value in caplog.text
    assert TOKEN not in caplog.text + repr(bot.session) + repr(read({"BOT_TOKEN": TOKEN}))


async def test_a_court_can_be_given_next_to_nothing() -> None:
    async with EmbeddedRedis() as url, simulated(url) as it, it.person() as person:
        await talks(it, person, "Русский", "Обо мне")
        assert await drill(it, person.id) == (True, 2, True)
        await it.passes(minutes=16)
        await it.bot.broom.sweep()
        assert await drill(it, person.id) == (False, 1, False), "the neutral line"
        for hours in (7, 24):
            await it.passes(hours=hours)
            assert await drill(it, person.id) == (False, 0, False)


async def test_a_number_of_a_centre_stands_on_two_people(tmp_path: Path) -> None:
    house, entry = House(tmp_path / "registry.sqlite"), own_entry()

    async def shown(live: Live) -> list[str]:
        await live.look()
        return [phone.number for phone in house.directory.services[entry].shown_phones]

    async with house.live() as live:
        registry = await live.registry()
        boss, worker = await two_people(registry, entry, house.now)
        first = await registry.propose(worker, entry, 1, {"phones": [numbered(NUMBER)]}, now=house.now)
        called = Callback(NUMBER, Outcome.CONFIRMED, house.now.date())
        with pytest.raises(Refused):
            await registry.approve(worker, first.id, 1, called, now=house.now)
        assert await shown(live) == []
        await registry.approve(boss, first.id, 1, called, now=house.now)
        assert await shown(live) == [NUMBER]
        other = await registry.propose(worker, entry, 2, {"phones": [numbered("+77010000002")]}, now=house.now)
        await registry.approve(boss, other.id, 2, called, now=house.now)
        house.now += timedelta(days=1, seconds=-1)
        assert await shown(live) == [NUMBER]
        house.now += timedelta(seconds=1)
        assert await shown(live) == ["+77010000002"]


async def test_whatever_breaks_in_the_registry_people_see_its_last_good_state(tmp_path: Path) -> None:
    house, entry = House(tmp_path / "registry.sqlite"), own_entry()
    async with house.live() as live:
        await approve_number(await live.registry(), entry, house.now)
        await live.look()
    damage(house.path)
    again = House(house.path)
    async with again.live() as live:
        assert [phone.number for phone in again.directory.services[entry].shown_phones] == [NUMBER]
        assert not await live.look()
        assert [phone.number for phone in again.directory.services[entry].shown_phones] == [NUMBER]


async def test_a_number_that_does_not_work_is_reported_without_a_name(tmp_path: Path) -> None:
    house, entry = House(tmp_path / "registry.sqlite"), own_entry()
    async with house.live() as live:
        await live.tell(Reported(entry, Report.NO_ANSWER))
        with sqlite3.connect(house.path) as database:
            kept = database.execute("SELECT * FROM report").fetchall()
        database.close()
    assert kept == [(entry, "no_answer", house.now.date().isoformat(), 1)]


def _titles() -> list[str]:
    part = (ROOT / "docs/threats.md").read_text("utf-8").partition("\n## Promises\n")[2].partition("\n## ")[0]
    return re.findall(r"^\d+\. \*\*(.+?)\.\*\* ", part, re.MULTILINE)


def test_each_promise_has_its_test_in_the_same_words_and_order() -> None:
    here = sys.modules[__name__]
    tests = [name for name, it in inspect.getmembers(here, inspect.isfunction) if name.startswith("test_")]
    tests.sort(key=lambda name: inspect.getsourcelines(getattr(here, name))[1])
    words = ["test_" + re.sub(r"[^a-z0-9]+", "_", title.lower()) for title in _titles()]
    assert tests[: len(words)] == words
    assert len(tests) == len(words) + 2, "and two about the papers"


def test_the_readme_promises_nothing_else() -> None:
    part = (ROOT / "README.md").read_text("utf-8").partition("\n## What it promises\n")[2].partition("\n## ")[0]
    told = re.findall(r"^\* \*\*(.+?)\.\*\*", part, re.MULTILINE)
    assert len(told) >= 8
    assert [title for title in told if title not in _titles()] == []
