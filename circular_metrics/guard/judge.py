"""All rules on one case, and the verdict that follows."""

from circular_metrics.assess import evidence
from circular_metrics.guard import chain, flows, labels, organisation, targets
from circular_metrics.guard.record import SEVERITIES, Case, Guarded, Rule, Unchecked

RULES: dict[str, Rule] = {
    rule.key: rule
    for rule in sorted(
        (*chain.RULES, *flows.RULES, *labels.RULES, *organisation.RULES, *targets.RULES),
        key=lambda rule: int(rule.key[1:]),
    )
}
PYRAMID = ("input", "activity", "output", "outcome", "impact")
CONTEXT = "driver"
NO_EVIDENCE = ("G1", "G4")


def guard(case: Case) -> Guarded:
    """Every rule on one objective.

    The verdict: *not substantiated* where no outcome is measured or effort is all there is (G1 or
    G4, grave); *partly* where any other finding is grave or serious; else *substantiated*. No
    finding is no proof of the opposite: a rule can only see what it was given.

    Parameters
    ----------
    case : Case
        The objective's figures, targets, register and texts.

    Returns
    -------
    Guarded
    """
    findings, quiet, unchecked = [], [], {}
    for key, rule in RULES.items():
        found = rule.check(case)
        if isinstance(found, Unchecked):
            unchecked[key] = found
        elif found:
            findings += sorted(found, key=lambda f: SEVERITIES.index(f.severity))
        else:
            quiet.append(key)
    known = evidence(case.observations, case.indicators, case.own)
    return Guarded(
        objective=case.objective,
        verdict=_verdict(findings),
        pyramid={level: known.measured[level] for level in PYRAMID},
        unmeasured={level: known.unmeasured[level] for level in PYRAMID},
        context=known.measured[CONTEXT],
        findings=tuple(findings),
        quiet=tuple(quiet),
        unchecked=unchecked,
    )


def _verdict(findings: list) -> str:
    if any(f.rule in NO_EVIDENCE and f.severity == "high" for f in findings):
        return "not_substantiated"
    if any(f.severity in ("high", "medium") for f in findings):
        return "partly"
    return "substantiated"
