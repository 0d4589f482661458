"""Names and codes of areas that the REFNIS list does not give, and who became what in 2019."""

LEVELS = {"1": "region", "2": "province", "3": "arrondissement", "4": "municipality"}

ENGLISH = {
    "02000": "Flanders",
    "03000": "Wallonia",
    "04000": "Brussels-Capital Region",
    "10000": "Antwerp (province)",
    "20001": "Flemish Brabant",
    "20002": "Walloon Brabant",
    "30000": "West Flanders",
    "40000": "East Flanders",
    "50000": "Hainaut",
    "60000": "Liège (province)",
    "70000": "Limburg (Belgium)",
    "80000": "Luxembourg (province)",
    "90000": "Namur (province)",
}

# Eurostat's country codes (Greece is EL): Dutch, French, English.
COUNTRIES = {
    "AT": ("Oostenrijk", "Autriche", "Austria"),
    "BE": ("België", "Belgique", "Belgium"),
    "BG": ("Bulgarije", "Bulgarie", "Bulgaria"),
    "CH": ("Zwitserland", "Suisse", "Switzerland"),
    "CY": ("Cyprus", "Chypre", "Cyprus"),
    "CZ": ("Tsjechië", "Tchéquie", "Czechia"),
    "DE": ("Duitsland", "Allemagne", "Germany"),
    "DK": ("Denemarken", "Danemark", "Denmark"),
    "EE": ("Estland", "Estonie", "Estonia"),
    "EL": ("Griekenland", "Grèce", "Greece"),
    "ES": ("Spanje", "Espagne", "Spain"),
    "FI": ("Finland", "Finlande", "Finland"),
    "FR": ("Frankrijk", "France", "France"),
    "HR": ("Kroatië", "Croatie", "Croatia"),
    "HU": ("Hongarije", "Hongrie", "Hungary"),
    "IE": ("Ierland", "Irlande", "Ireland"),
    "IS": ("IJsland", "Islande", "Iceland"),
    "IT": ("Italië", "Italie", "Italy"),
    "LT": ("Litouwen", "Lituanie", "Lithuania"),
    "LU": ("Luxemburg", "Luxembourg", "Luxembourg"),
    "LV": ("Letland", "Lettonie", "Latvia"),
    "MT": ("Malta", "Malte", "Malta"),
    "NL": ("Nederland", "Pays-Bas", "Netherlands"),
    "NO": ("Noorwegen", "Norvège", "Norway"),
    "PL": ("Polen", "Pologne", "Poland"),
    "PT": ("Portugal", "Portugal", "Portugal"),
    "RO": ("Roemenië", "Roumanie", "Romania"),
    "SE": ("Zweden", "Suède", "Sweden"),
    "SI": ("Slovenië", "Slovénie", "Slovenia"),
    "SK": ("Slowakije", "Slovaquie", "Slovakia"),
    "UK": ("Verenigd Koninkrijk", "Royaume-Uni", "United Kingdom"),
}

GROUPS = {
    "EU27_2020": ("Europese Unie (27)", "Union européenne (27)", "European Union (27)"),
}

# Regions in which an organisation collects or sells: wider than the city that they are named for.
SERVICE_AREAS = {
    "ecowerf": ("EcoWerf-regio (Oost-Brabant)", "Région d'EcoWerf", "EcoWerf region"),
    "ivago": ("IVAGO-regio (Gent)", "Région d'IVAGO", "IVAGO region (Ghent)"),
    "ivarem": ("IVAREM-regio (met Mechelen)", "Région d'IVAREM", "IVAREM region (with Mechelen)"),
    "vites": ("Werkingsgebied van ViTeS", "Région de ViTeS", "ViTeS service area"),
}

# The REFNIS list says when a code ended, not what it became. Old code → code since 1-1-2019:
# seven Flemish mergers (of fifteen municipalities) and Hainaut's redrawn arrondissements.
SUCCESSORS_2019 = {
    "12030": "12041",
    "12034": "12041",
    "44001": "44084",
    "44029": "44084",
    "44011": "44083",
    "44049": "44083",
    "44036": "44085",
    "44072": "44085",
    "44080": "44085",
    "45017": "45068",
    "45057": "45068",
    "71047": "72042",
    "72040": "72042",
    "72025": "72043",
    "72029": "72043",
    "52043": "55086",
    "52063": "55085",
    "54007": "57096",
    "54010": "57097",
    "55010": "51067",
    "55022": "58001",
    "55023": "51069",
    "55039": "51068",
    "56011": "58002",
    "56085": "58003",
    "56087": "58004",
}
