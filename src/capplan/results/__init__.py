"""From logs to figures: tallies, estimates and declared tables."""
