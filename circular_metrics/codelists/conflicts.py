"""What is known of figures that pages state and that contradict each other: name, why, which."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Contested:
    """A measure of the table ``claims``; all texts are messages of the catalogue.

    ``across_years`` says that figures of several years answer one question, so that they are held
    against each other; ``preferred`` is the claim to take, where one may be.
    """

    name: str
    why: str | None = None
    reason: str | None = None
    preferred: str | None = None
    across_years: bool = False


JOBS = Contested(
    name="Circular jobs",
    why="Circle Economy adds jobs that enable and that depend on circular ones; the two editions "
    "of CE Center divide by another total, and each starts in another year",
    reason="the later edition of the office that counts circular sectors alone",
    preferred="ce-employment-jobs-02000-2021-ce-jobs-b",
    across_years=True,
)

CONTESTED = {
    "ce_employment_jobs": JOBS,
    "ce_employment_percent": replace(
        JOBS,
        name="Circular jobs as a share of all jobs",
        preferred="ce-employment-percent-02000-2021-ce-jobs-b",
    ),
    "construction_waste_t": Contested(
        name="Construction and demolition waste",
        why="waste of the construction sector, of all origins, of demolition sites, and a figure "
        "that does not say what it counts",
        reason="none is set aside: what is prorated to the city is told under the lowest and the "
        "highest",
        across_years=True,
    ),
    "private_cars_replaced_per_shared_car": Contested(
        name="Private cars that one shared car replaces",
        why="the factor rises from page to page without a measurement in the city, and “up to” "
        "names the highest case",
        reason="none was measured in the city",
        across_years=True,
    ),
    "population": Contested(
        name="Inhabitants",
        why="one is counted at the beginning of the year, the other at its end",
        reason="both are statements; figures per inhabitant are divided by the count of 1 January "
        "that Statbel publishes",
        preferred="population-24062-2019-hln-2019-02",
    ),
    "cmu_percent": Contested(name="Circular material use rate"),
    "shared_cars": Contested(
        name="Shared cars", why="one counts one provider, the other several, or private cars too"
    ),
    "car_sharing_users": Contested(
        name="Users of shared cars",
        why="households, persons and firms; at the beginning or the end of the year; registered "
        "or active",
    ),
}
# Figures of one page under one name that are parts of a whole, or bounds for unlike things.
PARTS = ("soft_plastics_t", "demolition_plan_threshold_m3")
