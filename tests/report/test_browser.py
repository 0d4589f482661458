"""The pages in a real browser: by keyboard, on a phone, in the dark, on paper."""

from collections import Counter

import pytest

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCHEMES = ("light", "dark")
WIDTHS = (360, 1440)
OVERFLOW = """() => {
  const root = document.documentElement, wide = root.clientWidth;
  const out = root.scrollWidth > wide ? ["the page: " + root.scrollWidth] : [];
  for (const e of document.querySelectorAll("main *, header *, footer *")) {
    const box = e.getBoundingClientRect();
    if (box.right > wide + 1 && !e.closest(".scroll") && box.width > 0 && !e.closest(".skip"))
      out.push(e.tagName + " to " + Math.round(box.right) + ": " + e.textContent.slice(0, 40));
  }
  return out.slice(0, 5);
}"""
REACHABLE = """() => [...document.querySelectorAll("a[href], summary, [tabindex='0']")]
  .filter(e => e.checkVisibility()).length"""
FOCUSED = """() => { const e = document.activeElement;
  if (!window.seen) window.seen = new Set();
  if (e === document.body || window.seen.has(e)) return false;
  window.seen.add(e);
  const style = getComputedStyle(e);
  if (style.outlineStyle === "none" && style.boxShadow === "none")
    window.blind = e.outerHTML.slice(0, 80);
  return true; }"""

OPEN_SOME = """() => [...document.querySelectorAll("details")].slice(0, 6)
  .forEach(d => { d.open = true; })"""
COLOURS = """() => { const s = getComputedStyle(document.body);
  return [s.color, s.backgroundColor]; }"""


def every_page(pages):
    """Both languages' pages, the front page first."""
    return sorted(pages.rglob("*.html"), key=lambda p: (p.name != "index.html", str(p)))


@pytest.fixture(scope="module")
def opened(browser, pages):
    """A page that notes what it complains of and what it asks for outside the report."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.complaints, page.elsewhere = [], []
    page.on(
        "console",
        lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("requestfailed", lambda r: page.complaints.append(f"failed: {r.url}"))
    inside = pages.as_uri()
    page.on(
        "request",
        lambda r: page.elsewhere.append(r.url) if not r.url.startswith((inside, "data:")) else None,
    )
    yield page
    context.close()


def test_no_page_complains_or_asks_for_anything_outside_the_folder(opened, pages):
    opened.complaints.clear()
    opened.elsewhere.clear()
    for path in every_page(pages):
        opened.goto(path.as_uri())
        broken = opened.evaluate(
            "() => [...document.images].filter(i => !i.naturalWidth).map(i => i.src)"
        )
        assert not broken, path
    assert opened.complaints == [] and opened.elsewhere == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_violation_of_wcag_2_2_aa(scheme, opened, pages):
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), Counter()
    opened.set_viewport_size({"width": 1440, "height": 900})
    opened.emulate_media(color_scheme=scheme)
    for path in every_page(pages):
        opened.goto(path.as_uri())
        opened.evaluate(OPEN_SOME)
        response = axe.run(
            opened,
            options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]},
        ).response
        for violation in response["violations"]:
            for node in violation["nodes"]:
                found[
                    (
                        path.relative_to(pages).as_posix(),
                        violation["id"],
                        node["html"][:90],
                        node.get("failureSummary", "")[:200],
                    )
                ] += 1
    opened.emulate_media(color_scheme="light")
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overflows(width, opened, pages):
    opened.set_viewport_size({"width": width, "height": 800})
    over = {}
    for path in every_page(pages):
        opened.goto(path.as_uri())
        if out := opened.evaluate(OVERFLOW):
            over[path.relative_to(pages).as_posix()] = out
    assert not over


def test_every_link_and_every_figure_is_reached_by_keyboard_and_seen(opened, pages):
    opened.set_viewport_size({"width": 1440, "height": 900})
    for path in every_page(pages):
        opened.goto(path.as_uri())
        wanted = opened.evaluate(REACHABLE)
        for _ in range(wanted + 2):
            opened.keyboard.press("Tab")
            if not opened.evaluate(FOCUSED):
                break
        assert opened.evaluate("() => window.seen.size") >= wanted > 10, path
        assert opened.evaluate("() => window.blind || ''") == "", path


def test_a_figure_opens_with_the_keyboard_to_its_source(opened, pages):
    opened.goto((pages / "20_circular_building.html").as_uri())
    summary = opened.locator("td details > summary").first
    summary.focus()
    assert not opened.locator("td details dl").first.is_visible()
    opened.keyboard.press("Enter")
    assert "sha256" in opened.locator("td details dl").first.inner_text()


def test_on_paper_navigation_is_gone_and_figures_stay(opened, pages):
    opened.emulate_media(media="print", color_scheme="dark")
    opened.set_viewport_size({"width": 794, "height": 1123})
    for path in every_page(pages):
        opened.goto(path.as_uri())
        assert not opened.locator("header nav").is_visible()
        assert opened.locator("h1").is_visible()
        ink, paper = opened.evaluate(COLOURS)
        assert (ink, paper) == ("rgb(27, 27, 27)", "rgb(255, 255, 255)"), path
        assert not opened.evaluate(OVERFLOW), path
    opened.emulate_media(media="screen", color_scheme="light")
