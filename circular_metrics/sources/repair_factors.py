"""What one repaired item weighs and what making another one emits: five sets of factors."""

from datetime import date

from circular_metrics.model import Source

GITHUB = "https://raw.githubusercontent.com"
SEEN = date(2025, 10, 16)
RESTART = "TheRestartProject/environmental-impact-data/e91e04992386e18fd7540f44f242d819a48300a6"
TOOLS = "openrepair/tools/355f1389f6a27bdbfe9001b39ca0175e93926b11/dat"
SHAREPAIR = "Interreg-NWE-Sharepair/repair-platform/87cf96fb7d81d87349f360d77e4e1b310d944649"
FEW = "Eight categories rest on a single product, two are proxies; products were not sampled."
SHARED = "The platform took most of its factors from Restart: the two sets are not independent."

LCA_SUMMARY = Source(
    key="restart_lca_summary",
    vintage="2021",
    title="Fixometer LCA data 2021, summary",
    publisher="The Restart Project",
    licence="CC-BY-SA-4.0",
    landing_page="https://github.com/TheRestartProject/environmental-impact-data",
    url=f"{GITHUB}/{RESTART}/Fixometer%20LCA%20data%20-%202021%20-%20Summary.csv",
    published="repair_factors/restart_lca_2021_summary.csv",
    sha256="43222c06d32e8ba6c6fd2870b012560b9c45f77133d6650589a417adf1f416b5",
    retrieved=SEEN,
    coverage="weight and emissions before use of 61 kinds of items",
    caveats=(FEW,),
)
LCA_PRODUCTS = Source(
    key="restart_lca_products",
    vintage="2021",
    title="Fixometer LCA data 2021, products",
    publisher="The Restart Project",
    licence="CC-BY-SA-4.0",
    landing_page="https://github.com/TheRestartProject/environmental-impact-data",
    url=f"{GITHUB}/{RESTART}/Fixometer%20LCA%20data%20-%202021%20-%20Raw%20data.csv",
    published="repair_factors/restart_lca_2021_raw.csv",
    sha256="3dc7b7e0b766e1268bcc2721c37a688c508ca50e5ac4f3490eecacbbce239116",
    retrieved=SEEN,
    coverage="1,406 products with a source for their weight or emissions",
    caveats=(FEW,),
)
DEVICE_TYPES = Source(
    key="sharepair_device_types",
    vintage="2023",
    title="Device types of Repair Connects with weight and emissions",
    publisher="Interreg NWE Sharepair",
    licence="facts",
    landing_page="https://github.com/Interreg-NWE-Sharepair/repair-platform",
    url=f"{GITHUB}/{SHAREPAIR}/database/seeds/DeviceTypeImpactSeeder.php",
    published="repair_factors/sharepair_device_types.csv",
    sha256="41661761191554947fe3cdf833b5d5a735216062c7444134c26d12e259aff407",
    retrieved=SEEN,
    coverage="67 device types of the platform of Leuven's groups",
    caveats=(SHARED, "Its texts are shifted by a row against its own factors and are not used."),
)
CBS_WEIGHTS = Source(
    key="cbs_ewaste_weights",
    vintage="2021",
    title="Average weight of electrical products by UNU key and year",
    publisher="Statistics Netherlands",
    licence="MIT",
    landing_page="https://github.com/Statistics-Netherlands/ewaste",
    url=f"{GITHUB}/Statistics-Netherlands/ewaste/ec3025197b683980d5da1dc161d3589c1057580c/"
    "data/htbl_Key_Weight.csv",
    published="repair_factors/cbs_htbl_Key_Weight.csv",
    sha256="f08c0a27ecf0a7fb097bdff21fc0a150113da54cfaf483ec9203effd325df179",
    retrieved=SEEN,
    coverage="54 UNU keys, 1980 to 2021",
    caveats=("What is put on the market, not what comes to a repair event.",),
)
UNU_KEYS = Source(
    key="ords_unu_keys",
    vintage="2023",
    title="UNU key of each category of the Open Repair Data",
    publisher="Open Repair Alliance",
    licence="CC-BY-SA-4.0",
    landing_page="https://github.com/openrepair/tools",
    url=f"{GITHUB}/{TOOLS}/ords_product_category_unu_key_map.csv",
    published="repair_factors/ordstools_ords_product_category_unu_key_map.csv",
    sha256="8d61d192a8e7eab485e1433d9506ec8c47b8e679afd6d3f2fa3776d2ff4ef492",
    retrieved=SEEN,
    coverage="the forty categories; only the keys are used",
    caveats=("Its own weights are ten times too high for vacuums: CBS's are taken instead.",),
)
ITEM_TYPES = Source(
    key="ords_item_types",
    vintage="2023",
    title="Item types in four languages by category of the Open Repair Data",
    publisher="Open Repair Alliance",
    licence="CC-BY-SA-4.0",
    landing_page="https://github.com/openrepair/tools",
    url=f"{GITHUB}/{TOOLS}/ords_product_category_item_type_translations.csv",
    published="repair_factors/ordstools_ords_product_category_item_type_translations.csv",
    sha256="4e094d8ba069d484fc11cea06b80ada8198862aba0be14688d9d2c5fe44b48ac",
    retrieved=SEEN,
    coverage="745 item types",
)
ANSTIFTUNG = Source(
    key="anstiftung_footprints",
    vintage="2024-09",
    title="Carbon footprint of item types",
    publisher="anstiftung, Netzwerk Reparatur-Initiativen",
    licence="facts",
    landing_page="https://github.com/anstiftung/mapped-repair-events",
    url=f"{GITHUB}/anstiftung/mapped-repair-events/01223c9c3fe2884b000bcc493df7bbf8419f4bb1/"
    "config/sql/cf-mf-update-2024-09.csv",
    published="repair_factors/anstiftung_cf-mf-update-2024-09.csv",
    sha256="22f928550cdcdb5925da226ddf9c1aea3c8b90def1e8083f42be39410f733cd0",
    retrieved=SEEN,
    coverage="781 item types of the German repair initiatives",
    caveats=("Put to categories by the German names of item types; its material footprint is raw "
             "material moved, not weight, and is not used.",),
)  # fmt: skip
VITO = Source(
    key="vito_repair_impact",
    vintage="2023",
    title="Repair impact tool: emissions of buying new and of repairing, by year",
    publisher="VITO, Interreg NWE Sharepair",
    licence="facts",
    landing_page="https://github.com/Interreg-NWE-Sharepair/repair-platform",
    url=f"{GITHUB}/{SHAREPAIR}/repair-impact/repair_impact_tool_dataset.csv",
    published="repair_factors/vito_repair_impact_tool_dataset.csv",
    sha256="6b574225a51138ea2e813aef384dcf1e4312816fa420ae78d7370d2d3218a007",
    retrieved=SEEN,
    coverage="eight product types, one to twelve years after the repair",
    caveats=("Covers vacuums, laptops, coffee makers and printers, and washing machines.",),
)

SOURCES = (
    LCA_SUMMARY,
    LCA_PRODUCTS,
    DEVICE_TYPES,
    CBS_WEIGHTS,
    UNU_KEYS,
    ITEM_TYPES,
    ANSTIFTUNG,
    VITO,
)
