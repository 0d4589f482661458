"""Rules on judging: targets that fit too well, and verdicts that hang on the years chosen."""

from circular_metrics.guard.measures import EFFECTS, GOOD, levels
from circular_metrics.guard.record import Case, Finding, Names, Number, Quantity, Rule, Words
from circular_metrics.model import Target
from circular_metrics.statistics.trend import LEVEL, MINIMUM_POINTS, trend_of

EARLY = 5  # years before its date at which a target without a baseline counts as met too easily
FLIPS = 25.0  # per cent of windows with another verdict above which it hangs on the years
MEETS = {"higher": lambda value, aim: value >= aim, "lower": lambda value, aim: value <= aim}


def target_fits_too_well(case: Case) -> list[Finding]:
    """G11: met before it was set, moved, in several vintages, or not there at all."""
    return [*_met_early(case), *_several(case), *_moved(case), *_none_at_all(case)]


def _met_early(case: Case) -> list[Finding]:
    """Targets whose value was reached before the baseline, or long before the target year."""
    found = []
    better = {i.key: i.better for i in case.indicators}
    for target in case.targets:
        meets = MEETS.get(better.get(target.indicator, ""))
        rows = case.rows((target.area,))
        rows = rows[(rows["indicator"] == target.indicator) & (rows["scope"] == target.scope)]
        limit = target.baseline_year or target.year - EARLY
        rows = rows[rows["period"] <= limit]
        if meets is None or rows.empty:
            continue
        met = rows[[bool(meets(v, target.value)) for v in rows["value"]]]
        if met.empty:
            continue
        first = met.loc[met["period"].idxmin()]
        message = (
            "{name}: the target of {aim} by {year} was met in {met} with {value}; a target that "
            "is behind us asks for nothing."
        )
        numbers = {
            "name": Names((target.indicator,)),
            "aim": Quantity(target.value, target.unit),
            "year": target.year,
            "met": int(first["period"]),
            "value": Quantity(first["value"], first["unit"]),
        }
        found.append(Finding(rule="G11", severity="medium", message=message, numbers=numbers))
    return found


def _several(case: Case) -> list[Finding]:
    """One indicator, area and year with targets of different values."""
    values: dict[tuple, set[float]] = {}
    for target in case.targets:
        values.setdefault((target.indicator, target.area, target.year), set()).add(target.value)
    return [
        Finding(
            rule="G11",
            severity="medium",
            message="{name}: {n} different targets for {year}, from {low} to {high}.",
            numbers={
                "name": Names((key,)),
                "n": len(several),
                "year": year,
                "low": Number(min(several), 1),
                "high": Number(max(several), 1),
            },
        )
        for (key, _, year), several in values.items()
        if len(several) > 1
    ]


def _moved(case: Case) -> list[Finding]:
    """Targets whose value or baseline is another than in the last edition."""
    if case.previous_targets is None:
        return []

    def place(target: Target) -> tuple:
        return target.indicator, target.area, target.year, target.document

    before = {place(target): target for target in case.previous_targets}
    found = []
    for target in case.targets:
        old = before.get(place(target))
        if old is None:
            continue
        pairs = ((old.value, target.value, "value"), (old.baseline_year, target.baseline_year, ""))
        for was, now, what in pairs:
            if was != now:
                message = "{name}: the target's {what} was {was} and is now {now}."
                numbers = {"name": Names((target.indicator,)), "was": was, "now": now}
                numbers["what"] = Words(what or "base year")
                found.append(Finding(rule="G11", severity="high", message=message, numbers=numbers))
    return found


def _none_at_all(case: Case) -> list[Finding]:
    """Outcomes are measured and not one has a target for the city."""
    level = levels(case)
    rows = case.rows(case.own, measured=True)
    measured = {k for k in rows["indicator"] if level.get(k) in EFFECTS}
    aimed = {t.indicator for t in case.targets if t.area in case.own}
    if not measured or aimed:
        return []
    message = "{n} outcomes are measured for the city and none has a target: {names}."
    numbers = {"n": len(measured), "names": Names(tuple(sorted(measured))[:4])}
    return [Finding(rule="G11", severity="medium", message=message, numbers=numbers)]


def years_were_chosen(case: Case) -> list[Finding]:
    """G13: the verdict is another in more than a quarter of the windows."""
    found = []
    for name, result in case.decouplings.items():
        other = [w for w in result.windows if w.verdict != result.verdict]
        share = 100 * len(other) / len(result.windows) if result.windows else 0.0
        if share > FLIPS:
            message = (
                "Decoupling of {name}: {share} % of {n} windows of years give another verdict "
                "than the whole."
            )
            numbers = {"name": Names((name,)), "share": Number(share), "n": len(result.windows)}
            found.append(Finding(rule="G13", severity="medium", message=message, numbers=numbers))
    return found + _trends(case)


def _trends(case: Case) -> list[Finding]:
    """Outcomes whose significant trend turns round in more than a quarter of the windows."""
    found = []
    rows = case.rows(case.own, measured=True)
    for indicator in case.indicators:
        mine = rows[(rows["indicator"] == indicator.key) & rows["is_complete"]]
        mine = mine.drop_duplicates("period").sort_values("period")
        if indicator.level not in EFFECTS or GOOD[indicator.better] == 0:
            continue
        values, years = mine["value"].tolist(), mine["period"].tolist()
        whole = trend_of(values, years)
        if whole.test is None or whole.test.p >= LEVEL:
            continue
        n = len(values)
        signs = [
            trend_of(values[i:j], years[i:j]).test.score * whole.test.score < 0
            for i in range(n)
            for j in range(i + MINIMUM_POINTS, n + 1)
        ]
        share = 100 * sum(signs) / len(signs)
        if share > FLIPS:
            message = "{name}: in {share} % of {n} windows of years the trend goes the other way."
            numbers = {
                "name": Names((indicator.key,)),
                "share": Number(share),
                "n": len(signs),
            }
            found.append(Finding(rule="G13", severity="medium", message=message, numbers=numbers))
    return found


RULES = (
    Rule(
        key="G11",
        names={"nl": "Onvast doel", "en": "Unsteady target"},
        fires_when={
            "nl": "een doel was al gehaald, verschoof, heeft meerdere versies of ontbreekt",
            "en": "a target had been met, has moved, exists in several vintages, or is missing",
        },
        remedy={
            "nl": "Stel een strenger doel met een basisjaar en een document, en houd het vast.",
            "en": "Set a stricter target with a base year and a document, and keep to it.",
        },
        check=target_fits_too_well,
        seeds=("P2", "U4"),
        observed="Shared cars: 2.06 per 1,000 in 2022 for a target of 2 by 2030; the Union's "
        "doubling of circular material use read as 22.4, 23.2 or 24 %",
    ),
    Rule(
        key="G13",
        names={"nl": "Gekozen jaren", "en": "Chosen years"},
        fires_when={
            "nl": "het oordeel is anders in meer dan een kwart van de vensters van jaren",
            "en": "the verdict is another in more than a quarter of the windows of years",
        },
        remedy={
            "nl": "Toon alle vensters; noem het oordeel onzeker waar het van de jaren afhangt.",
            "en": "Show all windows; call the verdict unsure where it hangs on the years.",
        },
        check=years_were_chosen,
        seeds=("U4",),
        observed="Eurostat: the Union decoupled from 2008 to 2016 and was coupled again after",
    ),
)
