"""A staff key for tests."""

import hashlib
import hmac

from bot.registry.model import Secrecy


def _blind(text: str) -> bytes:
    return hmac.digest(b"k" * 32, text.encode(), hashlib.sha256)


SECRECY = Secrecy(_blind, lambda plain: plain[::-1], lambda sealed: sealed[::-1])
