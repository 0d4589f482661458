"""What stands around every page: its title, its navigation, the words of head and foot."""

import json
from importlib.metadata import version
from typing import TYPE_CHECKING

from circular_metrics.edition import Edition
from circular_metrics.report import further
from circular_metrics.report.notebooks import notebooks
from circular_metrics.report.pages import paragraphs
from circular_metrics.wording import say

if TYPE_CHECKING:
    from circular_metrics.report.run import Asked

TITLES = {"nl": "Nederlands", "en": "English"}


def words_around(language: str) -> dict[str, str]:
    """The words of a page's head and foot that every page has."""
    return {
        "data": say("Data of this figure", language),
        "skip": say("Skip to the content", language),
        "pages": say("Pages", language),
        "further": say("Further pages", language),
        "made": say(
            "Made with circular_metrics {version} from published data; each source and its "
            "licence stand on its page.",
            language,
            version=version("circular-metrics"),
        ),
    }


def other_languages(
    language: str, languages: tuple[str, ...], folders: dict[str, str]
) -> list[dict[str, str]]:
    """Where the same page stands in the other languages, seen from this one's folder."""
    up = "../" if folders[language] else ""
    return [
        {"language": other, "title": TITLES[other], "folder": up + folders[other]}
        for other in languages
        if other != language
    ]


def frame_of(asked: "Asked", edition: Edition) -> dict[str, object]:
    """What stands around every page of one language of a report."""
    language = edition.language
    folders = {other: asked.folder(other) for other in asked.languages}
    words = {
        "notebook": say("The notebook behind this page", language),
        "workbook": say("All figures as an Excel workbook", language),
        "print": say("The whole report as a PDF, for print", language),
        "evidence": say("Evidence", language),
        "pyramid": say("Indicators with figures, by level", language),
        "hardest": say(
            "The hardest question: does the use of materials fall while the economy grows?",
            language,
        ),
        "tests": say("Every test behind these verdicts, and other countries beside it", language),
        "findings": say("What the evidence guard found", language),
    }
    return {
        "language": language,
        "report_title": say(
            "Circular {city} {year}", language, city=edition.city.name, year=edition.year
        ),
        "up": "../" if folders[language] else "",
        "others": other_languages(language, asked.languages, folders),
        "words": words_around(language) | words,
        "links": links(language, say("Overview", language)),
        "further": further.links(edition),
        "workbook": workbook_name(asked, language),
        "print": workbook_name(asked, language).replace(".xlsx", ".pdf"),
    }


def workbook_name(asked: "Asked", language: str) -> str:
    """The workbook's file name in one language's folder."""
    return f"{asked.city}-{asked.edition}-{language}.xlsx"


def links(language: str, overview: str) -> list[dict[str, str]]:
    """The pages in reading order, for the navigation."""
    found = [{"name": "index", "file": "index.html", "title": overview}]
    for path in notebooks():
        notebook = json.loads(path.read_text(encoding="utf-8"))
        first = paragraphs("".join(notebook["cells"][0]["source"]))[0]
        short = notebook["metadata"].get("short", first.lstrip("# "))
        found.append(
            {"name": path.stem, "file": f"{path.stem}.html", "title": say(short, language)}
        )
    return found
