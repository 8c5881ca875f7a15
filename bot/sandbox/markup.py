"""HTML the way the Bot API takes it: in goes the markup, out come plain text and entities in UTF-16 units."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^<>]*)?)>")
ATTRIBUTE = re.compile(r"""\s+([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+)))?""")
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler",
}  # fmt: skip
Entity = dict[str, Any]


class MarkupError(ValueError):
    """The markup does not hold together; the text says where, as Telegram does."""


@dataclass
class _Open:
    """A tag that waits for its end."""

    tag: str
    start: int
    attributes: dict[str, str]


@dataclass
class _Reading:
    """The text read so far, and the tags it stands in."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    tags: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += utf16_length(piece)

    def close(self) -> None:
        tag = self.tags.pop()
        if self.length > tag.start and (entity := _entity(tag)) is not None:
            self.entities.append(entity | {"offset": tag.start, "length": self.length - tag.start})


def utf16_length(text: str) -> int:
    """Count as Telegram counts: a character beyond the first 65536 is two units."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """Turn markup into trimmed text and entities, outer ones first. Raise MarkupError where Telegram does."""
    reading = _Reading()
    position = 0
    while position < len(markup):
        if markup[position] == "<":
            position = _read_tag(markup, position, reading)
        elif markup[position] == "&":
            found = REFERENCE.match(markup, position)
            reading.add(unescape(found.group()) if found else "&")
            position = found.end() if found else position + 1
        else:
            end = min(i for i in (markup.find("<", position), markup.find("&", position), len(markup)) if i >= 0)
            reading.add(markup[position:end])
            position = end
    if reading.tags:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{reading.tags[-1].tag}"')
    return trim("".join(reading.pieces), _join_code(reading.entities))


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Take away the white space around the text, as Telegram does, and move the entities along."""
    lead = len(text) - len(text.lstrip())
    kept = text.strip()
    size = utf16_length(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, sorted(moved, key=lambda entity: (entity["offset"], -entity["length"]))


def _read_tag(markup: str, position: int, reading: _Reading) -> int:
    """Open or close a tag; return where reading goes on."""
    where = len(markup[:position].encode())
    found = TAG.match(markup, position)
    if found is None:
        raise MarkupError(f'Unsupported start tag "" at byte offset {where}')
    name = found[2].lower()
    if found[1]:
        if not reading.tags:
            raise MarkupError(f'Unexpected end tag "{name}" at byte offset {where}')
        if reading.tags[-1].tag != name:
            expected = reading.tags[-1].tag
            raise MarkupError(f'Unmatched end tag at byte offset {where}, expected "</{expected}>", found "</{name}>"')
        reading.close()
    elif name not in KINDS:
        raise MarkupError(f'Unsupported start tag "{name}" at byte offset {where}')
    else:
        reading.tags.append(_Open(name, reading.length, _attributes(found[3])))
    return found.end()


def _attributes(written: str) -> dict[str, str]:
    found = {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in ATTRIBUTE.finditer(written)}
    if ATTRIBUTE.sub("", written).strip():
        raise MarkupError("Unexpected symbols in the attributes of a tag")
    return found


def _entity(tag: _Open) -> Entity | None:
    """Name the entity a tag stands for; a link to nowhere is plain text."""
    kind = KINDS[tag.tag]
    if kind == "text_link":
        url = tag.attributes.get("href", "")
        return {"type": kind, "url": url} if url.startswith(("http://", "https://", "tg://")) else None
    if kind == "blockquote" and "expandable" in tag.attributes:
        return {"type": "expandable_blockquote"}
    language = tag.attributes.get("class", "")
    if kind == "code" and language.startswith("language-"):
        return {"type": kind, "language": language.removeprefix("language-")}
    return {"type": kind}


def _join_code(entities: list[Entity]) -> list[Entity]:
    """Make one entity of `<pre><code class="language-…">`; code elsewhere has no language."""
    blocks = {(e["offset"], e["length"]): e for e in entities if e["type"] == "pre"}
    kept = []
    for entity in entities:
        language = entity.pop("language", None) if entity["type"] == "code" else None
        block = blocks.get((entity["offset"], entity["length"])) if entity["type"] == "code" else None
        if block is None:
            kept.append(entity)
        elif language:
            block["language"] = language
    return kept
