"""Packages as `make dist` makes them, small: two scripts and a record of changes."""

from __future__ import annotations

import base64
import hashlib
import io
import platform
import tarfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CHANGES = "# 更新记录\n\n## 9.9.9（2027-01-01）\n\n- 新的。\n\n## 0.0.1\n\n- 旧的。\n"
WORKS = "#!/bin/sh\necho 绩表 9.9.9\n"
FAILS = "#!/bin/sh\nexit 3\n"


class Key:
    """A key pair, in minisign's words."""

    def __init__(self, number: bytes = b"12345678") -> None:
        self.number = number
        self.private = Ed25519PrivateKey.generate()
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.public = f"untrusted comment: x\n{_text(b'Ed' + number + raw)}\n"

    def sign(self, file: Path, comment: str = "一个更新包") -> Path:
        """Write the signature beside a file."""
        signature = self.private.sign(hashlib.blake2b(file.read_bytes()).digest())
        whole = self.private.sign(signature + comment.encode())
        path = file.with_name(f"{file.name}.minisig")
        path.write_text(
            f"untrusted comment: y\n{_text(b'ED' + self.number + signature)}\n"
            f"trusted comment: {comment}\n{_text(whole)}\n",
            encoding="utf-8",
        )
        return path


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def package(
    folder: Path,
    key: Key,
    version: str = "9.9.9",
    *,
    machine: str = platform.machine(),
    program: str = WORKS,
    more: tuple[tuple[str, str], ...] = (),
) -> Path:
    """Write a signed package; ``more`` are further members of it, name and text."""
    name = f"jibiao-{version}-linux-{machine}"
    path = folder / f"{name}.tar.xz"
    members = {"jibiao": program, "jibiao-cli": program, "CHANGELOG.md": CHANGES}
    with tarfile.open(path, "w:xz") as packed:
        top = tarfile.TarInfo(name)
        top.type, top.mode = tarfile.DIRTYPE, 0o755
        packed.addfile(top)
        for inner, text in [*((f"{name}/{one}", said) for one, said in members.items()), *more]:
            data = text.encode()
            member = tarfile.TarInfo(inner)
            member.size, member.mode = len(data), 0o755
            packed.addfile(member, io.BytesIO(data))
    key.sign(path)
    return path
