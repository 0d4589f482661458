"""The questions that stand beside the figures, for people to answer."""

from circular_metrics.wording import say


def questions(language: str) -> dict[str, str]:
    """The guiding questions of a developmental evaluation, by key.

    References
    ----------
    J. Marin, L. Alaerts and K. Van Acker, "A Materials Bank for Circular Leuven", *Sustainability*
    12 (2020) 10351: questions beside figures, since figures alone keep a project within the
    existing way of thinking. The wording is ours.
    """
    return {
        "assumption": say(
            "Which assumption behind this objective did this year’s figures put in doubt?", language
        ),
        "people": say(
            "Who took part, who did not, and what would those who did not have needed?", language
        ),
        "departments": say(
            "What did an initiative change in the way departments decide or buy?", language
        ),
        "additionality": say("What would have happened without the strategy?", language),
        "side_effects": say("Which unwanted effects were seen, and who looked for them?", language),
        "learning": say(
            "What will be stopped or changed next year because of what was learned?", language
        ),
    }
