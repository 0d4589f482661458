"""Circular building: permits, what stands, materials in and out, and what is used again."""

from circular_metrics.indicators.building import (
    age,
    carbon,
    demolition,
    five_years,
    form,
    intensity,
    loss,
    material,
    new_building,
    release,
    renovation,
    reuse,
    used_again,
    works,
)

INDICATORS = (
    *renovation.INDICATORS,
    *new_building.INDICATORS,
    *five_years.INDICATORS,
    *age.INDICATORS,
    *form.INDICATORS,
    *intensity.INDICATORS,
    *loss.INDICATORS,
    *material.INDICATORS,
    *release.INDICATORS,
    *carbon.INDICATORS,
    *reuse.INDICATORS,
    *used_again.INDICATORS,
    *demolition.INDICATORS,
    *works.INDICATORS,
)
