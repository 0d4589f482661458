"""Open Repair Data: the labels of all versions of the standard, and one code for each thing.

Labels are looked up by their `plain` spelling, so that case and spaces round a slash, in which
partners differ from release to release, do not make a new label.
"""

import re

UNKNOWN_YEAR = "????"  # how versions 0.1 and 0.2.1 wrote a year that nobody knew

STATUSES = {
    "Fixed": "fixed",
    "Repairable": "repairable",
    "End of life": "end_of_life",
    "Unknown": "unknown",
    "#N/A": "unknown",  # a spreadsheet's "not available" that was published
    "": "unknown",
}

BARRIERS = {
    "Spare parts not available": "spare_parts_not_available",
    "Spare parts too expensive": "spare_parts_too_expensive",
    "No way to open product": "no_way_to_open_product",
    "Repair information not available": "repair_information_not_available",
    "Lack of equipment": "lack_of_equipment",
    "Item too worn out": "item_too_worn_out",
    "": None,
}
OTHER_BARRIERS = {
    "No way to open the product": "no_way_to_open_product",
    "Product too worn out": "item_too_worn_out",
    "Too worn out": "item_too_worn_out",
}

CATEGORIES = (
    "Aircon/dehumidifier",
    "Battery/charger/adapter",
    "Decorative or safety lights",
    "Desktop computer",
    "Digital compact camera",
    "DSLR/video camera",
    "Fan",
    "Flat screen",
    "Hair & beauty item",
    "Handheld entertainment device",
    "Headphones",
    "Hi-Fi integrated",
    "Hi-Fi separates",
    "Kettle",
    "Lamp",
    "Laptop",
    "Large home electrical",
    "Misc",
    "Mobile",
    "Musical instrument",
    "Paper shredder",
    "PC accessory",
    "Portable radio",
    "Power tool",
    "Printer/scanner",
    "Projector",
    "Sewing machine",
    "Small home electrical",
    "Small kitchen item",
    "Tablet",
    "Toaster",
    "Toy",
    "TV and gaming-related accessories",
    "Vacuum",
    "Watch/clock",
    "Coffee maker",
    "Food processor",
    "Games console",
    "Hair dryer",
    "Iron",
)
CATEGORY_IDS = {name: number for number, name in enumerate(CATEGORIES, start=1)}
UNPOWERED_CATEGORIES = tuple(
    f"Unpowered - {kind}"
    for kind in ("Bicycle", "Furniture", "Household", "Jewellery", "Other", "Textile")
)
NO_CATEGORY_ID = "Small personal electrical"  # of version 0.1; none of the forty took it over

OLDER_CATEGORIES = {
    "Laptop small": "Laptop",
    "Laptop medium": "Laptop",
    "Laptop large": "Laptop",
    'Flat screen 15-17"': "Flat screen",
    'Flat screen 19-20"': "Flat screen",
    'Flat screen 22-24"': "Flat screen",
    'Flat screen 26-30"': "Flat screen",
    'Flat screen 32-37"': "Flat screen",
    "DLSR / Video Camera": "DSLR/video camera",  # so spelt by the publisher
    NO_CATEGORY_ID: NO_CATEGORY_ID,
    "": None,
}

# ISO 3166-1 alpha-3, all codes in force, by first letter.
COUNTRIES = frozenset(
    re.findall(
        "[A-Z]{3}",
        """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD
    BGR BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR
    COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH
    ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL
    GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR
    JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR
    MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL
    NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY
    PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP
    SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKM TKL TLS TON TTO TUN TUR TUV TWN TZA
    UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
    """,
    )
)
BELGIUM = "BEL"


def plain(label: str) -> str:
    """A label without case, outer spaces, doubled spaces and spaces round a slash."""
    return re.sub(r"\s*/\s*", "/", " ".join(label.casefold().split()))


STATUS_CODES = {plain(label): code for label, code in STATUSES.items()}
BARRIER_CODES = {plain(label): code for label, code in (BARRIERS | OTHER_BARRIERS).items()}
CATEGORY_NAMES = {plain(name): name for name in CATEGORIES} | {
    plain(label): name for label, name in OLDER_CATEGORIES.items()
}
