"""Finds tables on pages of drawn lines and placed characters, whatever file they come from.

Knows no file format: the readers of PDF and OFD hand over pages (`page.Page`), and
`assemble.Assembler` makes a `model.printing.grid.Document` of them.
"""
