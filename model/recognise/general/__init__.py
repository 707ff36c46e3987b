"""The general reading: a target table read by what its labels mean, where no layout knows it."""

from model.recognise.general.reader import GeneralReader

__all__ = ["GeneralReader"]
