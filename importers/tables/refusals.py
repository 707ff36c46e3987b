"""What the clerk is told of files and pages that cannot be read, and what helps."""

from __future__ import annotations

from collections.abc import Sequence

from importers.tables.quality import Quality
from model.basics.errors import ReadError

_ORIGINAL = "向提供文件的人要 Word、Excel 原件"
_CONVERT = (
    f"最好{_ORIGINAL}；没有原件时，用带文字识别（OCR）的软件（如 WPS 的“PDF 转 Word”）"
    "转成 .docx，逐字核对后再打开"
)
_DRAW = f"最好{_ORIGINAL}；也可用 WPS 把它转成 .docx，给表格加上全部框线，核对后再打开"
_WRONG = f"这不像绩效文本，请检查是否选错了文件；确实要读，请{_ORIGINAL}"
_SHOWN = 10


def refuse_unreadable(pages: Sequence[Quality], file: str, kind: str) -> None:
    """Refuse a file in which no table can be found, saying what it is.

    Args:
        pages: all pages.
        file: its name.
        kind: what to call it: ``PDF``, ``OFD``.

    Raises:
        ReadError: there is no table.
    """
    if any(page.tables and not page.garbled for page in pages):
        return
    shown = [page for page in pages if not page.blank]
    if not shown:
        raise ReadError(f"{kind} 里没有任何文字，各页都是空白", file, "请检查是否选错了文件")
    overfull = [page for page in shown if page.overfull]
    if overfull:
        raise too_much(overfull[0].page, file)
    garbled = sum(page.garbled for page in shown)
    scanned = sum(page.scanned or page.recognised for page in shown)
    outlined = sum(page.outlined for page in shown)
    if garbled and garbled >= scanned + outlined:
        raise ReadError(
            f"{kind} 的文字层读不出来：字体没有注明每个字是什么字，复制出来也是乱码", file, _CONVERT
        )
    if scanned and scanned >= outlined:
        raise ReadError(f"{kind} 是扫描的图片，里面没有可读的文字和表格", file, _CONVERT)
    if outlined:
        raise ReadError(f"{kind} 的文字已转成图形（曲线），里面没有可读的文字", file, _CONVERT)
    raise ReadError(f"{kind} 里有文字，但没有画出框线的表格，认不出每个字属于哪一格", file, _DRAW)


def told(pages: Sequence[Quality]) -> list[str]:
    """Return what is said of single pages that cannot be read like the others."""
    notes: list[str] = []
    for found, words in (
        ([p for p in pages if p.garbled], "文字层读不出来（字体没有注明每个字是什么字），没有读入"),
        ([p for p in pages if p.scanned], "是图片，没有可读的文字，没有读入"),
        ([p for p in pages if p.outlined], "文字已转成图形（曲线），没有读入"),
        ([p for p in pages if p.overfull], "的图形或文字多得不正常，没有读入"),
        ([p for p in pages if p.recognised], "是扫描图片加识别出的文字，可能有错字，请逐字核对"),
    ):
        if found:
            notes.append(f"第{_listed(found)}页{words}" + _help(words))
    plain = [
        page
        for page in pages
        if page.chars and not page.tables and not page.garbled and page.columned
    ]
    if plain:
        notes.append(
            f"第{_listed(plain)}页有像表格的文字，但没有框线，认不出每个字属于哪一格，"
            "已作为段落原样保留；请核对，表格内容请对照原文件补填"
        )
    return notes


def _help(words: str) -> str:
    return "；请对照原文件补填，或" + _ORIGINAL if "没有读入" in words else ""


def _listed(pages: Sequence[Quality]) -> str:
    more = f"等{len(pages)}" if len(pages) > _SHOWN else ""
    return "、".join(str(page.page) for page in pages[:_SHOWN]) + more


def too_much(page: int, file: str) -> ReadError:
    """Return what is said of a page that holds more than any document's."""
    return ReadError(f"第{page}页的图形或文字多得不正常，没有读取", file, _WRONG)


def too_big(file: str, kind: str) -> ReadError:
    """Return what is said of a file that unpacks to far more than a document's."""
    return ReadError(f"{kind} 的页面解压后大得不正常，没有读取", file, _WRONG)
