"""Finds traces of a person in bytes: text, numbers and places in every spelling a program could leave them in."""

import base64
import hashlib
import html
import quopri
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

SHORTEST = 5  # bytes; shorter forms are met by chance in what is sealed
ALPHABETS = (
    "0123456789abcdefghijklmnopqrstuvwxyz",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
)
HASHES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s", "sha3_256")
DIGITS = range(3, 8)  # of a coordinate; the bot itself rounds to 0.05


@dataclass(frozen=True)
class Canaries:
    """What must not be found. Texts and numbers should be unlike anything else in the world."""

    texts: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    degrees: tuple[float, ...] = ()

    def forms(self) -> dict[bytes, str]:
        """Every spelling, with what it is a spelling of."""
        found: dict[bytes, str] = {}
        for text in self.texts:
            found |= dict.fromkeys(_texts(text), text)
        for number in self.numbers:
            found |= dict.fromkeys(_numbers(number), str(number))
        for degree in self.degrees:
            found |= dict.fromkeys(_degrees(degree), str(degree))
        return {form: what for form, what in found.items() if len(form) >= SHORTEST}

    def hits(self, places: Iterable[tuple[str, bytes]]) -> list[str]:
        """Where something was found: «place: canary as form»."""
        forms = self.forms()
        begins: dict[bytes, list[bytes]] = {}
        for form in forms:
            begins.setdefault(form[:SHORTEST], []).append(form)
        return [
            f"{place}: {forms[form]} as {form!r}"
            for place, content in places
            for at in range(len(content) - SHORTEST + 1)
            if (start := content[at : at + SHORTEST]) in begins
            for form in begins[start]
            if content.startswith(form, at)
        ]


def _texts(text: str) -> Iterator[bytes]:
    for variant in dict.fromkeys((text, text.lower(), text.upper(), text[::-1])):
        for charset in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "cp1251", "koi8-r", "cp866"):
            raw = variant.encode(charset, errors="ignore")
            yield raw
            if charset == "utf-8":
                yield from _wrapped(raw)
        yield quote(variant).encode()
        yield quote(variant).lower().encode()
        yield variant.encode("ascii", errors="backslashreplace")
        yield variant.encode("ascii", errors="xmlcharrefreplace")
        yield html.escape(variant).encode()
        yield quopri.encodestring(variant.encode())
        yield variant.encode("punycode")
    yield from _hashed(text.encode())


def _numbers(number: int) -> Iterator[bytes]:
    decimal = str(number)
    yield decimal.encode()
    yield decimal[::-1].encode()
    for separator in (" ", ",", "_", ".", "\u00a0", "-"):
        yield f"{number:,}".replace(",", separator).encode()
    for base in ("x", "X", "o", "b"):
        yield format(number, base).encode()
    for alphabet in ALPHABETS:
        yield _in_base(number, alphabet).encode()
    raws = [number.to_bytes(8, order, signed=True) for order in ("big", "little")]
    raws += [struct.pack(form, float(number)) for form in ("<d", ">d")]
    raws += [raw.strip(b"\0") for raw in raws[:2]]
    raws += [(number << 32).to_bytes(12, "big").strip(b"\0"), _varint(number), _varint(number * 2)]
    raws.append(f"-100{number}".encode())
    for raw in (decimal.encode(), *raws):
        yield raw
        yield from _wrapped(raw)
        yield from _hashed(raw)


def _degrees(degree: float) -> Iterator[bytes]:
    for digits in DIGITS:
        yield f"{degree:.{digits}f}".encode()
        yield f"{degree:.{digits}f}".replace(".", ",").encode()
        yield f"{int(degree * 10**digits) / 10**digits:.{digits}f}".encode()
        if digits > DIGITS[1]:
            yield str(round(degree * 10**digits)).encode()
    for form in ("<d", ">d"):
        yield struct.pack(form, degree)
    whole, minutes = int(degree), degree % 1 * 60
    yield f"{whole}°{int(minutes)}′".encode()
    yield f"{whole}° {int(minutes)}'".encode()
    yield f"{minutes:.4f}".encode()


def _wrapped(raw: bytes) -> Iterator[bytes]:
    """Hexadecimal, and base64 wherever in a longer text the bytes may begin."""
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    yield raw.hex(" ").encode()
    yield base64.b32encode(raw).rstrip(b"=")[: len(raw) * 8 // 5]
    yield base64.b85encode(raw)
    for ahead in range(3):
        begins, ends = -(-ahead * 8 // 6), (ahead + len(raw)) * 8 // 6
        coded = base64.b64encode(b"\0" * ahead + raw)[begins:ends]
        yield coded
        yield coded.translate(bytes.maketrans(b"+/", b"-_"))


def _hashed(raw: bytes) -> Iterator[bytes]:
    for name in HASHES:
        digest = hashlib.new(name, raw).digest()
        yield digest[:8]
        yield digest.hex()[:12].encode()
        yield digest.hex()[:12].upper().encode()
        yield base64.b64encode(digest)[:10]
        yield base64.urlsafe_b64encode(digest)[:10]
    yield f"{zlib.crc32(raw):08x}".encode()
    yield str(zlib.crc32(raw)).encode()


def _in_base(number: int, alphabet: str) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(alphabet))
        digits = alphabet[digit] + digits
    return digits


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)
