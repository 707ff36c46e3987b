"""The indicator library (指标库): what the department wrote before, and a set to start with."""
