"""The two accounts of Redis: what the bot may do, and what an auditor may see. deploy/redis.conf says the same."""

import hashlib
import secrets
from dataclasses import dataclass, field

BOT_RIGHTS = (
    *("resetkeys", "~s:*", "~m:*", "~q:*", "~k:*", "~d:*", "resetchannels", "-@all"),
    *("+auth", "+ping", "+time", "+eval", "+mget", "+set", "+unlink", "+hset", "+hget", "+hgetall", "+hdel"),
    *("+pexpire", "+pttl", "+zadd", "+zrem", "+zscore", "+zrangebyscore"),
)
AUDIT_RIGHTS = (
    *("resetkeys", "resetchannels", "-@all"),
    *("+auth", "+ping", "+info", "+config|get", "+client|list", "+acl|whoami", "+acl|getuser", "+slowlog|len"),
)


def _password() -> str:
    return secrets.token_hex(32)


@dataclass(frozen=True, slots=True, repr=False)
class Accounts:
    """Passwords of one private server, which nobody has typed and nobody will read."""

    bot: str = field(default_factory=_password)
    audit: str = field(default_factory=_password)

    def options(self) -> tuple[str, ...]:
        """Give what the server is started with. Only hashes: other accounts can read arguments."""
        users = (("bot", self.bot, BOT_RIGHTS), ("audit", self.audit, AUDIT_RIGHTS))
        made = (("--user", name, "on", f"#{_hash(password)}", *rights) for name, password, rights in users)
        return ("--user", "default", "off", *(word for words in made for word in words))

    def bot_url(self, url: str) -> str:
        """Give the address of the bot's account on the server at `unix://PATH`."""
        return url.replace("unix://", f"unix://bot:{self.bot}@", 1)

    def audit_url(self, url: str) -> str:
        """Give the address of the auditor's account, as above."""
        return url.replace("unix://", f"unix://audit:{self.audit}@", 1)


def _hash(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()
