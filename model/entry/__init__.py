"""What is typed, pasted or suggested becomes edits of cells and rows."""
