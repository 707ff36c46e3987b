"""Search and replace over all texts of a disclosure."""
