"""The log: words of a closed list, times to the minute, and of everything others say only who spoke."""

import gc
import logging
import re
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot import log
from bot.log import Event
from bot.settings import address

CANARY = "канарейка-kanareika-4471"
CHATTY = ("aiogram", "asyncio", "aiohttp", "py.warnings")
LINE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d) (.*)")


@pytest.fixture
def _as_it_was() -> Iterator[None]:
    """The log belongs to the whole process: what a test sets up is undone."""
    root, names = logging.getLogger(), (log.OWN, *CHATTY)
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in names}
    hooks = sys.unraisablehook, threading.excepthook
    with warnings.catch_warnings():
        yield
    logging.captureWarnings(capture=False)
    logging.raiseExceptions = True
    sys.unraisablehook, threading.excepthook = hooks
    root.handlers[:], root.level = handlers, level
    for name in names:
        logging.getLogger(name).setLevel(levels[name])


pytestmark = pytest.mark.usefixtures("_as_it_was")


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What was written since, without the times, which are to the minute."""
    out, errors = capsys.readouterr()
    assert out == ""
    found = [LINE.fullmatch(line) for line in errors.splitlines()]
    assert all(found), errors
    return [one[2] for one in found if one]


def fails() -> ValueError:
    """An error from inside our own code."""
    try:
        address(CANARY)
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize(
    ("level", "written"),
    [("DEBUG", [0, 1, 2, 3]), ("INFO", [0, 1, 2, 3]), ("WARNING", [1, 2, 3]), ("ERROR", [3])],
)
def test_a_level_says_how_much_is_written(capsys: pytest.CaptureFixture[str], level: str, written: list[int]) -> None:
    log.set_up(level)
    log.say(Event.READY)
    log.say(Event.UPDATE_FAILED)
    logging.getLogger("other").warning(CANARY)
    logging.getLogger("other").error(CANARY)
    logging.getLogger("other").debug(CANARY)
    lines = ["senim: ready", "senim: update failed, emergency card sent", "other: warning", "other: error"]
    assert told(capsys) == [lines[one] for one in written]


def test_of_an_error_its_class_and_the_last_line_of_ours_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up("INFO")
    log.say(Event.UPDATE_FAILED, fails())
    log.say(Event.CARD_FAILED, KeyError(CANARY))
    first, second = told(capsys)
    assert re.fullmatch(r"senim: update failed, emergency card sent \(ValueError at bot\.settings:\d+ address\)", first)
    assert second == "senim: emergency card could not be sent (KeyError)"


def test_the_line_told_is_the_last_of_ours_and_not_of_a_library() -> None:
    def ours() -> None:
        int(CANARY)

    namespace = {"__name__": "bot.somewhere", "int": int}
    exec(
        compile("def inner(text):\n    return int(text)\ndef outer(text, call):\n    call(text)\n", "x", "exec"),
        namespace,
    )
    theirs: dict[str, object] = {"__name__": "library"}
    exec(compile("def call(text):\n    raise KeyError(text)\n", "y", "exec"), theirs)
    with pytest.raises(KeyError) as found:
        namespace["outer"](CANARY, theirs["call"])  # type: ignore[operator]
    assert log.describe(found.value) == "KeyError at bot.somewhere:4 outer"
    with pytest.raises(ValueError, match="invalid") as again:
        namespace["outer"](CANARY, namespace["inner"])  # type: ignore[operator]
    assert log.describe(again.value) == "ValueError at bot.somewhere:2 inner"
    nameless: dict[str, object] = {}
    exec(compile("def call(text):\n    raise KeyError(text)\n", "z", "exec"), nameless)
    with pytest.raises(KeyError) as nobody:
        namespace["outer"](CANARY, nameless["call"])  # type: ignore[operator]
    assert log.describe(nobody.value) == "KeyError at bot.somewhere:4 outer"
    with pytest.raises(ValueError, match="invalid") as mine:
        ours()
    assert log.describe(mine.value) == "ValueError"


def test_of_what_others_log_who_spoke_and_which_class_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up("INFO")
    other = logging.getLogger("aiogram.event")
    other.error("Cause %s", CANARY, exc_info=fails(), stack_info=True)
    other.error("%d %s", CANARY)
    other.critical(CANARY)
    logging.getLogger("redis").info(CANARY)
    cut, *others = told(capsys)
    assert re.fullmatch(r"aiogram\.event: ValueError at bot\.settings:\d+ address", cut)
    assert others == ["aiogram.event: error", "aiogram.event: critical", "redis: info"]


def test_a_record_is_emptied() -> None:
    error = ValueError(CANARY)
    found = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "", 1, f"Cause %s {CANARY}", (CANARY,), found)
    record.exc_text = record.stack_info = CANARY
    assert log.redact(record) is True
    assert (record.msg, record.args) == ("ValueError", ())
    assert [record.exc_info, record.exc_text, record.stack_info] == [None] * 3
    ours = logging.LogRecord(log.OWN, logging.ERROR, "", 1, "%s%s", ("ready", ""), found)
    assert log.redact(ours) is True
    assert (ours.getMessage(), ours.exc_info) == ("ready", None)


@pytest.mark.parametrize("name", CHATTY)
def test_the_talkative_are_heard_when_something_is_wrong(capsys: pytest.CaptureFixture[str], name: str) -> None:
    log.set_up("DEBUG")
    logging.getLogger(name).info(CANARY)
    logging.getLogger(name).warning(CANARY)
    assert told(capsys) == [f"{name}: warning"]


def test_what_python_itself_would_write_is_cut_too(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up("INFO")

    class Broken:
        def __del__(self) -> None:
            raise ValueError(CANARY)

    Broken()
    gc.collect()
    thread = threading.Thread(target=lambda: int(CANARY), name=CANARY)
    thread.start()
    thread.join()
    log._report("destructor", None)
    assert told(capsys) == ["destructor: ValueError", "thread: ValueError", "destructor: error"]


def test_warnings_are_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up("DEBUG")
    warnings.warn(CANARY, RuntimeWarning, stacklevel=1)
    assert told(capsys) == []
    warnings.simplefilter("always")
    warnings.warn(CANARY, RuntimeWarning, stacklevel=1)
    assert told(capsys) == ["py.warnings: warning"], "also those that somebody turned on again"


def test_there_is_one_handler_whatever_was_there(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger().addHandler(logging.StreamHandler(sys.stderr))
    log.set_up("INFO")
    log.set_up("INFO")
    assert len(logging.getLogger().handlers) == 1
    assert logging.raiseExceptions is False
    log.say(Event.READY)
    assert told(capsys) == ["senim: ready"]


def test_a_log_that_cannot_be_written_is_nobody_s_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stderr", full)
        log.set_up("INFO")
        log.say(Event.READY)
        logging.getLogger().handlers.clear()
        with suppress(OSError):  # what is left in the buffer
            full.close()


@pytest.mark.parametrize("event", list(Event))
def test_good_news_is_information_and_all_else_a_warning(event: Event) -> None:
    levels = list[int]()

    class Keeps(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            levels.append(record.levelno)

    keeps = Keeps()
    log.set_up("INFO")
    logging.getLogger(log.OWN).addHandler(keeps)
    log.say(event)
    logging.getLogger(log.OWN).removeHandler(keeps)
    good = event in {Event.READY, Event.STOPPED, Event.STORE_BACK, Event.STORE_USED}
    assert levels == [logging.INFO if good else logging.WARNING]


def test_whoever_listens_hears_each_event_to_the_end_of_the_block_and_no_longer() -> None:
    log.set_up("ERROR")
    heard = list[Event]()
    with suppress(RuntimeError), log.heard(heard.append):
        log.say(Event.READY)
        log.say(Event.STORE_AWAY)
        raise RuntimeError
    log.say(Event.STORE_BACK)
    assert heard == [Event.READY, Event.STORE_AWAY]
    assert not [one for one in logging.getLogger(log.OWN).handlers if isinstance(one, log._Listener)]
