"""Repair records whose faults volunteers have sorted: what a classifier learns from."""

from datetime import date

from circular_metrics.model import Source

COMMIT = "84dce89cf5b9c325e817b863d348be36f4613116"
ONE_READER = "Sorted by volunteers who read the text alone; many texts name no fault."


def _quest(key: str, path: str, sha256: str, title: str, coverage: str, year: str) -> Source:
    """One quest of the Restart Project."""
    return Source(
        key=f"ords_quest_{key}",
        vintage=year,
        title=title,
        publisher="Open Repair Alliance",
        licence="CC-BY-SA-4.0",
        landing_page="https://openrepair.org/open-data/downloads/",
        url=f"https://raw.githubusercontent.com/openrepair/data/{COMMIT}/quests/{path}",
        published=f"ords/quests/{path}",
        sha256=sha256,
        retrieved=date(2025, 10, 16),
        coverage=coverage,
        caveats=(ONE_READER,),
    )


LAPTOPS = _quest(
    "laptops",
    "computers/compcat_laptops.csv",
    "7538f2bfeeb9c2b23fbbe09478196c3f02628cd23f933923472aa18f29bce838",
    "CompCat, faults of laptops",
    "3,511 laptops",
    "2021",
)
DESKTOPS = _quest(
    "desktops",
    "computers/compcat_desktops.csv",
    "3c4aae51a20055ab59472aaa9ad78499d1a3af571cfa1a4bef44fbfcd207db0f",
    "CompCat, faults of desktop computers",
    "583 desktop computers",
    "2021",
)
MOBILES = _quest(
    "mobiles",
    "mobiles/mobifix.csv",
    "27eb2567a1f4ef94255bf591f8f69d52b126ae4ae5982a6208db022cbc6d50cf",
    "MobiFix, faults of mobile phones",
    "1,916 mobile phones",
    "2021",
)
PRINTERS = _quest(
    "printers",
    "printers/printcat.csv",
    "49bac12baac340d1d8a45e7c4a155ffce18f2a81af67fece5662774721121d04",
    "PrintCat, faults of printers",
    "773 printers",
    "2021",
)
TABLETS = _quest(
    "tablets",
    "tablets/tabicat.csv",
    "46e9402b6931287d82f3680423c305f321375b05cc31d6c87d811b9e902208f8",
    "TabiCat, faults of tablets",
    "647 tablets",
    "2021",
)
VACUUMS = _quest(
    "vacuums",
    "vacuums/dustup.csv",
    "2f7236e599983b506f7aa2e632a275e78707e16884fa0df538296056b05d8ee6",
    "DustUp, faults of vacuum cleaners",
    "3,165 vacuum cleaners",
    "2022",
)
QUESTS = {
    "Laptop": LAPTOPS,
    "Desktop computer": DESKTOPS,
    "Mobile": MOBILES,
    "Printer/scanner": PRINTERS,
    "Tablet": TABLETS,
    "Vacuum": VACUUMS,
}

SOURCES = tuple(QUESTS.values())
