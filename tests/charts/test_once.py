"""A picture is drawn once for the same figures and words, and anew for any other."""

import numpy as np
import pandas as pd
import pytest

from circular_metrics.charts import once
from circular_metrics.indicators import INDICATORS
from circular_metrics.show import Picture

FRAME = pd.DataFrame({"area": ["24062", "44021"], "value": [1.0, 2.0]})


@pytest.fixture
def draw():
    """A drawing that counts how often it was drawn."""

    @once.once
    def drawing(frame, names, title, target=None):
        drawing.times += 1
        return Picture("<svg/>", frame, title)

    drawing.times = 0
    return drawing


def test_the_same_is_drawn_once_and_anything_else_anew(draw):
    names = {"24062": "Leuven"}
    first = draw(FRAME, names, "title")
    assert draw(FRAME.copy(), dict(names), "title") is first
    assert draw.times == 1
    others = [
        (FRAME.assign(value=[1.0, 2.0 + 2**-50]), names, "title"),
        (FRAME.assign(value=[1, 2]), names, "title"),
        (FRAME.assign(value=["1.0", "2.0"]), names, "title"),
        (FRAME.assign(value=[1.0, np.nan]), names, "title"),
        (FRAME.rename(columns={"value": "low"}), names, "title"),
        (FRAME.set_axis([0, 2]), names, "title"),
        (FRAME, {"24062": "Louvain"}, "title"),
        (FRAME, names, "titel"),
        (FRAME, names, "title", INDICATORS["litter"]),
        (FRAME, names, "title", INDICATORS["street_bins"]),
    ]
    for place, other in enumerate(others, start=2):
        draw(*other)
        assert draw.times == place, other


def test_two_drawings_of_the_same_figures_are_two():
    @once.once
    def dots(frame):
        return Picture("<svg>dots</svg>", frame, "")

    @once.once
    def bars(frame):
        return Picture("<svg>bars</svg>", frame, "")

    assert dots(FRAME).svg != bars(FRAME).svg


def test_lists_that_are_parted_elsewhere_and_words_that_run_together_differ():
    assert once.fingerprint(["a", "b"], ["c"]) != once.fingerprint(["a"], ["b", "c"])
    assert once.fingerprint("ab", "c") != once.fingerprint("a", "bc")
    assert once.fingerprint({"a": ("b", "c")}) != once.fingerprint({"a": ("b",), "c": ()})


def test_an_array_is_refused_because_its_words_leave_out_its_middle():
    with pytest.raises(TypeError, match="no fingerprint"):
        once.fingerprint(np.zeros(5000))


def test_a_parent_learns_what_its_child_drew_and_lets_go_of_what_the_next_does_not_use(draw):
    drawn = draw(FRAME, {}, "of every municipality"), draw(FRAME, {}, "of one")
    told = once.told()
    assert list(told.values()) == list(drawn)
    once.forget()
    once.begin()
    once.learn({key: told[key] for key, one in told.items() if one is drawn[0]})
    once.forget()
    assert draw(FRAME, {}, "of every municipality") is drawn[0]
    assert draw(FRAME, {}, "of one") is not drawn[1]


def test_an_object_without_words_is_refused_because_another_may_lie_where_it_lay():
    with pytest.raises(TypeError, match="a object has no fingerprint"):
        once.fingerprint(object())
