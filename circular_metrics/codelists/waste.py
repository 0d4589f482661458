"""Codes in Eurostat's tables of waste, materials and growth, and our names for them."""

FLAGS = {
    "b": "break in the series",
    "c": "confidential",
    "d": "definition differs",
    "e": "estimated",
    "f": "forecast",
    "i": "imputed by Eurostat",
    "l": "suppressed as too uncertain",
    "m": "missing, cannot exist",
    "n": "not significant",
    "p": "provisional",
    "r": "revised",
    "s": "estimated by Eurostat",
    "u": "low reliability",
    "z": "not applicable",
}
CONFIDENTIAL_FLAG = "c"

# The code list CL_OBS_STATUS of SDMX, which files of version 2 may hold instead of those letters.
OBS_STATUS = {
    "A": "normal value",
    "B": "break in the series",
    "D": "definition differs",
    "E": "estimated",
    "F": "forecast",
    "G": "experimental",
    "H": "missing: holiday or weekend",
    "I": "imputed",
    "J": "derogation",
    "K": "contained in another category",
    "L": "missing: exists, but was not collected",
    "M": "missing, cannot exist",
    "N": "not significant",
    "O": "missing",
    "P": "provisional",
    "Q": "missing: suppressed",
    "S": "strike or another special event",
    "U": "low reliability",
    "V": "not validated",
    "W": "contains another category",
}
SUPPRESSED = "Q"

# What Eurostat writes instead of the letters where a file has labels.
FLAG_LABELS = {
    "break in time series": "b",
    "confidential": "c",
    "definition differs (see metadata)": "d",
    "estimated": "e",
    "forecast": "f",
    "value imputed by eurostat or other receiving agencies": "i",
    "missing value; data cannot exist": "m",
    "not significant": "n",
    "provisional": "p",
    "revised": "r",
    "eurostat estimate": "s",
    "low reliability": "u",
    "not applicable": "z",
}

# Codes of the confidentiality status; only F is free for publication.
CONF_STATUS = {
    "": False,
    "F": False,
    **dict.fromkeys(("A", "C", "D", "E", "G", "M", "N", "O", "P", "S", "T"), True),
}

EU27 = (
    ("AT", "Austria"),
    ("BE", "Belgium"),
    ("BG", "Bulgaria"),
    ("CY", "Cyprus"),
    ("CZ", "Czechia"),
    ("DE", "Germany"),
    ("DK", "Denmark"),
    ("EE", "Estonia"),
    ("EL", "Greece"),
    ("ES", "Spain"),
    ("FI", "Finland"),
    ("FR", "France"),
    ("HR", "Croatia"),
    ("HU", "Hungary"),
    ("IE", "Ireland"),
    ("IT", "Italy"),
    ("LT", "Lithuania"),
    ("LU", "Luxembourg"),
    ("LV", "Latvia"),
    ("MT", "Malta"),
    ("NL", "Netherlands"),
    ("PL", "Poland"),
    ("PT", "Portugal"),
    ("RO", "Romania"),
    ("SE", "Sweden"),
    ("SI", "Slovenia"),
    ("SK", "Slovakia"),
)
EU = "EU27_2020"
KEPT_AREAS = (*(code for code, _ in EU27), EU)

# Known and not kept; listed so that a place nobody has met is noticed.
OUTSIDE = {
    "Albania": "AL",
    "Bosnia and Herzegovina": "BA",
    "Euro area (EA11-1999, EA12-2001, EA13-2007, EA15-2008, EA16-2009, EA17-2011, EA18-2014, "
    "EA19-2015, EA20-2023)": "EA",
    "Euro area - 12 countries (2001-2006)": "EA12",
    "European Union - 28 countries (2013-2020)": "EU28",
    "Euro area - 19 countries  (2015-2022)": "EA19",
    "Euro area – 20 countries (from 2023)": "EA20",
    "Iceland": "IS",
    "Liechtenstein": "LI",
    "Kosovo*": "XK",
    "Montenegro": "ME",
    "North Macedonia": "MK",
    "Norway": "NO",
    "Serbia": "RS",
    "Switzerland": "CH",
    "Türkiye": "TR",
    "United Kingdom": "UK",
}
OUTSIDE_CODES = (
    *OUTSIDE.values(),
    *("AD", "AM", "AZ", "BY", "EU15", "EU25", "EU27_2007", "FX", "GE", "MC", "MD"),
    *("RU", "SM", "UA"),
)

# Codes as they are, labels of a labelled export to their code.
AREAS = {
    **{code: code for code in (*KEPT_AREAS, *OUTSIDE_CODES)},
    **{label: code for code, label in EU27},
    "European Union - 27 countries (from 2020)": EU,
    **OUTSIDE,
}

OPERATIONS = {
    "GEN": "municipal_waste_generated",
    "TRT": "municipal_waste_treated",
    "RCY": "municipal_waste_recycled",
    "RCY_M": "municipal_waste_material_recycling",
    "RCY_C_D": "municipal_waste_composting_and_digestion",
    "PRP_REU": "municipal_waste_prepared_for_reuse",
    "RCV_E": "municipal_waste_energy_recovery",
    "DSP_I": "municipal_waste_incinerated_without_energy_recovery",
    "DSP_I_RCV_E": "municipal_waste_incinerated",
    "DSP_L_OTH": "municipal_waste_landfilled",
}
MASS_UNITS = {"KG_HAB": ("_per_inhabitant", "kg/inhabitant"), "THS_T": ("", "kt")}

PACKAGING = {
    "W1501": "packaging_recycling_rate",
    "W150101": "paper_packaging_recycling_rate",
    "W150102": "plastic_packaging_recycling_rate",
    "W150103": "wooden_packaging_recycling_rate",
    "W150104": "metal_packaging_recycling_rate",
    "W150107": "glass_packaging_recycling_rate",
    "W150199": "other_packaging_recycling_rate",
}

# Source → (packed dimensions, publisher's unit) → our measure and unit.
CIRCULARITY = {("", "PC"): ("circular_material_use_rate", "percent")}
RECYCLING_RATE = {("wst_oper=RCY", "PC"): ("municipal_recycling_rate", "percent")}
SERIES = {
    "eurostat_cei_srm030": CIRCULARITY,
    "eurostat_env_ac_cur": CIRCULARITY,
    "eurostat_env_ac_mfa_dmc": {
        ("indic_env=DMC;material=TOTAL", "THS_T"): ("domestic_material_consumption", "kt"),
    },
    "eurostat_env_ac_mfa_dmc_per_inhabitant": {
        ("indic_env=DMC;material=TOTAL", "T_HAB"): (
            "domestic_material_consumption_per_inhabitant",
            "t/inhabitant",
        ),
    },
    "eurostat_env_ac_rme_rmc": {
        ("indic_env=RMC;material=TOTAL", "THS_T"): ("raw_material_consumption", "kt"),
    },
    "eurostat_env_ac_rme_rmc_per_inhabitant": {
        ("indic_env=RMC;material=TOTAL", "T_HAB"): (
            "raw_material_consumption_per_inhabitant",
            "t/inhabitant",
        ),
    },
    "eurostat_demo_gind": {("indic_de=AVG", ""): ("average_population", "persons")},
    "eurostat_nama_10_gdp": {
        (
            "na_item=Gross domestic product at market prices",
            "Chain linked volumes (2015), million euro",
        ): ("gdp_chain_linked", "million euro of 2015"),
    },
    "eurostat_env_wasmun": {
        (f"wst_oper={code}", unit): (measure + suffix, ours)
        for code, measure in OPERATIONS.items()
        for unit, (suffix, ours) in MASS_UNITS.items()
    },
    "eurostat_env_wasgen": {
        (
            "hazard=Hazardous and non-hazardous - total;nace_r2=All NACE activities plus "
            "households;waste=Total waste",
            "Kilograms per capita",
        ): ("total_waste_generated_per_inhabitant", "kg/inhabitant"),
    },
    "eurostat_cei_wm011": RECYCLING_RATE,
    "eurostat_t2020_rt120": RECYCLING_RATE,
    "eurostat_cei_wm020": {
        ("waste=Plastic packaging", "Rate"): (PACKAGING["W150102"], "percent"),
    },
    "eurostat_ten00063": {
        (f"stk_flow=DOM;waste={code};wst_oper=RCY", "PC"): (measure, "percent")
        for code, measure in PACKAGING.items()
    },
    "eurostat_cli_gge_foot": {
        ("airpol=GHG;indic_env=AEMIS_CONS_FP", "THS_T"): ("greenhouse_gas_footprint", "kt CO2e"),
    },
    "eurostat_cli_gge_foot_per_inhabitant": {
        ("airpol=GHG;indic_env=AEMIS_CONS_FP", "KG_HAB"): (
            "greenhouse_gas_footprint_per_inhabitant",
            "kg CO2e/inhabitant",
        ),
    },
}
MEASURES = tuple(sorted({measure for series in SERIES.values() for measure, _ in series.values()}))

# Declared break → `dataset|dimensions|unit` of the published series that it breaks too. A TSV
# does not name its dataset, so that the dimensions must tell: only the tables of municipal waste
# have an operation and nothing else. Every operation there counts the same waste.
_MUNICIPAL = r"[^|]*\|wst_oper=[^;|]+\|"
_PERMITS = r"[^|]*\|(?:[^|]*;)?measure="
BROKEN_TOO = {
    "municipal_waste_per_inhabitant": _MUNICIPAL
    + r"(?:KG_HAB|THS_T|Kilograms per capita|Thousand tonnes)",
    "municipal_recycling_rate": _MUNICIPAL + r"(?:PC|Percentage)",
    "residual_waste_per_inhabitant": r"(?i)[^|]*\|(?:[^|]*[=_ ])?restafval\b[^|]*\|[^|]*",
    "household_waste_per_inhabitant": r"(?i)[^|]*\|[^|]*huishoudelijk afval\b[^|]*\|[^|]*",
    "renovation_permits": _PERMITS + r"MS_\w*RENOVATION[^|]*\|[^|]*",
    "new_residential_buildings": _PERMITS + r"MS_\w*RES_NEW[^|]*\|[^|]*",
    "nonresidential_new_volume": _PERMITS + r"MS_\w*NONRES_NEW[^|]*\|[^|]*",
}

# As the OECD's own files spell them out; what a file says of its flags goes before.
OECD_MEANINGS = {
    "A": "normal value",
    "B": "break",
    "D": "definition differs",
    "E": "estimated value",
    "F": "forecast",
    "I": "incomplete data",
    "K": "data included in another category",
    "L": "missing value; data exist but were not collected",
    "M": "missing value; data cannot exist",
    "N": "not significant",
    "O": "missing value",
    "P": "provisional value",
    "Q": "suppressed",
    "S": "strike and other special events",
    "U": "low reliability",
    "V": "unvalidated value",
    "X": "other source",
    "n": "national estimates",
    "|": "break",
}
