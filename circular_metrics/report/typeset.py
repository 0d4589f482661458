"""The elements of a page in Typst's markup, one function per kind."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from circular_metrics.report.tree import Element

Setter = Callable[[Element], str]
LONG = re.compile(r"(?=\S*[\d_/@])\S{16,}")
JOINT = re.compile(r"([_/@=&?.;,-])(?=\w)")
UNBROKEN = re.compile(r"([^\s\u200b]{16})(?=[^\s\u200b]{4})")
SKIPPED = ("dl", "polyline", "nav")
KINDS = ("lead", "note", "small", "count", "origin")  # of paragraphs
TALLEST = 1.35  # of the width: more would not fit a page with its heading
STROKE = '<polyline fill="none" stroke="#00558c" stroke-width="2" '


def words(text: str) -> str:
    """Words as a string of Typst's: nothing in them is markup."""
    folded = re.sub(r"[ \n\t]+", " ", text)
    return f"#{json.dumps(folded, ensure_ascii=False)};" if folded else ""


def breakable(text: str) -> str:
    """Addresses, names of files and hashes may be parted, or a narrow column could not hold them.

    Words of letters are left to the engine, which hyphenates them by the language.
    """

    def parted(long: re.Match) -> str:
        joints = JOINT.sub("\\1\u200b", long[0])
        return UNBROKEN.sub("\\1\u200b", joints)

    return LONG.sub(parted, text)


@dataclass
class Elsewhere:
    """What print need not say twice: rows that the last chapter gathers, pictures already shown.

    Parameters
    ----------
    name : str
        Of the page that gathers sources and caveats; it is printed whole.
    gathered : set of str
        Its rows and list items.
    pointers : mapping
        What to print instead: ``gathered``, ``long`` (takes ``{count}``), ``drawn``.
    longest : int
        A table of more rows is left to the page and the workbook.
    """

    name: str
    gathered: frozenset[str]
    pointers: Mapping[str, str]
    longest: int = 60
    pictures: dict[str, str] = field(default_factory=dict)

    def of(self, page: str, rows: Sequence[str]) -> str:
        """What stands in for rows that are printed elsewhere, or nothing."""
        if page == self.name:
            return ""
        if rows and self.gathered.issuperset(rows):
            return f"#link(<page-{self.name}>)[{words(self.pointers['gathered'])}];"
        if len(rows) > self.longest:
            return words(self.pointers["long"].format(count=len(rows), page=f"{page}.html"))
        return ""

    def drawn(self, page: str, picture: str) -> str:
        """What stands in for a picture that an earlier chapter shows, or nothing."""
        first = self.pictures.setdefault(picture, page)
        return f"#link(<page-{first}>)[{words(self.pointers['drawn'])}];" if first != page else ""


class Page:
    """One page being set: its folder, what it links to, what already stands elsewhere in print."""

    def __init__(self, path: Path, chapters: Mapping[str, str], elsewhere: Elsewhere):
        """``chapters``: name of a page that is in print → its label."""
        self.name, self.folder = path.stem, path.parent
        self.chapters, self.elsewhere = chapters, elsewhere
        self.blocks: dict[str, Setter] = {
            "h1": lambda e: f"= {self.inline(e)} <{self.chapters[self.name]}>",
            "h2": lambda e: f"== {self.inline(e)}",
            "h3": lambda e: f"=== {self.inline(e)}",
            "p": self._paragraph,
            "ul": lambda e: self._items(e, "-"),
            "ol": lambda e: self._items(e, "+"),
            "blockquote": lambda e: f"#emphasised[{self.flow(e)}]",
            "pre": lambda e: f"#note[{self.inline(e)}]",
            "figure": self._figure,
            "table": self._table,
            "svg": self._line,
            "details": lambda e: self.flow(e),
            "summary": self._summary,
        }

    def flow(self, element: Element) -> str:
        """Blocks one after another; loose words between them make a paragraph."""
        parts, loose = [], Element("p")
        for part in element.content:
            if isinstance(part, Element) and part.tag in SKIPPED:
                continue
            if isinstance(part, Element) and (part.tag in self.blocks or _is_box(part)):
                parts += [self._paragraph(loose)] if loose.text().strip() else []
                loose = Element("p")
                parts.append(self.blocks.get(part.tag, self.flow)(part))
            else:
                loose.content.append(part)
        parts += [self._paragraph(loose)] if loose.text().strip() else []
        return "\n\n".join(part for part in parts if part)

    def inline(self, element: Element) -> str:
        """Words and what is marked within them."""
        return "".join(
            words(breakable(part)) if isinstance(part, str) else self._marked(part)
            for part in element.content
        ).strip()

    def _marked(self, part: Element) -> str:
        inner = self.inline(part)
        if part.tag in SKIPPED:
            return ""
        if part.tag in ("strong", "b"):
            return f"#strong[{inner}]"
        if part.tag == "em":
            return f"#emph[{inner}]"
        if part.tag == "br":
            return "#linebreak();"
        if part.tag == "a":
            return self._link(part.attributes.get("href", ""), inner)
        if part.tag == "span" and "bar" in part.classes():
            length = re.search(r"[\d.]+", part.attributes["style"])[0]
            return f"#bar({length});" if float(length) else ""
        return inner

    def _link(self, target: str, inner: str) -> str:
        """To another chapter, or to an address; a file beside the report is only named."""
        chapter = self.chapters.get(target.partition("#")[0].removesuffix(".html"))
        if chapter:
            return f"#link(<{chapter}>)[{inner}];"
        if target.startswith("http"):
            return f"#link({json.dumps(target)})[{inner}];"
        return inner

    def _paragraph(self, element: Element) -> str:
        if "downloads" in element.classes():
            return ""
        kind = next((k for k in element.classes() if k in KINDS), "")
        inner = self.inline(element)
        if not inner:
            return ""
        if kind:
            return f"#{'lead' if kind == 'lead' else 'note'}[{inner}]"
        return f"#par[{inner}]"

    def _summary(self, element: Element) -> str:
        """What can be folded on screen stands open: a heading, or the words before it opens."""
        is_heading = any(True for _ in element.find("h2"))
        return self.flow(element) if is_heading else f"#strong[{self.inline(element)}]"

    def _items(self, element: Element, mark: str) -> str:
        if instead := self.elsewhere.of(self.name, [e.text() for e in element.find("li")]):
            return f"#note[{instead}]"
        items = [self.flow(item).replace("\n", "\n  ") for item in element.find("li")]
        return "\n".join(f"{mark} {item}" for item in items)

    def _figure(self, element: Element) -> str:
        image = next(element.find("img")).attributes
        if instead := self.elsewhere.drawn(self.name, image["src"]):
            return f"#note[{instead}]"
        data = next(element.find("a")).attributes["href"]
        caption = words(f"{next(element.find('a')).text()}: ") + words(data)
        for origin in element.find("p"):
            caption += " · " + self.inline(origin)
        file, alt = json.dumps(image["src"]), json.dumps(image["alt"], ensure_ascii=False)
        width = self._width(image["src"])
        return (
            f"#figure(image({file}, alt: {alt}, width: {width:.0f}%), alt: {alt}, "
            f"caption: [{caption}])"
        )

    def _width(self, picture: str) -> float:
        """In per cent of the page's, so that a tall picture still fits."""
        head = (self.folder / picture).read_text(encoding="utf-8")[:1000]
        wide, high = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', head).groups())
        return min(100.0, 100 * TALLEST * wide / high)

    def _line(self, element: Element) -> str:
        """The course on a card."""
        points = next(element.find("polyline")).attributes["points"]
        box = element.attributes["viewbox"]
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{STROKE}points="{points}"/>'
        alt = json.dumps(element.attributes["aria-label"], ensure_ascii=False)
        return f'#image(bytes({json.dumps(svg + "</svg>")}), format: "svg", alt: {alt}, width: 5cm)'

    def _table(self, element: Element) -> str:
        rows = [
            [cell for cell in row.content if isinstance(cell, Element)]
            for row in element.find("tr")
        ]
        if not rows:
            return ""
        said = [" ".join(cell.text(("dl",)) for cell in row) for row in rows[1:]]
        title = next(element.find("caption"))
        caption = "" if "unseen" in title.classes() else self.inline(title)
        if instead := self.elsewhere.of(self.name, said):
            said_of = f"#strong[{caption}.] " if caption else ""
            return f"#note[{said_of}{instead}]"
        head = rows[0] if all(cell.tag == "th" for cell in rows[0]) else []
        wide = max(map(len, rows))
        whole = [row for row in rows if len(row) == wide]
        numeric = [any("number" in row[i].classes() for row in whole) for i in range(wide)]
        align = ", ".join("right" if flush else "left" for flush in numeric)
        cells = [f"table.header({', '.join(f'[{self.inline(c)}]' for c in head)})"] if head else []
        cells += [self._cell(cell) for row in rows[1 if head else 0 :] for cell in row]
        titled = f"caption: [{caption}], " if caption else ""
        return (
            f"#figure(kind: table, {titled}table(columns: {widths(whole)}, "
            f"align: ({align},),\n" + ",\n".join(cells) + "))"
        )

    def _cell(self, cell: Element) -> str:
        span = cell.attributes.get("colspan")
        inner = self.inline(cell)
        return f"table.cell(colspan: {span})[{inner}]" if span else f"[{inner}]"


def _is_box(element: Element) -> bool:
    """Whether it holds blocks rather than words."""
    return element.tag in ("div", "section", "main")


def widths(rows: Sequence[Sequence[Element]]) -> str:
    """Columns that share the page's width by what stands in them.

    Short tables are as wide as their words; others give each column the square root of its
    longest text, but room for its longest word.
    """
    texts = [[cell.text(("dl",)).strip() for cell in row] for row in rows]
    columns = list(zip(*texts, strict=True))
    longest = [max(map(len, column)) for column in columns]
    if sum(longest) < 85:
        return "(" + "auto, " * len(columns) + ")"
    word = [max(_longest_word(text) for text in column) for column in columns]
    share = [max(w + 2, (length * 6) ** 0.5) for w, length in zip(word, longest, strict=True)]
    return "(" + "".join(f"{value:.1f}fr, " for value in share) + ")"


def _longest_word(text: str) -> int:
    """Letters of the longest piece that cannot be parted."""
    return max((len(word) for word in breakable(text).replace("\u200b", " ").split()), default=0)
