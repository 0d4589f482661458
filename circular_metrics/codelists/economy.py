"""How Statbel codes regions and provinces in the tables of firms, and the sections of NACE."""

REGIONS = {"2000": "02000", "3000": "03000", "4000": "04000"}
PROVINCES = {
    "10000": "10000",
    "20001": "20001",
    "20002": "20002",
    "30000": "30000",
    "40000": "40000",
    "50000": "50000",
    "60000": "60000",
    "70000": "70000",
    "80000": "80000",
    "90000": "90000",
    "": None,  # Brussels has no province
}
WATER_AND_WASTE = "E"
UNKNOWN_SECTION = "X"
SECTIONS = (*"ABCDEFGHIJKLMNOPQRSTU", UNKNOWN_SECTION)
SURVIVAL_YEARS = (1, 2, 3, 4, 5)

FOURTH_QUARTER = r"4de kwartaal (20\d\d)"
NOWHERE = "Onbepaalde locatie"

# The list of mergers gives a municipality in Wallonia its French name, be.STAT its Dutch one.
DUTCH_NAMES = {"Bastogne": "Bastenaken"}

# Whose notion of a circular activity: see data/raw/nace_circular.csv.
DEFINITIONS = (
    "eurostat",
    "eurostat_without_vehicles",
    "ce_center",
    "circle_economy",
    "repair_and_second_hand",
)
SECRET = ("", "-", "–", ".", "..", "…", "...", "*", ":", "c", "(c)", "x", "s", "conf.")
SECRET += ("n.b.", "nb", "n.d.", "nd", "n.a.", "na", "<3", "<5", "< 3", "< 5", "<10", "< 10")
TOTALS = r"(algemeen |sub-?)?tot(a+l|aux)?( (général|general|generaal))?\b.*|tot"
# A section of NACE, or its words: the sum of its classes.
SECTIONS_NAMED = r"((sectie|section|sector|secteur) )?[a-v]( ?[-–:.] ?\D.*| \D.*)?"
NO_PLACE = r"(onbekende?|niet toewijsbaar|niet te lokaliseren|inconnue?|non ventilé|unknown)\b.*"
