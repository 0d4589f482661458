"""The annual report as one PDF per language, set from the same pages."""

import json
import multiprocessing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import matplotlib
import typst
from babel.dates import format_date

from circular_metrics.errors import OutputError
from circular_metrics.report.notebooks import way_of_starting
from circular_metrics.report.packing import packed
from circular_metrics.report.tree import Element, main_of
from circular_metrics.report.typeset import Elsewhere, Page
from circular_metrics.wording import LOCALES, say

TEMPLATE = Path(__file__).parent / "templates" / "print.typ"
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
STANDARD = "ua-1"
GATHERS = "data"
FIRST, LAST = ("index", "90_annual_report"), ("methods", "00_data_and_cleaning", GATHERS)


def in_print(names: Sequence[str]) -> list[str]:
    """Pages in the order of print: what is known first, how it was made last."""
    ends = (*FIRST, *LAST)
    middle = sorted(name for name in names if name not in ends)
    return [name for name in (*FIRST, *middle, *LAST) if name in names]


@dataclass(frozen=True)
class Printed:
    """What is to be printed: the pages of one language, in the order of print."""

    folder: Path
    pages: Sequence[str]
    language: str
    title: str
    closed: date

    def source(self) -> str:
        """The document in Typst's markup."""
        chapters = {name: f"page-{name}" for name in self.pages}
        pages = {name: main_of(self.folder / f"{name}.html") for name in self.pages}
        once = self._elsewhere(pages[GATHERS])
        body = [
            Page(self.folder / f"{name}.html", chapters, once).flow(page)
            for name, page in pages.items()
        ]
        return "\n\n".join([TEMPLATE.read_text(encoding="utf-8"), self._head(), *body]) + "\n"

    def _head(self) -> str:
        """Title, language, day and the words that print adds to the pages."""
        day = format_date(self.closed, "long", locale=LOCALES[self.language])
        facts = {
            "title": self.title,
            "author": "circular_metrics",
            "language": self.language,
            "region": LOCALES[self.language][-2:],
            "contents": say("Contents", self.language),
            "subtitle": say(
                "Annual report on the circular city, closed on {day}. The same pages on screen "
                "open each figure to its source, formula and caveats; the workbook has every row.",
                self.language,
                day=day,
            ),
        }
        given = ", ".join(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in facts.items())
        closed = f"({self.closed.year}, {self.closed.month}, {self.closed.day})"
        return f"#show: setup.with({given}, closed: {closed})"

    def _elsewhere(self, gathering: Element) -> Elsewhere:
        """What need not be printed twice."""
        rows = [
            " ".join(cell.text(("dl",)) for cell in row.content if isinstance(cell, Element))
            for row in gathering.find("tr")
        ]
        pointers = {
            "gathered": say("Printed with the others under Data and licences.", self.language),
            "long": say(
                "This table has {count} rows: they stand on {page} and in the workbook.",
                self.language,
            ),
            "drawn": say("This picture stands in an earlier chapter.", self.language),
        }
        items = [item.text() for item in gathering.find("li")]
        return Elsewhere(GATHERS, frozenset(rows + items), pointers)


def write_prints(prints: Mapping[Path, Printed], workers: int = 1) -> None:
    """Set the pages of each language as a tagged PDF with contents and bookmarks.

    Accessible by PDF/UA-1, which the engine checks: title, language, headings in order, a text
    for every picture, headers of tables. The fonts are those that come with the engine and with
    matplotlib, never the machine's; the date is the day on which the edition was closed; so the
    same pages give the same bytes. They are set in processes of their own, ``workers`` at once:
    the engine keeps whatever it has set for as long as its process lives, and many reports would
    fill the memory.

    Raises
    ------
    OutputError
        If the engine refuses; with its words.
    """
    waiting = list(prints.items())
    while waiting:
        under_way = [(target, *_begun(printed, target)) for target, printed in waiting[:workers]]
        del waiting[:workers]
        failures = [failure for one in under_way if (failure := _ended(*one)) is not None]
        if failures:
            raise failures[0]


def _ended(target: Path, pipe: Connection, process: BaseProcess) -> Exception | None:
    """Wait for one; its failure, if it failed."""
    try:
        failure = pipe.recv()
    except EOFError:
        failure = OutputError(f"{target.name}: the process that set it was killed")
    process.join()
    return failure


def _begun(printed: Printed, target: Path) -> tuple[Connection, BaseProcess]:
    """Begin to set one; the pipe will give its failure, or ``None``."""
    context = multiprocessing.get_context(way_of_starting())
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_alone, args=(printed, target, theirs), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _alone(printed: Printed, target: Path, pipe: Connection) -> None:
    """What the process does: it waits for nothing, so that it ends though its run was killed."""
    try:
        _set(printed, target)
    except Exception as error:
        pipe.send(error)
    else:
        pipe.send(None)


def _set(printed: Printed, target: Path) -> None:
    """Set and write it here."""
    day = printed.closed
    try:
        made = typst.compile(
            printed.source().encode(),
            root=printed.folder,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=[STANDARD],
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    except RuntimeError as error:
        raise OutputError(f"{target.name}: {error}") from error
    target.write_bytes(packed(made))
