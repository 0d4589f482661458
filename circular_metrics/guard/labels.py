"""Rules on words: new labels, vague claims, statuses set by hand, figures that vanish."""

import re

from circular_metrics.guard.measures import GOOD, direction, indicator_of, levels
from circular_metrics.guard.record import Case, Finding, Names, Number, Rule, Unchecked, Words

VAGUE = re.compile(
    r"\d+\s*%\s*circula\w*|\bcircula(?:ir|r)\w*|\bduurza(?:am|me|amheid)\w*|\bsustainab\w+|"
    r"\bklimaatneutra\w+|\bmilieuvriendelij\w+|\beco-?vriendelij\w+|\bgreen\b|\bgroene?\b",
    re.IGNORECASE,
)
FAVOURABLE = ("done", "on_track")
NO_REGISTER = "The city has handed over no action register."
NO_PREVIOUS = "There is no edition before this one."


def older_than_the_label(case: Case) -> list[Finding] | Unchecked:
    """G5: what existed before the strategy is counted for it, additionality unsaid."""
    if case.strategy_start is None:
        return Unchecked("The year in which the strategy began is not declared.")
    level, rows = levels(case), case.rows(case.own)
    efforts = rows[rows["indicator"].map(level).isin(("activity", "output"))]
    first = efforts.groupby("indicator")["period"].min()
    old = tuple(sorted(first[first < case.strategy_start].index))
    found = []
    if old:
        message = (
            "Began before the strategy of {start}: {names}. What the strategy added to it is not "
            "said."
        )
        numbers = {"start": case.strategy_start, "names": Names(old)}
        found.append(Finding(rule="G5", severity="low", message=message, numbers=numbers))
    if case.register is not None and not case.register.empty:
        mine = case.register
        is_old = (
            (mine["start"] > 0)
            & (mine["start"] < case.strategy_start)
            & (mine["additionality"] == "")
        )
        if is_old.any():
            message = (
                "{k} of {n} actions began before the strategy of {start} and say nothing of what "
                "it added: {actions}."
            )
            numbers = {"k": int(is_old.sum()), "n": len(mine), "start": case.strategy_start}
            numbers["actions"] = ", ".join(f"‘{a}’" for a in mine.loc[is_old, "action"].head(3))
            found.append(Finding(rule="G5", severity="medium", message=message, numbers=numbers))
    return found


def vague_claims(case: Case) -> list[Finding] | Unchecked:
    """G12: a claim without an indicator, or a label that never gets down to an action."""
    if not case.statements and case.plan is None:
        return Unchecked("No text of plans or actions was given for this objective.")
    found = []
    for statement in case.statements:
        words = VAGUE.search(statement.text)
        if words and not statement.indicators:
            message = "‘{words}’ in {where} rests on no indicator."
            numbers = {"words": words.group(0), "where": statement.where}
            found.append(Finding(rule="G12", severity="low", message=message, numbers=numbers))
    plan = case.plan
    if plan is not None and plan.objective_actions > 0 and plan.action_actions == 0:
        message = (
            "The plan names circularity in an objective above {above} of its {n} investment "
            "actions ({euro} million euro in all), and in the text of none of them."
        )
        numbers = {"above": plan.objective_actions, "n": plan.actions}
        numbers["euro"] = Number(plan.amount_eur / 1e6)
        found.append(Finding(rule="G12", severity="medium", message=message, numbers=numbers))
    return found


def status_by_hand(case: Case) -> list[Finding] | Unchecked:
    """G14: a favourable status that no figure supports."""
    if case.register is None:
        return Unchecked(NO_REGISTER)
    found = []
    has_data = set(case.rows(case.own)["indicator"])
    for row in case.register[case.register["status"].isin(FAVOURABLE)].itertuples():
        backed = [key for key in row.indicators if key in has_data]
        if not backed:
            message = "‘{action}’ is said to be {status}; no indicator with figures says so."
            numbers = {"action": row.action, "status": Words(row.status.replace("_", " "))}
            found.append(Finding(rule="G14", severity="medium", message=message, numbers=numbers))
            continue
        against = tuple(key for key in backed if _worsens(case, key))
        if against:
            message = "‘{action}’ is said to be {status} while {names} gets worse."
            numbers = {"action": row.action, "status": Words(row.status.replace("_", " "))}
            numbers["names"] = Names(against)
            found.append(Finding(rule="G14", severity="high", message=message, numbers=numbers))
    return found


def _worsens(case: Case, key: str) -> bool:
    indicator = indicator_of(case, key)
    ways = [direction(case, key, area) for area in case.own]
    return indicator is not None and any(way and way == -GOOD[indicator.better] for way in ways)


def vanished(case: Case) -> list[Finding] | Unchecked:
    """G16: an indicator of the last edition is gone and the list of changes does not say why."""
    if case.previous_indicators is None:
        return Unchecked(NO_PREVIOUS)
    now = set(case.rows((*case.own, *case.context))["indicator"])
    gone = sorted(k for k in case.previous_indicators - now if k not in case.changelog)
    if not gone:
        return []
    message = "In the last edition and no longer in this one, without a word on why: {names}."
    numbers = {"names": Names(tuple(gone))}
    return [Finding(rule="G16", severity="high", message=message, numbers=numbers)]


RULES = (
    Rule(
        key="G5",
        names={"nl": "Nieuw etiket op wat al bestond", "en": "New label on what was there"},
        fires_when={
            "nl": "wat al voor de strategie bestond telt mee, zonder te zeggen wat ze toevoegde",
            "en": "what existed before the strategy counts for it, without saying what it added",
        },
        remedy={
            "nl": "Vul per actie in wat er zonder de strategie niet geweest was.",
            "en": "State for each action what would not have been there without the strategy.",
        },
        check=older_than_the_label,
        seeds=("P2",),
    ),
    Rule(
        key="G12",
        names={"nl": "Vage bewering", "en": "Vague claim"},
        fires_when={
            "nl": "een tekst zegt ‘circulair’ of ‘duurzaam’ zonder indicator, of het plan draagt "
            "het woord niet tot in een actie",
            "en": "a text says ‘circular’ or ‘sustainable’ without an indicator, or the plan does "
            "not carry the word down to an action",
        },
        remedy={
            "nl": "Zet bij elke bewering de indicator, of schrap het woord.",
            "en": "Put the indicator beside each claim, or strike the word.",
        },
        check=vague_claims,
        seeds=("P2", "U2"),
        observed="Directive (EU) 2024/825: no generic environmental claims without recognised "
        "excellent performance (for traders; it does not bind a city)",
    ),
    Rule(
        key="G14",
        names={"nl": "Status met de hand gezet", "en": "Status set by hand"},
        fires_when={
            "nl": "een gunstige status in het register waar geen cijfer achter staat, of een "
            "cijfer dat het tegendeel zegt",
            "en": "a favourable status in the register with no figure behind it, or one that says "
            "the opposite",
        },
        remedy={
            "nl": "Laat de status volgen uit de indicator, of schrijf op wie hem waarom zette.",
            "en": "Let the status follow from the indicator, or record who set it and why.",
        },
        check=status_by_hand,
        seeds=("P2",),
        observed="Open SDG lets a progress status be overridden by hand",
    ),
    Rule(
        key="G16",
        names={"nl": "Selectieve publicatie", "en": "Selective publication"},
        fires_when={
            "nl": "een indicator van de vorige editie is verdwenen of hernoemd, zonder vermelding",
            "en": "an indicator of the last edition has gone or been renamed, unmentioned",
        },
        remedy={
            "nl": "Houd de reeks aan, of meld in de wijzigingslijst waarom ze stopt.",
            "en": "Keep the series, or say in the list of changes why it ends.",
        },
        check=vanished,
        seeds=("P2",),
        observed="Comparison of successive editions",
    ),
)
