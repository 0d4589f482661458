"""One pandera schema per tidy table, by theme, and the one for observations."""
