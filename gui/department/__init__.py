"""The department's own text, field by field."""
