"""A Word paragraph as read, and paragraphs joined where a revision deleted the end of one."""

from __future__ import annotations

from lxml.etree import _Element
from msgspec import Struct

from importers.docx_context import Context, Remark, excerpt
from importers.docx_styles import NumberRef
from model.printing.grid import Flaw


def unfilled(prompt: str) -> Flaw:
    """Return what to say of a content control that shows its prompt."""
    return Flaw("prompt", f"这里只有填写提示“{excerpt(prompt)}”，没有填内容")


class Para(Struct):
    """One paragraph as read.

    Attributes:
        style: the id of its style.
        text: its text, without its automatic number until it is whole.
        breaks: where in the text a page ends.
        contents_text: text that belongs to a table of contents and is no text here.
        in_contents: whether it has to do with a table of contents at all.
        list_ref: the list it counts in.
        entries: what its ``TC`` fields give to tables of contents.
        boxes: its text boxes (w:txbxContent).
        remarks: author and text of the comments on it.
        struck: text struck through, which is not in ``text``.
        prompts: prompts of content controls that nobody filled, not in ``text`` either.
        joins: its end is deleted or hidden: the next paragraph goes on in it.
    """

    style: str = ""
    text: str = ""
    breaks: tuple[int, ...] = ()
    contents_text: str = ""
    in_contents: bool = False
    list_ref: NumberRef | None = None
    entries: tuple[tuple[str, str], ...] = ()
    boxes: tuple[_Element, ...] = ()
    remarks: tuple[Remark, ...] = ()
    struck: str = ""
    prompts: tuple[str, ...] = ()
    joins: bool = False

    def is_empty(self) -> bool:
        """Return whether nothing would be lost without it."""
        return not (
            self.text
            or self.contents_text
            or self.entries
            or self.boxes
            or self.remarks
            or self.struck
            or self.prompts
        )

    def flaws(self) -> tuple[Flaw, ...]:
        """Return why its text is not the whole truth."""
        return tuple(unfilled(prompt) for prompt in self.prompts)

    def pages(self) -> list[str]:
        """Return its text cut where pages end, without blank pieces beside others."""
        if not self.breaks:
            return [self.text]
        starts, ends = (0, *self.breaks), (*self.breaks, len(self.text))
        pieces = [self.text[start:end] for start, end in zip(starts, ends, strict=True)]
        return [piece for piece in pieces if piece.strip()] or [self.text]


class Joiner:
    """Puts together paragraphs whose ends are gone, and gives the whole ones their numbers.

    A joined paragraph has the style and numbering of its last part: that end is left.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._parts: list[Para] = []

    def add(self, para: Para, numbered: bool = True) -> Para | None:
        """Take the next paragraph; return it once it is whole."""
        self._context.spend(1, len(para.text) + len(para.contents_text))
        if not (self._parts or para.joins or para.list_ref):
            return para
        self._parts.append(para)
        return None if para.joins else self._finish(numbered)

    def flush(self, numbered: bool = True) -> Para | None:
        """Return what waits for a paragraph that does not come, if it holds anything."""
        if not self._parts or all(part.is_empty() for part in self._parts):
            self._parts.clear()
            return None
        return self._finish(numbered)

    def _finish(self, numbered: bool) -> Para:
        parts, whole = self._parts, self._parts[-1]
        self._parts = []
        label = ""
        is_entry = whole.in_contents and not whole.text
        if whole.list_ref is not None and numbered and not is_entry:
            label = self._context.numbering.label(whole.list_ref, whole.style)
        if label or len(parts) > 1:
            breaks, length = [], len(label)
            for part in parts:
                # a page that begins with the paragraph begins before its number
                breaks += [length + at for at in part.breaks if length + at > len(label)]
                length += len(part.text)
            whole.breaks = tuple(breaks)
            whole.text = label + "".join(part.text for part in parts)
            whole.contents_text = "".join(part.contents_text for part in parts)
            whole.in_contents = any(part.in_contents for part in parts)
            whole.entries = tuple(entry for part in parts for entry in part.entries)
            whole.boxes = tuple(box for part in parts for box in part.boxes)
            whole.remarks = tuple(remark for part in parts for remark in part.remarks)
            whole.struck = "\n".join(part.struck for part in parts if part.struck)
            whole.prompts = tuple(prompt for part in parts for prompt in part.prompts)
        return whole
