"""How the municipalities' plans name years, fields, accounts and places, and our names for them."""

# The six years that an edition of the plans is made for; later years in it are a first look ahead.
EDITION_YEARS = {2014: range(2014, 2020), 2020: range(2020, 2026), 2026: range(2026, 2032)}
STAGES = {2014: "adjusted_plan", 2020: "adjusted_plan", 2026: "plan"}

DOMAINS = {
    "0 Algemene financiering": "general_financing",
    "1 Algemeen bestuur": "general_administration",
    "2 Zich verplaatsen en mobiliteit": "mobility",
    "3 Natuur en milieubeheer": "nature_and_environment",
    "4 Veiligheidszorg": "safety",
    "5 Ondernemen en werken": "business_and_work",
    "6 Wonen en ruimtelijke ordening": "housing_and_planning",
    "7 Cultuur en vrije tijd": "culture_and_leisure",
    "8 Leren en onderwijs": "education",
    "9 Zorg en opvang": "care",
}
WASTE_SUBDOMAIN = "030 Afval- en materialenbeheer"
FIELDS = ("waste_and_materials", "nature_and_environment", "total")

ASSETS = {
    "I.1.A Investeringen in financiële vaste activa": "financial",
    "I.1.B Investeringen in materiële vaste activa": "tangible",
    "I.1.C Investeringen in immateriële vaste activa": "intangible",
    "I.1.D Toegestane investeringssubsidies": "grants",
}

# The carrier looked names up in a list with former places in it; a code is put right only where
# name and wrong code still stand together.
MISTAKEN_CODES = {
    ("Aalst", "71001"): "41002",
    ("Beveren-Kruibeke-Zwijndrecht", "46003"): "46030",
    ("Kapellen", "24047"): "11023",
    ("Lochristi", "44034"): "44087",
    ("Lokeren", "46014"): "46029",
    ("Machelen", "44037"): "23047",
    ("Merelbeke-Melle", "44043"): "44088",
    ("Nazareth-De Pinte", "44048"): "44086",
    ("Pajottegem", "23023"): "23106",
    ("Tielt", "37015"): "37022",
    ("Wingene", "37018"): "37021",
}

TERM_GROUPS = ("circular", "practice")
ADJACENT = "adjacent"  # words that find nothing, but divide what is not found for sampling
STRATA = ("found", "adjacent", "rest", "aside")
ANSWERS = {"yes": "yes", "no": "no"}
