"""The findings: list, reasons, mending, 已核实, rules."""
