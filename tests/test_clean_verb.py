"""`clean` serves a published file of every kind, and refuses an empty or foreign one by name."""

import pandas as pd
import pytest

from circular_metrics.clean import KINDS
from circular_metrics.errors import CircularMetricsError
from circular_metrics.report.tidy import clean_files
from circular_metrics.store import LOG_COLUMNS

PUBLISHED_FILES = {
    "ords": "ords/partners/RepairConnects/202507/OpenRepairData_v0.3_RepairConnects_202507.csv",
    "permits": "statbel/bouwvergunningen_LEUVEN.json",
    "building-stock": "statbel/gebouwenpark_LEUVEN.json",
    "eurostat": "eurostat/estat_cei_srm030.tsv",
    "oecd": "oecd/WSECTOR_17062020010507254.csv",
    "statbel": "statbel/huishoudens.json",
    "swing": "flanders/example_Upload_PinC_level_provincie.xlsx",
    "bbc-investments": "bbc/investments_bv.parquet",
    "bbc-actions": "bbc/projects_2026_full.parquet",
    "starters": "firms/vat_survivals.csv",
    "establishments": "statbel/vestigingseenheden.json",
    "refnis": "statbel/TU_COM_REFNIS.txt",
    "population": "statbel/belgian_municipalities_2020.csv",
}


def listed(folder):
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("kind", PUBLISHED_FILES)
def test_a_published_file_becomes_a_table_and_an_account(kind, published, tmp_path):
    clean_files(kind, [published / PUBLISHED_FILES[kind]], tmp_path / "out")
    table = pd.read_csv(tmp_path / "out" / f"{KINDS[kind].output}.csv", dtype=str)
    log = pd.read_csv(tmp_path / "out" / "cleaning_log.csv")
    assert len(table) > 0
    assert list(log.columns) == list(LOG_COLUMNS)
    assert (log["rows"] >= 0).all() and log["meaning"].str.len().gt(0).all()
    expected = {f"{KINDS[kind].output}.csv", "cleaning_log.csv"}
    assert listed(tmp_path / "out") - {"quarantine.csv"} == expected


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"<html><body>404</body></html>"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_such_a_file_is_refused_by_name(kind, content, tmp_path):
    path = tmp_path / "download.csv"
    path.write_bytes(content)
    with pytest.raises(CircularMetricsError, match=r"download\.csv"):
        clean_files(kind, [path], tmp_path / "out")
    assert not (tmp_path / "out").exists()
