"""How a talk is closed when all its messages can be removed."""

from datetime import datetime

from bot.vault.store import Sessions


async def closes(sessions: Sessions, chat: int, now: datetime) -> tuple[int, ...]:
    """Close, and let go of every message; gives their ids."""
    taken = await sessions.queue.close(chat, None, now)
    await sessions.queue.settle(taken, taken.messages, now)
    return taken.messages
