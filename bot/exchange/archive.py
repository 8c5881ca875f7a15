"""Zip files: refused before they are unpacked when they would unpack to too much; made the same from the same values.

Threat: a few kilobytes that unpack to gigabytes. What a file says of its own size is believed only because Python's
reader stops there; methods whose memory a file may choose (LZMA) are not read at all.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

from bot.exchange.issues import Wrong

MOST_UNPACKED: Final = 64 * 1024 * 1024  # bytes
MOST_PARTS: Final = 1000
_ENCRYPTED: Final = 1  # a flag of each part
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)


def opened(data: bytes) -> zipfile.ZipFile:
    """Open an archive whose whole content may be read. Raises `Wrong`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - on broken bytes the library raises a dozen kinds
        raise Wrong("X106") from None
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Wrong("X104")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Wrong("X105")
    if any(part.compress_type not in _METHODS for part in parts):
        raise Wrong("X106")
    return archive


def unpack(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Give each file of an archive with its name. Raises `Wrong`."""
    for part in archive.infolist():
        if part.is_dir():
            continue
        try:
            yield part.filename, archive.read(part)
        except Exception:  # noqa: BLE001 - as above
            raise Wrong("X106") from None


def pack(files: Mapping[str, bytes]) -> bytes:
    """Make an archive: the same files give the same bytes, and it says nothing of when or where it was made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            part = zipfile.ZipInfo(name, _LONG_AGO)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3  # the same on every machine
            part.external_attr = 0o644 << 16
            archive.writestr(part, data)
    return packed.getvalue()
