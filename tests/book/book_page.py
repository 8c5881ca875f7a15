"""A page as a reader and a browser take it: text, anchors, links, what it would load, whether every tag is closed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "input", "link"}
LOADING = {"src", "srcset", "poster", "data", "action", "background", "xlink:href"}


@dataclass
class Read:
    text: str = ""
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)
    styles: str = ""
    languages: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read = Read()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self._attributes(tag, dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._attributes(tag, dict(attrs))

    def _attributes(self, tag: str, attrs: dict[str, str | None]) -> None:
        if "id" in attrs:
            self.read.ids.append(attrs["id"] or "")
        if tag == "a":
            self.read.links.append(attrs.get("href") or "")
        elif "href" in attrs or LOADING & attrs.keys() or tag in {"script", "iframe", "object", "embed"}:
            self.read.loads.append(tag)
        self.read.loads += [name for name in attrs if name.startswith("on")]
        self.read.languages.add(attrs.get("lang") or "")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.read.unbalanced.append(f"{tag} in line {self.getpos()[0]}")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.read.styles += data
        else:
            self.read.text += data


def read_page(html: str) -> Read:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.read.unbalanced += reader.open
    return reader.read


def plain(html: str) -> str:
    return read_page(html).text
