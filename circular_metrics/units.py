"""The units in which figures are given, and how a reader sees them."""

from dataclasses import dataclass

from circular_metrics.errors import UnknownNameError


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit: its key in tables, its words in each language, and the digits it is printed with."""

    key: str
    nl: str
    en: str
    decimals: int = 0

    def label(self, language: str) -> str:
        """The unit in words of ``language``."""
        return self.nl if language == "nl" else self.en


UNITS = {
    unit.key: unit
    for unit in (
        Unit(key="percent", nl="%", en="%", decimals=1),
        Unit(key="t", nl="t", en="t"),
        Unit(key="kt", nl="kt", en="kt"),
        Unit(key="t/inhabitant", nl="t per inwoner", en="t per inhabitant", decimals=2),
        Unit(key="kg/inhabitant", nl="kg per inwoner", en="kg per inhabitant", decimals=1),
        Unit(key="jobs", nl="banen", en="jobs"),
        Unit(key="count", nl="aantal", en="number"),
        Unit(key="years", nl="jaar", en="years", decimals=1),
        Unit(key="m2", nl="m²", en="m²"),
        Unit(key="m2/dwelling", nl="m² per woning", en="m² per dwelling", decimals=1),
        Unit(key="m2/inhabitant", nl="m² per inwoner", en="m² per inhabitant", decimals=2),
        Unit(key="m3", nl="m³", en="m³"),
        Unit(key="percent a year", nl="% per jaar", en="% a year", decimals=2),
        Unit(
            key="dwellings/building",
            nl="woningen per gebouw",
            en="dwellings per building",
            decimals=2,
        ),
        Unit(
            key="permits per 1,000 buildings",
            nl="vergunningen per 1.000 gebouwen",
            en="permits per 1,000 buildings",
            decimals=2,
        ),
        Unit(
            key="cars/household",
            nl="personenwagens per huishouden",
            en="cars per household",
            decimals=2,
        ),
        Unit(key="ratio", nl="verhouding (0 tot 1)", en="ratio (0 to 1)", decimals=2),
        Unit(key="mPt/m2", nl="mPt per m²", en="mPt per m²", decimals=1),
        Unit(key="permits", nl="vergunningen", en="permits"),
        Unit(key="buildings", nl="gebouwen", en="buildings"),
        Unit(key="records", nl="registraties", en="records"),
        Unit(
            key="permits per 1,000 dwellings",
            nl="vergunningen per 1.000 woningen",
            en="permits per 1,000 dwellings",
            decimals=2,
        ),
        Unit(
            key="per 1000 inhabitants",
            nl="per 1.000 inwoners",
            en="per 1,000 inhabitants",
            decimals=2,
        ),
        Unit(
            key="per 10,000 inhabitants",
            nl="per 10.000 inwoners",
            en="per 10,000 inhabitants",
            decimals=1,
        ),
        Unit(key="EUR", nl="euro", en="euro"),
        Unit(
            key="euro of 2015/kg",
            nl="euro van 2015 per kg",
            en="euro of 2015 per kg",
            decimals=2,
        ),
        Unit(
            key="million euro of 2015",
            nl="miljoen euro van 2015",
            en="million euro of 2015",
        ),
        Unit(key="EUR/inhabitant", nl="euro per inwoner", en="euro per inhabitant", decimals=2),
    )
}


def unit(key: str) -> Unit:
    """The unit of that key.

    Raises
    ------
    UnknownNameError
        If there is none.
    """
    if key not in UNITS:
        raise UnknownNameError(f"no unit {key!r}. Known: {', '.join(UNITS)}")
    return UNITS[key]
