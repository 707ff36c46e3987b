"""The form and what it holds: no Qt, no file format, nothing that asks or shows."""
