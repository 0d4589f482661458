"""Material use and growth of the country: the impact that a city's strategy is a part of."""

from circular_metrics.indicators.transversal import (
    circularity,
    downscaled,
    growth,
    material_use,
)

INDICATORS = (
    *circularity.INDICATORS,
    *material_use.INDICATORS,
    *growth.INDICATORS,
    *downscaled.INDICATORS,
)
