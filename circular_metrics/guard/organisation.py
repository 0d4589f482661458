"""The rule on silos: who does it, and with whom."""

from circular_metrics.guard.labels import NO_REGISTER
from circular_metrics.guard.record import Case, Finding, Number, Rule, Unchecked
from circular_metrics.statistics.network import density


def silo(case: Case) -> list[Finding] | Unchecked:
    """G6: one department and no partner; or departments that share fewer actions than before."""
    if case.register is None:
        return Unchecked(NO_REGISTER)
    mine = case.register
    alone = mine[
        [len(d) <= 1 and not p for d, p in zip(mine["departments"], mine["partners"], strict=True)]
    ]
    found = []
    if not alone.empty:
        message = "{k} of {n} actions have one department and no partner: {actions}."
        numbers = {"k": len(alone), "n": len(mine)}
        numbers["actions"] = ", ".join(f"‘{a}’" for a in alone["action"].head(3))
        found.append(Finding(rule="G6", severity="medium", message=message, numbers=numbers))
    if case.previous_register is not None:
        was = density(case.previous_register["departments"])
        now = density(mine["departments"])
        if was is not None and now is not None and now < was:
            message = "The departments share fewer actions: density {now}, it was {was}."
            numbers = {"now": Number(now, 2), "was": Number(was, 2)}
            found.append(Finding(rule="G6", severity="medium", message=message, numbers=numbers))
    return found


RULES = (
    Rule(
        key="G6",
        names={"nl": "Silo", "en": "Silo"},
        fires_when={
            "nl": "een actie heeft één dienst en geen partner, of diensten delen minder acties dan "
            "vorig jaar",
            "en": "an action has one department and no partner, or departments share fewer actions "
            "than last year",
        },
        remedy={
            "nl": "Geef de actie een tweede dienst of een partner met een eigen taak.",
            "en": "Give the action a second department, or a partner with a task of its own.",
        },
        check=silo,
        seeds=("P1", "U1"),
    ),
)
