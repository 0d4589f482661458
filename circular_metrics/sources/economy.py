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

SOURCES = (VAT_SURVIVAL, LOCAL_UNITS)
