"""Files of OECD, UN, Statbel, Swing and OVAM as the long table that Eurostat's become too."""

from functools import partial

from circular_metrics.clean.waste.long import Flags, clean_series
from circular_metrics.codelists.waste import OECD_MEANINGS
from circular_metrics.model import Kind
from circular_metrics.readers.oecd import read_oecd
from circular_metrics.readers.statbel_long import read_statbel_long
from circular_metrics.readers.undata import read_undata
from circular_metrics.readers.workbook_ovam import OVAM, read_ovam
from circular_metrics.readers.workbook_swing import SWING, read_swing


def _separated(text: str) -> list[str]:
    """Flags with a semicolon, comma or blank between them."""
    return text.replace(";", " ").replace(",", " ").split()


def _whole(text: str) -> list[str]:
    """One mark, which may be a word."""
    return [text] if text else []


OECD_FLAGS = Flags(_separated, OECD_MEANINGS, ("Q",))
UN_FLAGS = Flags(_separated, {}, ())
STATBEL_FLAGS = Flags(_whole, {}, ())
# Marks of footnotes are the publisher's own, so that no list of them can be whole.
SWING_FLAGS = Flags(_whole, {}, SWING.withheld)
OVAM_FLAGS = Flags(_whole, {}, OVAM.withheld)

OECD = Kind(
    key="oecd",
    title="OECD.Stat CSV, or CSV of the OECD Data Explorer",
    output="series",
    read=read_oecd,
    clean=partial(clean_series, flags=OECD_FLAGS),
)
UN = Kind(
    key="un",
    title="CSV of UNdata, its footnotes at the foot",
    output="series",
    read=read_undata,
    clean=partial(clean_series, flags=UN_FLAGS),
)
STATBEL = Kind(
    key="statbel",
    title="Any Statbel table: text with |, its zip, JSON of be.STAT",
    output="series",
    read=read_statbel_long,
    clean=partial(clean_series, flags=STATBEL_FLAGS),
)
SWING_KIND = Kind(
    key="swing",
    title="Provincies in Cijfers or stad in cijfers (Swing): JSON of a selection, workbook, text",
    output="series",
    read=read_swing,
    clean=partial(clean_series, flags=SWING_FLAGS),
)
OVAM_KIND = Kind(
    key="ovam",
    title="OVAM's workbook of household waste by municipality, in any layout",
    output="series",
    read=read_ovam,
    clean=partial(clean_series, flags=OVAM_FLAGS),
)

KINDS = (OECD, UN, STATBEL, SWING_KIND, OVAM_KIND)
