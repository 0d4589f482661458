"""Published records of firms: starters and how long they last, and local units by municipality."""

from datetime import date

from circular_metrics.model import Source

VAT_SURVIVAL = Source(
    key="statbel_vat_survival",
    vintage="2025",
    title="Survival of enterprises liable to VAT, by year of start, province and NACE section",
    publisher="Statbel",
    licence="CC-BY-4.0",
    landing_page="https://statbel.fgov.be/nl/themas/ondernemingen/btw-plichtige-ondernemingen/"
    "overleven-van-de-btw-plichtige-ondernemingen",
    url="https://statbel.fgov.be/nl/open-data",
    published="firms/vat_survivals.csv",
    sha256="f99f6fa1725e732f7a962e244de24fc13ddab8f4190600d06395ff2076b58ca7",
    retrieved=date(2026, 1, 16),
    coverage="Belgium, starters of 2008-2023 by province, survivors after 1 to 5 years",
    carrier="gehuybre/data-blog@3d8ad01",
    caveats=(
        "The vintage is the year after the last one observed: the file names no date.",
        "Only enterprises that are liable to VAT for the first time; an end of liability is not "
        "always the end of the activity.",
        "Sections of NACE-BEL 2008: repair, second-hand trade and rental cannot be told apart.",
        "Starters abroad or without a known region are not in it, so that its sum for Belgium is "
        "below Statbel's own: 86,537 against 91,161 starters in 2020.",
    ),
)

LOCAL_UNITS = Source(
    key="statbel_local_units",
    vintage="2023-Q4",
    title="Local units of active enterprises by municipality, fourth quarters",
    publisher="Statbel",
    licence="CC-BY-4.0",
    landing_page="https://statbel.fgov.be/nl/themas/datalab/statistieken-over-vestigingseenheden",
    url="https://bestat.statbel.fgov.be/bestat/",
    published="statbel/vestigingseenheden.json",
    sha256="65e30d124074c55db35199203c5eb613a83a275e83329ba01ad99654ff927826",
    retrieved=date(2026, 1, 16),
    coverage="Belgium, 565 municipalities of 1 January 2025, fourth quarters of 2018-2023",
    carrier="oliviervth/resiterra-statbel-data@a092d81",
    caveats=(
        "Every fourth quarter of 2023 stands in the file twice; the second is left out.",
        "Municipalities are named, not coded; the names are matched to codes by arrondissement.",
        "All sectors together: what is circular cannot be told apart.",
        "An experimental statistic (Statbel DataLab).",
    ),
)

NACE_BEL_2025 = Source(
    key="statbel_nace_bel",
    vintage="2025",
    title="NACE-BEL 2025, all levels with titles",
    publisher="Statbel",
    licence="CC-BY-4.0",
    landing_page="https://statbel.fgov.be/nl/over-statbel/methodologie/classificaties/nace-bel",
    url="https://statbel.fgov.be/nl/over-statbel/methodologie/classificaties/nace-bel",
    published="firms/NACEBEL_2025.xlsx",
    sha256="a3a982b5acd2ff1c7e04d54518fce279f20b2efda34da209a53226edb161fc45",
    retrieved=date(2026, 1, 16),
    coverage="Belgium, classification in force since 2025",
    carrier="gehuybre/data-blog@3d8ad01",
    caveats=(
        "A number of 2008 may mean something else in 2025: 38.32 was recovery of sorted "
        "materials and is now landfilling.",
    ),
)

_ours = {
    "vintage": "1",
    "publisher": "circular_metrics",
    "licence": "facts",
    "landing_page": "https://ec.europa.eu/eurostat/cache/metadata/en/cei_cie011_esmsip2.htm",
    "url": "https://ec.europa.eu/eurostat/cache/metadata/en/cei_cie011_esmsip2.htm",
    "retrieved": date(2026, 11, 24),
}

NACE_CIRCULAR = Source(
    key="nace_circular",
    title="Classes of NACE that count as circular, by definition",
    published="nace_circular.csv",
    sha256="174fd9f734118cce1510bd6f8b42994f49cbbfb0f026ee2b3a95136d6353fa9f",
    coverage="five definitions, editions 2008 and 2025 of NACE",
    caveats=(
        "The classes of Eurostat's sectors are our reading; they could not be held against "
        "Eurostat's metadata here and are to be checked before they are cited as Eurostat's.",
        "CE Center and Circle Economy name groups, not classes: the classes are our assignment. "
        "Building restoration has no class of its own and is left out; Circle Economy's indirect "
        "jobs follow from input-output tables and cannot be listed.",
        "A class that corresponds in part only makes a series break between the editions of NACE.",
    ),
    **_ours,
)

NACE_2008_2025 = Source(
    key="nace_2008_2025",
    title="Circular classes of NACE 2008 and their successors of 2025",
    published="nace_2008_2025.csv",
    sha256="412909fb11697516cd2f5124091674a49e03dd54e89bc7739529fa81ae831486",
    coverage="the classes of the circular definitions",
    caveats=(
        "Only the successors that stay circular: what else became of a class is left out. Set by "
        "comparing titles, each class of 2025 held against Statbel's list.",
    ),
    **_ours,
)

SOURCES = (VAT_SURVIVAL, LOCAL_UNITS, NACE_BEL_2025, NACE_CIRCULAR, NACE_2008_2025)
