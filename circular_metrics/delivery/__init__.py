"""What the city itself hands over: one Excel template for each objective, issued and read back.

To declare a template: write ``delivery/<theme>.py`` with a ``Measure`` for each thing that is
asked (key, names and help in Dutch and English, unit, kind of number, bounds, and the choices of
``detail`` where the measure is split), put them in one ``Template`` and list that in ``TEMPLATES``
here. Nothing else is needed: ``circular-metrics template KEY`` writes the workbook and
``circular-metrics import FILE`` recognises it by its measures' keys, checks every cell and keeps
what it found under ``data/delivered/<city>``, apart from open data and marked ``delivered``.
"""

from circular_metrics.delivery.building import BUILDING
from circular_metrics.delivery.declare import Measure, Template
from circular_metrics.delivery.repair import REPAIR
from circular_metrics.delivery.waste import WASTE

TEMPLATES: dict[str, Template] = {template.key: template for template in (BUILDING, REPAIR, WASTE)}

__all__ = ["TEMPLATES", "Measure", "Template"]
