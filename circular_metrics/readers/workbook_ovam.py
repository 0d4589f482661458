"""The yearly workbook on household waste by municipality, whatever its layout.

No column has a fixed place: the heading is found by the words below, which are the whole
vocabulary. A sheet may be long (a row per municipality, year and fraction) or wide (a column per
fraction, year or both); the year may stand in a column, a heading, a title or the sheet's name.
"""

from pathlib import Path

import pandas as pd

from circular_metrics.cells.headings import Dialect
from circular_metrics.readers.workbook_places import read_tables

OVAM = Dialect(
    measure="fraction",
    second="collection",
    roles={
        "code": (
            *("nis", "niscode", "nis code", "nis nummer", "nisnummer", "nis nr", "refnis"),
            *("refnis code", "refniscode", "code nis", "gemeentecode", "gemeente code", "code"),
            *("cd refnis", "cd munty refnis", "nis gemeente", "nis code gemeente", "nis5"),
        ),
        "name": (
            *("gemeente", "gemeenten", "gemeentenaam", "naam gemeente", "naam", "stad/gemeente"),
            *(
                "stad of gemeente",
                "gemeente/stad",
                "lokaal bestuur",
                "municipality",
                "fusiegemeente",
            ),
            *(
                "gemeente naam",
                "naam van de gemeente",
                "stad",
                "lokale besturen",
                "gemeente of stad",
            ),
        ),
        "year": (
            *("jaar", "jaartal", "year", "inzameljaar", "rapporteringsjaar", "referentiejaar"),
            *("productiejaar", "periode", "kalenderjaar", "meetjaar", "werkingsjaar", "datajaar"),
            *("refertejaar", "verslagjaar", "rapportjaar", "werkjaar", "jaar van inzameling"),
        ),
        "subject": (
            *(
                "fractie",
                "afvalfractie",
                "fracties",
                "afvalstroom",
                "stroom",
                "afvalsoort",
                "soort",
            ),
            *(
                "materiaal",
                "materiaalstroom",
                "type afval",
                "afvaltype",
                "omschrijving",
                "deelstroom",
            ),
            *(
                "omschrijving fractie",
                "naam fractie",
                "fractienaam",
                "soort afval",
                "afvalcategorie",
            ),
            *("categorie", "indicator", "onderwerp", "inzamelfractie", "afvalstof", "afval"),
            *("materiaalsoort", "materiaalfractie", "soort materiaal", "afvalfracties"),
        ),
        "level": (
            *("inzamelwijze", "wijze van inzameling", "inzamelmethode", "inzamelkanaal"),
            *("inzamelsysteem", "verwerkingswijze", "wijze van verwerking", "bestemming"),
        ),
        "unit": ("eenheid", "eenheden", "unit", "meeteenheid", "maateenheid"),
        "value": (
            *("waarde", "hoeveelheid", "aantal", "value", "cijfer", "ingezamelde hoeveelheid"),
            *("resultaat", "gewicht", "tonnage", "totaal gewicht", "meetwaarde", "gegeven"),
        ),
        "flag": ("vlag", "flag", "status", "code opmerking"),
        "extra": (
            *(
                "provincie",
                "arrondissement",
                "intercommunale",
                "igs",
                "afvalintercommunale",
                "regio",
            ),
            *(
                "samenwerkingsverband",
                "intergemeentelijk samenwerkingsverband",
                "cluster",
                "postcode",
            ),
            *(
                "belfiuscluster",
                "belfius cluster",
                "vrind klasse",
                "opmerking",
                "opmerkingen",
                "bron",
            ),
            *(
                "toelichting",
                "commentaar",
                "provincienaam",
                "inzamelaar",
                "gewest",
                "referentieregio",
            ),
            *("nr", "volgnummer", "volgnr", "id", "rang", "rangorde", "rank"),
        ),
    },
    units={
        "kg/inhabitant": (
            *("kg/inwoner", "kg/inw", "kg/inw.", "kg per inwoner", "kg per inw", "kg per inw."),
            *("kg/inhabitant", "kg per inhabitant", "kg per capita"),
            *("kg/capita", "kg / inwoner", "kilogram per inwoner", "kilo per inwoner", "kg/inh"),
            *(
                "kg/inwoner/jaar",
                "kg per inwoner per jaar",
                "kg/inw/jaar",
                "kg/inw.jaar",
                "kg/hoofd",
            ),
            *("kilogram/inwoner", "kg/inwoner.jaar", "kg/persoon", "kg per persoon", "kg/inw/jr"),
        ),
        "kg": ("kg", "kilogram", "kilo", "kg/jaar", "kg per jaar"),
        "t": (
            *("ton", "tonnen", "tonnes", "t", "tonnage", "metrische ton", "ton/jaar", "t/jaar"),
            *("ton per jaar", "tonnen per jaar"),
        ),
        "kt": ("kiloton", "kton", "kt", "1000 ton", "1.000 ton", "duizend ton"),
        "percent": ("%", "procent", "percent", "pct"),
        "inhabitants": ("inwoners", "aantal inwoners", "personen"),
        "m3": ("m3", "m³", "kubieke meter"),
        "liter": ("liter", "l"),
        "pieces": ("stuks", "aantal stuks"),
    },
    own_units=dict.fromkeys(
        ("aantal inwoners", "inwoners", "bevolking", "inwonersaantal", "inwonertal"), "inhabitants"
    ),
    gaps={
        "": "a blank",
        **dict.fromkeys(("-", "–", "—", "/", "..", "...", ":", "."), "a mark for no figure"),
        **dict.fromkeys(
            (
                "nb",
                "n.b.",
                "n.b",
                "niet beschikbaar",
                "niet bekend",
                "onbekend",
                "na",
                "n/a",
                "nan",
                "#n/a",
                "#n/b",
                "n.a.",
                "geen gegevens",
                "geen data",
                "ontbreekt",
                "null",
                "?",
            ),
            "the publisher has no figure",
        ),
        **dict.fromkeys(("nvt", "n.v.t.", "n.v.t", "niet van toepassing"), "does not apply"),
        **dict.fromkeys(("x", "vertrouwelijk"), "withheld"),
    },
    withheld=("x", "vertrouwelijk"),
    totals=(
        r"(?:eind|sub|algemeen )?totaa?l(?:en)?\b.*|total\b.*|grand total|som|som van .*|"
        r"(?:gewogen )?gemiddeld(?:e)?\b.*|mediaan|minimum|maximum|.*\beindtotaal|gem\.?"
    ),
    larger=(
        r"vlaanderen|vlaams gewest|het vlaams gewest|vlaamse gewest|provincie .*|prov\.? .*|"
        r"belgie|cluster .*|intercommunale .*|(?:west|oost) vlaanderen|vlaams brabant|limburg|"
        r"antwerpen \(provincie\)|arrondissement .*|regio .*"
    ),
    nowhere=("99991", "99992", "99993", "99999", "onbekend", "niet toegewezen"),
    codes=r"\d{5}",  # no municipality's begins with a nought: four digits are a post code
    lowest=0.0,
)


def read_ovam(path: Path) -> pd.DataFrame:
    """A workbook, or delimited text, of waste by municipality as one long frame of text.

    Parameters
    ----------
    path : Path
        ``.xlsx`` or delimited text.

    Returns
    -------
    DataFrame
        One row per figure, the columns ``cells.COLUMNS``; a blank stays a blank. Its ``attrs``
        hold the account and the rows that were set aside.

    Raises
    ------
    BadInputError
        With every cell that cannot be placed: no heading, an unknown unit, no year, a number that
        may mean two, two figures for one place, year, fraction and unit.
    """
    return read_tables(path, OVAM)
