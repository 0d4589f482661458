"""Published records of waste, materials and growth: Eurostat's tables, each in one vintage."""

from datetime import date
from functools import partial

from circular_metrics.model import Source

API = "https://ec.europa.eu/eurostat/api/dissemination"
STATISTICS = f"{API}/statistics/1.0/data"
SDMX = f"{API}/sdmx/2.1/data"
BROWSER = "https://ec.europa.eu/eurostat/databrowser/view"
ANNUAL = "lang=EN&freq=A"
YEARS = "geoLevel=country&sinceTimePeriod=2010&untilTimePeriod=2023"
IMPUTED = "Flag i: imputed by Eurostat from other countries and years, not reported."

_eurostat = partial(Source, publisher="Eurostat", licence="Eurostat reuse (CC BY 4.0)")
_jsonstat = partial(
    _eurostat,
    retrieved=date(2026, 8, 8),
    carrier="calinadriancomes/eu27-material-climate-sensitivity",
)

CIRCULARITY_2025_04 = _eurostat(
    key="eurostat_cei_srm030",
    vintage="2025-04",
    title="Circular material use rate (cei_srm030)",
    landing_page=f"{BROWSER}/cei_srm030/default/table",
    url=f"{SDMX}/cei_srm030?format=TSV",
    published="eurostat/estat_cei_srm030.tsv",
    sha256="eaf4dc778b8e123b0ca0fd27259f9dc2c144efa1d57507d94f2074855ef28c1f",
    retrieved=date(2025, 4, 30),
    carrier="tidy-intelligence/30-day-chart-challenge-2025",
    coverage="EU member states 2010-2023, EU 2004-2023",
    caveats=(
        "The file names no date of update; the vintage is the month in which it was fetched, "
        "of which the day is not recorded.",
        "2023 is an early estimate (flags e and i), since revised from 19.7 to 21.8 for Belgium.",
    ),
)

CIRCULARITY_2025_11 = _jsonstat(
    key="eurostat_env_ac_cur",
    vintage="2025-11",
    title="Circular material use rate (env_ac_cur)",
    landing_page=f"{BROWSER}/env_ac_cur/default/table",
    url=f"{STATISTICS}/env_ac_cur?{ANNUAL}&unit=PC&{YEARS}",
    published="eurostat/vintage_2026_jsonstat/cmur_env_ac_cur.json.gz",
    sha256="8651e4783f1e85b59174d730c880b92032084f2429a8167720a2b36ca1b87fae",
    coverage="EU member states 2010-2023, no EU aggregate",
    caveats=(
        "The rate follows a country's mix of fossil fuels, biomass and minerals and its trade as "
        "much as its recycling; it cannot reach 100 %.",
    ),
)

DMC_2026_07 = _jsonstat(
    key="eurostat_env_ac_mfa_dmc",
    vintage="2026-07",
    title="Domestic material consumption, total (env_ac_mfa)",
    landing_page=f"{BROWSER}/env_ac_mfa/default/table",
    url=f"{STATISTICS}/env_ac_mfa?{ANNUAL}&indic_env=DMC&material=TOTAL&unit=THS_T&{YEARS}",
    published="eurostat/vintage_2026_jsonstat/dmc_total_env_ac_mfa.json.gz",
    sha256="f00fc5992d0f0db4f16620c82aa0064880c41387dcfe6bd24f15376ef7326fa2",
    coverage="EU member states 2010-2023, no EU aggregate",
    caveats=(
        "Traded goods count at their own weight: what was used up abroad to make them is left out.",
    ),
)

DMC_PER_INHABITANT_2026_07 = _jsonstat(
    key="eurostat_env_ac_mfa_dmc_per_inhabitant",
    vintage="2026-07",
    title="Domestic material consumption per inhabitant (env_ac_mfa)",
    landing_page=f"{BROWSER}/env_ac_mfa/default/table",
    url=f"{STATISTICS}/env_ac_mfa?{ANNUAL}&indic_env=DMC&material=TOTAL&unit=T_HAB&{YEARS}",
    published="eurostat/vintage_2026_jsonstat/dmc_per_capita_env_ac_mfa.json.gz",
    sha256="30cf63f78a3d7bd299d7271be3e9432959b81a0c5029b37c29ab2386edefbcc0",
    coverage="EU member states 2010-2023, no EU aggregate",
    caveats=DMC_2026_07.caveats,
)

RMC_2026_07 = _jsonstat(
    key="eurostat_env_ac_rme_rmc",
    vintage="2026-07",
    title="Raw material consumption (material footprint), total (env_ac_rme)",
    landing_page=f"{BROWSER}/env_ac_rme/default/table",
    url=f"{STATISTICS}/env_ac_rme?{ANNUAL}&indic_env=RMC&material=TOTAL&unit=THS_T&{YEARS}",
    published="eurostat/vintage_2026_jsonstat/rmc_total_env_ac_rme.json.gz",
    sha256="613a6efa679ac7ac605e009aed5990a6eb5b3a5b617f694534b4224638f388ef",
    coverage="EU member states 2010-2023, no EU aggregate",
    caveats=("A model's result: raw-material equivalents of trade are estimated.", IMPUTED),
)

RMC_PER_INHABITANT_2026_07 = _jsonstat(
    key="eurostat_env_ac_rme_rmc_per_inhabitant",
    vintage="2026-07",
    title="Raw material consumption (material footprint) per inhabitant (env_ac_rme)",
    landing_page=f"{BROWSER}/env_ac_rme/default/table",
    url=f"{STATISTICS}/env_ac_rme?{ANNUAL}&indic_env=RMC&material=TOTAL&unit=T_HAB&{YEARS}",
    published="eurostat/vintage_2026_jsonstat/rmc_per_capita_env_ac_rme.json.gz",
    sha256="94a9d054ed3e66d7eaac9d399c91ec74cb24a361ded3303a8a0bfd70a1d69ace",
    coverage="EU member states 2010-2023, no EU aggregate",
    caveats=RMC_2026_07.caveats,
)

POPULATION_2026_07 = _jsonstat(
    key="eurostat_demo_gind",
    vintage="2026-07",
    title="Average population of the year (demo_gind)",
    landing_page=f"{BROWSER}/demo_gind/default/table",
    url=f"{STATISTICS}/demo_gind?{ANNUAL}&indic_de=AVG&{YEARS}",
    published="eurostat/vintage_2026_jsonstat/average_population_demo_gind.json.gz",
    sha256="99ad0aad7a22c0823eab0226564519fbdc221cb45bb3fe86282e0943441efa6b",
    coverage="EU member states 2010-2023, no EU aggregate",
)

FOOTPRINT_2026_01 = _jsonstat(
    key="eurostat_cli_gge_foot",
    vintage="2026-01",
    title="Greenhouse gas footprint of consumption, total (cli_gge_foot)",
    landing_page=f"{BROWSER}/cli_gge_foot/default/table",
    url=f"{STATISTICS}/cli_gge_foot?{ANNUAL}&indic_env=AEMIS_CONS_FP&unit=THS_T&airpol=GHG&{YEARS}",
    published="eurostat/vintage_2026_jsonstat/consumption_ghg_total_cli_gge_foot.json.gz",
    sha256="3e2d1a9ef8a105fc738a44b9cdf9d6b6e15bbb90223c54db661d27b35d8a4024",
    coverage="EU member states 2010-2023, no EU aggregate",
    caveats=("A result of the multi-regional model FIGARO, not a measurement.",),
)

FOOTPRINT_PER_INHABITANT_2026_01 = _jsonstat(
    key="eurostat_cli_gge_foot_per_inhabitant",
    vintage="2026-01",
    title="Greenhouse gas footprint of consumption per inhabitant (cli_gge_foot)",
    landing_page=f"{BROWSER}/cli_gge_foot/default/table",
    url=f"{STATISTICS}/cli_gge_foot?{ANNUAL}&indic_env=AEMIS_CONS_FP&unit=KG_HAB&airpol=GHG&{YEARS}",
    published="eurostat/vintage_2026_jsonstat/consumption_ghg_per_capita_cli_gge_foot.json.gz",
    sha256="232b587d8b0de6a338d59de03a3a4c1180806722e77f29983947435306a9d517",
    coverage="EU member states 2010-2023, no EU aggregate",
    caveats=FOOTPRINT_2026_01.caveats,
)

GDP_2025_04 = _eurostat(
    key="eurostat_nama_10_gdp",
    vintage="2025-04",
    title="Gross domestic product, chain-linked volumes of 2015 (nama_10_gdp)",
    landing_page=f"{BROWSER}/nama_10_gdp/default/table",
    url=f"{SDMX}/nama_10_gdp/A.CLV15_MEUR.B1GQ.?format=SDMX-CSV&compressed=true",
    published="eurostat/vintage_2025_sdmxcsv/estat_nama_10_gdp_chainlinked_mioeur.csv.gz",
    sha256="707f8db776bf2db20eb08b1c968091dcb6b1d0c472b8e36c6d43bf64ee54656a",
    retrieved=date(2025, 4, 1),
    carrier="sinahecke/plastic-recycling-dashboard",
    coverage="EU member states and EU 2010-2024",
    caveats=("Older than the material flows it is divided by: growth has been revised since.",),
)

MUNICIPAL_WASTE_2026_03 = _eurostat(
    key="eurostat_env_wasmun",
    vintage="2026-03",
    title="Municipal waste by waste management operation (env_wasmun), excerpt",
    landing_page=f"{BROWSER}/env_wasmun/default/table",
    url=f"{SDMX}/env_wasmun/?format=TSV&compressed=false&startPeriod=2010",
    published="eurostat/env_wasmun_excerpt_BE_EU27.tsv",
    sha256="91cfff1986b8bd1b68271f5c9114d90976d65a153d62c4351f3645ce56465b54",
    retrieved=date(2026, 9, 19),
    carrier="earino/ecbs5294-lab05-cleaning",
    coverage="Belgium and EU 2010-2024, all operations; one row each of NL, FR and LU",
    caveats=(
        "Belgium, 2020: similar waste of commerce, offices and institutions is included from then "
        "on; the series jumps from 416 to 729 kg per inhabitant and carries no flag for it.",
        "Recycling contains composting and digestion: operations must not be added up.",
        "An excerpt copied row by row by its carrier from the whole table.",
    ),
)

TOTAL_WASTE_2024_09 = _eurostat(
    key="eurostat_env_wasgen",
    vintage="2024-09",
    title="Waste generated by all activities and households, per inhabitant (env_wasgen)",
    landing_page=f"{BROWSER}/env_wasgen/default/table",
    url=f"{SDMX}/env_wasgen?format=SDMX-CSV&compressed=true",
    published="eurostat/vintage_2025_sdmxcsv/estat_env_wasgen_filtered_en.csv.gz",
    sha256="71a65eb3db6538a1d2c6a2d83e3c67e58529935810ac81901b23cc833afacb1e",
    retrieved=date(2025, 4, 1),
    carrier="sinahecke/plastic-recycling-dashboard",
    coverage="EU member states and EU 2004-2022, every second year",
    caveats=(
        "Counted every second year. Most of it is mineral waste of construction and mining, which "
        "follows single works and says little of households.",
    ),
)

RECYCLING_RATE_2026_03 = _eurostat(
    key="eurostat_cei_wm011",
    vintage="2026-03",
    title="Recycling rate of municipal waste (cei_wm011), excerpt",
    landing_page=f"{BROWSER}/cei_wm011/default/table",
    url=f"{STATISTICS}/cei_wm011?wst_oper=RCY&unit=PC&sinceTimePeriod=2019",
    published="eurostat/cei_wm011_excerpt_BE_EU27_Mizien.csv",
    sha256="55f1c67f0bde3ae95cbce362c8c41ddd512f3aa145c9b078a40e64d9049198bb",
    retrieved=date(2026, 10, 5),
    carrier="leandergrech/Mizien",
    coverage="Belgium and EU 2019-2024",
    caveats=("An excerpt in its carrier's own columns.", MUNICIPAL_WASTE_2026_03.caveats[0]),
)

RECYCLING_RATE_2020_06 = _eurostat(
    key="eurostat_t2020_rt120",
    vintage="2020-06",
    title="Recycling rate of municipal waste (t2020_rt120)",
    landing_page=f"{BROWSER}/cei_wm011/default/table",
    url=f"{SDMX}/t2020_rt120?format=TSV",
    published="eurostat/vintage_2020-06/t2020_rt120.tsv",
    sha256="3b9452d49073155beeff8a462e8297402c742a0dc89bb59ef3054683d56f0ffe",
    retrieved=date(2020, 6, 30),
    carrier="Vikt0riia/trashmap",
    coverage="EU member states and EU 1995-2018",
    caveats=(
        "The file names no date of update; the vintage is the month in which it was fetched, "
        "of which the day is not recorded.",
    ),
)

PLASTIC_PACKAGING_2025_02 = _eurostat(
    key="eurostat_cei_wm020",
    vintage="2025-02",
    title="Recycling rate of plastic packaging (cei_wm020)",
    landing_page=f"{BROWSER}/cei_wm020/default/table",
    url=f"{SDMX}/cei_wm020?format=SDMX-CSV&compressed=true",
    published="eurostat/vintage_2025_sdmxcsv/estat_cei_env_waspacr.csv.gz",
    sha256="0a04f7cb96bc6a0f51ae681fb49fc865ac62801e33f5297d93e6c5c8f7bab0b4",
    retrieved=date(2025, 4, 1),
    carrier="sinahecke/plastic-recycling-dashboard",
    coverage="EU member states and EU 2000-2022",
    caveats=(
        "From 2020 recycling is weighed where it enters the recycling operation; not every "
        "country's step down is flagged as a break.",
    ),
)

PACKAGING_2020_06 = _eurostat(
    key="eurostat_ten00063",
    vintage="2020-06",
    title="Recycling rates of packaging waste by material (ten00063)",
    landing_page=f"{BROWSER}/ten00063/default/table",
    url=f"{SDMX}/ten00063?format=TSV",
    published="eurostat/vintage_2020-06/ten00063.tsv",
    sha256="48437e0488256f92a5e681e39c29f07e96a31db8771a45aba5c43205b1743190",
    retrieved=date(2020, 6, 30),
    carrier="Vikt0riia/trashmap",
    coverage="EU member states and EU 2006-2017",
    caveats=(
        "The file names no date of update; the vintage is the month in which it was fetched, "
        "of which the day is not recorded.",
        "Counted before the rules of 2020: what entered sorting, its losses still in it.",
    ),
)

SOURCES = (
    CIRCULARITY_2025_04,
    CIRCULARITY_2025_11,
    DMC_2026_07,
    DMC_PER_INHABITANT_2026_07,
    RMC_2026_07,
    RMC_PER_INHABITANT_2026_07,
    POPULATION_2026_07,
    FOOTPRINT_2026_01,
    FOOTPRINT_PER_INHABITANT_2026_01,
    GDP_2025_04,
    MUNICIPAL_WASTE_2026_03,
    TOTAL_WASTE_2024_09,
    RECYCLING_RATE_2026_03,
    RECYCLING_RATE_2020_06,
    PLASTIC_PACKAGING_2025_02,
    PACKAGING_2020_06,
)
