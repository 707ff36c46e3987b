"""The text of a Word paragraph, as the page shows it, with all revisions accepted."""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element

from importers.docx_context import Context, Remark, undouble
from importers.docx_fields import Fields
from importers.docx_paragraph import Para
from importers.docx_styles import NumberRef, number_ref
from importers.docx_symbols import symbol
from importers.docx_xml import Names, branch, is_on, shows_prompt
from model.basics.controls import unescape_controls

PLAIN_SIGNS = {
    "cr": "\n",
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
"""Elements of a run that stand for one character."""

PAGE_BREAKS = ("page", "column")

_NO_TEXT = ("pPr", "rt", "rubyPr", "sdtPr", "sdtEndPr", "delText", "fldData", "footnote", "endnote")

_Handler = Callable[[_Element], None]


class TextReader:
    """Reads paragraphs one after the other.

    Attributes:
        fields: the fields open at the place reading has come to.
        unfilled: whether what is read is the prompt of a content control around it.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._names = context.names
        self.fields = Fields()
        self.unfilled = False
        self._handlers = self._make_handlers(context.names)
        self._begin()

    def _begin(self) -> None:
        self._parts: list[str] = []
        self._contents: list[str] = []
        self._breaks: list[int] = []
        self._length = 0
        self._entries: list[tuple[str, str]] = []
        self._boxes: list[_Element] = []
        self._remarks: list[Remark] = []
        self._escaped = self._label = ""
        self._struck_parts: list[str] = []
        self._prompts: list[str] = []
        self._style_hidden = self._hidden = self._control = False
        self._style_struck = self._struck = False

    def _make_handlers(self, w: Names) -> dict[str, _Handler]:
        """Return what to do for which element; all others are just gone through."""
        handlers: dict[str, _Handler] = {
            w["r"]: self._run,
            w.math_run: self._run,
            w["rPr"]: self._run_properties,
            w["t"]: self._text,
            w.math_text: self._text,
            w["br"]: self._break,
            w["sym"]: self._symbol,
            w["fldChar"]: self._field_mark,
            w["fldSimple"]: self._simple_field,
            w["instrText"]: self._instruction,
            w["txbxContent"]: self._boxes_add,
            w["commentReference"]: self._remark,
            w.alternate: self._alternate,
            w["del"]: self._deleted,
            w["moveFrom"]: self._deleted,
            w["ins"]: self._inserted,
            w["moveTo"]: self._inserted,
            w["sdt"]: self._control_of_form,
        }
        if w.annotation:
            handlers[w.annotation] = self._annotation
        handlers.update((w[name], self._sign) for name in PLAIN_SIGNS)
        handlers.update((w[name], _pass) for name in _NO_TEXT)
        self._signs = {w[name]: sign for name, sign in PLAIN_SIGNS.items()}
        return handlers

    def read(self, paragraph: _Element) -> Para:
        """Return a paragraph's text and what belongs to it."""
        self._begin()
        fields = self.fields
        fields.saw_contents = fields.contents > 0
        para = self._properties(paragraph)
        styles = self._context.styles
        self._style_hidden = self._hidden = para.style in styles.hidden
        self._style_struck = self._struck = para.style in styles.struck
        self._walk(paragraph)
        self._flush()
        if spilled := fields.spilled():
            self._parts.append(spilled)
        para.breaks = tuple(self._breaks)
        para.text = self._label + "".join(self._parts)
        para.contents_text = "".join(self._contents)
        para.in_contents = fields.saw_contents
        para.entries = tuple(self._entries)
        para.boxes = tuple(self._boxes)
        para.remarks = tuple(self._remarks)
        if self._struck_parts:
            para.struck = "".join(self._struck_parts)
            self._context.note_struck(para.struck)
        if self._prompts:
            para.prompts = ("".join(self._prompts),)
            self._context.note_prompt(para.prompts[0])
        return para

    def _properties(self, paragraph: _Element) -> Para:
        """Return a paragraph with its style, numbering and whether its end is gone."""
        w, context = self._names, self._context
        para = Para(context.styles.default)
        direct: NumberRef | None = None
        first = next(paragraph.iterchildren(), None)
        for child in first if first is not None and first.tag == w["pPr"] else ():
            if child.tag == w["pStyle"]:
                para.style = child.get(w["val"], "")
            elif child.tag == w["numPr"]:
                direct = number_ref(child, w)
                self._label = _printed_label(child, w)
            elif child.tag == w["rPr"]:
                para.joins = self._end_is_gone(child)
        para.list_ref = context.styles.numbering(para.style) if direct is None else direct
        return para

    def _end_is_gone(self, mark: _Element) -> bool:
        w = self._names
        gone = False
        for child in mark:
            if child.tag in (w["del"], w["moveFrom"]):
                gone = self._context.revised = True
            elif child.tag in (w["ins"], w["moveTo"]):
                self._context.revised = True
            elif child.tag == w["vanish"]:
                gone = gone or is_on(child, w)
        return gone

    def _walk(self, element: _Element) -> None:
        handlers = self._handlers
        for child in element:
            handlers.get(child.tag, self._walk)(child)

    def _run(self, run: _Element) -> None:
        before = self._hidden, self._control, self._struck
        self._hidden, self._control, self._struck = self._style_hidden, False, self._style_struck
        self._walk(run)
        self._hidden, self._control, self._struck = before

    def _run_properties(self, properties: _Element) -> None:
        w, styles = self._names, self._context.styles
        for child in properties:
            if child.tag == w["rStyle"]:
                style = child.get(w["val"], "")
                self._control = style in styles.control
                self._hidden = self._hidden or style in styles.hidden
                self._struck = self._struck or style in styles.struck
            elif child.tag == w["vanish"]:
                self._hidden = is_on(child, w)
            elif child.tag in (w["strike"], w["dstrike"]):
                self._struck = is_on(child, w)

    def _text(self, element: _Element) -> None:
        text = element.text
        if text:
            text = self._context.shown(element, text)
            if self._control:
                # an escape may lie in two pieces after another program saved the file
                self._escaped += text
            else:
                self._add(text)

    def _add(self, text: str) -> None:
        self._flush()
        self._put(text)

    def _flush(self) -> None:
        if self._escaped:
            text, self._escaped = _unescaped(self._escaped), ""
            self._put(text)

    def _put(self, text: str) -> None:
        if self.fields.takes(text):
            self._context.spend(0, len(text))
            return
        if self._hidden:
            self._context.note_hidden(text)
        elif self.unfilled:
            self._prompts.append(text)
        elif self.fields.contents:
            self._contents.append(text)
        elif self._struck:
            self._struck_parts.append(text)
        else:
            self._parts.append(text)
            self._length += len(text)

    def _sign(self, element: _Element) -> None:
        self._add(self._signs[element.tag])

    def _break(self, element: _Element) -> None:
        if element.get(self._names["type"]) in PAGE_BREAKS:
            self._flush()
            self._breaks.append(self._length)
        else:
            self._add("\n")

    def _symbol(self, element: _Element) -> None:
        try:
            code = int(element.get(self._names["char"], ""), 16)
        except ValueError:
            return
        if text := symbol(element.get(self._names["font"], ""), code):
            self._add(text)

    def _field_mark(self, element: _Element) -> None:
        kind = element.get(self._names["fldCharType"])
        if kind == "begin":
            self._flush()
            self.fields.begin(element.find(self._names["ffData"]))
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end":
            self._end_field()

    def _simple_field(self, element: _Element) -> None:
        self._flush()
        self.fields.begin_simple(element.get(self._names["instr"], ""))
        self._walk(element)
        self._end_field()

    def _end_field(self) -> None:
        self._flush()
        ended = self.fields.end(self._names)
        if ended.entry is not None:
            self._entries.append(ended.entry)
        if ended.text:
            self._put(ended.text)
        if ended.unread:
            self._context.note_unread(ended.unread)

    def _instruction(self, element: _Element) -> None:
        text = self._context.shown(element, element.text) if element.text else ""
        self._context.spend(0, len(text))
        self.fields.instruction(_unescaped(text) if self._control else text)

    def _control_of_form(self, control: _Element) -> None:
        before = self.unfilled
        self.unfilled = before or shows_prompt(control, self._names)
        self._walk(control)
        self.unfilled = before

    def _boxes_add(self, element: _Element) -> None:
        self._boxes.append(element)

    def _remark(self, mark: _Element) -> None:
        self._remarks.extend(self._context.remark(mark))

    def _alternate(self, element: _Element) -> None:
        chosen = branch(element, self._names)
        if chosen is not None:
            self._walk(chosen)

    def _annotation(self, element: _Element) -> None:
        """Take a comment or a tracked change of Word 2003."""
        kind = element.get(self._names["type"], "")
        if kind == "Word.Comment":
            author = next((v for k, v in element.items() if str(k).endswith("}author")), "")
            texts = ["".join(map(str, p.itertext())) for p in element.iter(self._names["p"])]
            self._remarks.append((str(author).strip(), "\n".join(texts)))
            return
        if kind in ("Word.Deletion", "Word.Insertion"):
            self._context.revised = True
        if kind != "Word.Deletion":
            self._walk(element)

    def _deleted(self, _: _Element) -> None:
        self._context.revised = True

    def _inserted(self, element: _Element) -> None:
        self._context.revised = True
        self._walk(element)


def _printed_label(properties: _Element, names: Names) -> str:
    """Return the automatic number Word 2003 saved as it printed it; a bullet is none."""
    printed = properties.find(names.label) if names.annotation else None
    label = "" if printed is None else printed.get(names.label_value, "")
    return label if any(char.isalnum() for char in label) else ""


def _unescaped(text: str) -> str:
    """Return the control characters a run in the control style stands for.

    Nothing but escapes is in such runs, so all that LibreOffice added can go.
    """
    while (fewer := undouble(text)) != text:
        text = fewer
    return unescape_controls(text)


def _pass(_: _Element) -> None:
    """Skip an element that holds no text of the page."""
