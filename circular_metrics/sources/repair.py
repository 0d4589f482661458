"""Published records of repair: whose they are, on what terms, and exactly which bytes."""

from datetime import date
from functools import partial

from circular_metrics.model import Source

COMMIT = "84dce89cf5b9c325e817b863d348be36f4613116"
VOLUNTEERS = "Volunteers' own verdicts; groups that do not report are absent, not zero."
FROZEN = (
    "Every release since 2023 holds the same 2,885 records, the newest of February 2023: "
    "the platform's project ended, so a later year without records says nothing about repairs."
)
ARCHIVED = (
    "'Repairable' includes repairs that the platform archived, for instance because the owner did "
    "not answer, and 'Fixed' includes items that were not broken."
)
NO_AGES = "Neither years nor ages are given."
NO_TREND = "Ids and codes change between releases: compare releases by content, never by id."
REPEATED = "Some records stand in it more than once, their ids too; the repetitions are set aside."


def _release(partner: str, release: str, sha256: str, key: str, **rest) -> Source:
    """One partner's file in one release of the Open Repair Data."""
    published = f"partners/{partner}/{release}/OpenRepairData_v0.3_{partner}_{release}.csv"
    return Source(
        key=key,
        vintage=f"{release[:4]}-{release[4:]}",
        publisher="Open Repair Alliance",
        licence="CC-BY-SA-4.0",  # share-alike: what is derived from it carries it too
        landing_page="https://openrepair.org/open-data/downloads/",
        url=f"https://raw.githubusercontent.com/openrepair/data/{COMMIT}/{published}",
        published=f"ords/{published}",
        sha256=sha256,
        retrieved=date(2025, 10, 16),
        **rest,
    )


_connects = partial(
    _release,
    "RepairConnects",
    key="ords_repair_connects",
    title="Open Repair Data, Repair Connects, ORDS v0.3",
    coverage="Belgium and neighbours, items entered on the platform, 2020-05-12 to 2023-02-20",
    caveats=(VOLUNTEERS, FROZEN, ARCHIVED),
)
_fixit = partial(
    _release,
    "FixitClinic",
    key="ords_fixit_clinic",
    title="Open Repair Data, Fixit Clinic, ORDS v0.3",
)
_denmark = partial(
    _release,
    "RepairCafeDenmark",
    key="ords_repair_cafe_denmark",
    title="Open Repair Data, Repair Café Denmark, ORDS v0.3",
    caveats=(VOLUNTEERS, NO_AGES, NO_TREND),
)
_toronto = partial(
    _release,
    "RepairCafeToronto",
    key="ords_repair_cafe_toronto",
    title="Open Repair Data, Repair Café Toronto, ORDS v0.3",
    caveats=(VOLUNTEERS, NO_AGES, "Two records in three do not say how it ended."),
)
_wales = partial(
    _release,
    "RepairCafeWales",
    key="ords_repair_cafe_wales",
    title="Open Repair Data, Repair Cafe Wales, ORDS v0.3",
)

REPAIR_CONNECTS_2025_07 = _connects(
    "202507", "94fbff615d6a1baa75bff1fe0c5c0fe7157e9b5070dbca8c6395c3b74efb1fcb"
)
RESTART_PROJECT_2022_04 = _release(
    "RestartProject",
    "202204",
    "1880bd42344efa9c43b6faa01346c7144b81dd92621654fbb61ceac34aa2e063",
    key="ords_restart_project",
    title="Open Repair Data, The Restart Project, ORDS v0.3",
    coverage="20 countries, items brought to events, 2012-06-12 to 2022-04-30",
    caveats=(VOLUNTEERS, "Later releases exist and may hold more records of Belgian groups."),
)

RELEASES = (
    _connects("202303", "b99825baabefe67acd8789b3661c3763af74cc0c56d41479a39e9fdeaf05ebfd"),
    _connects("202309", "b99825baabefe67acd8789b3661c3763af74cc0c56d41479a39e9fdeaf05ebfd"),
    _connects("202407", "96046e7344db4e95d4009fc8ac213903035dc663c821f1e8262ed7f6804f7d12"),
    REPAIR_CONNECTS_2025_07,
    RESTART_PROJECT_2022_04,
    _fixit(
        "202303",
        "8bddfe9ea087461a6902748190899f4c13c8a6cb76f6fa375365bdff7ef5f8d0",
        coverage="United States, items brought to clinics, 2018-01-13 to 2023-03-30",
        caveats=(VOLUNTEERS, NO_TREND, REPEATED),
    ),
    _fixit(
        "202407",
        "46161f1692fd7ab5f00d72dc899a219c442d7518ac043864e84bdd3b8d24ca38",
        coverage="United States, items brought to clinics, 2018-01-02 to 2024-07-30",
        caveats=(VOLUNTEERS, NO_TREND),
    ),
    _fixit(
        "202507",
        "26b96a46f5a6f46805c29614d0a42dd7ea081eb92940f2b861f8cfc1d1586a4d",
        coverage="United States, items brought to clinics, 2018-01-02 to 2025-07-27",
        caveats=(VOLUNTEERS, NO_TREND),
    ),
    _denmark(
        "202210",
        "27b71fcf95ceebe9e229c26d84c4cbb77faff6777bfb84ca47ac324287d273a9",
        coverage="Denmark, items brought to events, 2019-08-15 to 2022-10-31",
    ),
    _denmark(
        "202507",
        "7141f9fb9ecc27960abc30e23d19680f066031be6f9aa55560a35da3395e9717",
        coverage="Denmark, items brought to events, 2019-06-05 to 2025-07-31",
    ),
    _toronto(
        "202507",
        "74be38756d43c114f59e14e3e150b9651fe60eb096b70f6623252744c31c4c31",
        coverage="Toronto, items brought to events, 2016-03-19 to 2025-06-07",
    ),
    _wales(
        "202210",
        "dc9065d7412d40f959ff49326c7fb3b2b0ecb0a20522575036cc3c733032f2ae",
        coverage="Wales, items brought to events, 2017-04-01 to 2022-10-30",
        caveats=(VOLUNTEERS, NO_AGES, NO_TREND, REPEATED),
    ),
    _wales(
        "202507",
        "56bab6d03354a4ee357970ce65fe8bd978bec68e5e5c86b633dbaa419c2f0022",
        coverage="Wales, items brought to events, 2017-04-01 to 2025-07-31",
        caveats=(VOLUNTEERS, NO_AGES, NO_TREND),
    ),
)

GROUP_PLACES = Source(
    key="group_places",
    vintage="2025-07",
    title="Municipalities of the Belgian repair groups in the Open Repair Data",
    publisher="circular_metrics",
    licence="facts",
    landing_page="https://openrepair.org/open-data/downloads/",
    url="https://openrepair.org/open-data/downloads/",
    published="group_places.csv",
    sha256="5bcdcb324a64edc64f1659d9357056a605af697960e9a0441197af7e64ad05f1",
    retrieved=date(2025, 10, 16),
    coverage="Belgian groups whose name says where they are, releases up to 2025-07",
    caveats=(
        "Typed by this project from the groups' own names and the codes of municipalities.",
        "A group repairs for whoever comes: its municipality is not where the owners live.",
    ),
)

SOURCES = (*RELEASES, GROUP_PLACES)
