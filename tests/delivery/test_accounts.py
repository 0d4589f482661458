"""Annual accounts that were handed over: read, refused, kept, and held against the plans.

The amounts are made up here for the test and are no municipality's.
"""

import json
import shutil

import pandas as pd
import pytest

from circular_metrics.delivery.accounts import accounts_file, keep_accounts, read_accounts
from circular_metrics.edition import open_edition
from circular_metrics.edition.budgets import share_realised
from circular_metrics.errors import OutputError
from circular_metrics.readers.bbc import BY_FIELD, read_accounts_by_field
from tests.test_cli import run

NATURE, WASTE = "3 Natuur en milieubeheer", "030 Afval- en materialenbeheer"
ROADS = ("2 Zich verplaatsen en mobiliteit", "020 Wegen", "0200 Wegen")
COLLECT = (NATURE, WASTE, "0300 Ophalen")


def export(path, *rows, separator=";"):
    """An export: (code, report year, book year, field, amount, per inhabitant)."""
    lines = [separator.join(BY_FIELD)]
    lines += [separator.join([*row[:3], *row[3], *row[4:]]) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def leuven(year, field, amount, each="100,00", report=None, code="24062"):
    return (code, report or year, year, field, amount, each)


@pytest.fixture
def folder(tmp_path, data):
    mine = tmp_path / "data"
    shutil.copytree(data / "processed", mine / "processed")
    return mine


TWO_YEARS = (
    leuven("2020", ROADS, "10.000.000,00"),
    leuven("2020", COLLECT, "1.500.000,50", "15,00"),
    leuven("2021", ROADS, "12.000.000,00", "120,00"),
)


def test_belgian_and_plain_amounts_are_the_same(tmp_path):
    belgian = read_accounts_by_field(export(tmp_path / "a.csv", *TWO_YEARS))
    plain = [(*row[:4], row[4].replace(".", "").replace(",", "."), row[5]) for row in TWO_YEARS]
    assert read_accounts_by_field(export(tmp_path / "b.csv", *plain)).equals(belgian)
    belgian.to_parquet(tmp_path / "c.parquet", index=False)
    again = read_accounts_by_field(tmp_path / "c.parquet")
    assert again.to_numpy().tolist() == belgian.to_numpy().tolist()
    assert belgian["Totaal"].tolist() == ["10000000.00", "1500000.50", "12000000.00"]


def test_what_is_kept_is_realised_and_of_the_plan_that_the_year_is_in(tmp_path, folder):
    path = export(tmp_path / "jaarrekening.csv", *TWO_YEARS)
    keep_accounts(path, folder)
    found = read_accounts(folder).set_index(["year", "field"])
    assert set(found["stage"]) == {"realised"} and set(found["plan_edition"]) == {2020}
    assert found.loc[(2020, "waste_and_materials"), "amount_eur"] == 1_500_000.5
    assert found.loc[(2020, "total"), "amount_eur"] == 11_500_000.5
    account = json.loads(accounts_file(folder).with_suffix(".json").read_text("utf-8"))
    assert account["years"] == [2020, 2021] and account["file"] == "jaarrekening.csv"
    keep_accounts(path, folder)  # the same again is no other delivery
    export(path, *TWO_YEARS[:2])
    with pytest.raises(OutputError, match="--replace"):
        keep_accounts(path, folder)
    keep_accounts(path, folder, replace=True)
    assert set(read_accounts(folder)["year"]) == {2020}


def test_the_verb_that_cleans_knows_accounts(tmp_path):
    path = export(tmp_path / "jaarrekening.csv", *TWO_YEARS)
    result = run("clean", "bbc-accounts", path, "--out", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    table = pd.read_csv(tmp_path / "out" / "municipal_accounts.csv")
    assert set(table["stage"]) == {"realised"} and set(table["year"]) == {2020, 2021}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (leuven("2021", ROADS, "1,00", report="2020"), "row 3, column 'Rapportjaar'"),
        (leuven("2012", ROADS, "1,00"), "row 3, column 'Boekjaar'"),
        (leuven("2021", ROADS, "12.5"), "row 3, column 'Totaal'"),
        (leuven("2021", ROADS, "veel"), "row 3, column 'Totaal'"),
        (leuven("2020", ROADS, "1,00"), "a second row"),
        (leuven("2021", ROADS, "1,00", code="99999"), "found 99999"),
        (leuven("2021", ("x", "y", "z"), "1,00"), "'x'"),
    ],
)
def test_what_is_no_account_is_refused_and_nothing_is_kept(row, words, tmp_path, folder):
    path = export(tmp_path / "a.csv", TWO_YEARS[0], row)
    result = run("accounts", path, "--data", folder)
    assert result.returncode == 1 and "Traceback" not in result.stderr
    assert words in result.stderr
    assert not accounts_file(folder).exists()


def test_the_share_that_was_spent_is_of_the_years_that_both_have():
    """Planned 100 + 200 in two common years, spent 60 + 150: 70 %; the third year is no part."""
    shape = {"area": "a", "plan_edition": 2020, "field": "total"}
    plans = pd.DataFrame({"year": [2020, 2021, 2022], "amount_eur": [100.0, 200.0, 400.0]})
    spent = pd.DataFrame({"year": [2020, 2021, 2023], "amount_eur": [60.0, 150.0, 9.0]})
    found = share_realised(plans.assign(**shape, stage="plan"), spent.assign(**shape))
    row = found.iloc[0]
    assert (row["percent"], row["years"], row["first"], row["last"]) == (70, 2, 2020, 2021)
    assert share_realised(plans.assign(**shape, stage="plan"), spent.assign(**shape).iloc[:0]).empty


def test_the_page_says_what_to_hand_over_and_shows_it_once_it_was(tmp_path, folder):
    page = open_edition("leuven", 2025, "nl", data=folder).objective("so5")
    told = page.policy.realised.markdown
    assert "jaarrekening" in told and "circular-metrics accounts" in told
    assert all(column in told for column in BY_FIELD)
    result = run("accounts", export(tmp_path / "a.csv", *TWO_YEARS), "--data", folder)
    assert result.returncode == 0, result.stderr
    page = open_edition("leuven", 2025, "nl", data=folder).objective("so5")
    assert "2020–2021" in page.policy.realised.markdown
    assert "jaarrekening" in page.policy.planned_and_adjusted.plain()
