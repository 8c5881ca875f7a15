"""What the process does against being copied: no core dump, no reading of its memory by others of the account."""

import ctypes
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def harden() -> None:
    """Forbid core dumps; on Linux also debuggers and /proc/PID/mem to all but root. Call once, at the start.

    Python cannot wipe memory: short lives, no swap and no dumps are what there is.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not made for Windows, where people may try the sandbox

    # Where the keeper has done it already, the call itself may be forbidden.
    if resource.getrlimit(resource.RLIMIT_CORE) != (0, 0):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
