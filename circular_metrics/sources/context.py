"""Areas and inhabitants: whose lists they are, on what terms, and exactly which bytes."""

from datetime import date

from circular_metrics.model import Source

_STATBEL_POPULATION = "https://statbel.fgov.be/en/themes/population/structure-population"
_STATBEL_REFNIS = "https://statbel.fgov.be/en/about-statbel/methodology/classifications/geography"

REFNIS = Source(
    key="statbel_refnis",
    vintage="2019-01",
    title="REFNIS codes with their validity",
    publisher="Statbel",
    licence="CC-BY-4.0",
    landing_page=_STATBEL_REFNIS,
    url=_STATBEL_REFNIS,
    published="statbel/TU_COM_REFNIS.txt",
    sha256="ebd05f9663eec01317062e6e70e7191989baaf670582df77b626639ccc2b8ad1",
    retrieved=date(2026, 11, 24),
    coverage="all Belgian areas since 1970, up to the mergers of 1 January 2019",
    carrier="github.com/gehuybre/data-blog",
    caveats=("The mergers of 1 January 2025 are not in it.",),
)

MERGERS_2025 = Source(
    key="mergers_2025",
    vintage="2025-01",
    title="Municipal mergers of 1 January 2025",
    publisher="Statbel",
    licence="facts",
    landing_page=_STATBEL_REFNIS,
    url=_STATBEL_REFNIS,
    published="statbel/fusies-2025.csv",
    sha256="a65d7504d63a45b16e048ad3b890fdc8c221ac8b3eea7bab7f5c1687ad6af427",
    retrieved=date(2026, 11, 24),
    coverage="Belgium, 14 mergers",
    carrier="github.com/gehuybre/data-blog",
    caveats=("Compiled by the carrier; one name is marked as provisional.",),
)

POPULATION_2009_2015 = Source(
    key="statbel_population_2009_2015",
    vintage="2009-2015",
    title="Population structure by municipality, summed over sex, age, nationality, civil status",
    publisher="Statbel",
    licence="CC-BY-4.0",
    landing_page=_STATBEL_POPULATION,
    url=_STATBEL_POPULATION,
    published="statbel/DERIVED_population_per_municipality_2009_2015.csv",
    sha256="b4a837e3816c3abe35758ca19fe206c7d5cf056b026a8013fee4e2167795d31e",
    retrieved=date(2026, 11, 24),
    coverage="Belgium, 589 municipalities, 1 January 2009 to 2015",
    carrier="github.com/weRbelgium/BelgiumStatistics",
    caveats=("Summed by the carrier of the file, not by the publisher.",),
)

POPULATION_2018 = Source(
    key="statbel_population_2018",
    vintage="2018",
    title="Inhabitants per municipality",
    publisher="Statbel",
    licence="CC-BY-4.0",
    landing_page=_STATBEL_POPULATION,
    url=_STATBEL_POPULATION,
    published="statbel/belgian_municipalities_2018.csv",
    sha256="237333eb89a574cedc7172e24f01c172da048cfcbfce13a67f1c04e24e9426c8",
    retrieved=date(2026, 11, 24),
    coverage="Belgium, 589 municipalities, 1 January 2018",
    carrier="github.com/vandenbroucke/belgian_municipalities",
    caveats=("The carrier's repository names no licence of its own.",),
)

POPULATION_2019 = Source(
    key="statbel_population_2019",
    vintage="2019",
    title="Inhabitants per municipality",
    publisher="Statbel",
    licence="CC-BY-4.0",
    landing_page=_STATBEL_POPULATION,
    url=_STATBEL_POPULATION,
    published="statbel/belgian_municipalities_2019.csv",
    sha256="15011f2d5be71a353569325e8cd66d1a283e1ffe882647d453da0a6791f0782a",
    retrieved=date(2026, 11, 24),
    coverage="Belgium, 581 municipalities, 1 January 2019",
    carrier="github.com/vandenbroucke/belgian_municipalities",
    caveats=("The carrier's repository names no licence of its own.",),
)

POPULATION_2020 = Source(
    key="statbel_population_2020",
    vintage="2020",
    title="Inhabitants per municipality",
    publisher="Statbel",
    licence="CC-BY-4.0",
    landing_page=_STATBEL_POPULATION,
    url=_STATBEL_POPULATION,
    published="statbel/belgian_municipalities_2020.csv",
    sha256="a3f57bf1fe78a48256282587835b6766abdb200e72007bf0d21780c529dfefcd",
    retrieved=date(2026, 11, 24),
    coverage="Belgium, 581 municipalities, 1 January 2020",
    carrier="github.com/vandenbroucke/belgian_municipalities",
    caveats=("The carrier's repository names no licence of its own.",),
)

POPULATION = (POPULATION_2009_2015, POPULATION_2018, POPULATION_2019, POPULATION_2020)
SOURCES = (REFNIS, MERGERS_2025, *POPULATION)
