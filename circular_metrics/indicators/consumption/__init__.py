"""What is thrown away: municipal waste of the country, household waste of the city."""

from circular_metrics.indicators.consumption import (
    drivers,
    food,
    household,
    municipal,
    public_space,
    separate,
)

INDICATORS = (
    *household.INDICATORS,
    *food.INDICATORS,
    *public_space.INDICATORS,
    *municipal.INDICATORS,
    *separate.INDICATORS,
    *drivers.INDICATORS,
)
