"""Rules on material: how much of the whole it is, where it went, and what it replaced."""

import pandas as pd

from circular_metrics.guard.measures import direction, improves, newest
from circular_metrics.guard.record import Case, Finding, Flow, Names, Number, Quantity, Rule

MATERIAL_SHARE = 1.0  # per cent of the whole flow below which an initiative is not material

# What an initiative handles → the whole flow it is a part of, in the same unit.
WHOLES = {
    "materialenbank_recovered": "construction_waste",
    "kringloop_reuse_kg_per_inhabitant": "household_waste_per_inhabitant",
    "repaired_mass": "household_waste",
}
# A rate → the absolute pressure behind it.
PRESSURES = {
    "household_waste_per_inhabitant": "household_waste",
    "municipal_waste_per_inhabitant": "municipal_waste",
    "resource_productivity": "domestic_material_consumption",
    "circular_material_use_rate": "domestic_material_consumption",
    "domestic_material_consumption_per_inhabitant": "domestic_material_consumption",
    "raw_material_consumption_per_inhabitant": "raw_material_consumption",
    "renovation_share": "new_residential_floor_area",
}
# A rate whose rise is told as a success, though neither way is better by itself.
TOLD_AS_GOOD = {"renovation_share": 1}
# What is counted on the territory → the same counted where the consumption is.
FOOTPRINTS = {
    "domestic_material_consumption": "raw_material_consumption",
    "domestic_material_consumption_per_inhabitant": "raw_material_consumption_per_inhabitant",
    "territorial_greenhouse_gas_emissions": "greenhouse_gas_footprint",
}
REUSE = (
    "kringloop_reuse_kg_per_inhabitant",
    "shared_cars_per_1000_inhabitants",
    "repairs_attempted",
    "materialenbank_sold_share",
)
DISPLACEMENT = "displacement"  # in the key or scope of a figure that says what was replaced
CAR_FACTOR = "private_cars_replaced_per_shared_car"
# What is collected or taken in → what became of it.
FATES = {
    "materialenbank_recovered": "materialenbank_sold_share",
    "separate_collection_rate": "municipal_recycling_rate",
    "weee_kg_per_inhabitant": "weee_reused_share",
}


def share_of_the_whole(case: Case) -> list[Finding]:
    """G3: an initiative handles less than one per cent of its flow, or the flow is not known."""
    found = []
    for key, whole_key in WHOLES.items():
        part = newest(case, key, case.own) if case.lists(key) else None
        if part is None:
            continue
        whole = newest(case, whole_key, case.own)
        shown = {"name": Names((key,)), "part": Quantity(part["value"], part["unit"])}
        shown["year"] = int(part["period"])
        if whole is None and key in case.flows:
            found += _of_a_range(case.flows[key], part, shown)
        elif whole is None or whole["unit"] != part["unit"] or whole["value"] <= 0:
            message = (
                "{name}: {part} in {year}, but for the whole flow it is a part of there is no "
                "figure for the city, so that its share is not known."
            )
            found.append(Finding(rule="G3", severity="medium", message=message, numbers=shown))
        elif 100 * part["value"] / whole["value"] < MATERIAL_SHARE:
            shown |= {
                "share": Number(100 * part["value"] / whole["value"], 2),
                "whole": Quantity(whole["value"], whole["unit"]),
                "least": Number(MATERIAL_SHARE),
            }
            message = (
                "{name}: {part} in {year} is {share} % of {whole}; below {least} % an initiative "
                "cannot carry the objective."
            )
            found.append(Finding(rule="G3", severity="medium", message=message, numbers=shown))
    return found


def _of_a_range(flow: Flow, part: pd.Series, shown: dict[str, object]) -> list[Finding]:
    """An initiative against a flow that is only known as a range: fires if it may be small."""
    if flow.unit != part["unit"] or 100 * part["value"] / flow.high >= MATERIAL_SHARE:
        return []
    message = (
        "{name}: {part} in {year} is {least_share} to {most_share} % of a flow of {low} to {high}, "
        "prorated by inhabitants of {people} from {claims} statements on the region that "
        "contradict each other; no figure for the city itself."
    )
    numbers = shown | {
        "least_share": Number(100 * part["value"] / flow.high, 2),
        "most_share": Number(100 * part["value"] / flow.low, 2),
        "low": Quantity(flow.low, flow.unit),
        "high": Quantity(flow.high, flow.unit),
        "people": flow.year,
        "claims": flow.claims,
    }
    return [Finding(rule="G3", severity="medium", message=message, numbers=numbers)]


def rate_hides_the_amount(case: Case) -> list[Finding]:
    """G7: a rate improves, or is told to, while the absolute pressure behind it rises."""
    found = []
    for rate, pressure in PRESSURES.items():
        for area in (*case.own, *case.context):
            if not case.lists(rate) or direction(case, pressure, area) != 1:
                continue
            if improves(case, rate, area):
                message = "{rate} improves in area {area} while {amount} rises."
            elif rate in TOLD_AS_GOOD and direction(case, rate, area) == TOLD_AS_GOOD[rate]:
                message = "{rate} rises in area {area}, and {amount} rises too."
            else:
                continue
            numbers = {"rate": Names((rate,)), "amount": Names((pressure,)), "area": area}
            severity = "high" if area in case.own else "medium"
            found.append(Finding(rule="G7", severity=severity, message=message, numbers=numbers))
    return found


def shifted_abroad(case: Case) -> list[Finding]:
    """G8: the territorial figure improves, the footprint does not or is not known."""
    found = []
    for key, footprint in FOOTPRINTS.items():
        for area in (*case.own, *case.context):
            if not (case.lists(key) and improves(case, key, area)):
                continue
            if improves(case, footprint, area):
                continue
            way = direction(case, footprint, area)
            message = (
                "{name} improves in area {area}; its footprint is not known."
                if way is None
                else "{name} improves in area {area}; {footprint} does not."
            )
            numbers = {"name": Names((key,)), "area": area, "footprint": Names((footprint,))}
            found.append(Finding(rule="G8", severity="medium", message=message, numbers=numbers))
    return found


def nothing_said_of_displacement(case: Case) -> list[Finding]:
    """G9: reuse, repair or sharing is shown without what it replaced."""
    shown = tuple(key for key in REUSE if (case.rows(case.own)["indicator"] == key).any())
    rows = case.everything((*case.own, *case.context))
    says = rows["indicator"].str.contains(DISPLACEMENT) | rows["scope"].str.contains(DISPLACEMENT)
    found = []
    if shown and not says.any():
        message = (
            "{names}: no figure says how much new product, material or driving each reuse, repair "
            "or shared use replaced."
        )
        numbers = {"names": Names(shown)}
        found.append(Finding(rule="G9", severity="medium", message=message, numbers=numbers))
    return found + _drifting_factor(case)


def _drifting_factor(case: Case) -> list[Finding]:
    """Pages that give one shared car ever more private cars to replace."""
    if case.claims is None or not case.lists("shared_cars_per_1000_inhabitants"):
        return []
    factors = case.claims.loc[case.claims["measure"].str.contains(CAR_FACTOR), "value"].dropna()
    if factors.nunique() < 2:
        return []
    message = (
        "Statements on how many private cars one shared car replaces run from {low} to {high}: "
        "{n} figures, none of them measured here."
    )
    numbers = {"low": Number(factors.min()), "high": Number(factors.max()), "n": len(factors)}
    return [Finding(rule="G9", severity="medium", message=message, numbers=numbers)]


def collected_is_not_reused(case: Case) -> list[Finding]:
    """G10: what was collected or taken in has no figure for what became of it."""
    found = []
    for key, fate_key in FATES.items():
        part = newest(case, key, case.own) if case.lists(key) else None
        if part is None:
            continue
        fate = newest(case, fate_key, case.own)
        if fate is not None and fate["period"] >= part["period"]:
            continue
        numbers = {"name": Names((key,)), "year": int(part["period"])}
        message = "{name} ({year}): no figure for the city says how much of it was used again."
        if fate is not None:
            message = (
                "{name} ({year}): what became of it is only known to {last}; collected is not "
                "reused."
            )
            numbers["last"] = int(fate["period"])
        found.append(Finding(rule="G10", severity="medium", message=message, numbers=numbers))
    return found


RULES = (
    Rule(
        key="G3",
        names={"nl": "Materialiteit", "en": "Materiality"},
        fires_when={
            "nl": "een initiatief verwerkt minder dan één procent van zijn stroom, of die stroom "
            "is niet gekend",
            "en": "an initiative handles less than one per cent of its flow, or that flow is not "
            "known",
        },
        remedy={
            "nl": "Zet de hele stroom naast het initiatief en zeg welk deel het tegen wanneer moet "
            "worden.",
            "en": "Put the whole flow beside the initiative and say what share it is to become by "
            "when.",
        },
        check=share_of_the_whole,
        seeds=("P3", "U4"),
        observed="A bank of building materials that took in 470 t of a flow of 79,000 to 229,000 t",
    ),
    Rule(
        key="G7",
        names={"nl": "Relatief voorgesteld als absoluut", "en": "Relative passed off as absolute"},
        fires_when={
            "nl": "een verhouding verbetert terwijl de absolute druk erachter stijgt",
            "en": "a rate improves while the absolute pressure behind it rises",
        },
        remedy={
            "nl": "Toon de absolute hoeveelheid naast de verhouding en oordeel daarop.",
            "en": "Show the absolute amount beside the rate and judge by it.",
        },
        check=rate_hides_the_amount,
        seeds=("U4",),
        observed="Apeldoorn 2014-2018: cycling rate flat, processed materials up 4.2 % (CityLoops)",
    ),
    Rule(
        key="G8",
        names={"nl": "Verschoven naar elders", "en": "Shifted elsewhere"},
        fires_when={
            "nl": "het cijfer op het grondgebied verbetert en de voetafdruk niet, of die is "
            "onbekend",
            "en": "the territorial figure improves and the footprint does not, or is not known",
        },
        remedy={
            "nl": "Zet de voetafdruk ernaast; noem een daling zonder voetafdruk territoriaal.",
            "en": "Put the footprint beside it; call a fall without one territorial.",
        },
        check=shifted_abroad,
        seeds=("U4",),
        observed="Flemish circular economy monitor: material footprint above direct material use",
    ),
    Rule(
        key="G9",
        names={"nl": "Reboundeffect", "en": "Rebound"},
        fires_when={
            "nl": "hergebruik, herstel of delen wordt getoond zonder wat het verving, of de factor "
            "verschilt van pagina tot pagina",
            "en": "reuse, repair or sharing is shown without what it replaced, or the factor "
            "differs from page to page",
        },
        remedy={
            "nl": "Vraag gebruikers wat ze anders gedaan hadden, of toon het effect als scenario "
            "met een uitdrukkelijke verdringingsgraad.",
            "en": "Ask users what they would have done otherwise, or show the effect as a scenario "
            "with an explicit displacement rate.",
        },
        check=nothing_said_of_displacement,
        seeds=("U4", "P2"),
        observed="One city's pages: a shared car replaces 5 to 14 private cars (2018-2022)",
    ),
    Rule(
        key="G10",
        names={"nl": "Ingezameld is niet hergebruikt", "en": "Collected is not reused"},
        fires_when={
            "nl": "wat ingezameld of binnengenomen is, heeft geen cijfer voor wat ermee gebeurde",
            "en": "what was collected or taken in has no figure for what became of it",
        },
        remedy={
            "nl": "Meet bij de uitgang: verkocht, hergebruikt of de recyclage ingegaan.",
            "en": "Measure at the exit: sold, reused, or entering recycling.",
        },
        check=collected_is_not_reused,
        seeds=("P3",),
        observed="192 t taken in and some 170 t sold in one year; 71 % collected separately read "
        "as recycled",
    ),
)
