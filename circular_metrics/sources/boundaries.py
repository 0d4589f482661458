"""Where municipalities lie. Lent for drawing: no table is made of it and nothing of it is kept.

GISCO grants a right to use and process the boundaries that is "not transferable", for purposes
that are not commercial, with a notice on the map. So a map may be drawn and published, and the
outlines themselves are not passed on: they are read from the user's own copy.
"""

from datetime import date

from circular_metrics.model import Source

NOTICE = "© EuroGeographics"

MUNICIPALITIES = Source(
    key="gisco_lau_belgium",
    vintage="2020",
    title="Local Administrative Units (LAU), Belgium: 581 municipalities",
    publisher="Eurostat GISCO, EuroGeographics",
    licence="GISCO: use with notice, not commercial, not transferable",
    landing_page="https://ec.europa.eu/eurostat/web/gisco/geodata/statistical-units/local-administrative-units",
    url="https://gisco-services.ec.europa.eu/distribution/v2/lau/",
    published="geo/belgium_municipalities.json",
    sha256="1faf7f5b21336054e3bc71c6df6cda5a4d97c453c5897d13bc5132d4032d78d0",
    retrieved=date(2026, 11, 24),
    coverage="Belgium, the 581 municipalities of 2019 to 2024",
    carrier="gehuybre/analyses @7a3be5f (GeoJSON, CRS84)",
    caveats=(
        "Municipalities before the mergers of 2025: those that merged are drawn as one.",
        "Outlines are simplified; nothing may be measured on them.",
    ),
)
