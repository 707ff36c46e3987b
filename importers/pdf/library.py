"""The only way to pdfium: one file at a time in the whole process, and all closed behind it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from model.basics.errors import ReadError
from model.basics.steps import step

_LOCK = threading.Lock()
"""pdfium may be in one call at a time in the whole process: two threads crash it, whatever
files they read. So a whole reading holds this."""
_PATIENCE = 0.05

_AGAIN = (
    "请用 WPS 或 PDF 阅读器打开它，“打印”为一个新的 PDF 后重试，或向提供文件的人要 Word、Excel 原件"
)
_UNLOCK = "请用 WPS 或 PDF 阅读器输入密码打开，“打印”为一个新的 PDF（不带密码）后重试"


def broken(file: str) -> ReadError:
    """Return what is said of a file that pdfium cannot make out."""
    return ReadError("PDF 文件已损坏或不完整，读不出来", file, _AGAIN)


@contextmanager
def opened(data: bytes, file: str) -> Iterator[Any]:
    """Open a file while nobody else in the process uses pdfium.

    Yields:
        a ``pypdfium2.PdfDocument``.

    Args:
        data: the file's bytes.
        file: its name, for messages.

    Raises:
        ReadError: it is broken, or locked by a password.
    """
    while not _LOCK.acquire(timeout=_PATIENCE):
        step()
    try:
        # only here: who never reads a PDF never waits for the library
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _refusal(str(error), file) from None
        try:
            yield document
        finally:
            document.close()
    finally:
        _LOCK.release()


def _refusal(message: str, file: str) -> ReadError:
    low = message.lower()
    if "password" in low:
        return ReadError("PDF 文件有打开密码，读不出来", file, _UNLOCK)
    if "security" in low:
        return ReadError("PDF 文件用了程序不认识的加密方法，读不出来", file, _UNLOCK)
    return broken(file)
