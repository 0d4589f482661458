"""What only the city and its partners know about circular building."""

from circular_metrics.codelists.construction import MATERIALS
from circular_metrics.delivery.declare import Measure, Template


def _measure(key: str, unit: str, nl: tuple[str, str], en: tuple[str, str], **more) -> Measure:
    """A measure with its name and its help in both languages."""
    return Measure(
        key=key,
        unit=unit,
        names={"nl": nl[0], "en": en[0]},
        help={"nl": nl[1], "en": en[1]},
        **more,
    )


_WEIGHED = (
    "Gewogen of geraamd? Zet het in de kolom afbakening. Eén rij per materiaal, of 'totaal'.",
    "Weighed or estimated? Say so under scope. One row for each material, or 'all'.",
)

BUILDING = Template(
    key="building",
    titles={"nl": "Circulair bouwen", "en": "Circular building"},
    measures=(
        _measure(
            "materialenbank_recovered_t",
            "t",
            ("Materialenbank: binnengekomen materiaal", _WEIGHED[0]),
            ("Materialenbank: material taken in", _WEIGHED[1]),
            details=MATERIALS,
        ),
        _measure(
            "materialenbank_sold_t",
            "t",
            ("Materialenbank: verkocht materiaal", _WEIGHED[0]),
            ("Materialenbank: material sold", _WEIGHED[1]),
            details=MATERIALS,
        ),
        _measure(
            "material_reused_t",
            "t",
            ("Materiaal dat opnieuw in een gebouw zit", _WEIGHED[0]),
            ("Material that is in a building again", _WEIGHED[1]),
            details=MATERIALS,
        ),
        _measure(
            "demolition_m2",
            "m2",
            ("Vergunde sloop, oppervlakte", "Uit het Omgevingsloket, per jaar van beslissing."),
            ("Demolition permitted, floor area", "From the permit desk, by year of decision."),
        ),
        _measure(
            "demolition_m3",
            "m3",
            ("Vergunde sloop, volume", "Uit het Omgevingsloket, per jaar van beslissing."),
            ("Demolition permitted, volume", "From the permit desk, by year of decision."),
        ),
        _measure(
            "demolition_permits_above_threshold",
            "count",
            (
                "Sloopvergunningen boven de drempel",
                "1.000 m³ niet-residentieel; 5.000 m³ residentieel zonder eengezinswoningen.",
            ),
            (
                "Demolition permits above the threshold",
                "1,000 m³ non-residential; 5,000 m³ residential without single-family houses.",
            ),
            kind="whole",
        ),
        _measure(
            "demolition_permits_followed_up",
            "count",
            ("… waarvan met sloopopvolgingsplan of attest", "Telling van Tracimat of de stad."),
            ("… of which with a follow-up plan or certificate", "Counted by Tracimat or the city."),
            kind="whole",
        ),
        _measure(
            "public_works",
            "count",
            ("Openbare werken van de stad, gegund in het jaar", "Alle opdrachten voor werken."),
            ("The city's public works awarded in the year", "All contracts for works."),
            kind="whole",
        ),
        _measure(
            "public_works_circular",
            "count",
            (
                "… waarvan met circulariteitscriteria",
                "GRO, TOTEM of losmaakbaarheid in het bestek.",
            ),
            ("… of which with circularity criteria", "GRO, TOTEM, ease of dismantling asked."),
            kind="whole",
        ),
        _measure(
            "public_works_reused_t",
            "t",
            ("Hergebruikt materiaal in werken van de stad", _WEIGHED[0]),
            ("Material reused in the city's works", _WEIGHED[1]),
            details=MATERIALS,
        ),
        _measure(
            "project_circularity",
            "ratio",
            (
                "Circulariteit van een project (MCI, Madaster)",
                "0 tot 1; project bij afbakening.",
            ),
            (
                "Circularity of a project (MCI or Madaster)",
                "0 to 1; project under scope.",
            ),
            high=1.0,
        ),
        _measure(
            "project_totem_mpt_per_m2",
            "mPt/m2",
            ("TOTEM-score van een project", "Millipunten per m²; projectnaam bij afbakening."),
            ("TOTEM score of a project", "Millipoints per m²; project under scope."),
        ),
    ),
)
