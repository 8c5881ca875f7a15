"""A stand-in for Telegram on this computer: the Bot API for the bot, a chat page for people."""

from bot.sandbox.faults import Drop, Fault, Faults, Garbage, Hang, Status, TooMany
from bot.sandbox.server import Sandbox

__all__ = ["Drop", "Fault", "Faults", "Garbage", "Hang", "Sandbox", "Status", "TooMany"]
