"""The stamp of an update that is done: a blind name that says to every copy of the bot, this one was here."""

import hmac
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from bot.vault.keys import EpochKeys, int64be

# Telegram brings an update again within seconds or minutes of a crash. A stamp that lived for the day that it may take
# at the longest would let a flood fill Redis.
LIFE: Final = timedelta(minutes=10)
_BLIND = 12


def stamps(keys: Iterable[EpochKeys], update: int) -> list[bytes]:
    """Names under which the update may have been stamped, the one to write to first."""
    return [
        b"d:" + one.epoch.to_bytes(4, "big") + hmac.digest(one.done, int64be(update), "sha256")[:_BLIND] for one in keys
    ]
