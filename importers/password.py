"""Workbooks that Excel encrypts without asking: those with its default password.

Excel does so where a workbook's structure or a sheet is protected; whoever opens it is
never asked. msoffcrypto-tool undoes it: the one kept library that knows all of Office's
encryptions.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msoffcrypto
import olefile

from importers.source import broken, locked
from model.basics.errors import ReadError

DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105 - Excel's own, known to all the world

_MAX_ROUNDS = 2_000_000
"""Office hashes a password 100,000 times; more is there to keep a computer busy."""


@contextmanager
def decrypted(path: Path) -> Iterator[Path]:
    """Give a decrypted copy of an encrypted Office file, for as long as the block lasts.

    Raises:
        ReadError: it has a password of its own, or is broken.
    """
    with tempfile.TemporaryDirectory(prefix="jibiao-") as folder:
        copy = Path(folder) / f"decrypted{path.suffix}"
        _decrypt(path, copy)
        yield copy


def _decrypt(path: Path, copy: Path) -> None:
    opened = False
    try:
        if _rounds(path) > _MAX_ROUNDS:
            raise locked(path)
        with path.open("rb") as file, copy.open("wb") as out:
            office = msoffcrypto.OfficeFile(file)
            checks = office.format == "ooxml"
            office.load_key(DEFAULT_PASSWORD, **({"verify_password": True} if checks else {}))
            opened = True
            office.decrypt(out)
    except ReadError:
        raise
    except Exception as error:
        # a wrong password and broken records come as errors of many classes
        raise (broken(path) if opened else locked(path)) from error


def _rounds(path: Path) -> int:
    with olefile.OleFileIO(path) as ole:
        if not ole.exists("EncryptionInfo"):
            return 0
        info = ole.openstream("EncryptionInfo").read(1 << 16)
    return max((int(found) for found in re.findall(rb'spinCount="(\d{1,12})"', info)), default=0)
