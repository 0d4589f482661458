"""What the page on knowledge and policy shows beside its indicators."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage


class PolicyView:
    """Decoupling, plans, actions and conflicts, to be shown."""

    def __init__(self, page: "ObjectivePage"):
        """Take the page that shows them."""
        self.page = page
        self.language = page.edition.language
