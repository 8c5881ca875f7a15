"""Errors the way the Bot API words them."""


class ApiError(Exception):
    """A declined call: an HTTP status, the description a bot sees, sometimes `retry_after` (seconds)."""

    def __init__(self, status: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after


def bad(reason: str) -> ApiError:
    """Say what is wrong with the bot's request (400)."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """Say that this chat does not let the bot do that (403)."""
    return ApiError(403, f"Forbidden: {reason}")
