"""Signatures of files as minisign writes them: checked, never made.

The format is public: a key's number and an Ed25519 signature of the file's BLAKE2b-512 digest, and
a second one of the first with the comment that is to be trusted.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from pathlib import Path

from model.basics.errors import JibiaoError
from model.basics.steps import step

_ASKED = "请向给您更新包的人重新要一份，连同旁边的 .minisig 文件"
_PIECE = 1 << 20


class UpdateError(JibiaoError):
    """A file is no update that can be trusted, or could not be installed."""


def check_signature(file: Path, signature: Path, public_key: str) -> str:
    """Check a file's signature; return the comment signed with it.

    Args:
        file: what was signed.
        signature: its ``.minisig`` file.
        public_key: the text of a minisign public key.

    Raises:
        UpdateError: the signature is missing, damaged, by another key, or of another file.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        lines = signature.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise UpdateError("没有找到它的签名文件", signature.name, _ASKED) from error
    try:
        signed = base64.b64decode(lines[1], validate=True)
        comment = lines[2].removeprefix("trusted comment: ")
        whole = base64.b64decode(lines[3], validate=True)
        key = base64.b64decode(public_key.splitlines()[1], validate=True)
    except (IndexError, binascii.Error) as error:
        raise UpdateError("签名文件不完整", signature.name, _ASKED) from error
    if signed[:2] != b"ED" or signed[2:10] != key[2:10] or len(signed) != 74:
        raise UpdateError("不是绩表的签名", signature.name, _ASKED)
    verifier = Ed25519PublicKey.from_public_bytes(key[10:])
    try:
        verifier.verify(signed[10:], _digest(file))
        verifier.verify(whole, signed[10:] + comment.encode())
    except InvalidSignature as error:
        raise UpdateError("与签名不符，可能损坏了或被改动过", file.name, _ASKED) from error
    return comment


def _digest(file: Path) -> bytes:
    made = hashlib.blake2b()
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            step()
            made.update(piece)
    return made.digest()
