"""The indicator library: search, look, insert."""
