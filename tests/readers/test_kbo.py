"""The company register: hand-made files in the publisher's layout, counted by hand."""

import shutil
import subprocess
import sys

import pandas as pd
import pytest

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.clean.economy_jobs import clean_register
from circular_metrics.edition import open_edition
from circular_metrics.errors import BadInputError
from circular_metrics.indicators.employment_circular import establishments_per_10000
from circular_metrics.readers import kbo
from circular_metrics.readers.kbo import check_files, count_establishments
from tests.test_cli import run

ESTABLISHMENT = """"EstablishmentNumber","StartDate","EnterpriseNumber"
"2.000.000.001","01-04-1990","0200.000.001"
"2.000.000.002","01-04-1990","0200.000.001"
"2.000.000.003","01-04-1990","0200.000.003"
"2.000.000.004","01-04-1990","0200.000.004"
"2.000.000.005","01-04-1990","0200.000.005"
"""
# 1: repair of electronics in both editions, twice in one; 2: second-hand; 3: 38.32 means recovery
# in 2008; 4: 38.32 means landfilling in 2025; 5: repair, but not as its main activity; and an
# enterprise with a main activity of its own, which is not an establishment.
ACTIVITY = """"EntityNumber","ActivityGroup","NaceVersion","NaceCode","Classification"
"2.000.000.001","001","2008","95210","MAIN"
"2.000.000.001","006","2008","95210","MAIN"
"2.000.000.001","001","2025","95210","MAIN"
"2.000.000.002","001","2025","47793","MAIN"
"2.000.000.003","001","2008","38323","MAIN"
"2.000.000.004","001","2025","38320","MAIN"
"2.000.000.005","001","2025","47110","MAIN"
"2.000.000.005","001","2025","95210","SECO"
"0200.000.001","001","2025","95210","MAIN"
"""
ADDRESS = """"EntityNumber","TypeOfAddress","CountryNL","CountryFR","Zipcode","MunicipalityNL",\
"MunicipalityFR","StreetNL","StreetFR","HouseNumber","Box","ExtraAddressInfo","DateStrikingOff"
"2.000.000.001","BAET",,,"3000","Leuven","Louvain","Straat, met komma","Rue","1","","",
"2.000.000.002","BAET",,,"9300","Aalst","Alost","Straat","Rue","2","","",
"2.000.000.004","BAET",,,"3000","Leuven","Louvain","Straat","Rue","4","","",
"0200.000.001","REGO",,,"9000","Gent","Gand","Straat","Rue","1","","",
"""


@pytest.fixture
def register(tmp_path):
    folder = tmp_path / "KboOpenData_Full"
    folder.mkdir()
    for name, text in (
        ("establishment.csv", ESTABLISHMENT),
        ("activity.csv", ACTIVITY),
        ("address.csv", ADDRESS),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def activities(data):
    return store.read_table(TABLES["circular_activities"], data)


def found(counts, definition, group):
    mine = counts[(counts["definition"] == definition) & (counts["group"] == group)]
    return dict(zip(mine["municipality"], mine["establishments"], strict=True))


def test_an_establishment_counts_once_and_by_its_main_activity(register, activities):
    counts = count_establishments(register, activities)
    assert found(counts, "repair_and_second_hand", "repair") == {"Leuven": 1}
    assert found(counts, "repair_and_second_hand", "second_hand") == {"Aalst": 1}
    assert found(counts, "repair_and_second_hand", "all") == {"Leuven": 1, "Aalst": 1}


def test_a_number_is_read_in_its_own_edition(register, activities):
    """38.32: recovery of sorted materials in 2008, landfilling in 2025."""
    recycling = found(count_establishments(register, activities), "eurostat", "recycling")
    assert recycling == {"": 1}  # the third, which has no address; the fourth is a landfill


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_other_columns_order_and_line_ends(newline, register, activities):
    swapped = ['"Classification";"NaceCode";"NaceVersion";"EntityNumber"']
    swapped += ['"MAIN";"95.210";"2025";"2.000.000.001"', ""]
    (register / "activity.csv").write_bytes(newline.join(swapped).encode("utf-8-sig"))
    counts = count_establishments(register, activities)
    assert found(counts, "repair_and_second_hand", "repair") == {"Leuven": 1}


def test_places_get_their_code_of_today(register, activities, data):
    areas = store.read_table(TABLES["areas"], data)
    cleaned = clean_register(count_establishments(register, activities), areas)
    mine = cleaned.table[cleaned.table["definition"] == "repair_and_second_hand"]
    repair = mine[mine["group"] == "repair"]
    assert repair["area"].tolist() == ["24062"]
    assert set(mine["area"]) == {"24062", "41002"}  # Aalst by Ninove, not the one by Hasselt
    assert cleaned.quarantine["reason"].unique().tolist() == ["no address of an establishment"]


def test_per_ten_thousand_inhabitants_by_hand():
    counts = pd.DataFrame(
        {"area": ["a", "b"], "definition": "d", "group": "all", "establishments": [25, 3]}
    )
    people = pd.DataFrame({"area": ["a"], "population": [100_000]})
    value = establishments_per_10000(counts, people)["value"]
    assert value.iloc[0] == pytest.approx(2.5)
    assert value.isna().iloc[1]  # inhabitants not known


def test_every_problem_of_the_folder_comes_at_once(tmp_path):
    (tmp_path / "activity.csv").write_text('"EntityNumber","NaceCode"\n')
    (tmp_path / "address.csv").write_text("")
    with pytest.raises(BadInputError) as refusal:
        check_files(tmp_path)
    words = str(refusal.value)
    for expected in ("activity.csv", "NaceVersion", "address.csv", "establishment.csv"):
        assert expected in words


def test_every_row_of_another_width_is_told(register, activities):
    path = register / "activity.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    rows[2], rows[4] = rows[2] + ',"x"', '"2.000.000.002","001","2025"'
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(BadInputError) as refusal:
        count_establishments(register, activities)
    told = [(p.file, p.row, p.found, p.expected) for p in refusal.value.problems]
    assert told == [
        ("activity.csv", 3, "6 cells", "5 cells"),
        ("activity.csv", 5, "3 cells", "5 cells"),
    ]


@pytest.mark.parametrize("piece", [1, 40, 150, 1000])
def test_a_file_may_be_cut_anywhere(piece, register, activities, monkeypatch):
    """Within a value with line ends, commas and quotes, and without a line end at its end."""
    path = register / "address.csv"
    odd = path.read_text(encoding="utf-8").replace("Straat, met", 'Straat\n""3000"",\n\nmet')
    path.write_text(odd.rstrip("\n"), encoding="utf-8")
    whole = count_establishments(register, activities)
    monkeypatch.setattr(kbo, "PIECE", piece)
    pd.testing.assert_frame_equal(count_establishments(register, activities), whole)
    path = register / "activity.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    rows[2], rows[8] = rows[2] + ',"x"', '"2.000.000.002","001","2025"'
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(BadInputError) as refusal:
        count_establishments(register, activities)
    assert [p.row for p in refusal.value.problems] == [3, 9]


@pytest.mark.parametrize("longest", [100, 10_000])
def test_a_quote_that_is_never_closed_is_not_read_to_the_end(
    longest, register, activities, monkeypatch
):
    monkeypatch.setattr(kbo, "PIECE", 64)
    monkeypatch.setattr(kbo, "LONGEST_ROW", longest)
    path = register / "activity.csv"
    path.write_text(path.read_text("utf-8").replace('"95210"', '"95210', 1), encoding="utf-8")
    with pytest.raises(BadInputError, match="a quote that is never closed"):
        count_establishments(register, activities)


@pytest.mark.parametrize("spoiled", [b'"SEC\xe9"', b'"SECO'])
def test_what_is_no_text_or_never_closed_is_refused(spoiled, register, activities):
    """Far behind the head of the file, which is looked at beforehand."""
    path = register / "activity.csv"
    header, *rows = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(header + b"".join(rows * 99).replace(b'"SECO"', b'"SEC2"', 98))
    assert b'"SECO"' in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(b'"SECO"', spoiled))
    with pytest.raises(BadInputError, match=r"activity\.csv"):
        count_establishments(register, activities)


def test_a_value_may_hold_a_line_end(register, activities):
    path = register / "address.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Straat, met", "Straat\nmet"))
    counts = count_establishments(register, activities)
    assert found(counts, "repair_and_second_hand", "repair") == {"Leuven": 1}


def test_the_verb_writes_counts_per_inhabitant(register, tmp_path):
    out = tmp_path / "out"
    result = run("firms", register, "--out", out, "--definition", "repair_and_second_hand")
    assert result.returncode == 0, result.stderr
    table = pd.read_csv(out / "circular_establishments.csv", dtype={"area": str})
    leuven = table[(table["area"] == "24062") & (table["group"] == "all")]
    assert leuven["establishments"].item() == 1
    assert leuven["value"].item() == pytest.approx(10_000 / leuven["population"].item())


def test_nothing_of_the_users_is_written_over_unasked(register, tmp_path, data):
    mine, out = tmp_path / "data", tmp_path / "out"
    shutil.copytree(data / "processed", mine / "processed")
    words = ("firms", register, "--out", out, "--city", "Leuven", "--data", mine)
    assert run(*words).returncode == 0
    kept = mine / "delivered" / "leuven" / "circular_establishments.csv"
    count, log = out / "circular_establishments.csv", out / "cleaning_log.csv"
    assert kept.read_bytes() == count.read_bytes()
    assert run(*words).returncode == 0  # the same again: nothing would be lost
    for place in (kept, count, log):
        whole = place.read_bytes()
        place.write_bytes(b"mine")
        before = {p: p.read_bytes() for p in (kept, count, log)}
        result = run(*words, "--definition", "eurostat")
        assert result.returncode == 1 and str(place) in result.stderr
        assert "--replace" in result.stderr and result.stdout == ""
        assert before == {p: p.read_bytes() for p in (kept, count, log)}
        place.write_bytes(whole)
    assert run(*words, "--definition", "eurostat", "--replace").returncode == 0
    assert kept.read_bytes() == count.read_bytes() != whole


def test_the_verb_refuses_and_writes_nothing(tmp_path):
    result = run("firms", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert result.returncode == 1 and "activity.csv" in result.stderr
    assert "Traceback" not in result.stderr and not (tmp_path / "out").exists()
    result = run("firms", tmp_path, "--out", tmp_path / "out", "--definition", "eurostad")
    assert result.returncode == 1 and "eurostat" in result.stderr


GENERATE = """
COPY (SELECT '2.' || lpad((i % 900)::text, 3, '0') || '.000.'
             || lpad((i // 900 % 1000)::text, 3, '0') AS "EntityNumber", '001' AS "ActivityGroup",
        CASE WHEN i % 2 = 0 THEN '2008' ELSE '2025' END AS "NaceVersion",
        lpad((i * 7919 % 99999)::text, 5, '0') AS "NaceCode",
        CASE WHEN i % 3 = 0 THEN 'SECO' ELSE 'MAIN' END AS "Classification"
      FROM range({n}) t(i))
TO '{path}' (HEADER, FORCE_QUOTE *)
"""
# Linux hands the peak of getrusage down from the process that started this one, so that a long
# test run would be measured with it; VmHWM begins anew with each program.
MEASURE = """
import re, sys
from pathlib import Path
import pandas as pd
from circular_metrics.readers.kbo import count_establishments
counts = count_establishments(Path(sys.argv[1]), pd.read_csv(sys.argv[2], dtype=str))
peak = re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1]
print(int(counts["establishments"].sum()), peak)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read where Linux keeps it")
def test_a_large_file_is_streamed_within_bounds(tmp_path, register, data):
    """Two million generated rows: the count is that of a plain pass, in less than 1 GiB."""
    duckdb = pytest.importorskip("duckdb")
    path, n = register / "activity.csv", 2_000_000
    duckdb.sql(GENERATE.format(n=n, path=path))
    wanted = data / "processed" / "circular_activities.csv"
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(register), str(wanted)],
        capture_output=True,
        text=True,
        check=True,
    )
    total, peak_kib = map(int, done.stdout.split())
    table = pd.read_csv(wanted, dtype=str)
    keys = table["version"] + table["code"].str.replace(".", "")
    listed = table.assign(key=keys).groupby("key")
    i = pd.Series(range(n))
    code = (i * 7919 % 99999).astype(str).str.zfill(5).str[:4]
    key = pd.Series(["2008", "2025"]).take(i % 2).to_numpy() + code
    main = pd.DataFrame({"entity": i % 900 * 1000 + i // 900 % 1000, "key": key})[i % 3 != 0]
    pairs = main.drop_duplicates().merge(
        pd.concat([rows for _, rows in listed])[["key", "definition", "group"]],
        on="key",
        validate="many_to_many",
    )
    whole = pairs.drop_duplicates(["entity", "definition"])
    expected = len(pairs.drop_duplicates(["entity", "definition", "group"])) + len(whole)
    assert total == expected
    assert peak_kib < 1024**2


def test_the_count_is_kept_for_the_page_of_a_city(register, tmp_path, data):
    mine = tmp_path / "data"
    shutil.copytree(data / "processed", mine / "processed")
    before = open_edition("leuven", 2025, data=mine).objective("so1").firms.establishments
    assert "No count of the company register" in before.markdown
    words = ("firms", register, "--out", tmp_path / "out", "--city", "leuven", "--data", mine)
    assert run(*words).returncode == 0
    shown = open_edition("leuven", 2025, data=mine).objective("so1").firms.establishments
    assert "Leuven" in shown.plain() and "Aalst" in shown.plain()
