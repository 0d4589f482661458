"""Statbel's codes for building permits and for the building stock, and our names for them."""

# REFNIS level of an area.
LEVEL = {
    "1": "country",
    "2": "region",
    "3": "province",
    "4": "district",
    "5": "municipality",
}

# Which period of a year a row of the permits covers; 0 is the year itself, not a month.
PERIOD = {"0": None} | {str(month): str(month) for month in range(1, 13)}

# What Statbel counts in the building stock.
STATISTIC = {
    "T1": "buildings",
    "T3.1": "built_before_1900",
    "T3.2": "built_1900_1918",
    "T3.3": "built_1919_1945",
    "T3.4": "built_1946_1961",
    "T3.5": "built_1962_1970",
    "T3.6": "built_1971_1981",
    "T3.7": "built_after_1981",
    "T3.7.1": "built_1982_1991",
    "T3.7.2": "built_1992_2001",
    "T3.7.3": "built_2002_2011",
    "T3.7.4": "built_after_2011",
    "T3.9": "built_year_unknown",
    "T4.1": "footprint_under_45_m2",
    "T4.2": "footprint_45_64_m2",
    "T4.3": "footprint_65_104_m2",
    "T4.4": "footprint_over_104_m2",
    "T5": "buildings_with_central_heating",
    "T6.1": "buildings_with_bathroom",
    "T6.2": "bathrooms",
    "T7.1": "buildings_with_garage",
    "T7.2": "garages",
    "T8": "dwellings",
}

# Statistics that repeat what finer ones already count.
SUBTOTALS = ("built_after_1981",)

BUILDING_TYPE = {
    "R1": "terraced_house",
    "R2": "semi_detached_house",
    "R3": "detached_house",
    "R4": "apartment_building",
    "R5": "trade_house",
    "R6": "other_building",
}

# First and last year of each construction period; None where the period is open.
CONSTRUCTION_YEARS = {
    "built_before_1900": (None, 1899),
    "built_1900_1918": (1900, 1918),
    "built_1919_1945": (1919, 1945),
    "built_1946_1961": (1946, 1961),
    "built_1962_1970": (1962, 1970),
    "built_1971_1981": (1971, 1981),
    "built_1982_1991": (1982, 1991),
    "built_1992_2001": (1992, 2001),
    "built_2002_2011": (2002, 2011),
    "built_after_2011": (2012, None),
}

# Materials by which a city may split what it took in, sold or used again.
MATERIALS = {
    "all": {"nl": "totaal", "en": "all"},
    "aggregates": {"nl": "granulaten", "en": "aggregates"},
    "bricks": {"nl": "bakstenen", "en": "bricks"},
    "concrete": {"nl": "beton", "en": "concrete"},
    "glass": {"nl": "glas", "en": "glass"},
    "insulation": {"nl": "isolatie", "en": "insulation"},
    "metals": {"nl": "metalen", "en": "metals"},
    "plasterboard": {"nl": "gipsplaten", "en": "plasterboard"},
    "wood": {"nl": "hout", "en": "wood"},
    "other": {"nl": "andere", "en": "other"},
}
