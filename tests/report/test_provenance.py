"""Every figure in a page's tables opens to the observation it shows."""

import html
import re

import nbformat
import pandas as pd
import pytest

from circular_metrics.clean import TABLES
from circular_metrics.edition import open_edition
from circular_metrics.edition.displays import PERMITS, figures_of, links_of, origin_of
from circular_metrics.edition.provenance import key_of, provenance
from circular_metrics.indicators import INDICATORS
from circular_metrics.report.behind import origin_html, with_provenance
from circular_metrics.report.notebooks import notebooks
from circular_metrics.sources import SOURCES
from circular_metrics.wording import number, quantity

FIGURE = re.compile(
    r'<(?:td|div)[^>]* data-observation="([0-9a-f]+)"><details>'
    r"<summary>(.*?)</summary><dl>(.*?)</dl>"
)
LINKED = re.compile(r'href="#f-([0-9a-f]+)"')


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_figure_walks_back_to_its_observation(language, pages):
    """A printed value is that of the observation whose key it carries, in the page's language.

    Where a row is one series, its unit has a column of its own.
    """
    edition = open_edition("leuven", 2025, language)
    known = {key_of(row): row for _, row in edition.observations.iterrows()}
    folder = pages if language == "nl" else pages / "en"
    count = 0
    for page in [*folder.glob("[1-9]*.html"), folder / "index.html"]:
        text = page.read_text(encoding="utf-8")
        for key, words, behind in FIGURE.findall(text):
            row = known[key]
            whole = quantity(row["value"], row["unit"], language)
            assert html.unescape(words) in (whole, whole.partition("\u00a0")[0])
            assert row["indicator"] in behind
            if row["status"] != "claimed":
                name = f"{row['source'].split(';')[0]}@{row['vintage'].split(';')[0]}"
                there = LINKED.findall(behind)
                said = behind + "".join(opened_at(text, key) for key in there)
                assert name not in SOURCES or SOURCES[name].sha256 in said
            count += 1
    assert count > 200


def opened_at(page: str, key: str) -> str:
    """What opens at the place that a link leads to; it must be there, once."""
    (found,) = re.findall(rf'id="f-{key}" data-observation="{key}"><details>(.*?)</details>', page)
    return found


def test_no_cited_figure_stays_closed(pages):
    for page in pages.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert text.count("data-observation=") == len(FIGURE.findall(text)), page


def test_the_one_figure_of_each_objective_on_the_front_page_opens(pages):
    text = (pages / "index.html").read_text(encoding="utf-8")
    cards = list(text.split('<section class="card"')[1:])
    assert len(cards) == 5
    for card in cards:
        assert len(FIGURE.findall(card)) == 1 or "geen cijfer" in card


NAMED = {"area", "period", "value", "status"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_point_of_a_picture_over_time_is_an_observation(language, pages):
    """Place, year and value of a drawn point are those of an observation, to the six digits that
    a picture's data keep; so the point has the source of that observation.
    """
    edition = open_edition("leuven", 2025, language)
    known = {
        (edition.names.get(row.area, row.area), row.period, f"{row.value:.6g}", row.status)
        for row in edition.observations.dropna(subset="value").itertuples()
    }
    count = 0
    for path in (pages if language == "nl" else pages / "en").glob("figures/*.csv"):
        drawn = pd.read_csv(path)
        if set(drawn) >= NAMED:
            for row in drawn.itertuples():
                assert (row.area, row.period, f"{row.value:.6g}", row.status) in known, path
                count += 1
    assert count > 300


def test_two_observations_never_share_a_key():
    observations = open_edition("leuven", 2025).observations
    keys = [key_of(row) for _, row in observations.iterrows()]
    distinct = observations.drop_duplicates(
        ["indicator", "area", "period", "scope", "source", "vintage", "value"]
    )
    assert len(set(keys)) == len(distinct)


def test_a_claim_opens_to_its_page_and_a_measured_figure_to_its_file():
    edition = open_edition("leuven", 2025, "en")
    own = edition.observations[edition.observations["area"] == "24062"]
    claimed = dict(provenance(own[own["status"] == "claimed"].iloc[0], edition))
    assert "http" in claimed["page"] and "sha256" in claimed["file"]
    measured = dict(provenance(own[own["indicator"] == "renovation_share"].iloc[0], edition))
    assert "sha256" in measured["file"] and "R / (N + R)" in measured["formula"]


def test_caveats_stand_once_in_full_and_are_linked_from_the_other_figures():
    cells = "".join(f'<td class="number" data-observation="{key}">{key} t</td>' for key in "ab")
    one, two = "one " * 30, "two " * 30
    rows = [("source", "x"), ("caveat", one), ("caveat", two)]
    opened = with_provenance(cells, {"a": rows, "b": rows})
    assert opened.count(f"<dd>{one}") == opened.count(f"<dd>{two}") == 1
    assert '<dt>caveat<dd>the same as behind <a href="#f-a">a t</a></dl>' in opened
    assert 'id="f-a"' in opened and opened.count("<dt>source<dd>x") == 2


def test_what_two_figures_share_is_linked_in_one_line():
    cells = "".join(f'<td class="number" data-observation="{key}">{key} t</td>' for key in "ab")
    formula, note = "sum of all parts " * 5, "a break in the series " * 5
    rows = [("formula", formula), ("status", "observed"), ("note", note), ("file", "f " * 90)]
    opened = with_provenance(cells, {"a": rows, "b": rows})
    same = '<dt>formula, note, file<dd>the same as behind <a href="#f-a">a t</a></dl>'
    assert same in opened and opened.count("<dt>file<dd>") == 1
    assert opened.count("<dt>status<dd>observed") == 2


def test_what_is_opened_is_escaped():
    page = '<td class="number" data-observation="ab12">1 t</td>'
    opened = with_provenance(page, {"ab12": [("note", "<script>alert(1)</script>")]})
    assert "<script>" not in opened and "&lt;script&gt;" in opened


def displays():
    """Every code cell of the kept notebooks that shows something of the edition."""
    for path in notebooks():
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code" and cell.get("outputs"):
                yield path.stem, cell.source


def test_every_display_says_what_it_is_made_from():
    """A sentence, a picture or a table that is added to a notebook has to be declared."""
    unknown = [(stem, source) for stem, source in displays() if origin_of(source) is None]
    assert not unknown
    named = {key for _, source in displays() for key in origin_of(source).indicators}
    tables = {table for _, source in displays() for table in origin_of(source).tables}
    assert named <= set(INDICATORS) and tables <= set(TABLES)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sentence_and_picture_with_a_figure_leads_to_formulas_and_files(language, pages):
    """Below each display that prints a number and does not open by itself stand its links; each
    leads to a row that holds a formula, or the hash of a file, or to the list of all of them.
    """
    edition = open_edition("leuven", 2025, language)
    about = {page.objective.notebook: page for page in edition.objectives}
    folder = pages if language == "nl" else pages / "en"
    there = {name: (folder / f"{name}.html").read_text("utf-8") for name in ("methods", "data")}
    count = 0
    for path in notebooks():
        page = html.unescape((folder / f"{path.stem}.html").read_text(encoding="utf-8"))
        for cell in nbformat.read(path, as_version=4).cells:
            shown = [o for o in cell.get("outputs", []) if "text/plain" in o.get("data", {})]
            has_figure = any(re.search(r"\d", o["data"]["text/plain"]) for o in shown)
            if cell.cell_type != "code" or not has_figure or origin_of(cell.source).opens:
                continue
            links = links_of(cell.source, edition, about.get(path.stem))
            assert links, cell.source
            said = shown[-1]["data"].get("text/markdown", "")
            each = figures_of(cell.source, said, edition) if said else ()
            whole = origin_html(links, language, each).partition('<dl class="figures">')[0]
            assert html.unescape(whole) in page, cell.source
            for address, _ in links:
                name, _, place = address.partition(".html")
                row = there[name].partition(f'id="{place.removeprefix("#")}"')[2]
                assert row or not place, (cell.source, address)
                if "@" in place:
                    assert re.search(r"<td>[0-9a-f]{64}</td>", row.partition("</tr>")[0]), address
            count += 1
    assert count > 60


def test_a_display_is_known_by_its_name_whoever_opens_the_page():
    assert origin_of("page.waste.flows()").tables == ("eurostat_series",)
    asked = 'report.objective("so5").indexed(["gdp_chain_linked"], "BE")'
    assert origin_of(asked).indicators == ("gdp_chain_linked",)
    assert origin_of("page.opening").is_whole and origin_of("modelled.tornado").tables
    assert origin_of("import circular_metrics as cm") is None
    assert origin_of("page.made_up") is None


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("page.waste.falling", {"household_waste": (2019, 2022)}),
        (
            "page.building.permits_words",
            dict.fromkeys(PERMITS, (2019, 2024, 2025)),
        ),
        ("page.beside.words", {"renovation_share_5_years": (2024,)}),
        ("page.building.materiality_words", {"materialenbank_recovered": (2025,)}),
        ("page.repair.cars", {"shared_cars_per_1000_inhabitants": (2022,)}),
    ],
)
def test_a_sentence_opens_to_each_of_its_figures(cell, wanted):
    """The city's figures that a sentence names: value, interval, status, source and vintage."""
    edition = open_edition("leuven", 2025, "en")
    shown = [
        output["data"]["text/markdown"]
        for path in notebooks()
        for one in nbformat.read(path, as_version=4).cells
        for output in one.get("outputs", [])
        if one.source.splitlines()[-1:] == [cell]
    ]
    (said,) = shown
    found = figures_of(cell, said, edition)
    rows = {key_of(row): row for _, row in edition.observations.iterrows()}
    mine = [rows[figure.key] for _, figure, _ in found]
    for key, years in wanted.items():
        held = [row for row in mine if row["indicator"] == key]
        assert tuple(row["period"] for row in held) == years
        for row in held:
            decimals = INDICATORS[key].decimals
            assert any(
                number(row["value"], "en", digits) in said for digits in (0, 1, decimals or 0)
            )
    for (name, _, known), row in zip(found, mine, strict=True):
        assert str(row["period"]) in name and row["status"] in known and "interval" in known
        assert row["source"].split(";")[0] in known and row["vintage"].split(";")[0] in known
    page = origin_html([("a", "b")], "en", found)
    assert page.count("data-observation") == len(found) and "<details" in page
