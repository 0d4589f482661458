"""The documentation site: no warning, no link astray, nothing from elsewhere, nothing left out."""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.conftest import PROJECT

pytest.importorskip("sphinx")
pytest.importorskip("myst_nb")
pytest.importorskip("furo")


class Page(HTMLParser):
    """What a page links to, what it loads and which places in it can be linked to."""

    def __init__(self, text: str):
        super().__init__()
        self.links, self.loads, self.places = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.places |= {found[key] for key in ("id", "name") if found.get(key)}
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        elif tag in ("script", "img", "source") and found.get("src"):
            self.loads.append(found["src"])
        elif tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload"):
            self.loads.append(found["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site, its tutorials run and its method pages made from the docstrings."""
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
    done = subprocess.run(
        [*command, "-d", out / "kept", PROJECT / "docs", out / "html"],
        capture_output=True,
        text=True,
        cwd=PROJECT,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return out / "html"


@pytest.fixture(scope="module")
def pages(site) -> dict[Path, Page]:
    return {p: Page(p.read_text(encoding="utf-8")) for p in sorted(site.rglob("*.html"))}


def test_every_link_within_the_site_leads_to_a_place_that_is_there(site, pages):
    lost = []
    for path, page in pages.items():
        for link in page.links:
            to = urlsplit(link)
            if to.scheme or to.netloc:
                continue
            target = (path.parent / unquote(to.path)).resolve() if to.path else path
            places = pages[target].places if target in pages else {to.fragment}
            if not target.is_file() or (to.fragment and to.fragment not in places):
                lost.append(f"{path.relative_to(site)}: {link}")
    assert not lost


def test_nothing_is_loaded_from_elsewhere(site, pages):
    for path, page in pages.items():
        for load in page.loads:
            assert not urlsplit(load).netloc, f"{path.name} loads {load}"
            if not load.startswith("data:"):
                assert (path.parent / unquote(urlsplit(load).path)).is_file(), load


def test_every_indicator_and_every_kind_of_picture_stands_in_it(site, pages):
    from circular_metrics.indicators import INDICATORS

    method = set().union(*(page.places for path, page in pages.items() if "method" in path.parts))
    assert {key.replace("_", "-") for key in INDICATORS} <= method
    gallery = site / "made" / "gallery" / "index.html"
    drawn = [load for load in pages[gallery].loads if load.endswith(".svg")]
    assert len(drawn) >= 20
