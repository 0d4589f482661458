"""What a notebook cell shows: a text, a grid, a picture; each with a plain twin.

The plain twin is what the notebook tests compare, so it holds the figures and nothing that
changes with a font, a folder, an hour or a machine.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Text:
    """Sentences in Markdown, made from numbers."""

    markdown: str

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/markdown": self.markdown, "text/plain": self.markdown}


class Cited(str):
    """A figure in words that knows which observation it shows."""

    __slots__ = ("key",)

    def __new__(cls, text: str, key: str) -> "Cited":
        """The words, and the observation's key."""
        cited = super().__new__(cls, text)
        cited.key = key
        return cited


@dataclass(frozen=True)
class Run:
    """Figures of one series in one cell of a grid, each behind what it is of, such as its year."""

    figures: tuple[tuple[str, Cited], ...]

    def __str__(self) -> str:
        """The figures in one line."""
        return "; ".join(f"{of}: {figure}" for of, figure in self.figures)

    def html(self) -> str:
        """Each figure in a box of its own, which can open."""
        return " ".join(
            f'<div class="one"><span>{html.escape(of)}</span> '
            f'<div data-observation="{figure.key}">{html.escape(figure)}</div></div>'
            for of, figure in self.figures
        )


SHORT = (5, 22)  # letters in the longest cell of a column that is kept on one line


@dataclass(frozen=True)
class Grid:
    """A table of text for reading: what stands in it is already worded for its reader.

    ``numeric`` names the columns that are set flush right; ``caption`` says what the table is;
    ``note`` is a sentence below it, such as what has no row; ``ids`` give each row an address.
    """

    frame: pd.DataFrame
    caption: str
    numeric: Sequence[str] = ()
    note: str = ""
    ids: Sequence[str] = ()

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.plain()}

    def _room(self, column: str) -> str:
        """The width that keeps a column of short cells on one line, where the screen has it."""
        cells = [str(value) for value in self.frame[column] if not isinstance(value, Run)]
        longest = max(map(len, cells), default=0)
        return f' style="--room:{longest + 1}ch"' if SHORT[0] <= longest <= SHORT[1] else ""

    def plain(self) -> str:
        """The table as aligned text, and the sentence below it."""
        table = f"{self.caption}: -" if self.frame.empty else self.frame.to_string(index=False)
        return f"{table}\n{self.note}" if self.note else table

    def html(self) -> str:
        """The table as HTML, every cell escaped, headers scoped, in a box that can scroll."""
        numeric, flush = set(self.numeric), {True: ' class="number"', False: ""}

        def cell(column: str, value: object) -> str:
            style = flush[column in numeric]
            if isinstance(value, Run):
                return f'<td class="run">{value.html()}</td>'
            if isinstance(value, Cited):
                style += f' data-observation="{value.key}"'
            return f"<td{style}>{html.escape(str(value))}</td>"

        head = "".join(
            f'<th scope="col"{flush[c in numeric]}{self._room(c)}>{html.escape(str(c))}</th>'
            for c in self.frame.columns
        )
        starts = [f'<tr id="{html.escape(one)}">' for one in self.ids]
        body = "\n".join(
            start + "".join(cell(c, v) for c, v in row.items()) + "</tr>"
            for start, row in zip(
                starts or ["<tr>"] * len(self.frame), self.frame.to_dict("records"), strict=True
            )
        )
        if self.frame.empty:
            body = f'<tr><td colspan="{max(1, len(self.frame.columns))}">–</td></tr>'
        caption = html.escape(self.caption)
        note = f'\n<p class="small">{html.escape(self.note)}</p>' if self.note else ""
        return (
            f'<div class="scroll" role="region" aria-label="{caption}" tabindex="0"><table>\n'
            f"<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n"
            f"<tbody>\n{body}\n</tbody></table></div>{note}"
        )


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, the figures it draws, and what someone who cannot see it should know.

    ``kind`` names the function that drew it.
    """

    svg: str
    data: pd.DataFrame
    alt: str
    kind: str = ""

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        bundle = {
            "image/svg+xml": self.svg,
            "text/csv": self.data.to_csv(index=False, lineterminator="\n"),
            "text/plain": f"{self.alt}\n\n{self.data.to_string(index=False, na_rep='-')}",
        }
        return bundle, {"image/svg+xml": {"alt": self.alt, "kind": self.kind}}
