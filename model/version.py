"""The version of 绩表; the only place where it is written."""

__version__ = "0.1.0"
