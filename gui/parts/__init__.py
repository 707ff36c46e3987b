"""A part of the whole disclosure as a page: its texts and tables, filled in place."""
