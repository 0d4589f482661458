"""A page as a tree, for whoever sets it anew or reads what it prints."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset({"br", "hr", "img", "link", "meta", "polyline", "path", "rect", "line"})


@dataclass
class Element:
    """A tag with its attributes and what stands in it: texts and further elements, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list["Element | str"] = field(default_factory=list)

    def find(self, *tags: str) -> Iterator["Element"]:
        """Every element below this one that has one of the tags, in reading order."""
        for part in self.content:
            if isinstance(part, Element):
                if part.tag in tags:
                    yield part
                yield from part.find(*tags)

    def text(self, without: tuple[str, ...] = ()) -> str:
        """All words below this one, except those below some tags."""
        return "".join(
            part if isinstance(part, str) else part.text(without)
            for part in self.content
            if isinstance(part, str) or part.tag not in without
        )

    def classes(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()


class Tree(HTMLParser):
    """Builds the tree; an end tag closes whatever was left open inside."""

    def __init__(self):
        """An empty document."""
        super().__init__(convert_charrefs=True)
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; called by the parser."""
        if tag in ("dt", "dd") and self.open[-1].tag in ("dt", "dd"):
            self.open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element with nothing in it; called by the parser."""
        self.open[-1].content.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost open element of that tag; called by the parser."""
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        """Words; called by the parser."""
        self.open[-1].content.append(data)


def main_of(page: Path) -> Element:
    """What stands in a page's ``<main>``."""
    tree = Tree()
    tree.feed(page.read_text(encoding="utf-8"))
    return next(tree.open[0].find("main"))
