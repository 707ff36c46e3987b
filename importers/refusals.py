"""Why a file of some kind is not read, and what to do then: for the clerk."""

from __future__ import annotations

from pathlib import Path

from importers.kinds import FAMILIES
from model.basics.errors import ReadError

_ASK = "请向原单位要 Word、Excel 或 WPS 的文件"

_REASONS = {
    "zeros": (
        "文件的内容全是零，数据已经丢失（常见于没有拷完就拔出U盘、断电或磁盘故障）",
        "请从原来的地方重新拷贝或下载；原件也是这样，就请发送的人重发",
    ),
    "ciphertext": (
        "文件被安全软件（加密软件）加密过，读到的是密文",
        "请在装有该软件的电脑上申请解密（外发），用解密后的文件重试",
    ),
    "scrambled": (
        "文件里是乱码一样的数据，多半被安全软件（加密软件）加密过，也可能已损坏",
        "请在原来的电脑上打开看看：打得开就申请解密（外发），用解密后的文件重试；打不开就请重发",
    ),
    "image": (
        "这是图片，图片里的文字读不出来",
        f"{_ASK}；只有图片时，可用 WPS 的“图片转表格”存成 Excel，核对数字后再打开",
    ),
    "archive": (
        "这是 .rar、.7z 之类的压缩包，不能直接读",
        "请先用解压软件解开，再打开里面的文件",
    ),
    "slides": ("这是演示文稿，不是绩效目标表", _ASK),
    "media": ("这是音频或视频文件，不是绩效目标表", "请检查是否选错了文件"),
    "program": ("这是程序文件，不是绩效目标表", "请检查是否选错了文件；来历不明的程序不要打开"),
    "odf": ("这是 OpenDocument 的图形或演示文件，不是文档或表格", _ASK),
    "xml": (
        "这是 XML 文件，但不是 Word 或 Excel 存的 XML",
        "请用产生它的系统导出 Word 或 Excel 文件",
    ),
    "ole": (
        "这是旧版 Office 的文件，里面没有 Word 正文或 Excel 工作表",
        "请检查是否选错了文件；能用 Word、Excel 或 WPS 打开时，请另存为 .docx 或 .xlsx 后重试",
    ),
    "binary": (
        "认不出这是什么文件：不是 Word、Excel、WPS、PDF、OFD、网页或文本",
        "请检查是否选错了文件；若别人能打开，请他另存为 .docx 或 .xlsx 再发来",
    ),
}


def without_text(path: Path, has_pictures: bool) -> ReadError:
    """Return the message for a document in which nothing is written."""
    if has_pictures:
        return ReadError(
            "文件里只有图片，没有文字（多半是扫描或截图贴进去的），图片里的文字读不出来",
            str(path),
            f"{_ASK}；只有图片时，可用 WPS 的“图片转表格”存成 Excel，核对数字后再打开",
        )
    return ReadError(
        "文件里没有任何文字", str(path), "请检查是否选错了文件，或请发送的人重新发一份"
    )


def refusal(path: Path, kind: str, misnamed: bool) -> ReadError:
    """Return the message for a file of a kind that is not read.

    Args:
        path: the file.
        kind: its kind, a key of `FAMILIES`.
        misnamed: whether its name says something else.
    """
    reason, advice = _REASONS.get(kind, (f"这是{FAMILIES[kind]}，不能读", _ASK))
    if misnamed:
        reason = f"扩展名是 {path.suffix}，内容却不是：{reason}"
    return ReadError(reason, str(path), advice)
