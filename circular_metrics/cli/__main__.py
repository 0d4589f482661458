"""``python -m circular_metrics.cli``."""

from circular_metrics.cli import main

main()
