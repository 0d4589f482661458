"""What the Flemish permit desk (Omgevingsloket) calls its columns and actions, and our names."""

YEAR = "Jaar indiening"
HANDLING = "Handeling"
QUARTER = "[Project Indiening Datum.autoCalendar.Quarter]"

ACTION = {
    "Nieuwbouw": "new",
    "Verbouwen of hergebruik": "alteration",
    "Sloop": "demolition",
    "-": None,
}

LABELS = {
    "Gebouw Functie kort": "building_function",
    "Project Besluit VVO Type": "authority",
    "Project Aanvrager Type": "applicant",
    "[Project Huidige Toestand Eenvoudig]": "state",
}

NUMBERS = {
    "Aantal projecten": "projects",
    "Aantal gebouwen": "buildings",
    "Aantal gebouwen (met gebouwinfo)": "buildings_described",
    "Aantal wooneenheden": "dwellings",
    "Aantal (studenten)kamers": "rooms",
    "Nuttige woonoppervlakte (m²)": "dwelling_area_m2",
    "Nuttige oppervlakte kamerwoningen (m²)": "rooming_area_m2",
    "Bovengronds nuttige oppervlakte (m²)": "useful_area_m2",
    "Bovengronds grond oppervlakte (m²)": "footprint_m2",
    "Gesloopte oppervlakte (m²)": "demolished_area_published_m2",
    "Gesloopte volume (m³)": "demolished_volume_m3",
}

REQUIRED = (YEAR, HANDLING, "Gesloopte oppervlakte (m²)", "Gesloopte volume (m³)")
HEADINGS = (YEAR, HANDLING, QUARTER, *LABELS, *NUMBERS)
