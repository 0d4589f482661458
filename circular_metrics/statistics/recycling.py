"""The Union's rule for how much municipal waste is recycled: what is left after the losses."""

from dataclasses import dataclass

ONLY_SEPARATE = 2027  # from this year bio-waste counts only if it was collected separately


@dataclass(frozen=True, kw_only=True)
class Recycled:
    """The rate by the Union's rule and the rate of collection that is often taken for it.

    Both in per cent: ``rate`` of what was generated, losses taken off; ``collection`` of what was
    collected for recycling, losses still in it.
    """

    rate: float
    collection: float
    counted: float
    generated: float


def municipal_recycling(
    generated: float,
    collected: float,
    losses: float,
    year: int,
    *,
    reused: float = 0.0,
    composted_at_home: float = 0.0,
    bio_from_mixed: float = 0.0,
    metals_from_ash: float = 0.0,
) -> Recycled:
    """Recycling rate of municipal waste by the Union's rule, in per cent.

    ``100 (collected - losses + reused + home-composted + bio-waste from mixed waste + metals
    from ash) / (generated + home-composted)``: weighed where it enters the recycling operation.
    Bio-waste sorted out of mixed waste counts until 2026 only.

    Parameters
    ----------
    generated : float
        Municipal waste generated, home-composted bio-waste not in it.
    collected : float
        Of that, collected separately to be recycled, bio-waste of its own bin in it.
    losses : float
        What sorting and pre-treatment take out of it before the recycling operation.
    year : int
        For which the rate is reported.
    reused : float
        Prepared for reuse and not in ``collected``.
    composted_at_home : float
        Bio-waste separated and recycled at source: counts above and below the line.
    bio_from_mixed : float
        Bio-waste that was not collected separately and is composted or digested.
    metals_from_ash : float
        Metal recycled out of the ash of incinerated municipal waste.

    Raises
    ------
    ValueError
        For a mass below zero, nothing generated, losses above what was collected, or more counted
        than generated.

    References
    ----------
    Directive 2008/98/EC, Articles 11 and 11a, as amended by Directive (EU) 2018/851; Commission
    Implementing Decision (EU) 2019/1004.

    >>> municipal_recycling(generated=100, collected=70, losses=10, year=2024).rate
    60.0
    """
    masses = {
        "generated": generated,
        "collected": collected,
        "losses": losses,
        "reused": reused,
        "composted_at_home": composted_at_home,
        "bio_from_mixed": bio_from_mixed,
        "metals_from_ash": metals_from_ash,
    }
    below = [f"{name} {mass}" for name, mass in masses.items() if not mass >= 0]
    if below:
        raise ValueError(f"masses of at least 0: {', '.join(below)}")
    if losses > collected:
        raise ValueError(f"losses of {losses} out of {collected} collected")
    mixed = bio_from_mixed if year < ONLY_SEPARATE else 0.0
    counted = collected - losses + reused + composted_at_home + mixed + metals_from_ash
    whole = generated + composted_at_home
    if not whole > 0 or counted > whole:
        raise ValueError(f"{counted} recycled out of {whole} generated")
    return Recycled(
        rate=100 * counted / whole,
        collection=100 * (collected + composted_at_home) / whole,
        counted=counted,
        generated=whole,
    )
