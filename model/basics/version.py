"""The version of 绩表; the only place where it is written."""

__version__ = "0.1.0"
PROGRAM = f"绩表 {__version__}"
"""What wrote a file, as its properties say it."""
