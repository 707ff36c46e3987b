"""What is looked for, made into a pattern: plain text or a regular expression."""

from __future__ import annotations

import re
import warnings

from msgspec import Struct

from model.basics.errors import JibiaoError


class SearchError(JibiaoError):
    """What is to be found, or put in its place, makes no sense."""


class Query(Struct, frozen=True):
    """What to look for.

    Attributes:
        text: the text, or with ``regex`` a regular expression.
        case: whether ``A`` and ``a`` are different.
        width: whether ``（`` and ``(`` are different (全角, 半角).
        whole: whether it must be all a cell holds.
        regex: whether ``text`` is a regular expression.
    """

    text: str
    case: bool = False
    width: bool = False
    whole: bool = False
    regex: bool = False

    @property
    def folds(self) -> bool:
        """Whether cells are looked at with all wide characters made narrow."""
        return self.regex and not self.width


_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_WIDE = {narrow: wide for wide, narrow in _NARROW.items()}

_ERRORS = (
    # what Python says begins with → what the clerk is told
    ("unterminated character set", "“[”没有配上“]”"),
    ("unterminated subpattern", "“(”没有配上“)”"),
    ("missing )", "“(”没有配上“)”"),
    ("unbalanced parenthesis", "多了一个“)”"),
    ("nothing to repeat", "“*”“+”“?”前面没有可以重复的字"),
    ("multiple repeat", "“*”“+”“?”不能连着写"),
    ("bad escape (end", "最后的“\\”后面没有字"),
    ("bad escape", "不认识“\\”加这个字的写法"),
    ("bad character range", "“[ ]”里的范围前后写反了"),
    ("min repeat greater", "“{ }”里的次数前后写反了"),
    ("look-behind requires", "“(?<”里的长度必须固定"),
    ("invalid group reference", "引用了没有的括号"),
    ("unknown extension", "“(?”后面的写法不认识"),
)


def halved(text: str) -> str:
    """Return a text of the same length with its wide characters made narrow."""
    return text if text.isascii() else text.translate(_NARROW)


def compile_query(query: Query) -> re.Pattern[str]:
    """Return the pattern of a query; where it `folds`, for texts that are `halved`.

    Raises:
        SearchError: the regular expression is wrong, or might never come to an end.
    """
    flags = re.NOFLAG if query.case else re.IGNORECASE
    if not query.regex:
        return re.compile("".join(_char(char, query.width) for char in query.text), flags)
    if _repeats_repeats(query.text):
        raise SearchError(
            "正则表达式的括号里有重复（* + {}），括号外又要重复，可能永远找不完",
            advice="请去掉其中一个",
        )
    source = _halved_source(query.text) if query.folds else query.text
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(source, flags)
    except re.error as error:
        raise SearchError(_explain(error)) from error
    except (OverflowError, RecursionError) as error:
        raise SearchError("正则表达式太复杂") from error


def expand(template: str, match: re.Match[str], text: str) -> str:
    r"""Return the new text for a match, ``\1`` ``\g<name>`` ``\n`` ``\t`` ``\\`` put in.

    Args:
        template: what the clerk wrote as the new text.
        match: the match.
        text: the text the match's places are taken from.

    Raises:
        SearchError: there is no such group, or nothing of such a name.
    """

    def one(escape: re.Match[str]) -> str:
        name, char = escape[1] or escape[2], escape[3]
        if name:
            try:
                start, end = match.span(int(name) if name.isdecimal() else name)
            except IndexError as error:
                raise SearchError(f"替换内容里的“{escape[0]}”没有对应的括号") from error
            return text[start:end] if start >= 0 else ""
        if char not in _ESCAPES:
            raise SearchError(f"替换内容里不认识“{escape[0]}”，要写“\\”本身请写“\\\\”")
        return _ESCAPES[char]

    return re.sub(r"\\(?:g<(\w+)>|(\d{1,2})|(.?))", one, template, flags=re.DOTALL)


_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\"}


def _char(char: str, width: bool) -> str:
    """Return the pattern of one character, wide or narrow."""
    other = _NARROW.get(ord(char)) or _WIDE.get(ord(char))
    if width or other is None:
        return re.escape(char)
    return f"[{re.escape(char)}{re.escape(chr(other))}]"


def _halved_source(source: str) -> str:
    """Make a regular expression narrow; what was a wide bracket stays a mere character."""
    made = ""
    escaped = False
    for char in source:
        narrow = halved(char)
        made += narrow if narrow == char or escaped else re.escape(narrow)
        escaped = char == "\\" and not escaped
    return made


_PARTS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(|\)|[*+]|\{\d*,\}|.", re.DOTALL)


def _repeats_repeats(source: str) -> bool:
    """Tell whether a group that holds an endless repeat is itself repeated endlessly.

    Such a pattern may take longer than a life, and cannot be stopped.
    """
    inner = [False]
    closed = False
    for part in _PARTS.findall(source):
        endless = part in ("*", "+") or (part[0] == "{" and len(part) > 1)
        if endless and closed:
            return True
        inner[-1] = inner[-1] or endless
        closed = False
        if part == "(":
            inner.append(False)
        elif part == ")" and len(inner) > 1:
            closed = inner.pop()
            inner[-1] = inner[-1] or closed
    return False


def _explain(error: re.error) -> str:
    reason = next((words for start, words in _ERRORS if start in error.msg), "写法不对")
    place = f"（第 {error.pos + 1} 个字）" if error.pos is not None else ""
    return f"正则表达式{reason}{place}"
