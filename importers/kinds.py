"""What a file is, by its first bytes; the kinds of content there are, for the clerk."""

from __future__ import annotations

import math
import re
from collections import Counter

from importers.encoding import head_of, is_utf16

FAMILIES = {
    "docx": "Word 文档（.docx）",
    "xlsx": "Excel 工作簿（.xlsx）",
    "xlsb": "Excel 二进制工作簿（.xlsb）",
    "ole-word": "Word 97-2003 文档（.doc）",
    "ole-excel": "Excel 97-2003 工作簿（.xls）",
    "ole": "旧版 Office 文件",
    "encrypted": "有打开密码的 Office 文件",
    "odt": "OpenDocument 文字文档（.odt）",
    "ods": "OpenDocument 表格（.ods）",
    "odf": "OpenDocument 文件",
    "fodt": "OpenDocument 文字文档（XML）",
    "fods": "OpenDocument 表格（XML）",
    "word2003": "Word 2003 XML 文档",
    "flatopc": "Word XML 文档",
    "sheet2003": "Excel 2003 XML 表格",
    "xml": "XML 文件",
    "zip": "压缩包（.zip）",
    "archive": "压缩包（.rar、.7z 等）",
    "rtf": "RTF 文档",
    "html": "网页（HTML）",
    "mhtml": "单个文件网页（MHTML）",
    "pdf": "PDF 文件",
    "ofd": "OFD 文件",
    "image": "图片",
    "media": "音频或视频文件",
    "program": "程序文件",
    "slides": "演示文稿（.ppt、.pptx）",
    "json": "JSON 文件",
    "text": "文本",
    "zeros": "全是零的文件",
    "ciphertext": "安全软件加密过的文件",
    "scrambled": "乱码一样的数据（密文或损坏的文件）",
    "binary": "不认识的二进制文件",
}
"""Kinds of content and their names for the clerk."""

_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"8BPS", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x7fELF", "program"),
    (b"ID3", "media"),
)

_MAGIC_OF_LETTERS = ((b"BM", "image"), (b"MZ", "program"))
"""Two letters may begin a text too: there, no byte is zero."""

_SEALED = (
    # 亿赛通, 天锐绿盾, 时代亿信, 前沿, 明朝万达, 华途
    b"E-SafeNet",
    b"%TSD-Header-###%",
    b"\x62\x14\x23\x65",
    b"SafeNet   LOCK",
    b"DRMONE",
    b"-=Encrypted=-",
    b"SecretFile",
)
"""Marks in the first bytes of files that security software of Chinese offices has encrypted."""

_RANDOM = 7.2
"""Bits a byte of 4 KB: compressed or encrypted; text and Office records have below 7."""

HEAD = 1 << 16


def kind_of(head: bytes) -> str:
    """Return the kind of content a file's first `HEAD` bytes show: a key of `FAMILIES`.

    Packages (``zip``) and compound files (``ole``) are told apart elsewhere; ``zeros``
    says only that these bytes are zero.
    """
    if head.startswith(b"PK\x03\x04") or head.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    for magic, kind in _MAGIC_OF_LETTERS:
        if head.startswith(magic) and b"\x00" in head[:512]:
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[:4] == b"RIFF":
        return "image" if head[8:12] == b"WEBP" else "media"
    if head[4:8] == b"ftyp":
        return "image" if head[8:11] in (b"hei", b"mif", b"avi") else "media"
    if not head.strip(b"\x00"):
        return "zeros"
    if any(mark in head[:1024] for mark in _SEALED):
        return "ciphertext"
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    marked = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    if b"\x00" in head and not marked and not is_utf16(head):
        return "scrambled" if _is_random(head) else "binary"
    text = head_of(head)
    if text.count("\ufffd") * 50 > len(text):
        return "scrambled" if _is_random(head) else "binary"
    return text_kind(text)


def _is_random(head: bytes) -> bool:
    sample = head[:4096]
    if len(sample) < 256:
        return False
    counts = Counter(sample).values()
    bits = -sum(count / len(sample) * math.log2(count / len(sample)) for count in counts)
    return bits > min(_RANDOM, math.log2(len(sample)) - 1)


_BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!doctype(?:[^\[>]|\[[^\]]*\])*>", re.S | re.I)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)((?:\s[^>]*)?)/?>?")
_ROOTS = {
    # local name, a piece of its namespace → kind
    ("wordDocument", "office/word/2003/wordml"): "word2003",
    ("package", "2006/xmlPackage"): "flatopc",
    ("Workbook", "office:spreadsheet"): "sheet2003",
}
_PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|thead|tbody|tr|td|div|span|p|meta|style|center|font"
    r"|frameset|title|h[1-6]|ul|ol|form|link|script|br|b|section|article)[\s>/]",
    re.IGNORECASE,
)
_MAIL_HEAD = re.compile(r"^(?:MIME-Version|Content-Type|From|Subject|Date|X-[\w-]+)\s*:", re.I)


def text_kind(text: str) -> str:
    """Return the kind of content a text's beginning shows."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return "json"
    if _MAIL_HEAD.match(start) and re.search(
        r"^Content-Type:\s*(?:multipart/|text/html)", start[:4096], re.I | re.M
    ):
        return "mhtml"
    if start.startswith("<"):
        return _markup_kind(start)
    tags = re.findall(r"<(?:table|/?td|/?tr)\b[^<>]*>", start, re.IGNORECASE)
    return "html" if len(tags) >= 3 else "text"


def _markup_kind(start: str) -> str:
    at = 0
    while match := _BEFORE_ROOT.match(start, at):
        at = match.end()
    root = _ROOT.match(start, at)
    is_xml = start.startswith("<?xml")
    if root is None:
        return "html" if _PAGE.search(start) else "xml" if is_xml else "text"
    name, attributes = root[1], root[2]
    for (local, space), kind in _ROOTS.items():
        if name == local and space in attributes:
            return kind
    if name == "document" and "opendocument" in attributes:
        return "fods" if "opendocument.spreadsheet" in attributes else "fodt"
    if _PAGE.match(f"<{name} "):
        return "html"
    if _PAGE.search(start):
        return "html"
    return "xml" if is_xml or "xmlns" in attributes else "text"
