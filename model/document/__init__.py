"""What a department writes: the disclosure, its cells, and the edits that change it."""
