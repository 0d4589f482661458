"""A city file: what it may say, and every mistake in it told at once with its place."""

import pytest

from circular_metrics.city import check_city, cities, load_city, read_city
from circular_metrics.errors import BadCityError, UnknownNameError

CITY = """
name = "Testegem"
area = "11111"
codes = ["11111", "11110"]
context = ["02000"]
departments = ["Waste", "Works"]

[strategy]
title_nl = "Plan"
title_en = "Plan"
url = "https://example.org/plan"
start = 2020

[peers]
partners = ["22222", "33333"]

[[objectives]]
key = "so1"
notebook = "10_firms"
title_nl = "Bedrijven"
title_en = "Firms"
question_nl = "Meer?"
question_en = "More?"
indicators = ["litter", "huisvuil"]
headline = "litter"

[[targets]]
indicator = "litter"
area = "11111"
year = 2030
value = 100
unit = "t"
scope = "litter (zwerfvuil)"
document = "Plan, p. 3"
url = "https://example.org/plan"
baseline_year = 2020
baseline = 200.5
"""


@pytest.fixture
def read(tmp_path):
    """Read a city file with some of its text replaced."""

    def replaced(*changes):
        text = CITY
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / "testegem.toml").write_text(text, encoding="utf-8")
        return read_city(tmp_path / "testegem.toml")

    return replaced


def test_a_city_is_what_its_file_says(read):
    city = read()
    assert (city.key, city.name, city.area) == ("testegem", "Testegem", "11111")
    assert city.codes == ("11111", "11110") and city.peers == {"partners": ("22222", "33333")}
    assert city.departments == ("Waste", "Works") and city.partners == ()
    (objective,) = city.objectives
    assert objective.titles == {"nl": "Bedrijven", "en": "Firms"}
    assert objective.indicators == ("litter", "huisvuil") and objective.headline == "litter"
    (target,) = city.targets
    assert (target.year, target.value, target.baseline) == (2030, 100, 200.5)


def test_targets_baselines_and_departments_may_be_absent(read):
    city = read(
        ("baseline_year = 2020\nbaseline = 200.5\n", ""), ('departments = ["Waste", "Works"]\n', "")
    )
    assert city.targets[0].baseline is None and city.departments == ()
    assert read((CITY.partition("[[targets]]")[2], ""), ("[[targets]]", "")).targets == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "Testegem"', "", "missing key 'name'"),
        ('name = "Testegem"', 'name = ""', "'name' is empty"),
        ('name = "Testegem"', "name = 3", "'name' is 3; expected str"),
        ('name = "Testegem"', 'nane = "T"', "unknown key 'nane'; did you mean 'name'?"),
        ('codes = ["11111", "11110"]', "codes = [11111]", "'codes' is [11111]; expected a list"),
        ('codes = ["11111", "11110"]', "codes = []", "'codes' is empty"),
        ('departments = ["Waste", "Works"]', 'departments = "Waste"', "'departments' is 'Waste'"),
        ('partners = ["22222", "33333"]', "partners = [1]", "'peers.partners' is [1]"),
        ("start = 2020", "start = true", "'strategy.start' is True; expected int"),
        ("https://example.org/plan", "example.org", "'strategy.url' is 'example.org'"),
        ('headline = "litter"', 'headline = "liter"', "did you mean 'litter'?"),
        ('headline = "litter"', "headline = 7", "'objectives[1].headline' is 7"),
        ('headline = "litter"', "", "missing key 'objectives[1].headline'"),
        ('key = "so1"', 'key = ["so1"]', "'objectives[1].key' is ['so1']; expected str"),
        ("year = 2030", "year = 2030.0", "'targets[1].year' is 2030.0; expected int"),
        ("value = 100", 'value = "100"', "'targets[1].value' is '100'; expected int or float"),
        ("value = 100", "value = nan", "'targets[1].value' is nan; expected a finite number"),
        ("baseline = 200.5", "", "'targets[1].baseline' and 'targets[1].baseline_year'"),
        ("baseline_year = 2020", "baseline_year = 2030", "expected a year before 2030"),
        ("[[objectives]]", "[objectives]", "'objectives' is {"),
        ("[peers]", "peers = 3\n[other]", "'strategy.peers'"),
    ],
)
def test_a_mistake_is_told_with_its_place(read, old, new, said):
    with pytest.raises(BadCityError) as refused:
        read((old, new))
    assert said in str(refused.value)
    assert all(line.startswith("testegem.toml: ") for line in str(refused.value).splitlines())


def test_all_mistakes_come_at_once(read):
    with pytest.raises(BadCityError) as refused:
        read(("name =", "nane ="), ("year = 2030", 'year = "soon"'), ("headline =", "headlin ="))
    said = str(refused.value)
    assert all(word in said for word in ("'nane'", "'targets[1].year'", "'objectives[1].headlin'"))


def test_an_objective_twice_is_a_mistake(read):
    with pytest.raises(BadCityError, match="'objectives\\[2\\].key' is 'so1' a second time"):
        again = CITY[CITY.index("[[objectives]]") : CITY.index("[[targets]]")]
        read(("[[targets]]", again + "[[targets]]"))


def test_what_is_not_toml_is_refused_by_name(tmp_path):
    for content in (b"name = \n", b"name = '\xff'"):
        (tmp_path / "testegem.toml").write_bytes(content)
        with pytest.raises(BadCityError, match=r"testegem\.toml: not TOML"):
            read_city(tmp_path / "testegem.toml")


def test_a_city_without_a_file_is_unknown_and_the_others_are_named(read, tmp_path):
    read()
    assert cities(tmp_path) == ["testegem"]
    assert load_city("testegem", tmp_path).name == "Testegem"
    with pytest.raises(UnknownNameError, match="Did you mean 'testegem'"):
        load_city("testgem", tmp_path)


def test_a_city_may_name_only_indicators_and_areas_that_exist(read):
    indicators = {"litter", "huisvuil"}
    areas = {"11111", "11110", "02000", "22222", "33333"}
    check_city(read(), indicators, areas)
    with pytest.raises(BadCityError) as refused:
        check_city(read(("huisvuil", "huisvul"), ('"33333"', '"33334"')), indicators, areas)
    assert str(refused.value).splitlines() == [
        "testegem.toml: objective so1: no indicator 'huisvul'; did you mean 'huisvuil'?",
        "testegem.toml: peers.partners: no area '33334'; did you mean '33333'?",
    ]


@pytest.mark.parametrize("place", ["area", "codes", "context", "target 1"])
def test_every_place_that_names_an_area_is_looked_at(read, place):
    known = {"11111", "11110", "02000", "22222", "33333"}
    old = {
        "area": 'area = "11111"\ncodes',
        "codes": '"11110"',
        "context": '"02000"',
        "target 1": 'area = "11111"\nyear',
    }[place]
    wrong = old.replace("11111", "99999").replace("11110", "99999").replace("02000", "99999")
    with pytest.raises(BadCityError, match=f"{place}: no area '99999'"):
        check_city(read((old, wrong)), {"litter", "huisvuil"}, known)
