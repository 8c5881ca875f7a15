"""What the program may say about itself: words of one closed list, and nothing about anybody (threat T5).

Everything other libraries log is cut down to the logger's name and the class of the exception: their messages hold
ids, texts, whole updates and, in two cases, the token. The filter sits on the root handler, so a logger that is new
tomorrow is cut as well.
"""

import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from types import TracebackType

OWN = "senim"


class Event(StrEnum):
    """All that is ever logged by Senim itself."""

    READY = "ready"
    STOPPED = "stopped"
    UPDATE_FAILED = "update failed, emergency card sent"
    UPDATE_UNREADABLE = "update unreadable, skipped"
    UPDATE_LOST = "update failed, no card sent"
    CARD_FAILED = "emergency card could not be sent"
    CARD_INLINE = "emergency card given through the webhook"
    TELEGRAM_BUSY = "telegram asks to wait"
    TELEGRAM_AWAY = "telegram does not answer"
    ERASE_LATE = "some messages could not be erased"
    GROUP_LEFT = "group left"
    HOOK_MOVED = "webhook points elsewhere, the token may be stolen"
    DOORS_OPEN = "groups, inline or guest mode are on, switch them off in botfather"
    REGISTRY_AWAY = "the registry does not answer, serving what it said last"
    REGISTRY_BROKEN = "what the registry says does not hold, serving what it said last"
    REPORT_LOST = "a report about a number could not be kept"
    NO_CENTRES = "the directory does not load, national lines are served without centres"
    CARD_ONLY = "script or words do not load, everybody gets the emergency card"
    STORE_AWAY = "redis does not answer, serving without it"
    STORE_UNSTARTED = "the private redis does not start, serving without it"
    STORE_BACK = "redis answers again"
    READY_ALONE = "ready, redis is not used"
    STORE_USED = "redis is in order, it is used"
    DISK = "redis writes to disk, it is not used"
    EVICTION = "redis has no memory limit or drops keys when it is full, it is not used"
    OPEN_DOOR = "redis lets anybody in, it is not used"
    OPEN_WIRE = "the way to redis is neither local nor encrypted, it is not used"
    RIGHTS = "the account of the bot may do too much in redis, it is not used"
    DEBUGGING = "redis allows debugging, modules or protected settings, it is not used"
    SLOWLOG = "redis keeps slow commands, it is not used"
    REPLICA = "a replica of redis is not in order, redis is not used"
    WATCHED = "somebody watches redis with monitor, it is not used meanwhile"
    UNVERIFIED = "redis cannot be checked, it is not used"
    KEYS_FOREIGN = "the sealing key does not open the keys in redis, it is not used"
    KEY_UNUSED = "the sealing key file cannot be used, buttons end with this process"
    ACCEPTED = "redis cannot be checked, it is used because the settings say so"
    KEYS_REFUSED = "redis takes no keys, buttons end with this process"
    CLOCK_OFF = "the clock is more than ten minutes away from that of redis"
    CLOCK_WRONG = "the clock is more than ten minutes away from that of telegram"
    ZONE_OLD = "time zone data is out of date, kazakhstan is taken as five hours ahead of utc"
    CRASH_LOG = "redis would log what it holds when it crashes"
    LATENCY = "redis keeps a history of slow moments"
    ANNOUNCED = "redis announces what happens to keys"
    LOUD = "redis logs more than warnings, or data of users"
    EVICTED = "redis has dropped keys"
    OLD = "redis is older than version seven"
    STAFF_FAILED = "a page for staff failed"
    STAFF_UNTOLD = "staff could not be told"


_GOOD = {Event.READY, Event.STOPPED, Event.STORE_BACK, Event.STORE_USED}


def say(event: Event, error: BaseException | None = None) -> None:
    """Log an event; of an error only its class and our own last line, never its text."""
    cause = f" ({describe(error)})" if error else ""
    level = logging.INFO if event in _GOOD else logging.WARNING
    logging.getLogger(OWN).log(level, "%s%s", event.value, cause, extra={"event": event})


class _Listener(logging.Handler):
    """Hands on events, and writes nothing down."""

    def __init__(self, hears: Callable[[Event], object]) -> None:
        super().__init__()
        self._hears = hears

    def emit(self, record: logging.LogRecord) -> None:
        self._hears(record.__dict__["event"])


@contextmanager
def heard(hears: Callable[[Event], object]) -> Iterator[None]:
    """To the end of the block tell each event that is said, whether the level lets it be written or not."""
    listener = _Listener(hears)
    logging.getLogger(OWN).addHandler(listener)
    try:
        yield
    finally:
        logging.getLogger(OWN).removeHandler(listener)


def describe(error: BaseException) -> str:
    """Class of the error, and file and line of the last frame inside our own code."""
    return type(error).__name__ + _place(error.__traceback__)


def _place(trace: TracebackType | None) -> str:
    place = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if trace.tb_frame.f_globals.get("__name__", "").startswith("bot."):
            place = f" at {trace.tb_frame.f_globals['__name__']}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
    return place


def redact(record: logging.LogRecord) -> bool:
    """Let our own words through; of everything else only who spoke and which class of error it was."""
    if record.name != OWN:
        error = record.exc_info[1] if record.exc_info else None
        record.msg = describe(error) if error else record.levelname.lower()
        record.args = ()
    record.exc_info = record.exc_text = record.stack_info = None
    return True


def _report(where: str, error: BaseException | None) -> None:
    found = (type(error), error, error.__traceback__) if error else None
    logging.getLogger(where).error("", exc_info=found)


def set_up(level: str) -> None:
    """The only handler: standard error, times to the minute, redacted. Call once, at the start."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M"))
    handler.addFilter(redact)
    handler.setLevel(level)
    logging.basicConfig(level=max(logging.getLevelName(level), logging.INFO), handlers=[handler], force=True)
    logging.getLogger(OWN).setLevel(logging.INFO)
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    # What Python itself would write to standard error, with the text of the error.
    sys.unraisablehook = lambda failed: _report("destructor", failed.exc_value)
    threading.excepthook = lambda failed: _report("thread", failed.exc_value)
    warnings.simplefilter("ignore")
    for chatty in ("aiogram", "alembic", "asyncio", "aiohttp", "py.warnings", "sqlalchemy"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
