"""Figures typed from pages, and the breaks in series: our own files, kept in git.

Each row names its own page; the address of a source is that of the page it draws on most.
"""

from datetime import date

from circular_metrics.model import Source

_PUBLISHER = "several; each row names its page"
_CAVEATS = ("Typed by hand from pages: what a page states, not what an office measured.",)

LEUVEN_WASTE = Source(
    key="claims_leuven_waste",
    vintage="2026-11",
    title="Waste and inhabitants of Leuven",
    publisher=_PUBLISHER,
    licence="facts",
    landing_page="https://www.groenleuven.be/hoeveelheid_afval_in_dalende_lijn",
    url="https://www.groenleuven.be/hoeveelheid_afval_in_dalende_lijn",
    published="claims/leuven_waste.csv",
    sha256="9e16a1c5cb36f0f904aece129dead0c07bde820a0b58bb5fb38622db85d66dfd",
    retrieved=date(2026, 11, 24),
    coverage="Leuven, 2014-2023",
    caveats=_CAVEATS,
)

REGIONAL_WASTE = Source(
    key="claims_regional_waste",
    vintage="2026-11",
    title="Waste of the regions around Leuven, Flanders and Belgium",
    publisher=_PUBLISHER,
    licence="facts",
    landing_page="https://www.vvsg.be/kennisitem/vvsg/naar-100-kg-restafval-per-inwoner-tegen-2030",
    url="https://www.vvsg.be/kennisitem/vvsg/naar-100-kg-restafval-per-inwoner-tegen-2030",
    published="claims/regional_waste.csv",
    sha256="381547133782c5d150f9f2ba927b803f480f9f33af1cbe1731f25f8f81783eeb",
    retrieved=date(2026, 11, 24),
    coverage="EcoWerf, IVAREM, IVAGO, Flanders, Belgium, EU, 2005-2023",
    caveats=_CAVEATS,
)

MATERIALS = Source(
    key="claims_materials",
    vintage="2026-11",
    title="Material use, circularity and construction waste",
    publisher=_PUBLISHER,
    licence="facts",
    landing_page="https://cemonitor.be/hoe-circulair-is-de-vlaamse-economie-v2024",
    url="https://cemonitor.be/hoe-circulair-is-de-vlaamse-economie-v2024",
    published="claims/materials.csv",
    sha256="a5b18436904674fe5da6b7f9c6361afc6f0246933908e4bf5c651fbd06bdc8e8",
    retrieved=date(2026, 11, 24),
    coverage="Flanders, Belgium, EU, 2014-2024",
    caveats=_CAVEATS,
)

MATERIALENBANK = Source(
    key="claims_materialenbank",
    vintage="2026-11",
    title="Building material recovered by the Materialenbank",
    publisher=_PUBLISHER,
    licence="facts",
    landing_page="https://www.groenleuven.be/materialenbank-leuven",
    url="https://www.groenleuven.be/materialenbank-leuven",
    published="claims/materialenbank.csv",
    sha256="b12431c3014a5e83385ae9a90eb26112a15d16978dbb9981be5acd617d1ef137",
    retrieved=date(2026, 11, 24),
    coverage="Leuven, 2018-2025",
    caveats=_CAVEATS,
)

REPAIR_SHARING = Source(
    key="claims_repair_sharing",
    vintage="2026-11",
    title="Reuse, repair and sharing",
    publisher=_PUBLISHER,
    licence="facts",
    landing_page="https://cemonitor.be/indicator/circulariteit/r-strategieen/hergebruiksindicator/",
    url="https://cemonitor.be/indicator/circulariteit/r-strategieen/hergebruiksindicator/",
    published="claims/repair_sharing.csv",
    sha256="47b822040c77979ffc76e4729b8a73403a78f07a45c57b27c2656138f5b2193c",
    retrieved=date(2026, 11, 24),
    coverage="Leuven, Ghent, Mechelen, Flanders, 2010-2023",
    caveats=_CAVEATS,
)

ECONOMY_POLICY = Source(
    key="claims_economy_policy",
    vintage="2026-11",
    title="Jobs in the circular economy and the city's strategy",
    publisher=_PUBLISHER,
    licence="facts",
    landing_page="https://cemonitor.be/indicator/effecten/socio-economisch/tewerkstelling-in-circulaire-bedrijfstakken/",
    url="https://cemonitor.be/indicator/effecten/socio-economisch/tewerkstelling-in-circulaire-bedrijfstakken/",
    published="claims/economy_policy.csv",
    sha256="01051e8a47b3027ca7206bc54721f7791d0c9ac2bc7e449521fce72345a36ed5",
    retrieved=date(2026, 11, 24),
    coverage="Leuven, Flanders, Belgium, 2010-2025",
    caveats=_CAVEATS,
)

SERIES_BREAKS = Source(
    key="series_breaks",
    vintage="2026-11",
    title="Years in which a series changes its definition",
    publisher=_PUBLISHER,
    licence="facts",
    landing_page="https://statbel.fgov.be/en/themes/housing/building-permits",
    url="https://statbel.fgov.be/en/themes/housing/building-permits",
    published="breaks.csv",
    sha256="d5993f3da8427db11cdc7992ad20460bfce4528196223b8dc09fcc8354ad8dcc",
    retrieved=date(2026, 11, 24),
    coverage="Belgium, Flanders, IVAREM; 2013-2022",
    caveats=("Breaks that are known; a series without one here is not proven whole.",),
)

CLAIMS = (LEUVEN_WASTE, REGIONAL_WASTE, MATERIALS, MATERIALENBANK, REPAIR_SHARING, ECONOMY_POLICY)
SOURCES = (*CLAIMS, SERIES_BREAKS)
