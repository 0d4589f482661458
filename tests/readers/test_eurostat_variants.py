"""Forms that the standards allow and files in the wild have: the same cells come out of each."""

import copy
import json

import pytest

from circular_metrics.clean.waste.long import EUROSTAT
from circular_metrics.errors import BadInputError, UnknownLabelError

# The recycling rate of Belgium: published with a break in 2020, withheld in 2021.
EXPECTED = [
    ("cei_wm011", "A", "PC", "BE", "2020", "51.4", "b", False),
    ("cei_wm011", "A", "PC", "BE", "2021", "nan", "nan", True),
]
COLUMNS = ["dataset", "freq", "unit", "area", "period", "value", "flag", "confidential"]
ID = "ESTAT:CEI_WM011(1.0)"
SDMX = {
    "1.0 with names behind the codes": [
        "DATAFLOW: Dataflow,freq: Frequency,unit: Unit,geo: Entity (reporting),TIME_PERIOD: Time,"
        "OBS_VALUE: Value,OBS_FLAG: Flag,CONF_STATUS: Status",
        f"{ID}: Rate,A: Annual,PC: Percentage,BE: Belgium,2020: 2020,51.4,b: break,F: Free",
        f"{ID}: Rate,A: Annual,PC: Percentage,BE: Belgium,2021: 2021,,,C: Confidential",
    ],
    "1.0 in small letters": [
        "dataflow,freq,unit,geo,time_period,obs_value,obs_flag,conf_status",
        f"{ID},A,PC,BE,2020,51.4,b,",
        f"{ID},A,PC,BE,2021,,,C",
    ],
    "1.0 with semicolons and decimal commas": [
        "DATAFLOW;freq;unit;geo;TIME_PERIOD;OBS_VALUE;OBS_FLAG;CONF_STATUS",
        f"{ID};A;PC;BE;2020;51,4;b;",
        f"{ID};A;PC;BE;2021;;;C",
    ],
    "1.0 with labels for flags": [
        "DATAFLOW,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS",
        f"{ID},A,PC,BE,2020,51.4,break in time series,",
        f"{ID},A,PC,BE,2021,,,Confidential",
    ],
    "2.0 with columns of several values": [
        "STRUCTURE[;],STRUCTURE_ID,ACTION,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS,"
        "COMMENT[]",
        f"dataflow,{ID},I,A,PC,BE,2020,51.4,b,F,one;two",
        f"dataflow,{ID},I,A,PC,BE,2021,NaN,,C,",
    ],
    "2.0 with names behind the codes": [
        "STRUCTURE,STRUCTURE_ID,ACTION,freq: Frequency,unit: Unit,geo: Entity,TIME_PERIOD: Time,"
        "OBS_VALUE: Value,OBS_FLAG: Flag,CONF_STATUS: Status",
        f"dataflow,{ID}: Rate,I,A: Annual,PC: Percentage,BE: Belgium,2020,51.4,b: break,F: Free",
        f"dataflow,{ID}: Rate,I,A: Annual,PC: Percentage,BE: Belgium,2021,#N/A,,C: Confidential",
    ],
    "2.0 with names in columns of their own": [
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Frequency,unit,Unit,geo,Entity,TIME_PERIOD,"
        "Time,OBS_VALUE,Value,OBS_FLAG,Flag,CONF_STATUS,Status",
        f"dataflow,{ID},Rate,A,Annual,PC,Percentage,BE,Belgium,2020,,51.4,,b,break,,",
        f"dataflow,{ID},Rate,A,Annual,PC,Percentage,BE,Belgium,2021,,,,,,C,Confidential",
    ],
    "2.0 in another order, dimensions in capitals": [
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,OBS_FLAG,CONF_STATUS,UNIT,REF_AREA,TIME_PERIOD,OBS_VALUE",
        f"dataflow,{ID},A,A,b,F,PC,BE,2020,51.4",
        f"dataflow,{ID},A,A,,C,PC,BE,2021,",
    ],
    "2.0 with dimensions behind the value": [
        "STRUCTURE,STRUCTURE_ID,ACTION,OBS_VALUE,OBS_FLAG,CONF_STATUS,geo,unit,TIME_PERIOD,freq",
        f"dataflow,{ID},I,51.4,b,F,BE,PC,2020,A",
        f"dataflow,{ID},I,,,C,BE,PC,2021,A",
    ],
}


def cells(path):
    table = EUROSTAT.clean(EUROSTAT.read(path), path.name).table[COLUMNS].astype("object")
    return [(*map(str, row[:-1]), row[-1]) for row in table.itertuples(index=False)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("form", SDMX)
def test_sdmx_csv(tmp_path, form, end):
    path = tmp_path / "cei_wm011.csv"
    path.write_text(end.join([*SDMX[form], ""]), encoding="utf-8", newline="")
    assert cells(path) == EXPECTED


def test_states_of_sdmx_s_own_code_list_are_flags_with_their_meaning(tmp_path):
    path = tmp_path / "x.csv"
    rows = [
        f"dataflow,{ID},I,BE,{2020 + n},{v},{s}"
        for n, (v, s) in enumerate([(1, "B"), ("NaN", "Q"), (2, "A")])
    ]
    header = "STRUCTURE,STRUCTURE_ID,ACTION,geo,TIME_PERIOD,OBS_VALUE,OBS_STATUS"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    cleaned = EUROSTAT.clean(EUROSTAT.read(path), path.name)
    assert cleaned.table["flag"].tolist() == ["B", "Q", "A"]
    assert cleaned.table["confidential"].tolist() == [False, True, False]
    said = dict(zip(cleaned.log["rule"], cleaned.log["meaning"], strict=True))
    assert said["flag_B"].endswith("break in the series")


DATASET = {
    "version": "2.0",
    "class": "dataset",
    "id": ["geo", "time", "unit", "freq"],
    "size": [1, 2, 1, 1],
    "value": {"0": 51.4},
    "status": {"0": "b", "1": "c"},
    "dimension": {
        "geo": {"category": {"index": {"BE": 0}}},
        "time": {"category": {"index": ["2020", "2021"]}},
        "unit": {"category": {"label": {"PC": "Percentage"}}},
        "freq": {"category": {"index": {"A": 0}}},
    },
    "extension": {"id": "CEI_WM011"},
}


def bundle(key):
    """The dataset as versions before 2.0 have it."""
    old = {name: DATASET[name] for name in ("value", "status")}
    inner = {"id": DATASET["id"], "size": DATASET["size"], "role": {"time": ["time"]}}
    return {key: {**old, "dimension": {**inner, **DATASET["dimension"]}}}


def by_role():
    """The dataset with names of dimensions that only their roles explain."""
    changed = copy.deepcopy(DATASET)
    changed["id"] = ["region", "Tid", "unit", "freq"]
    dimension = changed["dimension"]
    dimension["region"], dimension["Tid"] = dimension.pop("geo"), dimension.pop("time")
    return changed | {"role": {"time": ["Tid"], "geo": ["region"]}}


JSONSTAT = {
    "by position": DATASET,
    "as lists": DATASET | {"value": [51.4, None], "status": ["b", "c"]},
    "in a collection": {"class": "collection", "link": {"item": [DATASET]}},
    "in a bundle": bundle("CEI_WM011"),
    "without its class": {k: v for k, v in DATASET.items() if k != "class"},
    "by roles": by_role(),
}


@pytest.mark.parametrize("form", JSONSTAT)
def test_jsonstat(tmp_path, form):
    path = tmp_path / "cei_wm011.json"
    path.write_text(json.dumps(JSONSTAT[form]), encoding="utf-8")
    withheld = (*EXPECTED[1][:6], "c", True)
    assert cells(path) == [EXPECTED[0], withheld]


def test_two_datasets_of_a_collection_stay_two(tmp_path):
    other = DATASET | {"extension": {"id": "CEI_WM020"}}
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"class": "collection", "link": {"item": [DATASET, other]}}))
    assert [row[0] for row in cells(path)] == ["cei_wm011"] * 2 + ["cei_wm020"] * 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"class": "collection", "link": {"item": [{"href": "https://x"}]}}, "holds no dataset"),
        (
            {"dimension": DATASET["dimension"] | {"geo": {"category": {"index": {"BE": 3}}}}},
            "out of order",
        ),
        ({"id": ["geo", "when", "unit", "freq"]}, "by name or role"),
    ],
)
def test_a_file_that_holds_no_whole_dataset_is_refused(tmp_path, changed, words):
    path = tmp_path / "x.json"
    path.write_text(json.dumps(DATASET | changed), encoding="utf-8")
    with pytest.raises(BadInputError, match=words):
        EUROSTAT.read(path)


def test_a_tsv_saved_again_by_a_spreadsheet_keeps_its_decimals(tmp_path):
    path = tmp_path / "cei_wm011.csv"
    text = "freq;unit;geo\\TIME_PERIOD;2020;2021\r\nA;PC;BE;51,4 b;: c\r\n"
    path.write_text(text, encoding="utf-8", newline="")
    assert cells(path) == [EXPECTED[0], (*EXPECTED[1][:6], "c", True)]


def test_every_unknown_flag_is_told_with_a_cell_that_has_it(tmp_path):
    path = tmp_path / "x.tsv"
    text = "freq,unit,geo\\TIME_PERIOD\t2019 \t2020 \nA,PC,FR\t2 q\t: w\nA,PC,BE\t2 q\t3 \n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnknownLabelError) as refused:
        EUROSTAT.clean(EUROSTAT.read(path), path.name)
    lines = str(refused.value).splitlines()
    assert "found 'q' in 2 cells, first PC | FR | 2019" in lines[0]
    assert "found 'w' in 1 cells, first PC | FR | 2020" in lines[1]


HEAD_2 = "STRUCTURE,STRUCTURE_ID,ACTION,freq,unit,geo,TIME_PERIOD,OBS_VALUE"


def test_a_second_measure_stays_beside_the_first(tmp_path):
    """Which columns are measures the format does not say; ``OBS_VALUE`` is Eurostat's."""
    file = tmp_path / "x.csv"
    file.write_text(f"{HEAD_2},OBS_COUNT,OBS_FLAG\ndataflow,ESTAT:X(1.0),I,A,T,BE,2020,5,7,e\n")
    row = EUROSTAT.clean(EUROSTAT.read(file), file.name).table.iloc[0]
    assert (row["value"], row["flag"], row["attributes"]) == (5.0, "e", "OBS_COUNT=7")


def test_rows_of_refusals_are_lines_of_the_file(tmp_path):
    file = tmp_path / "x.csv"
    rows = ["", 'dataflow,ESTAT:X(1.0),I,A,"T\nof it",BE,2020,5', "dataflow,X,D,A,T,BE,20,ten", ""]
    file.write_text("\n".join([HEAD_2, *rows]))
    with pytest.raises(BadInputError) as error:
        EUROSTAT.read(file)
    told = [(p.row, p.column) for p in error.value.problems]
    assert told == [(5, "OBS_VALUE"), (5, "TIME_PERIOD"), (5, "ACTION")]


def test_wrong_places_and_wrong_values_of_jsonstat_are_told_at_once(tmp_path):
    dataset = {
        "class": "dataset",
        "id": ["geo", "time"],
        "size": [1, 2],
        "dimension": {
            "geo": {"category": {"label": {"BE": "Belgium"}}},
            "time": {"category": {"index": ["2019", "2020"]}},
        },
        "value": {"0": "n/a", "9": 3},
        "status": {"7": "e"},
    }
    file = tmp_path / "x.json"
    file.write_text(json.dumps(dataset))
    with pytest.raises(BadInputError) as error:
        EUROSTAT.read(file)
    found = [(p.column, p.found) for p in error.value.problems]
    assert found == [
        ("value", "position '9'"),
        ("status", "position '7'"),
        ("value", "'n/a' at position 0"),
    ]


def test_a_table_saved_again_that_is_cut_off_within_quotes_is_refused(tmp_path):
    path = tmp_path / "cut.csv"
    path.write_text('freq,unit,geo\\TIME_PERIOD;2020;2021\nA,PC,BE;21.4;"18.3\n')
    with pytest.raises(BadInputError) as error:
        EUROSTAT.read(path)
    (problem,) = error.value.problems
    assert (problem.file, problem.row) == ("cut.csv", 2) and "end of data" in problem.found
