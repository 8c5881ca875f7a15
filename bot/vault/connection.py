"""The way to Redis: quick to give up, because nobody who needs help should wait for it."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.connection import parse_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as AwayError

PATIENCE = 0.3
_CONNECTIONS = 32
_FROM_URL = {
    *("connection_class", "host", "port", "path", "db", "username", "password"),
    *("ssl_ca_certs", "ssl_ca_path", "ssl_certfile", "ssl_keyfile"),
}


class _Pool(BlockingConnectionPool):
    """Gives connections only while they are allowed. So nothing that uses Redis has to ask first, or can forget to."""

    def __init__(self, allowed: Callable[[], bool], **options: Any) -> None:
        super().__init__(**options)
        self._allowed = allowed

    async def get_connection(self, *unused: Any, **deprecated: Any) -> Any:
        if not self._allowed():
            raise AwayError("closed")
        return await super().get_connection(*unused, **deprecated)  # type: ignore[no-untyped-call]


def _always() -> bool:
    return True


def connect(url: str, allowed: Callable[[], bool] = _always) -> Redis:
    """Make a client for redis://, rediss:// or unix://; ValueError otherwise. It connects when first used.

    While it is not `allowed`, the client behaves as if Redis were away. The URL gives address, credentials and
    certificates; patience and checks are set here and nowhere else.
    """
    options = parts(url)
    if not options.keys() <= _FROM_URL:
        raise ValueError("The Redis URL has an unknown option after '?': leave only db and ssl_* file names.")
    if url.startswith("rediss://"):
        options |= {"ssl_cert_reqs": "required", "ssl_check_hostname": True}
    options |= {
        "socket_timeout": PATIENCE,
        "socket_connect_timeout": PATIENCE,
        "retry": Retry(NoBackoff(), 0),
        "retry_on_timeout": False,
        "health_check_interval": 0,
        "decode_responses": False,
        # No greeting: HELLO, CLIENT SETINFO and the like need rights the bot's account should not have.
        "protocol": 2,
        "client_name": None,
        "driver_info": None,
        # Waiting a moment for a free connection is not a failure; an endless pool would be.
        "max_connections": _CONNECTIONS,
        "timeout": PATIENCE,
    }
    return Redis.from_pool(_Pool(allowed, **options))


def parts(url: str) -> dict[str, Any]:
    """What a URL says: host, port, path, username and the like. ValueError for what is no URL of a Redis."""
    return dict(parse_url(url))


def is_private(url: str) -> bool:
    """Whether nobody on the way can listen: a socket, this machine, or TLS, which is always verified here."""
    if url.startswith(("unix://", "rediss://")):
        return True
    host = parts(url).get("host", "localhost")
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
