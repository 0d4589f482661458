"""Statbel's building permits and building stock: on what terms, and exactly which bytes.

Files that lie in two folders of the published material under two names are the same bytes, and
are declared once.
"""

from datetime import date

from circular_metrics.model import Source

_PUBLISHER = "Statbel"
_LICENCE = "CC-BY-4.0"
_CARRIER = "oliviervth/resiterra-statbel-data @a092d81 (the same cells as JSON, per place)"

_PERMITS_PAGE = "https://statbel.fgov.be/nl/themas/bouwen-wonen/bouwvergunningen"
_PERMITS_FILE = (
    "https://statbel.fgov.be/sites/default/files/files/opendata/"
    "Building%20permits/TF_BUILDING_PERMITS.zip"
)
_PERMITS_CAVEATS = (
    "A permit is not a building: what was permitted may be built later, otherwise, or never.",
    "Series break between 2017 and 2018 in Flanders, when the digital permit desk "
    "(Omgevingsloket) took over: renovation permits rise by a third in one year.",
    "Small works that need no permit are not counted as renovations.",
    "Municipalities that merged are cast back to 1996 under their present code.",
    "The most recent months are revised as late reports come in; some Walloon municipalities "
    "have not reported all of 2024 and 2025, and are then missing, not zero.",
)

_STOCK_PAGE = "https://statbel.fgov.be/nl/themas/bouwen-wonen/gebouwenpark"
_STOCK_FILE = (
    "https://statbel.fgov.be/sites/default/files/files/opendata/"
    "Buildstock/building_stock_open_data_2025.zip"
)
_STOCK_CAVEATS = (
    "From the cadastre: buildings are reclassified between types without being altered.",
    "The year is that of completion; the oldest period (before 1900) and the newest are open.",
    "Footprint, heating, bathrooms and garages are not given for every type of building.",
)


def _permits_of(place: str, name: str, published: str, sha256: str) -> Source:
    """The permits of one municipality, up to April 2026."""
    return Source(
        key=f"statbel_building_permits_{place}",
        vintage="2026-04",
        title=f"Bouwvergunningen per gemeente, {name}",
        publisher=_PUBLISHER,
        licence=_LICENCE,
        landing_page=_PERMITS_PAGE,
        url=_PERMITS_FILE,
        published=published,
        sha256=sha256,
        retrieved=date(2026, 11, 24),
        coverage=f"{name}, years 1996 to 2025 and months January 1996 to April 2026",
        carrier=_CARRIER,
        caveats=_PERMITS_CAVEATS,
    )


def _stock_of(place: str, name: str, published: str, sha256: str) -> Source:
    """The building stock of one area on 1 January 2025."""
    return Source(
        key=f"statbel_building_stock_{place}",
        vintage="2025",
        title=f"Kadastrale statistiek van het gebouwenpark, {name}",
        publisher=_PUBLISHER,
        licence=_LICENCE,
        landing_page=_STOCK_PAGE,
        url=_STOCK_FILE,
        published=published,
        sha256=sha256,
        retrieved=date(2026, 11, 24),
        coverage=f"{name}, 1 January 2025",
        carrier=_CARRIER,
        caveats=_STOCK_CAVEATS,
    )


PERMITS_BELGIUM = Source(
    key="statbel_building_permits",
    vintage="2025-07",
    title="TF_BUILDING_PERMITS (bouwvergunningen), all REFNIS levels",
    publisher=_PUBLISHER,
    licence=_LICENCE,
    landing_page=_PERMITS_PAGE,
    url=_PERMITS_FILE,
    published="construction/TF_BUILDING_PERMITS_20251201.zip",
    sha256="d8c4923e6dec2c3e2c1b7e25379467f3b4fd97306f996ec888fb71306aa9bbe1",
    retrieved=date(2025, 12, 1),
    coverage="Belgium, all municipalities, districts, provinces and regions, "
    "years 1996 to 2024 and months January 1996 to July 2025",
    carrier="gehuybre/statbel-auto @cead194",
    caveats=_PERMITS_CAVEATS,
)
PERMITS_LEUVEN = _permits_of(
    "leuven",
    "Leuven",
    "statbel/bouwvergunningen_LEUVEN.json",
    "ee505b008847175b3b5b1cbcea4beac85ab576ada600ff49c09a94512d0f8e2b",
)
PERMITS_GENT = _permits_of(
    "gent",
    "Gent",
    "statbel/bouwvergunningen_GENT.json",
    "36f2030d7fad3e633a3abaca3d2dd991ab9e909e30e5ea4ccb39ff19a2893155",
)
PERMITS_MECHELEN = _permits_of(
    "mechelen",
    "Mechelen",
    "statbel/bouwvergunningen_MECHELEN.json",
    "f5ec4693f3335d86ae1cb35c29af3717f700698424bc56d67b6c8c2d9ababbfc",
)
PERMITS_HASSELT = _permits_of(
    "hasselt",
    "Hasselt",
    "statbel/bouwvergunningen_HASSELT.json",
    "e935c5fd728a6d67b9c08029e912bc7938443479c8df47bce2b152ed62e589c3",
)
PERMITS_ROESELARE = _permits_of(
    "roeselare",
    "Roeselare",
    "statbel/bouwvergunningen_ROESELARE.json",
    "ce67afc0d15a0b11b796d6651704264d35d9fbbb76ecd35fd9d01ea300098ab8",
)

STOCK_LEUVEN = _stock_of(
    "leuven",
    "Leuven",
    "statbel/gebouwenpark_LEUVEN.json",
    "4dd62a61aa142118c1918790eb8c294d4c78de152ae1ad3aaf7fd9be52f8a69c",
)
STOCK_GENT = _stock_of(
    "gent",
    "Gent",
    "statbel/gebouwenpark_GENT.json",
    "3b18e3cd3633aae744a652210ead807191e3d71fc0809ab2562e900f7dfad760",
)
STOCK_MECHELEN = _stock_of(
    "mechelen",
    "Mechelen",
    "statbel/gebouwenpark_MECHELEN.json",
    "3a5e53214c76c3992482b6fd26c5db68ecfc11bb356d52b208f4114a4da2956d",
)
STOCK_HASSELT = _stock_of(
    "hasselt",
    "Hasselt",
    "statbel/gebouwenpark_HASSELT.json",
    "6aca5d56bf3fdd0f85266082623c3b8b72003215eee9b14124270b68d3956df7",
)
STOCK_ROESELARE = _stock_of(
    "roeselare",
    "Roeselare",
    "statbel/gebouwenpark_ROESELARE.json",
    "c87242c70ef25da4bc8826d3a7198c0e45d82f0287eeae9dd83163a9cf2cbb5c",
)
STOCK_VLAAMS_BRABANT = _stock_of(
    "vlaams_brabant",
    "province of Vlaams-Brabant",
    "construction/statbel_gebouwenpark_PROVINCIE_VLAAMS-BRABANT_2025.json",
    "2944d26fc3672a56292d70ed263abbec2aad7b59d245b7b300e54bda7271b22b",
)
STOCK_FLANDERS = _stock_of(
    "flanders",
    "Flemish Region",
    "construction/statbel_gebouwenpark_VLAAMS_GEWEST_2025.json",
    "9a34725f391c3fc537a76e64c64b7a4e08752ad4c9872aad631df6c1531037b8",
)
STOCK_BELGIUM = _stock_of(
    "belgium",
    "Belgium",
    "construction/statbel_gebouwenpark_BELGIE_2025.json",
    "6288f845246effa7fd835b60068e40bf1e8014ee3ad46af5d1e0971b865c993e",
)

PERMITS = (
    PERMITS_BELGIUM,
    PERMITS_LEUVEN,
    PERMITS_GENT,
    PERMITS_MECHELEN,
    PERMITS_HASSELT,
    PERMITS_ROESELARE,
)
BUILDING_STOCK = (
    STOCK_LEUVEN,
    STOCK_GENT,
    STOCK_MECHELEN,
    STOCK_HASSELT,
    STOCK_ROESELARE,
    STOCK_VLAAMS_BRABANT,
    STOCK_FLANDERS,
    STOCK_BELGIUM,
)
SOURCES = PERMITS + BUILDING_STOCK
