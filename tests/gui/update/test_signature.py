"""A signature is right for one file and one key alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from gui.update.signature import UpdateError, check_signature
from tests.gui.update.kit import Key


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "包.tar.xz"
    path.write_bytes(b"abc" * 5000)
    return path


def test_a_right_one_gives_its_comment(file: Path) -> None:
    key = Key()
    assert check_signature(file, key.sign(file, "0.2.0 版"), key.public) == "0.2.0 版"


def test_one_changed_byte(file: Path) -> None:
    key = Key()
    signature = key.sign(file)
    file.write_bytes(b"abd" + file.read_bytes()[3:])
    with pytest.raises(UpdateError, match="与签名不符"):
        check_signature(file, signature, key.public)


def test_a_changed_comment(file: Path) -> None:
    key = Key()
    signature = key.sign(file, "0.2.0")
    signature.write_text(signature.read_text("utf-8").replace("0.2.0", "0.3.0"), "utf-8")
    with pytest.raises(UpdateError, match="与签名不符"):
        check_signature(file, signature, key.public)


def test_another_key(file: Path) -> None:
    with pytest.raises(UpdateError, match="不是绩表的签名"):
        check_signature(file, Key(b"87654321").sign(file), Key().public)
    # the same number is no help
    with pytest.raises(UpdateError, match="与签名不符"):
        check_signature(file, Key().sign(file), Key().public)


@pytest.mark.parametrize("text", ["", "a\nb\nc\nd\n", "untrusted comment: x\n"])
def test_a_damaged_one(file: Path, text: str) -> None:
    signature = file.with_name("x.minisig")
    signature.write_text(text, encoding="utf-8")
    with pytest.raises(UpdateError, match=r"不完整|不是绩表"):
        check_signature(file, signature, Key().public)


def test_none(file: Path) -> None:
    with pytest.raises(UpdateError, match="没有找到它的签名文件"):
        check_signature(file, file.with_name("x.minisig"), Key().public)


@pytest.mark.skipif(shutil.which("minisign") is None, reason="没有装：minisign")
def test_one_made_by_minisign_itself(file: Path, tmp_path: Path) -> None:
    public, secret = tmp_path / "k.pub", tmp_path / "k.key"
    run: list[str | Path] = ["minisign", "-G", "-W", "-p", public, "-s", secret]
    subprocess.run(run, check=True, capture_output=True)
    sign: list[str | Path] = ["minisign", "-S", "-W", "-s", secret, "-m", file, "-t", "放心"]
    subprocess.run(sign, check=True, capture_output=True)
    signature = file.with_name(f"{file.name}.minisig")
    assert check_signature(file, signature, public.read_text("utf-8")) == "放心"
