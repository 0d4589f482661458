"""The displays of an objective's page that are more than its own indicators, each by one name."""

from functools import cached_property

from circular_metrics.codelists.construction_intensity import CENTRAL_AREA
from circular_metrics.edition.actions import ActionsView
from circular_metrics.edition.building import BuildingView
from circular_metrics.edition.building_beside import Beside
from circular_metrics.edition.building_modelled import Modelled
from circular_metrics.edition.firms import FirmsView
from circular_metrics.edition.guard import GuardView, case_of
from circular_metrics.edition.paces import paces
from circular_metrics.edition.policy import PolicyView
from circular_metrics.edition.repair import RepairView
from circular_metrics.edition.waste import WasteView
from circular_metrics.guard import Guarded, guard
from circular_metrics.model import LANGUAGES
from circular_metrics.show import Grid


class Views:
    """The part of a page that leads to the displays of the themes."""

    @cached_property
    def guard(self) -> Guarded:
        """What the evidence guard says: verdict, pyramid, findings; the same in every language."""
        spoken = self.edition.in_language(LANGUAGES[0])
        if spoken is not self.edition:
            return spoken.objective(self.objective.key).guard
        return guard(case_of(self))

    @cached_property
    def guarding(self) -> GuardView:
        """The guard's verdict, findings and pyramid, to be shown."""
        return GuardView(self)

    @cached_property
    def policy(self) -> PolicyView:
        """Decoupling, plans, actions and conflicts, to be shown."""
        return PolicyView(self)

    @cached_property
    def actions(self) -> ActionsView:
        """The city's own action register, to be shown."""
        return ActionsView(self)

    @cached_property
    def firms(self) -> FirmsView:
        """Circular work and firms, to be shown."""
        return FirmsView(self)

    @cached_property
    def repair(self) -> RepairView:
        """Repair records, their definitions and ranges, to be shown."""
        return RepairView(self)

    @cached_property
    def waste(self) -> WasteView:
        """Waste in all and per head, what drives it, its targets and its gaps, to be shown."""
        return WasteView(self)

    @property
    def rules(self) -> Grid:
        """The objective's targets by three rules side by side, and whether the rules agree."""
        return paces(self)

    @cached_property
    def building(self) -> BuildingView:
        """Stock, materials, reuse and scenarios of building, to be shown."""
        return BuildingView(self)

    def modelled(
        self, floor_area: str = CENTRAL_AREA, percentile: int = 50, hazard: float = 1.0
    ) -> Modelled:
        """Materials under chosen assumptions, to be shown.

        Raises
        ------
        ValueError
            If a choice lies outside its bounds; names them.
        """
        return Modelled(self, floor_area, percentile, hazard)

    @cached_property
    def beside(self) -> Beside:
        """The city beside every municipality of its region, to be shown."""
        return Beside(self.edition)
