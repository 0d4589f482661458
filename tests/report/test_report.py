"""The whole way: one command from the kept tables to the pages, the same bytes each time."""

import json
import re
from html.parser import HTMLParser

import nbformat
import pytest

from circular_metrics.report.notebooks import notebooks
from circular_metrics.report.place import MANIFEST, hashes
from circular_metrics.report.run import Asked, report


class Links(HTMLParser):
    """Every address a page refers to, every picture, every heading."""

    def __init__(self):
        super().__init__()
        self.links, self.pictures, self.ids, self.headings = [], [], [], []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.links += [found[key] for key in ("href", "src") if found.get(key)]
        self.ids += [found["id"]] if "id" in found else []
        self.headings += [tag] if tag in ("h1", "h2") else []
        if tag == "img":
            self.pictures.append(found)


def parsed(page):
    links = Links()
    links.feed(page.read_text(encoding="utf-8"))
    return links


def test_there_is_a_page_for_each_notebook_in_each_language(pages):
    names = {"index.html", *(f"{path.stem}.html" for path in notebooks())}
    names |= {f"{name}.html" for name in ("methods", "data", "conflicts", "changes")}
    assert {p.name for p in pages.glob("*.html")} == names
    assert {p.name for p in (pages / "en").glob("*.html")} == names


def test_pages_need_nothing_from_elsewhere_and_every_link_leads_somewhere(pages):
    texts = {page.resolve(): page.read_text(encoding="utf-8") for page in pages.rglob("*.html")}
    texts |= {page: texts[page.resolve()] for page in pages.rglob("*.html")}
    for page in pages.rglob("*.html"):
        for link in parsed(page).links:
            if link.startswith("data:"):
                continue
            assert not link.startswith(("http", "//")), f"{page.name} refers to {link}"
            name, _, place = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            assert target.exists(), f"{page.name} → {link}"
            if place:
                assert f'id="{place}"' in texts[target], f"{page.name} → {link}"
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text and "@import" not in text and "url(http" not in text


def test_pages_are_sound_html_for_a_reader_who_cannot_see(pages):
    for page in pages.rglob("*.html"):
        found = parsed(page)
        assert found.headings.count("h1") == 1, page
        assert len(set(found.ids)) == len(found.ids), page
        assert all(picture.get("alt") for picture in found.pictures), page
        language = "en" if page.parent.name == "en" else "nl"
        assert f'<html lang="{language}">' in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_a_page_shows_what_its_notebook_shows(path, pages):
    shown = [o.data for c in nbformat.read(path, as_version=4).cells for o in c.get("outputs", [])]
    text = (pages / f"{path.stem}.html").read_text(encoding="utf-8")
    assert text.count("<img") == sum("image/svg+xml" in data for data in shown) > 0
    assert text.count("<table") == sum("text/html" in data for data in shown) > 0


def test_pages_show_no_code_and_link_the_notebook(pages):
    page = pages / "20_circular_building.html"
    text = page.read_text(encoding="utf-8")
    assert "open_edition" not in text
    assert "notebooks/20_circular_building.ipynb" in parsed(page).links


def test_an_objective_without_an_outcome_says_so_in_its_first_lines(pages):
    for name, words in (
        ("", "Geen enkele uitkomst|geen enkel gemeten"),
        ("en", "No outcome|no measured"),
    ):
        text = (pages / name / "10_circular_entrepreneurship.html").read_text(encoding="utf-8")
        first = re.sub(r"<[^>]+>", " ", text.split("<h2")[0])
        assert re.search(words, first), first


def test_the_manifest_holds_every_file_and_every_source(pages):
    manifest = json.loads((pages / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["files"] == hashes(pages)
    assert all(table["sources"] for table in manifest["tables"].values())


def test_no_clock_and_no_path_is_in_the_pages(pages, tmp_path_factory):
    base = str(tmp_path_factory.getbasetemp())
    for path in pages.rglob("*"):
        if path.is_file():
            assert base.encode() not in path.read_bytes(), path


def test_a_second_run_gives_the_same_bytes_on_one_core(pages, tmp_path):
    again = report(Asked("leuven", 2025, ("nl", "en")), tmp_path, jobs=1).parent
    assert hashes(again) == hashes(pages)
    assert (again / MANIFEST).read_bytes() == (pages / MANIFEST).read_bytes()


def test_another_city_needs_no_code(tmp_path):
    front = report(Asked("mechelen", 2025, ("nl",)), tmp_path, jobs=2)
    text = front.read_text(encoding="utf-8")
    assert "Mechelen" in text
    assert "Leuven" not in re.sub(r"<[^>]+>", " ", text.split('class="cards"')[0])


def test_all_is_small_enough_to_be_sent(pages):
    assert sum(p.stat().st_size for p in pages.rglob("*") if p.is_file()) < 8e6
