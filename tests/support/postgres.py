"""A PostgreSQL of Debian's package, started by the test run for itself: in a temporary folder, behind a unix socket."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ACCOUNTS = ("postgres", "nobody")  # who runs it when we are root, which PostgreSQL does not allow


def binaries() -> Path | None:
    """Where initdb and postgres lie, newest version first; None where the package is not installed."""
    found = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)]
    if on_path := shutil.which("postgres"):
        found.append(Path(on_path).parent)
    return next((folder for folder in found if (folder / "postgres").exists() and (folder / "initdb").exists()), None)


@contextmanager
def postgres() -> Iterator[str]:
    """A running server; gives the address of a folder to make databases in: `postgresql://…/{name}?host=…`."""
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("postgres")
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    data = folder / "data"
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    run_as = {"user": user.pw_name, "group": user.pw_gid, "extra_groups": []} if user else {}
    try:
        subprocess.run(
            [
                programs / "initdb",
                "-D",
                data,
                "-U",
                "senim",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
                "--no-instructions",
            ],
            check=True,
            env=env,
            cwd=folder,
            capture_output=True,
            **run_as,  # type: ignore[call-overload]
        )
        server = subprocess.Popen(
            [
                programs / "postgres",
                "-D",
                data,
                "-k",
                folder,
                "-c",
                "listen_addresses=",
                "-c",
                "fsync=off",
                "-c",
                "max_connections=60",
            ],
            env=env,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **run_as,  # type: ignore[call-overload]
        )
        try:
            _wait(programs, folder, server)
            yield f"postgresql://senim@/{{name}}?host={folder}"
        finally:
            server.send_signal(signal.SIGINT)  # at once, whoever is connected
            server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_database(address: str, name: str, template: str = "template1") -> None:
    """An empty database on a running server, or a copy of one that nobody uses."""
    programs = binaries()
    assert programs is not None
    host = address.partition("host=")[2]
    subprocess.run(
        [programs / "createdb", "-h", host, "-U", "senim", "-T", template, name], check=True, capture_output=True
    )


def _wait(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    ready = subprocess.run([programs / "pg_isready", "-h", folder, "-t", "20"], capture_output=True, check=False)
    for _ in range(200):
        if ready.returncode == 0:
            return
        assert server.poll() is None, "postgres ended at once"
        ready = subprocess.run([programs / "pg_isready", "-h", folder, "-t", "1"], capture_output=True, check=False)
    raise AssertionError("postgres did not become ready")


def _user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise AssertionError("no account to run PostgreSQL as")


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.parent.name.split(".") if part.isdigit())
