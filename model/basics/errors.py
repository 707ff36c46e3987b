"""The errors a clerk may see: in Chinese, naming the file or cell, saying what to do."""

from model.basics.names import readable


class JibiaoError(Exception):
    """Something a clerk can act on; ``str()`` is the one line to show.

    Args:
        reason: what happened, in Chinese, without a full stop at its end.
        where: the file (and cell) it happened to; empty when it concerns none.
        advice: what to do about it; empty when the reason says it already.
    """

    def __init__(self, reason: str, where: str = "", advice: str = "") -> None:
        self.reason = reason
        self.where = where
        self.advice = advice
        super().__init__(reason)

    def __str__(self) -> str:
        """Return ``where：reason。advice。`` on one line."""
        line = f"{self.where}：{self.reason}" if self.where else self.reason
        if self.advice:
            line += f"。{self.advice}"
        return readable(" ".join(line.split())) + "。"


class ReadError(JibiaoError):
    """A file could not be read; nothing was taken from it."""


class WriteError(JibiaoError):
    """A file could not be written; what stood at the target is untouched."""


class LayoutError(JibiaoError):
    """A layout file is wrong, or no layout of that name exists."""
