"""A page made easy to read: what is on it, what can be folded away, and nothing said twice."""

import html
import re
from dataclasses import dataclass

from circular_metrics.wording import say

MAIN = re.compile(r"(?s)(.*<main[^>]*>)(.*)(</main>.*)")
HEADING = re.compile(r"(?s)<h2([^>]*)>(.*?)</h2>")
CAPTION = re.compile(r"<caption>(.*?)</caption>")
DETAIL = "detail"
FEW = 4  # sections that need no list of contents


@dataclass(frozen=True)
class Section:
    """A heading of the second level with what stands below it."""

    attributes: str
    title: str
    content: str

    @property
    def is_detail(self) -> bool:
        """Whether it is folded away until somebody asks for it."""
        return f'class="{DETAIL}"' in self.attributes

    def html(self, number: int) -> str:
        """The section with an address of its own; a caption that repeats its heading is unseen."""
        heading = f'<h2 id="s-{number}">{self.title}</h2>'
        content = CAPTION.sub(self._caption, self.content)
        if not self.is_detail:
            return heading + content
        return f'<details class="part"><summary>{heading}</summary>{content.rstrip()}\n</details>\n'

    def _caption(self, found: re.Match) -> str:
        same = html.unescape(found[1]) == html.unescape(self.title)
        return f'<caption class="unseen">{found[1]}</caption>' if same else found[0]


def laid_out(page: str, language: str) -> str:
    """The page with a list of its sections below its opening, and its details folded.

    Parameters
    ----------
    page : str
        HTML with one ``<main>``; the headings of sections that are details have that class.
    language : str
        Of the words that are added.
    """
    found = MAIN.fullmatch(page)
    if not found:
        return page
    before, main, after = found.groups()
    opening, *rest = re.split(r"(?=<h2\b)", main)
    sections = [_section(part) for part in rest]
    if len(sections) > FEW:
        opening += _contents(sections, language)
    parts = (section.html(number) for number, section in enumerate(sections, start=1))
    return before + opening + "".join(parts) + after


def _section(part: str) -> Section:
    """A heading and what follows it."""
    found = HEADING.match(part)
    return Section(found[1], found[2], part[found.end() :])


def _contents(sections: list[Section], language: str) -> str:
    """The sections as links, in the order of the page."""
    words = say("On this page", language)
    links = "\n".join(
        f'<li><a href="#s-{number}">{section.title}</a></li>'
        for number, section in enumerate(sections, start=1)
    )
    return f'<nav class="contents" aria-label="{words}"><p>{words}</p><ol>\n{links}\n</ol></nav>\n'
