"""From a file's blocks to the model: a layout, read backwards."""

from model.recognise.recognise import recognise

__all__ = ["recognise"]
