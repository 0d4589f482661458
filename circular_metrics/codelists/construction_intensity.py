"""What a square metre of building holds: published figures, and the bounds of what is assumed.

Facts read in the publications; the publications themselves are not passed on.
"""

# RASMI (Fishman et al., 2024, 10.1038/s41597-024-03190-7), region OECD_EU15, kg/m2: percentiles
# 25, 50 and 75. RS/M is a single-family house of masonry, RM/C an apartment building of concrete.
INTENSITY = {
    "RS/M": {
        "concrete": (408.06006115, 621.00108935, 1364.152888888889),
        "brick": (640.0, 693.3333333333334, 852.6167953722222),
        "wood": (17.77777777777778, 20.30456853, 41.06666667),
        "steel": (10.9826876525, 36.20977777777778, 70.51377777777778),
        "glass": (1.035343619, 1.600848731, 3.087984496),
        "plastics": (0.3921235305, 1.199406238, 2.9968090035),
        "aluminum": (0.13430547475, 0.493058898, 1.18029278675),
        "copper": (0.083901938, 0.182895495, 0.266526296),
    },
    "RM/C": {
        "concrete": (689.0, 932.5447570332481, 1148.0),
        "brick": (84.0, 268.75, 407.03125),
        "wood": (6.47686669375, 9.8974358975, 30.1432219621196),
        "steel": (31.75978666666667, 52.60229133, 97.0),
        "glass": (2.0, 3.1, 4.210755814),
        "plastics": (0.4151907845, 1.2202600185, 3.0),
        "aluminum": (0.129544509, 0.496117796, 1.217057049),
        "copper": (0.0836953295, 0.182895495, 0.2677200015),
    },
}
PERCENTILES = {25: 0, 50: 1, 75: 2}

# m2 a dwelling, house and flat, by who says so. Net areas make the first two too small.
AREAS_M2 = {
    "Hotmaps": (78.88, 78.88),
    "Grote Woononderzoek": (100.0, 64.0),
    "MODERATE": (127.0, 127.0),
    "permits 2024": (21_332 / 139, 21_332 / 139),  # Leuven, m2 over dwellings
}
CENTRAL_AREA = "MODERATE"

# Houses from before 1982 that went between 2018 and 2025, % a year (Statbel; net of changes of
# type, so a lower bound): Flanders, and Belgium as the low end. Houses of unknown year are in the
# count of 2018 and not in that of 2025, which makes each a hundredth of a point higher at most.
HAZARD = {"terraced_house": 0.294, "semi_detached_house": 0.309, "detached_house": 0.470}
HAZARD_LOW = {"terraced_house": 0.221, "semi_detached_house": 0.179, "detached_house": 0.379}
HAZARD_HIGH_FACTOR = 1.6

# EU-ECB, 105 Belgian buildings, kg CO2e/m2 a year over 60 years: smallest, mean, largest.
EMBODIED = (6.4014, 10.5578, 17.2684)
EMBODIED_YEARS = 60

# UK Government GHG conversion factors 2025 (OGL v3.0), kg CO2e/t: new, and used again.
CARBON = {"aggregates": (7.79306, 2.21), "wood": (269.50416, 38.54288)}


def per_m2(archetype: str, percentile: int) -> float:
    """kg/m2 of all materials: a sum of percentiles, which is not the percentile of the sum."""
    place = PERCENTILES[percentile]
    return sum(values[place] for values in INTENSITY[archetype].values())
