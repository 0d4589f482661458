"""A slim drawing is the same drawing."""

import io
import re
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest

from circular_metrics.charts.plate import STYLE, picture, plate
from circular_metrics.charts.slim import slim


def drawn() -> str:
    figure, (axes,) = plate()
    axes.fill_between([0, 1, 2], [1, 2, 3], [2, 3, 5], hatch="//", alpha=0.3)
    axes.plot([0, 1, 2], [1.2345678, 2.5, 4], marker="o", clip_on=True)
    axes.set_xlabel("CO₂e, $x^2$ & 35.000 <t>")
    out = io.StringIO()
    with matplotlib.rc_context(STYLE):
        figure.savefig(out, format="svg", metadata={"Date": None})
    return re.sub(r"^.*?(?=<svg)", "", out.getvalue(), flags=re.DOTALL)


def tags(svg: str, *names: str) -> list[str]:
    found = [e.tag.rpartition("}")[2] for e in ElementTree.fromstring(svg).iter()]
    return sorted(name for name in found if name in names)


def test_every_mark_and_word_is_still_there():
    before = drawn()
    after = slim(before)
    shapes = ("path", "use", "text", "tspan", "clipPath", "rect", "pattern")
    assert tags(after, *shapes) == tags(before, *shapes)
    words = [e.text for e in ElementTree.fromstring(before).iter() if e.tag.endswith("text")]
    assert [e.text for e in ElementTree.fromstring(after).iter() if e.tag.endswith("text")] == words
    assert len(after) < 0.6 * len(before)


def test_whatever_is_referred_to_is_there_once_and_nothing_else_is_named():
    after = slim(drawn())
    names = re.findall(r'\bid="([^"]+)"', after)
    used = set(re.findall(r"url\(#([^)]+)\)", after)) | set(re.findall(r'href="#([^"]+)"', after))
    assert sorted(names) == sorted(used)


def test_every_look_is_kept_in_full():
    """Each element's class stands for exactly the rules that it had, blanks aside."""
    before, after = drawn(), slim(drawn())
    rules = dict(re.findall(r"\.(s[0-9a-f]{6})\{([^}]*)\}", after))
    had = {re.sub(r"([:;]) ", r"\1", s) for s in re.findall(r'style="([^"]*)"', before)}
    family = re.search(r"text\{([^}]*)\}", after)[1]
    assert family.startswith("font-family:'DejaVu Sans'") and "sans-serif" in family
    assert {re.sub(r"font-family:[^;]*;?", "", look) for look in had} == {
        re.sub(r"font-family:[^;]*;?", "", look) for look in rules.values()
    }


@pytest.mark.parametrize(
    ("places", "short"),
    [("M 1.23456 2 \nL 3 -4.5678 \nz\n", "M1.2 2L3-4.6z"), ("0,1.005 2,3", "0,1 2,3")],
)
def test_coordinates_are_rounded_to_a_tenth_of_a_point(places, short):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><style/><path d="{places}"/></svg>'
    found = re.search(r' d="([^"]*)"', slim(svg))[1]
    assert found.replace(" -", "-") == short


def test_text_is_text_with_fonts_that_every_machine_has_one_of():
    """Letters are not drawn as paths: the words can be read aloud, searched and enlarged; the
    family ends in a generic one, so that a machine without ours takes its own."""
    figure, (axes,) = plate()
    axes.set_title("Aandeel")
    svg = picture(figure, pd.DataFrame({"x": [0]}), "a title").svg
    assert ">Aandeel</text>" in svg
    families = re.findall(r"font-family:([^;}]*)", svg)
    assert families and all(family.strip().endswith("sans-serif") for family in families)
