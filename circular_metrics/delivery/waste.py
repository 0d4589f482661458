"""What only the city, its intermunicipal company or OVAM know about the city's waste."""

from circular_metrics.delivery.declare import Measure, Template

_OVAM = {
    "nl": "Uit het jaarlijkse OVAM-rapport of de export van Provincies in Cijfers, voor de "
    "gemeente zelf en niet voor het hele werkingsgebied.",
    "en": "From OVAM's yearly report or the export of Provincies in Cijfers, for the municipality "
    "itself and not for the whole service area.",
}


def _per_inhabitant(key: str, nl: str, en: str, **more) -> Measure:
    """Kilograms per registered inhabitant."""
    names = {"nl": nl, "en": en}
    defaults = {"help": _OVAM, "high": 2000.0}
    return Measure(key=key, unit="kg/inhabitant", names=names, **(defaults | more))


WASTE = Template(
    key="waste",
    titles={"nl": "Duurzaam en circulair consumeren", "en": "Sustainable and circular consumption"},
    measures=(
        _per_inhabitant(
            "residual_waste_kg_per_inhabitant",
            "Huishoudelijk restafval per inwoner (definitie OVAM)",
            "Residual household waste per inhabitant (OVAM's definition)",
            help={
                "nl": "Restafval zoals OVAM het telt: huisvuil, grofvuil, veegvuil, "
                "straatvuilbakjes en sluikstort. Niet alleen huisvuil.",
                "en": "Residual waste as OVAM counts it: bagged refuse, bulky waste, sweepings, "
                "street bins and fly-tipping. Not bagged refuse alone.",
            },
        ),
        _per_inhabitant(
            "household_waste_kg_per_inhabitant",
            "Huishoudelijk afval per inwoner, totaal",
            "Household waste per inhabitant, total",
        ),
        Measure(
            key="household_waste_t",
            unit="t",
            names={"nl": "Huishoudelijk afval, totaal", "en": "Household waste, total"},
            help=_OVAM,
        ),
        Measure(
            key="separate_collection_percent",
            unit="percent",
            names={
                "nl": "Aandeel selectief ingezameld huishoudelijk afval",
                "en": "Share of household waste that is collected separately",
            },
            help={
                "nl": "Ingezameld is nog niet gerecycleerd: sorteerresten zitten er nog in.",
                "en": "Collected is not yet recycled: sorting residues are still in it.",
            },
            kind="percent",
        ),
        _per_inhabitant(
            "bio_waste_kg_per_inhabitant",
            "Gft-afval per inwoner, aan huis ingezameld",
            "Bio-waste per inhabitant, collected at the door",
        ),
        _per_inhabitant(
            "textiles_kg_per_inhabitant",
            "Textiel per inwoner, selectief ingezameld",
            "Textiles per inhabitant, collected separately",
        ),
        _per_inhabitant(
            "food_loss_kg_per_inhabitant",
            "Voedselverlies van huishoudens per inwoner",
            "Household food loss per inhabitant",
            help={
                "nl": "Uit een sorteerproef of bevraging in de stad; methode bij afbakening.",
                "en": "From a sorting test or survey in the city; method under scope.",
            },
        ),
        Measure(
            key="litter_t",
            unit="t",
            names={"nl": "Opgeruimd zwerfvuil", "en": "Litter picked up"},
            help={
                "nl": "Zonder straatvuilbakjes en zonder sluikstort.",
                "en": "Without street bins and without fly-tipping.",
            },
        ),
    ),
)
