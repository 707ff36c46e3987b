"""The form editor: the selected target table as the form prints it, filled in place."""
