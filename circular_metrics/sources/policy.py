"""Published records of municipal plans: what Flemish municipalities mean to invest, and in what."""

from datetime import date
from functools import partial

from circular_metrics.model import Source

PLANS_ONLY = (
    "All three editions (2014, 2020, 2026) are exports of the report type 'meerjarenplan' with the "
    "filter 'meest recente': the last adjusted plan, not the accounts. In a closed year it usually "
    "repeats the accounts, in the last years before its end it still holds money that was never "
    "spent: the export's tangible investments of 2020-2022 add up to 5.99 billion euro, which is "
    "what the VVSG counted as realised, but those of 2019 to 2.71 billion against 1.78 billion "
    "euro that the VVSG counted for the municipalities alone."
)
NOT_POSITIVE = (
    "Amounts of zero or less were dropped by the carrier: no row means nothing, or a net receipt, "
    "or no plan yet; it does not mean zero."
)
BOUNDARIES = "All editions are given in the municipalities of 1 January 2025, mergers added up."

_bbc = partial(
    Source,
    vintage="2026-01",
    publisher="Agentschap Binnenlands Bestuur (BBC-DR)",
    licence="Flemish free-reuse licence",
    landing_page="https://www.lokaalbestuur.vlaanderen.be/bbc-strategisch-en-financieel-beleid/"
    "basisgegevens/bbc-data-maak-je-eigen-rapport",
    url="https://lokaalbestuur.vlaanderen.be/financien/bbc-dr",
    retrieved=date(2026, 1, 16),
    carrier="gehuybre/data-blog@3d8ad01",
)

INVESTMENTS_BY_FIELD = _bbc(
    key="bbc_investments_by_field",
    title="Investments in the multi-year plans of Flemish municipalities, by policy field",
    published="bbc/investments_bv.parquet",
    sha256="f76d4df98cc49b1bcb251ac598f3750d5d61792221c4eb229be50dfb8704b51d",
    coverage="285 Flemish municipalities (282 in the plans of 2026), 2014-2031",
    caveats=(
        PLANS_ONLY,
        "Only land and buildings, roads, other infrastructure, heritage and investment grants "
        "(accounts 220/3, 224/8, 229, 260/4, 270/4 and 664): no vehicles, equipment, software or "
        "shares.",
        "The carrier lost digits of 7,001 amounts (9,900 for 990,000). They are put right here "
        "with the amount per inhabitant, which is unharmed; the carrier's own later correction "
        "gives the same totals.",
        NOT_POSITIVE,
        BOUNDARIES,
        "Boom, Alveringem and Maaseik have no plan of 2026 in it yet.",
    ),
)

INVESTMENTS_BY_ACCOUNT = _bbc(
    key="bbc_investments_by_account",
    title="Investments in the multi-year plans of Flemish municipalities, by account",
    published="bbc/investments_rek.parquet",
    sha256="30dceec21006c9a8da17b333e21ec2a864a6fb4f8f749b02a2eb9a214e4b534e",
    retrieved=date(2026, 1, 14),
    coverage="285 Flemish municipalities (275 in the plans of 2026), 2014-2033",
    caveats=(PLANS_ONLY, NOT_POSITIVE, BOUNDARIES),
)

PLAN_ACTIONS = _bbc(
    key="bbc_plan_actions",
    title="Investment actions of the multi-year plans 2026-2031, with their texts",
    published="bbc/projects_2026_full.parquet",
    sha256="022b0fd1b8547e89b0386fab27e03c6725b9efbb7ddf43c41071177b6e14680d",
    coverage="245 of 285 Flemish municipalities, 11,095 actions; almost nothing of Limburg",
    caveats=(
        "Investments only: an action that costs wages or running costs alone is not in it.",
        "A municipality whose name the carrier could not match to a code is missing; three had "
        "the code of a namesake and eight that of a place before its merger: put right here.",
        "What is planned is not spent, and a word in a plan is not a deed.",
        "The carrier's own categories are not used: they are guesses from keywords.",
        "In 220 of the 245 municipalities the actions add up to all planned investments.",
    ),
)

CIRCULAR_TERMS = Source(
    key="circular_terms",
    vintage="1",
    title="Dutch terms by which a plan names circularity, with their false friends",
    publisher="circular_metrics",
    licence="facts",
    landing_page="https://www.vvsg.be/kennisitem/vvsg/strategie-circulaire-stad",
    url="https://www.vvsg.be/kennisitem/vvsg/strategie-circulaire-stad",
    published="circular_terms.csv",
    sha256="b6b528dcd622dbf37972bfd008e6eac4d6cbab93677d6320ebe4c06ab6d17b50",
    retrieved=date(2026, 1, 16),
    coverage="the words of a circular city's strategy: reuse, repair, sharing, recovered material",
    caveats=("A list of words: an action that is circular without saying so is not found.",),
)

LABELLED_ACTIONS = Source(
    key="labelled_actions",
    vintage="1",
    title="Investment actions read and labelled by hand: does the action name a circular practice?",
    publisher="circular_metrics",
    licence="facts",
    landing_page="https://www.vvsg.be/kennisitem/vvsg/strategie-circulaire-stad",
    url="https://www.vvsg.be/kennisitem/vvsg/strategie-circulaire-stad",
    published="labelled_actions.csv",
    sha256="6dad78b28a446befe9f10e13217b99e95541206a3fa8f482d8dda7200f71868a",
    retrieved=date(2026, 11, 24),
    coverage="1,187 of 11,095 actions: all 126 that the terms find, all 333 others with a near "
    "word, 697 drawn at random from the 10,636 that are left, and 31 read aside of the sample",
    caveats=(
        "Labelled by one reader, once; another reader might differ on actions that name a practice "
        "in passing.",
        "Meant are goods and materials kept in use (reuse, repair, lending, sharing of vehicles, "
        "recovered material), prevention of waste, and the circular economy itself. Not meant: "
        "reuse of water, shared rooms, another use for a building, collection for recycling.",
    ),
)

TERRITORIAL_EMISSIONS = Source(
    key="eurostat_sdg_13_10",
    vintage="2026-04",
    title="Domestic net greenhouse gas emissions, total (sdg_13_10)",
    publisher="Eurostat",
    licence="Eurostat reuse (CC BY 4.0)",
    landing_page="https://ec.europa.eu/eurostat/databrowser/view/sdg_13_10/default/table",
    url="https://ec.europa.eu/eurostat/api/dissemination/statistics/1.0/data/sdg_13_10?lang=EN"
    "&freq=A&unit=MTCO2E&src_crf=TOTX4_MEMO&geoLevel=country&sinceTimePeriod=2010"
    "&untilTimePeriod=2023",
    published="eurostat/vintage_2026_jsonstat/territorial_ghg_total_sdg_13_10.json.gz",
    sha256="f620849eece0361494c6dccc774a76133d74362d275b47251f7834d047281125",
    retrieved=date(2026, 8, 8),
    carrier="calinadriancomes/eu27-material-climate-sensitivity",
    coverage="EU member states 2010-2023, no EU aggregate",
    caveats=(
        "Emissions on the territory, without those in imports: a fall may be a shift abroad.",
    ),
)

SOURCES = (
    INVESTMENTS_BY_FIELD,
    INVESTMENTS_BY_ACCOUNT,
    PLAN_ACTIONS,
    CIRCULAR_TERMS,
    LABELLED_ACTIONS,
    TERRITORIAL_EMISSIONS,
)
