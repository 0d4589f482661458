"""Rules on the results chain: what goes in and is done, held against what it changes."""

from circular_metrics import assess
from circular_metrics.guard.measures import EFFECTS, EFFORTS, levels
from circular_metrics.guard.record import Case, Finding, Names, Number, Rule

PERIOD = 5  # years back from the edition in which an outcome must have been measured
STALE = 3  # years after which a newest figure is old


def activity_without_outcome(case: Case) -> list[Finding]:
    """G1: an objective without a single measured outcome in the period."""
    level = levels(case)
    rows = case.rows(case.own, measured=True)
    recent = rows[(rows["period"] > case.year - PERIOD) & (rows["period"] <= case.year)]
    effects = {k for k in recent["indicator"] if level.get(k) in EFFECTS}
    found = []
    if not effects:
        everything = set(case.rows(case.own)["indicator"])
        numbers = {
            "first": case.year - PERIOD + 1,
            "last": case.year,
            "efforts": sum(level.get(k) in EFFORTS for k in everything),
            "claims": sum(level.get(k) in EFFECTS for k in everything - set(rows["indicator"])),
            "listed": sum(i.level in EFFECTS for i in case.indicators),
        }
        found.append(
            Finding(
                rule="G1",
                severity="high",
                message="No outcome or impact was measured for the city in {first}–{last}. "
                "Indicators of input, activity or output with figures: {efforts}; outcomes and "
                "impacts that are only modelled, planned or claimed: {claims}, of "
                "{listed} on the list.",
                numbers=numbers,
            )
        )
    return found + _actions_without_outcome(case, level)


def _actions_without_outcome(case: Case, level: dict[str, str]) -> list[Finding]:
    """Actions of the register that name no indicator of outcome or impact."""
    if case.register is None or case.register.empty:
        return []
    without = [
        row.action
        for row in case.register.itertuples()
        if not any(level.get(key) in EFFECTS for key in row.indicators)
    ]
    if not without:
        return []
    return [
        Finding(
            rule="G1",
            severity="medium",
            message="{k} of {n} actions in the register name no outcome indicator: {actions}.",
            numbers={
                "k": len(without),
                "n": len(case.register),
                "actions": ", ".join(f"‘{a}’" for a in without[:3])
                + (" …" if len(without) > 3 else ""),
            },
        )
    ]


def output_outruns_outcome(case: Case) -> list[Finding]:
    """G2: an output improves significantly while the outcome it is paired with does not."""
    own = case.observations[case.observations["area"].isin(case.own)]
    by_key = {i.key: i for i in case.indicators}
    found = []
    for indicator in case.indicators:
        pair = by_key.get(indicator.pair or "")
        if indicator.level not in EFFORTS or pair is None:
            continue
        first, second = (assess.trend(own, i, case.breaks) for i in (indicator, pair))
        if first.verdict == "improving" and second.verdict in ("no_clear_trend", "worsening"):
            found.append(
                Finding(
                    rule="G2",
                    severity="medium",
                    message="{output} improves (p = {p}) while {outcome} does not (p = {other}).",
                    numbers={
                        "output": Names((indicator.key,)),
                        "outcome": Names((pair.key,)),
                        "p": Number(first.p, 3),
                        "other": Number(second.p, 3),
                    },
                )
            )
    return found


def effort_is_all_there_is(case: Case) -> list[Finding]:
    """G4: the only evidence is staff, money or the existence of a plan."""
    level = levels(case)
    shown = {level[k] for k in case.rows(case.own)["indicator"] if k in level}
    has_effort = bool(shown & {"input", "activity"}) or (
        case.register is not None and not case.register.empty
    )
    if not has_effort or shown & {"output", *EFFECTS}:
        return []
    keys = tuple(
        dict.fromkeys(
            k for k in case.rows(case.own)["indicator"] if level.get(k) in ("input", "activity")
        )
    )
    actions = 0 if case.register is None else len(case.register)
    return [
        Finding(
            rule="G4",
            severity="high",
            message="The only evidence for the city is {n} indicators of input or activity, "
            "among them {names}, and {actions} actions in a register: nothing that was made or "
            "changed.",
            numbers={"n": len(keys), "actions": actions, "names": Names(keys[:4])},
        )
    ]


def newest_figure_is_old(case: Case) -> list[Finding]:
    """G15: the newest measured figure of the objective, or of an outcome, is old."""
    rows = case.rows(case.own, measured=True)
    level = levels(case)
    effects = rows[rows["indicator"].map(level).isin(EFFECTS)]
    looked = effects if not effects.empty else rows
    if looked.empty:
        return []
    last = looked.groupby("indicator")["period"].max()
    if case.year - last.max() > STALE:
        message = (
            "The newest measured figure is of {year}, {age} years before the edition; "
            "more than {most} is old."
        )
        numbers = {"year": int(last.max()), "age": int(case.year - last.max()), "most": STALE}
        return [Finding(rule="G15", severity="medium", message=message, numbers=numbers)]
    old = last[case.year - last > STALE]
    if old.empty:
        return []
    return [
        Finding(
            rule="G15",
            severity="low",
            message="Not renewed for more than {most} years: {names}.",
            numbers={"most": STALE, "names": Names(tuple(sorted(old.index)))},
        )
    ]


RULES = (
    Rule(
        key="G1",
        names={"nl": "Activiteit zonder uitkomst", "en": "Activity without outcome"},
        fires_when={
            "nl": "geen enkele uitkomst of impact is voor de stad gemeten in de laatste vijf jaar, "
            "of een actie noemt geen uitkomstindicator",
            "en": "no outcome or impact was measured for the city in the last five years, or an "
            "action names no outcome indicator",
        },
        remedy={
            "nl": "Kies per doelstelling minstens één uitkomst die de stad zelf meet of laat "
            "meten, en zeg wie dat doet, vanaf wanneer en met welke bron.",
            "en": "Choose for each objective at least one outcome that the city measures or has "
            "measured, and say who does so, from when and from which source.",
        },
        check=activity_without_outcome,
        seeds=("P3",),
    ),
    Rule(
        key="G2",
        names={"nl": "Meer doen zonder meer resultaat", "en": "Output outruns outcome"},
        fires_when={
            "nl": "een activiteit of output verbetert significant en de uitkomst die erbij hoort "
            "niet",
            "en": "an activity or output improves significantly and the outcome paired with it "
            "does not",
        },
        remedy={
            "nl": "Onderzoek waarom meer doen niet meer oplevert voordat de activiteit groeit.",
            "en": "Find out why doing more does not achieve more before the activity grows.",
        },
        check=output_outruns_outcome,
        seeds=("P3",),
        observed="PBL, Integrale Circulaire Economie Rapportage 2025: more activity, no less use "
        "of raw materials",
    ),
    Rule(
        key="G4",
        names={"nl": "Alleen inzet als bewijs", "en": "Effort as the only evidence"},
        fires_when={
            "nl": "het enige bewijs is personeel, geld of het bestaan van een plan",
            "en": "the only evidence is staff, money or the existence of a plan",
        },
        remedy={
            "nl": "Verbind elke inzet aan wat ze oplevert: een output en de uitkomst erachter.",
            "en": "Tie each effort to what it yields: an output and the outcome behind it.",
        },
        check=effort_is_all_there_is,
        seeds=("P1",),
    ),
    Rule(
        key="G15",
        names={"nl": "Verouderd cijfer", "en": "Stale figure"},
        fires_when={
            "nl": "het nieuwste gemeten cijfer is meer dan drie jaar ouder dan de editie",
            "en": "the newest measured figure is more than three years older than the edition",
        },
        remedy={
            "nl": "Vernieuw de bron of haal het cijfer uit de conclusies; trek het niet door.",
            "en": "Renew the source or take the figure out of the conclusions; do not extend it.",
        },
        check=newest_figure_is_old,
        seeds=("P3",),
        observed="Urban circularity assessments of 2021-2022 that rest on one year, 2018 or 2020",
    ),
)
