"""What is missing of a theme, which file would close each gap, and where it is dropped in."""

import pandas as pd

from circular_metrics.show import Grid
from circular_metrics.wording import say

# What is missing · the file that closes it · the command that takes it in.
WASTE = (
    (
        "residual waste, separate collection and bio-waste of the city and of the nine cities of "
        "the cluster, year by year",
        "OVAM's yearly workbook on household waste, or the JSON of Provincies in Cijfers: one "
        "file holds every municipality",
        "circular-metrics import FILE --template waste_by_municipality",
    ),
    (
        "inhabitants of 2016, 2017 and from 2021 on",
        "Statbel, TF_SOC_POP_STRUCT_<year>.zip",
        "circular-metrics clean statbel FILE --out DIR; a source record in "
        "circular_metrics/sources/context.py",
    ),
    (
        "density and household size of the peers, to allow for their structure",
        "Statbel, private households by municipality and size, with its year; the outlines of the "
        "municipalities",
        "circular_metrics.statistics.peers.structure_adjusted",
    ),
    (
        "students who live in the city and are registered elsewhere",
        "the university's and the city's own count of students in digs",
        "no place yet: the figure is asked for before one is built",
    ),
    (
        "food waste of households, shops and restaurants",
        "Eurostat env_wasfw, in TSV or SDMX-CSV",
        "circular-metrics clean eurostat FILE --out DIR; a source record in "
        "circular_metrics/sources/waste.py",
    ),
    (
        "packaging of all materials after 2017",
        "Eurostat env_waspac or cei_wm020, all materials",
        "circular-metrics clean eurostat FILE --out DIR; a source record in "
        "circular_metrics/sources/waste.py",
    ),
    (
        "textiles collected and worn again",
        "the yearly account of the reuse centre and of the collectors",
        "circular-metrics template waste; circular-metrics import FILE",
    ),
    (
        "material footprint of consumer goods, about 4 t per inhabitant of Flanders in a year "
        "that the page does not state",
        "a page or table that names its year",
        "a row in data/raw/claims/materials.csv",
    ),
    (
        "losses of sorting, so that collection becomes recycling by the Union's rule",
        "average loss rates of the sorting plants, by material",
        "circular_metrics.statistics.recycling.municipal_recycling",
    ),
)


STOCK_FILE = "Statbel, building_stock_open_data_<year>.zip, every municipality in one file"
STOCK_PLACE = (
    "circular-metrics clean building-stock FILE --out DIR; a source record in "
    "circular_metrics/sources/construction.py"
)
BUILDING = (
    (
        "loss of houses from before 1982 in the city: it needs two counts of the stock by "
        "construction period, and one is held",
        STOCK_FILE,
        STOCK_PLACE,
    ),
    (
        "the stock of Wallonia and Brussels, so that the regions can be held against Belgium in "
        "the year of the report",
        STOCK_FILE,
        STOCK_PLACE,
    ),
)
GAPS = {"waste": WASTE, "building": BUILDING}


def gaps(theme: str, language: str, closed_by: str = "") -> Grid:
    """The gaps of a theme, ``waste`` or ``building``, as a grid.

    ``closed_by`` is a template that was handed over: what it closes is no gap any more.
    """
    rows = [
        {
            say("what is missing", language): say(missing, language),
            say("what closes the gap", language): say(file, language),
            say("where it goes", language): say(command, language),
        }
        for missing, file, command in GAPS[theme]
        if not closed_by or closed_by not in command
    ]
    return Grid(pd.DataFrame(rows), say("What is missing, and what closes the gap", language))
