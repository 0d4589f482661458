"""What changed between two editions: each kind of change on a hand-made pair, and the real pair."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from circular_metrics.edition import open_edition
from circular_metrics.edition.changes import CAUSES, CHANGES, COLUMNS, changes
from circular_metrics.edition.changes_shown import changelog
from circular_metrics.edition.statement import Statement, statement
from circular_metrics.errors import CircularMetricsError, OutputError
from circular_metrics.observations import ROUNDING
from circular_metrics.report.compare import area_names, compare, renew_changelog, side
from circular_metrics.report.run import Asked, report
from tests.test_cli import run

PROJECT = Path(__file__).resolve().parent.parent


def figures(*rows):
    columns = ["indicator", "period", "value", "source", "vintage"]
    return pd.DataFrame(rows, columns=columns).assign(
        area="24062", scope="all", unit="t", preferred=True, low=float("nan"), high=float("nan"),
        interval="none known",
    )  # fmt: skip


BEFORE = Statement(
    name="2024",
    observations=figures(
        ("kept", 2020, 1.0, "a", "1"),
        ("kept", 2021, 2.0, "a", "1"),
        ("kept", 2022, 3.0, "a", "1"),
        ("kept", 2023, 4.0, "a", "1"),
        ("gone", 2020, 5.0, "a", "1"),
        ("redefined", 2020, 6.0, "a", "1"),
    ),
    definitions=pd.DataFrame(
        {
            "indicator": ["kept", "gone", "redefined"],
            "unit": "t",
            "level": "outcome",
            "better": "lower",
            "scope": "all",
            "definition": ["x", "y", "z"],
        }
    ),
    targets=pd.DataFrame(
        [("kept", "24062", 2030, 100.0, "t", "plan")],
        columns=["indicator", "area", "year", "value", "unit", "document"],
    ),
    verdicts=pd.DataFrame(
        [("kept", "24062", "trend", pd.NA, "improving", "b")],
        columns=["indicator", "area", "rule", "until", "verdict", "because"],
    ).astype({"until": "Int64"}),
)
AFTER = replace(
    BEFORE,
    name="2025",
    observations=figures(
        ("kept", 2020, 1.0, "a", "2"),  # another vintage, the same value: no change
        ("kept", 2021, 2.5, "a", "2"),  # another vintage, another value
        ("kept", 2022, 3.5, "a", "1"),  # the same file, another value
        ("kept", 2024, 9.0, "a", "2"),  # new; 2023 is gone
        ("come", 2024, 7.0, "a", "2"),
        ("redefined", 2020, 8.0, "a", "2"),
    ),
    definitions=BEFORE.definitions.replace({"z": "other words"}),
    targets=BEFORE.targets.assign(value=90.0),
    verdicts=BEFORE.verdicts.assign(verdict="worsening"),
)


@pytest.mark.parametrize(
    ("change", "indicator", "period", "cause"),
    [
        ("value revised", "kept", 2021, "revision"),
        ("value revised", "kept", 2022, "correction"),
        ("value revised", "redefined", 2020, "method"),
        ("value appeared", "kept", 2024, "new data"),
        ("value disappeared", "kept", 2023, "revision"),
        ("indicator appeared", "come", None, "method"),
        ("indicator disappeared", "gone", None, "revision"),
        ("definition changed", "redefined", None, "method"),
        ("target moved", "kept", 2030, "method"),
        ("verdict flipped", "kept", None, "revision"),
    ],
)
def test_a_change_is_found_with_its_cause(change, indicator, period, cause):
    found = changes(BEFORE, AFTER)
    mine = found[(found["change"] == change) & (found["indicator"] == indicator)]
    mine = mine[mine["period"].isna() if period is None else mine["period"] == period]
    assert mine["cause"].tolist() == [cause]


def test_nothing_else_is_said_to_have_changed():
    assert len(changes(BEFORE, AFTER)) == 10
    assert changes(BEFORE, BEFORE).empty


@pytest.mark.parametrize(
    ("interval", "now", "origin", "change"),
    [
        (ROUNDING, 54.83, "2", "value rounded otherwise"),  # 54.8 was published
        (ROUNDING, 54.9, "2", "value revised"),
        (ROUNDING, 54.83, "1", "value revised"),  # the same file says something else
        ("Wilson 95 %", 54.83, "2", "value revised"),  # a sample's interval is no rounding
    ],
)
def test_a_value_within_the_other_s_rounding_is_not_called_revised(interval, now, origin, change):
    before = figures(("kept", 2020, 54.8, "a", "1")).assign(
        low=54.75, high=54.85, interval=interval
    )
    after = figures(("kept", 2020, now, "a", origin))
    one, other = replace(BEFORE, observations=before), replace(BEFORE, observations=after)
    for found in (changes(one, other), changes(other, one)):
        mine = found[found["change"].str.startswith("value")]
        assert mine["change"].tolist() == [change]
    cause = "correction" if origin == "1" else "revision"
    cause = "rounding" if change == "value rounded otherwise" else cause
    assert changes(one, other)["cause"].tolist() == [cause]


def test_there_and_back_swaps_before_and_after():
    there, back = changes(BEFORE, AFTER), changes(AFTER, BEFORE)
    values = ("value revised", "target moved", "verdict flipped")
    key = ["change", "indicator", "period"]
    there, back = (f[f["change"].isin(values)].sort_values(key) for f in (there, back))
    assert there["before"].tolist() == back["after"].tolist()
    assert there["after"].tolist() == back["before"].tolist()


@pytest.fixture(scope="module")
def real():
    return changes(*(statement(open_edition("leuven", year)) for year in (2024, 2025)))


@pytest.mark.parametrize(("year", "before", "after"), [(2022, 18.3, 17.8), (2023, 19.7, 21.8)])
def test_eurostats_revision_of_belgiums_circular_use_is_found(real, year, before, after):
    """Eurostat, April and November 2025."""
    rows = real[(real["indicator"] == "circular_material_use_rate") & (real["period"] == year)]
    mine = rows[(rows["area"] == "BE") & (rows["change"] == "value revised")]
    assert (float(mine["before"].item()), float(mine["after"].item())) == (before, after)
    assert mine["cause"].item() == "revision"


def test_the_real_editions_differ_in_known_ways_only(real):
    assert set(real["change"]) <= set(CHANGES) and set(real["cause"]) <= set(CAUSES)
    assert not (real["cause"] == "correction").any()  # one package, so nothing was corrected


def test_the_earlier_edition_uses_nothing_that_came_later():
    edition = open_edition("leuven", 2024)
    used = {v for text in edition.observations["vintage"] for v in text.split(";")}
    months = {v for v in used if len(v) == 7 and v[4] == "-" and v[5:].isdecimal()}
    assert months and max(months) <= "2025-07"
    assert edition.observations["period"].max() <= 2024


def test_the_page_and_the_csv_hold_the_same_changes(tmp_path):
    page, found = compare("2024", "2025", "leuven", tmp_path, "en")
    kept = pd.read_csv(page.with_name("changes.csv"), dtype=str)
    assert len(kept) == len(found)
    text = page.read_text(encoding="utf-8")
    assert "18.3\u00a0%" in text and "17.8\u00a0%" in text and "revision" in text
    again, _ = compare("2024", "2025", "leuven", tmp_path, "en")
    assert again.read_text(encoding="utf-8") == text


def test_a_kept_report_compares_like_its_edition(tmp_path, real):
    report(Asked("leuven", 2025, ("en",)), tmp_path, jobs=2)
    kept = side(str(tmp_path / "leuven" / "2025"), "leuven", None)
    fresh = statement(open_edition("leuven", 2025))
    assert changes(kept, fresh).empty
    assert len(changes(side("2024", "leuven", None), kept)) == len(real)


def test_what_is_neither_an_edition_nor_a_report_is_refused(tmp_path):
    for word in ("1999", str(tmp_path / "nowhere"), str(tmp_path)):
        with pytest.raises(CircularMetricsError):
            side(word, "leuven", None)
    result = run("compare", "1999", "2025", "--out", tmp_path)
    assert result.returncode == 1 and "2024, 2025" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_revision_too_small_for_the_usual_decimals_is_still_seen():
    """Before and after never read the same: "54.8 % → 54.8 %" tells nobody anything."""
    found = pd.DataFrame([dict.fromkeys(COLUMNS, None)]).assign(
        change="value revised", indicator="x", area="BE", period=2010, unit="percent",
        before="54.81", after="54.84", cause="revision", source_after="s@2",
    )  # fmt: skip
    assert list(changelog(found, {"BE": "Belgium"})) == [
        "- x, Belgium 2010: 54.81\u00a0% → 54.84\u00a0% (revision; s@2)"
    ]


def test_the_changelog_holds_what_compare_gives(real):
    """A figure that changes without a line in the changelog turns this red.

    ``circular-metrics compare 2024 2025 --changelog CHANGELOG.md`` mends it.
    """
    kept = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    section = kept.partition("<!-- compare leuven 2024 2025 -->")[2]
    lines = list(changelog(real, area_names("leuven", "en", None)))
    assert section.partition("<!-- end of compare -->")[0].strip().splitlines() == lines


def test_a_changelog_is_written_between_its_marks_only(tmp_path):
    path = tmp_path / "CHANGES.md"
    begin, end = "<!-- compare leuven 2024 2025 -->", "<!-- end of compare -->"
    path.write_bytes(f"# Mine\r\n{begin}\nold\n{end}\nkept\n".encode())
    for _ in "ab":
        renew_changelog(path, ["- a", "- b"], "leuven", "2024", "2025")
        assert path.read_bytes().decode() == f"# Mine\r\n{begin}\n\n- a\n- b\n\n{end}\nkept\n"
    path.write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(OutputError, match="compare leuven 2024 2025"):
        renew_changelog(path, ["- a"], "leuven", "2024", "2025")
    assert path.read_text(encoding="utf-8") == "# Mine\n"


def test_lines_for_a_changelog_name_the_cause(tmp_path):
    result = run("compare", "2024", "2025", "--markdown", cwd=tmp_path)
    assert result.returncode == 0
    line = next(x for x in result.stdout.splitlines() if "18.3" in x)
    assert "→ 17.8" in line and "revision" in line
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("was", "now", "change"),
    [
        ("improving", "worsening", "verdict flipped"),
        ("not_enough_data", "falling", "verdict reached"),
        ("rising", "interrupted", "verdict lost"),
        ("not_enough_data", "interrupted", "verdict lost"),
    ],
)
def test_a_first_verdict_has_not_flipped(was, now, change):
    before = replace(BEFORE, verdicts=BEFORE.verdicts.assign(verdict=was))
    after = replace(BEFORE, verdicts=BEFORE.verdicts.assign(verdict=now))
    assert changes(before, after)["change"].tolist() == [change]
