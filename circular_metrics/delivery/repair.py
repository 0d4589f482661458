"""What only the city and its partners know about repair, sharing and reuse."""

from circular_metrics.delivery.declare import Measure, Template

REPAIR = Template(
    key="repair",
    titles={"nl": "Herstellen, delen en hergebruiken", "en": "Repair, share and reuse"},
    measures=(
        Measure(
            key="repair_events_held",
            unit="count",
            names={"nl": "Gehouden repaircafés", "en": "Repair events held"},
            help={
                "nl": "Ook die waarvan niets in de open data staat; organisatie bij afbakening.",
                "en": "Also those of which nothing is in the open data; organiser under scope.",
            },
            kind="whole",
        ),
        Measure(
            key="repairs_not_published",
            unit="count",
            names={
                "nl": "Herstelpogingen die niet in de open data staan",
                "en": "Repairs attempted that are not in the open data",
            },
            help={
                "nl": "Na het laatste record van het platform; organisatie bij afbakening.",
                "en": "After the platform's last record; organiser under scope.",
            },
            kind="whole",
        ),
        Measure(
            key="libraries_of_things",
            unit="count",
            names={"nl": "Uitleenpunten van spullen", "en": "Libraries of things"},
            help={"nl": "Open op het einde van het jaar.", "en": "Open at the end of the year."},
            kind="whole",
        ),
        Measure(
            key="library_of_things_loans",
            unit="count",
            names={"nl": "Uitleningen van spullen", "en": "Loans of things"},
            help={
                "nl": "In het jaar; één ding één keer uitgeleend is één.",
                "en": "In the year; one thing lent once is one.",
            },
            kind="whole",
        ),
        Measure(
            key="cars_per_household",
            unit="cars/household",
            names={"nl": "Personenwagens per huishouden", "en": "Cars per household"},
            help={
                "nl": "Personenwagens van inwoners gedeeld door huishoudens, op 1 augustus; met of "
                "zonder bedrijfswagens bij afbakening.",
                "en": "Cars of inhabitants divided by households, on 1 August; with or without "
                "company cars under scope.",
            },
            high=10.0,
        ),
        Measure(
            key="inhabitants",
            unit="count",
            names={"nl": "Inwoners", "en": "Inhabitants"},
            help={
                "nl": "Op 1 januari; zonder dit cijfer geen deelwagens of kilo's per inwoner.",
                "en": "On 1 January; without it no shared cars or kilograms per inhabitant.",
            },
            kind="whole",
        ),
        Measure(
            key="shared_cars",
            unit="count",
            names={"nl": "Deelwagens", "en": "Shared cars"},
            help={
                "nl": "Op het einde van het jaar; aanbieders bij afbakening.",
                "en": "At the end of the year; providers under scope.",
            },
            kind="whole",
        ),
        Measure(
            key="kringloop_sold_kg",
            unit="kg",
            names={
                "nl": "Verkocht door de kringloopcentra",
                "en": "Sold by recognised reuse centres",
            },
            help={
                "nl": "Gewicht dat in de stad verkocht is.",
                "en": "Weight that was sold in the city.",
            },
        ),
    ),
)
