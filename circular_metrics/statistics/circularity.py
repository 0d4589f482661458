"""How circular a product or a building is: the Material Circularity Indicator and Madaster's."""

from dataclasses import dataclass

EFFICIENCY = 0.75  # of recycling, where the case does not state one


@dataclass(frozen=True, kw_only=True)
class Flows:
    """Where the mass comes from and where it goes; fractions of the mass, lifetimes in years."""

    mass: float = 1.0
    recycled_in: float = 0.0
    renewable_in: float = 0.0
    reused_in: float = 0.0
    recycled_out: float = 0.0
    reused_out: float = 0.0
    recycling_in_efficiency: float = EFFICIENCY
    recycling_out_efficiency: float = EFFICIENCY
    lifetime: float = 1.0
    average_lifetime: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Circularity:
    """The indicator and every step to it, in the unit of the mass."""

    virgin: float
    unrecovered: float
    waste_in: float
    waste_out: float
    waste: float
    linear_flow: float
    utility: float
    mci: float


def material_circularity(flows: Flows) -> Circularity:
    """The Material Circularity Indicator in its full form, 0 (linear) to 1 (circular).

    V = M (1 - F_R - F_RR - F_U); W0 = M (1 - C_R - C_U); W_F = M (1 - E_F) F_R / E_F;
    W_C = M (1 - E_C) C_R; W = W0 + (W_F + W_C) / 2; LFI = (V + W) / (2 M + (W_F - W_C) / 2);
    F = 0.9 / X with X = L / L_av; MCI = max(0, 1 - LFI F).

    Parameters
    ----------
    flows : Flows
        Mass, fractions and lifetimes.

    Returns
    -------
    Circularity
        The indicator and its steps.

    Raises
    ------
    ValueError
        For a mass or a lifetime that is not positive, a fraction outside 0 to 1, or fractions
        that add up to more than 1.

    References
    ----------
    Ellen MacArthur Foundation and Granta, *Circularity Indicators: Methodology*, as written out
    by Madaster, *CI explained* v1.0 (25 February 2021).
    """
    _refuse(flows)
    m, e_in, e_out = flows.mass, flows.recycling_in_efficiency, flows.recycling_out_efficiency
    virgin = m * (1 - flows.recycled_in - flows.renewable_in - flows.reused_in)
    unrecovered = m * (1 - flows.recycled_out - flows.reused_out)
    waste_in = m * (1 - e_in) * flows.recycled_in / e_in
    waste_out = m * (1 - e_out) * flows.recycled_out
    waste = unrecovered + (waste_in + waste_out) / 2
    linear_flow = (virgin + waste) / (2 * m + (waste_in - waste_out) / 2)
    utility = flows.lifetime / flows.average_lifetime
    return Circularity(
        virgin=virgin,
        unrecovered=unrecovered,
        waste_in=waste_in,
        waste_out=waste_out,
        waste=waste,
        linear_flow=linear_flow,
        utility=utility,
        mci=max(0.0, 1 - linear_flow * 0.9 / utility),
    )


def simplified_linear_flow(flows: Flows) -> float:
    """LFI = (V + W) / (2 M), as some programs have it: not the published form, shown to differ."""
    full = material_circularity(flows)
    return (full.virgin + full.waste) / (2 * flows.mass)


@dataclass(frozen=True, kw_only=True)
class Madaster:
    """Madaster's three indicators of the phases of a building's life."""

    construction: float
    use: float
    end_of_life: float


def madaster(flows: Flows) -> Madaster:
    """Construction F_R + F_RR + F_U, use L / L_av, end of life C_R E_C + C_U.

    Parameters
    ----------
    flows : Flows
        Fractions and lifetimes; the mass does not matter.

    References
    ----------
    Madaster, *CI explained* v1.0 (25 February 2021).
    """
    _refuse(flows)
    return Madaster(
        construction=flows.recycled_in + flows.renewable_in + flows.reused_in,
        use=flows.lifetime / flows.average_lifetime,
        end_of_life=flows.recycled_out * flows.recycling_out_efficiency + flows.reused_out,
    )


def _refuse(flows: Flows) -> None:
    """Stop at what cannot be."""
    if min(flows.mass, flows.lifetime, flows.average_lifetime) <= 0:
        raise ValueError("mass and lifetimes must be above 0")
    fractions = (
        flows.recycled_in, flows.renewable_in, flows.reused_in, flows.recycled_out,
        flows.reused_out,
    )  # fmt: skip
    if min(fractions) < 0 or sum(fractions[:3]) > 1 + 1e-9 or sum(fractions[3:]) > 1 + 1e-9:
        raise ValueError("fractions lie between 0 and 1 and add up to at most 1")
    efficiencies = (flows.recycling_in_efficiency, flows.recycling_out_efficiency)
    if not (0 < efficiencies[0] <= 1 and 0 <= efficiencies[1] <= 1):
        raise ValueError("efficiencies of recycling lie between 0 and 1")
