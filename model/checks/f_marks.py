"""F 文字: brackets, broken-off texts, numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from model.basics.language import words
from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.docnumbers import may_hold_number, without_doc_numbers
from model.checks.names import shortened
from model.checks.once import OnceIndex
from model.checks.view import Context, TextCell

_PAIRS = {
    "（": "）",
    "[": "]",
    "［": "］",
    "【": "】",
    "〔": "〕",
    "〖": "〗",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "{": "}",
    "｛": "｝",
}
_SAME = {"(": "（", ")": "）"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MARKS = re.compile("[()（）\\[\\]［］【】〔〕〖〗《》〈〉“”‘’「」『』{}｛｝]")
_LIST_MARK = re.compile(
    "(?:^|[\\n。；：，、;:])[^\\S\\n]*+(?:\\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$"
)


@make_check(
    "F03",
    Severity.WARNING,
    "括号或引号不成对",
    once=True,
    scope="disclosure",
    reason="少了半个括号，多半是复制时丢了后面的字",
    source="gbt15834",
    reads="text own",
    wrong=[
        wrong({"数量指标.name": "修补里程（含桥梁"}, ["数量指标.name"]),
        wrong({"goals": "1.落实《养护办法，修补路面。"}, ["goals"]),
        wrong({"purpose": "打造“四好农村路，修补路面"}, ["purpose"]),
        wrong({"purpose": "修补路面）及排水沟"}, ["purpose"]),
        wrong({"/overall_goal": "打造“四好农村路"}, ["/overall_goal"]),
        wrong(
            {"数量指标.name": "修补里程（公里", "3/数量指标.name": "修补里程（公里"},
            ["数量指标.name"],
            projects=3,
            note="几个项目共用的一个名称，在第一个项目说一次，并说明还有哪些项目",
        ),
        wrong({"goals": "落实《办法", "2/goals": "落实《办法"}, ["goals", "2/goals"], projects=2),
    ],
    right=[
        right({"purpose": "落实《养护办法（试行）》，打造“四好农村路”。"}),
        right({"goals": "1）修补路面。\n2）清理排水沟：a)边沟；b)涵洞"}),
        right({"数量指标.name": "修补里程(含桥梁）"}, note="半角全角混用由 F02 指出"),
        right({"purpose": "购置12'卡尺、 driver’s 手册"}),
    ],
)
def f03(context: Context) -> OnceIndex:
    """Brackets or quotes are not paired; a name several projects share is told of once."""
    return OnceIndex(context.form, _unpaired, _MARKS)


def _unpaired(cell: TextCell) -> Iterator[tuple[str, Fault]]:
    text = cell.text
    if not _MARKS.search(text):
        return
    lone = _lone_mark(text)
    if lone is not None and may_hold_number(text):
        # a bracket round a year is E01's
        lone = _lone_mark(without_doc_numbers(text))
    if lone is None:
        return
    around = shortened(text[max(0, lone - 6) : lone + 7].strip(), 20)
    shared = text.strip() if cell.key == "indicator.name" else ""
    yield shared, Fault(cell.ref, f"“{text[lone]}”没有另一半：…{around}…。")


def _lone_mark(text: str) -> int | None:
    """Return where the first mark without its other half stands."""
    stack: list[tuple[str, int]] = []
    for match in _MARKS.finditer(text):
        mark, place = _SAME.get(match[0], match[0]), match.start()
        if mark in _PAIRS:
            if mark == "‘" and _between_latin(text, place):
                continue
            stack.append((mark, place))
            continue
        opening = _CLOSING[mark]
        if stack and stack[-1][0] == opening:
            stack.pop()
        elif _needs_no_other(mark, text, place):
            continue
        elif any(held == opening for held, _ in stack):
            return stack[-1][1]
        else:
            return place
    return stack[0][1] if stack else None


def _needs_no_other(mark: str, text: str, place: int) -> bool:
    """Tell whether a closing mark stands for itself: 1）, driver’s."""
    if mark == "）":
        return bool(_LIST_MARK.search(text[max(0, place - 8) : place]))
    return mark == "’" and _between_latin(text, place)


def _between_latin(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return before.isascii() and before.isalnum() and (not after or after.isascii())


_ENDS_OPEN = re.compile(r"[，、,：:；;（(“《【—–-]\s*$")
_UNFINISHED = words("sentences.unfinished")
_FINISHED = words("sentences.finished")
_EMPTY_ITEM = re.compile(
    r"(?:^|\n|[。；;])[ \t\u3000]*(?P<mark>[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.．、)）]"
    r"|[一二三四五六七八九十]是|[①-⑳]|第[一二三四五六七八九十][，、]?)[ \t\u3000。；;]*(?=\n|$)"
)
_NUMBER = r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、)）])"
_ITEM = (
    rf"(?:{_NUMBER}|[一二三四五六七八九十]是"
    r"|第[一二三四五六七八九十]|[①-⑳]|目标[\d一二三四五六七八九十])"
)
_LINE_OPEN = re.compile(rf"[，、][ \t\u3000]*\n+[ \t\u3000]*(?={_ITEM})")
_LINE_COMMA = re.compile(rf"(?:^|\n)[ \t\u3000]*+{_NUMBER}?[ \t\u3000]*+(?P<mark>[、，。；])")
_NO_REASON = re.compile(
    r"(?:原因|目的|内容|目标|任务|用途|依据|措施)(?:是|为|包括|有|如下)[：:]?[。；]"
    r"|(?:主要|具体|分别|其中)(?:是|为|用于|包括|有)[：:]?[。；]|(?:包括|如下)[：:][。；]"
)


@make_check(
    "F04",
    Severity.WARNING,
    "文字没有写完",
    scope="cell",
    reason="以逗号、顿号结尾或开头，多半是复制时丢了字或没有写完",
    source="gbt15834 habit_wording",
    reads="text own",
    wrong=[
        wrong({"goals": "1.修补路面，\n2.清理排水沟。"}, ["goals"]),
        wrong({"goals": "一是修补路面、\n二是清理排水沟。"}, ["goals"]),
        wrong({"goals": "1.修补路面\n、清理排水沟\n2.巡查桥梁"}, ["goals"]),
        wrong({"purpose": "用于修补路面、清理排水沟、"}, ["purpose"]),
        wrong({"purpose": "用于修补路面以及"}, ["purpose"]),
        wrong({"purpose": "项目资金主要用于。"}, ["purpose"]),
        wrong({"goals": "1.修补路面。\n2.清理排水沟。\n3."}, ["goals"]),
        wrong({"purpose": "用于修补路面和"}, ["purpose"]),
        wrong({"数量指标.description": "，完成修补的里程"}, ["数量指标.description"]),
        wrong({"goals": "1.修补路面。\n2.，清理排水沟。"}, ["goals"]),
        wrong({"数量指标.description": "未完成的主要原因是。"}, ["数量指标.description"]),
    ],
    right=[
        right({"goals": "1.修补路面，\n清理排水沟。\n2.巡查桥梁"}, note="只是换行"),
        right({"goals": "本项目目标如下：\n1.修补路面；\n2.清理排水沟"}),
        right({"purpose": "主要内容是路面修补。"}),
        right({"goals": "1.修补路面，村民普遍参与\n2.明确管护责任，义务教育普及"}),
        right({"数量指标.description": "项目实施单位对完成里程的核对"}),
    ],
)
def f04(cell: TextCell, context: Context) -> Fault | None:
    """A text breaks off, or a line begins with a comma."""
    text = cell.text
    end = text[-8:].rstrip()
    match = _ENDS_OPEN.search(end)
    if match and not _may_end(cell, match[0].strip()):
        return Fault(cell.ref, f"以“{match[0].rstrip()}”结尾，后面没有写完。")
    if match is None and cell.field != "value":
        match = _UNFINISHED.ends(end)
        # half of a bracket lost its other half with the words: F03 tells that
        broken = match is not None and _lone_mark(text) is not None
        if match and match.start() and not _FINISHED.ends(end) and not broken:
            return Fault(cell.ref, f"以“{match[0]}”结尾，后面没有写完。")
    lines = "\n" in text
    match = _EMPTY_ITEM.search(text) if lines or len(text) < 8 else None
    if match:
        return Fault(cell.ref, f"“{match['mark']}”后面没有内容。")
    match = _LINE_OPEN.search(text) if lines else None
    if match:
        line = text[: match.start() + 1].rpartition("\n")[2]
        return Fault(cell.ref, f"“…{line[-12:]}”以“{line[-1]}”结尾，后面没有写完。")
    match = _LINE_COMMA.search(text) if lines else _LINE_COMMA.match(text)
    if match:
        mark = match["mark"]
        return Fault(cell.ref, f"有一行以“{mark}”开头，前面缺了内容。")
    match = _NO_REASON.search(text)
    if match:
        return Fault(cell.ref, f"“{match[0]}”后面没有内容。")
    return None


def _may_end(cell: TextCell, mark: str) -> bool:
    """Tell whether a text may end so: a semicolon after a cell's item, a code with a dash."""
    return mark in "；;" or (
        mark in "（(“《【" or (mark in "—–-" and cell.field in ("code", "value"))
    )


class _Mark(Struct, frozen=True):
    """A number that begins an item of a list; ``maybe`` where it may be 2.5公里 as well."""

    style: str
    number: int
    text: str
    maybe: bool


_STYLES = ("plain", "round", "han", "han_round", "circle", "is", "nth", "goal")
_HAN_DIGITS = "一二三四五六七八九十"
_MARK = re.compile(
    r"(?:^|(?<=[\n。；：;:]))[ \t\u3000]*(?P<mark>"
    r"(?P<plain>\d{1,2})(?P<tail>[.．、)）])(?P<maybe>(?=\d{1,3}(?!\d)))?"
    r"|[（(](?P<round>\d{1,2})[)）]"
    r"|(?P<han>[一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十])"
    r"|[（(](?P<han_round>[一二三四五六七八九十]{1,3})[)）]"
    r"|(?P<circle>[①-⑳])"
    r"|(?P<is>[一二三四五六七八九十])是"
    r"|第(?P<nth>[一二三四五六七八九十])[，、]"
    r"|目标(?P<goal>\d{1,2}|[一二三四五六七八九十])[：:.、])"
)


@make_check(
    "F05",
    Severity.HINT,
    "编号不连续或不一致",
    marks="0123456789０１２３４５６７８９一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩第目",
    scope="cell",
    reason="编号跳号多半是漏了一条；同一层用两种编号写法，读的人分不清层次",
    source="gbt9704_order habit_wording",
    reads="purpose goals indicator.description own",
    wrong=[
        wrong({"goals": "1.修补路面。\n2.清理排水沟。\n4.巡查桥梁。"}, ["goals"]),
        wrong({"goals": "1.修补路面。\n2、清理排水沟。\n3、巡查桥梁。"}, ["goals"]),
        wrong({"goals": "（1）修补路面；（2）清沟；3.巡查"}, ["goals"]),
        wrong({"goals": "1.修补路面。\n2.清沟。\n2.巡查。"}, ["goals"]),
        wrong({"/overall_goal": "一是修补路面；三是巡查桥梁。"}, ["/overall_goal"]),
    ],
    right=[
        right({"goals": "1.修补路面。\n2.清沟。\n3.巡查。\n4.培训。\n5.宣传。"}),
        right({"goals": "（1）修补路面；\n（2）清理排水沟；\n（3）巡查桥梁。"}),
        right({"goals": "一、道路\n1.修补。\n2.清沟。\n二、桥梁\n1.巡查。\n2.检测。"}),
        right({"goals": "1.道路：（1）修补；（2）清沟。\n2.桥梁：（1）巡查；（2）检测。"}),
        right({"goals": "2.5公里乡道修补，1、2月份开工，10.5万元用于清沟。"}),
        right({"goals": "1.10月底前修补路面。\n2.8月清沟。\n3.巡查桥梁。"}),
    ],
)
def f05(cell: TextCell, context: Context) -> Fault | None:
    """A numbering has a gap, or one list two styles."""
    open_lists: list[_Mark] = []
    for mark in _marks(cell.text):
        styles = [held.style for held in open_lists]
        if mark.style in styles:
            place = styles.index(mark.style)
            before = open_lists[place]
            if mark.number == before.number and place == len(open_lists) - 1 and not mark.maybe:
                return Fault(cell.ref, f"编号“{mark.text}”用了两次。")
            if mark.number not in (1, before.number + 1):
                if mark.maybe:
                    continue
                return Fault(cell.ref, f"编号从“{before.text}”跳到“{mark.text}”。")
            del open_lists[place:]
        elif mark.number != 1:
            if mark.maybe:
                continue
            if open_lists and mark.number == open_lists[-1].number + 1:
                before = open_lists[-1]
                return Fault(cell.ref, f"同一列编号有两种写法：“{before.text}”和“{mark.text}”。")
            return Fault(cell.ref, f"编号从“{mark.text}”开始，前面缺了。")
        open_lists.append(mark)
    return None


def _marks(text: str) -> Iterator[_Mark]:
    for match in _MARK.finditer(text):
        style, held = next((name, match[name]) for name in _STYLES if match[name] is not None)
        if style == "circle":
            number = ord(held) - ord("①") + 1
        else:
            number = int(held) if held.isdigit() else _han_number(held)
        style += match["tail"] or ""
        yield _Mark(style, number, match["mark"].strip(), match["maybe"] is not None)


def _han_number(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return _HAN_DIGITS.index(text) + 1 if len(text) == 1 else 0
    high = _HAN_DIGITS.index(tens) + 1 if tens else 1
    return high * 10 + (_HAN_DIGITS.index(ones) + 1 if ones else 0)
