"""Comments (批注) somebody left in a file: at a cell of it, and at the cell of ours it became."""

from __future__ import annotations

from msgspec import Struct, field

from model.document.cellref import CellRef


class Comment(Struct, frozen=True, gc=False):
    """A comment as a file holds it.

    Attributes:
        text: what it says, line breaks as ``\\n``.
        author: who wrote it; empty where the file does not say.
        where: how a clerk finds its cell in the file (``工作表“汇总”B3``).
    """

    text: str
    author: str = ""
    where: str = ""


class CellComment(Struct, frozen=True, kw_only=True):
    """A comment at what it is about.

    Attributes:
        ref: the cell; with a target table alone where it stands at a label or title of it,
            empty where it belongs to nothing of the form.
        author, text, where: as `Comment` has them.
    """

    text: str
    author: str = ""
    where: str = ""
    ref: CellRef = field(default_factory=CellRef)

    @property
    def spoken(self) -> str:
        """The comment with its author, as shown at its cell: ``批注（张三）：…``."""
        return f"批注（{self.author}）：{self.text}" if self.author else f"批注：{self.text}"

    def line(self) -> str:
        """Return the comment with its place in the file on one line, for the reading report."""
        return " ".join(f"{self.where} {self.spoken}".split())


def at_cell(comment: Comment, ref: CellRef | None = None) -> CellComment:
    """Return a file's comment at the cell it is about; None: at nothing of the form."""
    return CellComment(
        text=comment.text, author=comment.author, where=comment.where, ref=ref or CellRef()
    )
