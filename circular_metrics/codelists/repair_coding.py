"""What partners mean by the standard's codes, release by release, and what cannot be compared.

Releases are written ``2025-07``. A coding holds from its ``first`` to its ``last`` release, both
open where they are empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ENTRY_DATES = frozenset({"Repair Connects"})  # the day on which the platform was told
NEW_CATEGORIES_FROM = "2020-09"
NEW_CATEGORIES = ("Coffee maker", "Food processor", "Games console", "Hair dryer", "Iron")
THEIR_FORMER = ("Small kitchen item", "Small home electrical", "Hair & beauty item", "Misc")


@dataclass(frozen=True, kw_only=True)
class Coding:
    """What one partner's codes mean in a run of releases, and what they cannot be used for.

    ``unusable`` maps a measure (``d1``, ``d2``, ``barrier``, ``age``, ``event_days``) to the
    reason; ``never_filled`` names the standard's fields that are always empty.
    """

    provider: str
    first: str = ""
    last: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)
    unusable: Mapping[str, str] = field(default_factory=dict)
    never_filled: tuple[str, ...] = ()

    def holds(self, release: str) -> bool:
        """Whether it holds for a release."""
        return (not self.first or release >= self.first) and (not self.last or release <= self.last)


@dataclass(frozen=True, kw_only=True)
class Recoding:
    """A release from which a partner's codes mean something else than before.

    ``provider`` is empty where it is the standard itself that changed.
    """

    provider: str
    release: str
    column: str
    reason: str


NO_END_OF_LIFE = "no item is coded as at its end of life, so that what was given up is not known"
NO_BARRIERS = "the version of the standard has no barriers"
TOP_CODED = "ages end at 11, so that 11 means ten years or more"

CODINGS = (
    Coding(
        provider="Repair Connects",
        meanings={
            "fixed": "solved, and also what was not broken at all",
            "repairable": "archived for another reason than the item, such as an owner who did "
            "not answer",
            "end_of_life": "cannot be repaired",
        },
        unusable={"event_days": "its dates are those of the entry on the platform"},
    ),
    Coding(
        provider="Repair Café",
        last="2020-03",
        meanings={
            "repairable": "half repaired, and what others call end of life",
            "unknown": "also what others call end of life",
        },
        unusable={"d2": NO_END_OF_LIFE, "barrier": NO_BARRIERS},
    ),
    Coding(
        provider="Repair Café International",
        meanings={"repairable": "half repaired: the partner's word is 'half'"},
    ),
    Coding(
        provider="anstiftung",
        last="2020-09",
        meanings={"unknown": "also what later releases call end of life"},
        unusable={"d2": "most items that were given up are coded as unknown"},
    ),
    Coding(
        provider="Repair Café Denmark",
        first="2025-07",
        meanings={"end_of_life": "also what earlier releases call repairable"},
        unusable={"d1": "next to nothing is coded as repairable any more"},
        never_filled=("year_of_manufacture", "product_age", "problem"),
    ),
    Coding(
        provider="Repair Café Denmark",
        last="2024-07",
        never_filled=("year_of_manufacture", "product_age", "problem"),
    ),
    Coding(
        provider="Repair Café Toronto",
        meanings={"unknown": "two records in three"},
        unusable={
            "d1": "two records in three do not say how it ended",
            "barrier": "no end of life has a barrier",
        },
        never_filled=(
            "brand",
            "year_of_manufacture",
            "product_age",
            "problem",
            "repair_barrier_if_end_of_life",
        ),
    ),
    Coding(provider="Repair Cafe Wales", never_filled=("year_of_manufacture", "product_age")),
    Coding(
        provider="Fixit Clinic",
        last="2023-09",
        unusable={
            "barrier": "nearly all barriers stand with items that are not at their end of life",
            "age": TOP_CODED,
        },
    ),
    Coding(provider="Fixit Clinic", first="2024-07", unusable={"age": TOP_CODED}),
    Coding(
        provider="The Restart Project",
        unusable={"barrier": "one end of life in four has a barrier"},
    ),
)

RECODINGS = (
    Recoding(
        provider="",
        release=NEW_CATEGORIES_FROM,
        column="product_category",
        reason="coffee makers, food processors, games consoles, hair dryers and irons got "
        "categories of their own; before, they stood with small kitchen and home items",
    ),
    Recoding(
        provider="Repair Café",
        release="2020-09",
        column="status",
        reason="end of life came into use; before, such items were repairable or unknown",
    ),
    Recoding(
        provider="anstiftung",
        release="2021-10",
        column="status",
        reason="many unknown outcomes became end of life",
    ),
    Recoding(
        provider="Repair Café Denmark",
        release="2024-07",
        column="barrier",
        reason="'No way to open product' became 'Lack of equipment'",
    ),
    Recoding(
        provider="Repair Café Denmark",
        release="2025-07",
        column="status",
        reason="nearly all repairable items became end of life",
    ),
    Recoding(
        provider="Repair Café Denmark",
        release="2025-07",
        column="barrier",
        reason="'Spare parts too expensive' became 'Repair information not available'",
    ),
    Recoding(
        provider="Repair Cafe Wales",
        release="2025-07",
        column="product_category",
        reason="what was Misc became Small home electrical",
    ),
)


def codings(provider: str, release: str) -> tuple[Coding, ...]:
    """The codings of a partner that hold for a release."""
    return tuple(c for c in CODINGS if _same(c.provider, provider) and c.holds(release))


def recodings(provider: str, column: str, first: str, last: str) -> tuple[Recoding, ...]:
    """The changes of a column's meaning after release ``first`` and up to ``last``."""
    return tuple(
        change
        for change in RECODINGS
        if (not change.provider or _same(change.provider, provider))
        and change.column == column
        and first < change.release <= last
    )


def _same(one: str, other: str) -> bool:
    """Whether two spellings name one partner: a release of 2019 writes Anstiftung."""
    return one.casefold() == other.casefold()
