"""The department's own text, the budget year and the department, from the paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from model.basics.steps import step
from model.document.cellref import CellRef
from model.document.comments import at_cell
from model.document.disclosure import Disclosure, ItemisedGoal, Safeguard, Unplaced
from model.layout import Layout, SectionSpec
from model.parts.own import WHOLE
from model.printing.grid import Paragraph
from model.printing.outline import chinese_number
from model.recognise.labels import bare, fold, pattern_of
from model.recognise.lines import is_organisation

_OWN_NUMBER = re.compile(r"（[一二三四五六七八九十百千零]+）")
_ITEM_NUMBER = re.compile(r"\s*[（(]\s*[一二三四五六七八九十百千零]+\s*[)）]\s*")
_PLAIN_NUMBER = re.compile(r"\s*(?:\d{1,2}\s*[.．、](?!\d)|[（(]\d{1,2}[)）])\s*")
_LONGEST_TITLE = 50
_PART = re.compile(r"^\s*第[一二三四五六七八九十]{1,3}部分")
_FRAME_ROLES = (
    "cover-department",
    "cover-title",
    "cover-date",
    "contents-title",
    "contents-part",
    "contents-entry",
    "part",
    "part-name",
    "table-note",
)
_NAME_BEFORE = re.compile(r"[^，。：；！？、\d]{2,40}")


@dataclass
class _Section:
    spec: SectionSpec
    lines: list[Paragraph]


def read_narrative(
    paragraphs: list[Paragraph], disclosure: Disclosure, layout: Layout, named: bool = False
) -> list[Paragraph]:
    """Put year, department and the department's own text into the disclosure.

    Where the file's paragraphs carry this program's own roles, these decide; else the
    headings do.

    Args:
        paragraphs: the paragraphs outside the tables, in order; a paragraph of role
            ``table`` stands where a table was.
        disclosure: receives what is found.
        layout: the form, whose headings are looked for.
        named: a target table says the department's name, so that it need not be guessed.

    Returns:
        The paragraphs that are none of these, and what stood between them; see `keep`.
    """
    own = any(paragraph.role in ("heading", "part", "cover-title") for paragraph in paragraphs)
    read_cover(paragraphs, disclosure, layout, named)
    section: _Section | None = None
    sections: list[_Section] = []
    rest: list[Paragraph] = []
    for paragraph in paragraphs:
        step()
        spec = _heading(paragraph, layout, own)
        if spec is not None:
            section = _Section(spec, [])
            sections.append(section)
        elif _ends_section(paragraph, own):
            section = None
            rest.append(paragraph)
        elif section is not None:
            section.lines.append(paragraph)
        else:
            rest.append(paragraph)
    refs: dict[int, CellRef] = {}
    for found in sections:
        rest += _fill_section(found, disclosure, own, refs)
    disclosure.comments += [
        at_cell(comment, refs.get(id(paragraph)))
        for paragraph in paragraphs
        for comment in paragraph.comments
    ]
    return [line for line in rest if not is_frame(line, disclosure, layout)]


def is_frame(paragraph: Paragraph, disclosure: Disclosure, layout: Layout) -> bool:
    """Tell whether a line is one the form itself prints around texts and tables."""
    if paragraph.role in _FRAME_ROLES:
        return True
    if paragraph.role:
        return False
    spec = layout.document
    text = paragraph.text.strip()
    frame = {spec.contents_title, disclosure.department.name}
    for part in (spec.text, spec.tables):
        frame |= {part.number, part.name, part.number + part.name}
    key = fold(text)
    return bool(key) and (
        key in {fold(line) for line in frame}
        or any(re.fullmatch(pattern, text) for pattern in spec.year_like)
    )


def _heading(paragraph: Paragraph, layout: Layout, own: bool) -> SectionSpec | None:
    if (own and paragraph.role != "heading") or paragraph.role == "line":
        return None
    key = fold(paragraph.text)
    if not key:
        return None
    for spec in layout.document.text.sections:
        for wording in (spec.heading, spec.entry, *spec.also):
            if wording and bare(fold(wording)) == bare(key):
                return spec
    return None


def _ends_section(paragraph: Paragraph, own: bool) -> bool:
    if paragraph.role in ("part", "table-title", "table", "sheet", "line"):
        return True
    if paragraph.role.startswith(WHOLE):
        return True
    return not own and bool(_PART.match(paragraph.text))


def read_cover(
    paragraphs: list[Paragraph], disclosure: Disclosure, layout: Layout, named: bool = False
) -> None:
    """Put year and department into the disclosure where lines say them; see `read_narrative`."""
    spec = layout.document
    own = pattern_of(spec.cover_title, {"year": r"(?P<year>20\d\d)"})
    year_like = (own, *spec.year_like) if "{year}" in spec.cover_title else spec.year_like
    before = ""
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if not text:
            continue
        if paragraph.role == "cover-department" and not disclosure.department.name:
            disclosure.department.name = paragraph.text
        if disclosure.year is None:
            match = _first_match(year_like, text)
            if match:
                disclosure.year = int(match["year"])
                guess = match.start() == 0 and not named
                named_before = _NAME_BEFORE.fullmatch(before) and is_organisation(before)
                if guess and not disclosure.department.name and named_before:
                    disclosure.department.name = before
        if not disclosure.department.name and paragraph.role != "line":
            match = _first_match(spec.department_like, text)
            if match:
                disclosure.department.name = match["name"]
        before = text


def _first_match(patterns: tuple[str, ...], text: str) -> re.Match[str] | None:
    if len(text) > 200:
        return None
    return next((match for pattern in patterns if (match := re.search(pattern, text))), None)


def _fill_section(
    section: _Section, disclosure: Disclosure, own: bool, refs: dict[int, CellRef]
) -> list[Paragraph]:
    """Put a section's lines where they belong; return those that belong to none of its items.

    ``refs`` receives which text a line became.
    """
    spec = section.spec
    if spec.holds == "overall_goal":
        refs.update((id(line), CellRef("", spec.holds)) for line in section.lines)
        text = _text([line.text for line in section.lines], own)
        both = [part for part in (disclosure.overall_goal, text) if part]
        disclosure.overall_goal = "\n".join(both)
        return []
    before, items = _items(section, own)
    _note_items(section, items, len(getattr(disclosure, spec.holds)), refs)
    if spec.holds == "safeguards":
        for title, lines in items:
            body = [line.text for line in lines]
            disclosure.safeguards.append(Safeguard(title, _text(body, own)))
    else:
        for title, lines in items:
            goal, indicators = _goal_and_indicators(lines, spec, own)
            disclosure.itemised_goals.append(ItemisedGoal(title, goal, indicators))
    return [Paragraph("", "table"), *before] if before else []


def _note_items(
    section: _Section,
    items: list[tuple[str, list[Paragraph]]],
    first: int,
    refs: dict[int, CellRef],
) -> None:
    """Note which item each line of a section became part of; ``first`` is the first one's place.

    A line that is none of an item's texts is its title.
    """
    held, goal = section.spec.holds, section.spec.holds == "itemised_goals"
    texts = {id(line): number for number, (_, lines) in enumerate(items) for line in lines}
    marks = (section.spec.goal, section.spec.indicators)
    number, part = -1, "text"
    for line in section.lines:
        if id(line) not in texts:
            number += 1
            refs[id(line)] = CellRef("", f"{held}.{first + max(number, 0)}.title")
            part = "goal" if goal else "text"
            continue
        number = texts[id(line)]
        if goal:
            part = _goal_part(line, part, marks)
        refs[id(line)] = CellRef("", f"{held}.{first + number}.{part}")


def _goal_part(line: Paragraph, part: str, marks: tuple[str, str]) -> str:
    """Return which text of an itemised goal a line belongs to, ``part`` being that before."""
    for name, role, mark in zip(
        ("goal", "indicators"), ("item-goal", "item-indicators"), marks, strict=True
    ):
        if line.role == role or (mark and line.text.strip().startswith(mark[:-1])):
            return name
    return part


def _items(
    section: _Section, own: bool
) -> tuple[list[Paragraph], list[tuple[str, list[Paragraph]]]]:
    """Return what stands before the first item, and each item's title and lines."""
    before: list[Paragraph] = []
    items: list[tuple[str, list[Paragraph]]] = []
    last_role = ""
    titles = {} if own else _titles(section)
    for number, line in enumerate(section.lines):
        match = _OWN_NUMBER.match(line.text) if own else titles.get(number)
        begins = line.role == "item" if own else match is not None
        numbered = match is not None and match[0] == f"（{chinese_number(len(items) + 1)}）"
        if own and begins and not numbered and last_role == "item" and items:
            # a title of several lines: only its first carries the next number
            items[-1] = (f"{items[-1][0]}\n{line.text}", items[-1][1])
        elif begins:
            items.append((line.text[match.end() :] if match else line.text, []))
        elif items:
            items[-1][1].append(line)
        else:
            before.append(line)
        last_role = line.role
    if not items and any(line.text.strip() for line in before):
        # a text without items is one item without a title, so that it is not lost
        return [], [("", before)]
    return before, items


def _titles(section: _Section) -> dict[int, re.Match[str]]:
    """Return which lines of a section are titles of its items, with their numbers.

    Titles are numbered （一）; where none is, 1. or （1）: then a title is short, no
    sentence, and with itemised goals their first text follows it.
    """
    found = {
        number: match
        for number, line in enumerate(section.lines)
        if (match := _ITEM_NUMBER.match(line.text))
    }
    if found:
        return found
    filled = [number for number, line in enumerate(section.lines) if line.text.strip()]
    following: list[int | None] = [*filled[1:], None]
    for number, after in zip(filled, following, strict=False):
        text = section.lines[number].text.strip()
        match = _PLAIN_NUMBER.match(section.lines[number].text)
        if match is None or len(text) > _LONGEST_TITLE or text.endswith(("。", "；", ";")):
            continue
        mark = section.spec.goal[:-1]
        if mark and (after is None or not section.lines[after].text.strip().startswith(mark)):
            continue
        found[number] = match
    return found


def _goal_and_indicators(lines: list[Paragraph], spec: SectionSpec, own: bool) -> tuple[str, str]:
    texts: dict[str, list[str]] = {"item-goal": [], "item-indicators": []}
    marks = {"item-goal": spec.goal, "item-indicators": spec.indicators}
    at = "item-goal"
    for line in lines:
        text = line.text
        if own and line.role in texts:
            at = line.role
            # the mark stands before the first line only
            if not texts[at]:
                text = text.removeprefix(marks[at])
        elif not own:
            for role, mark in marks.items():
                match = re.match(rf"\s*{re.escape(mark[:-1])}\s*[：:]", text) if mark else None
                if match:
                    at, text = role, text[match.end() :]
        texts[at].append(text)
    return _text(texts["item-goal"], own), _text(texts["item-indicators"], own)


def _text(lines: list[str], own: bool = False) -> str:
    """Return lines as one text; blank ones around it are no part of it unless it is ours."""
    if own:
        return "\n".join(lines)
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return "\n".join(lines[start:end])


def keep(paragraphs: list[Paragraph], disclosure: Disclosure) -> None:
    """Keep paragraphs that are no part of the form, those next to each other together."""
    previous: Unplaced | None = None
    for paragraph in paragraphs:
        if paragraph.role in ("table", "table-title", "sheet", "line"):
            previous = None
        elif previous is not None:
            previous.text += "\n" + paragraph.text
        elif paragraph.text.strip():
            previous = Unplaced(paragraph.text, paragraph.where, "表格以外的文字")
            disclosure.unplaced.append(previous)
