"""The whole disclosure: its parts, their named amounts, and the relations between these."""
