"""Archives and packages of a finished folder, byte for byte the same at every build."""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

from model.basics.version import __version__
from scripts.dist.arches import HERE, ROOT, X86, Arch, when
from scripts.dist.trim import needed_packages

LINUX = HERE / "linux"
MAINTAINER = "Jibiao developers <jibiao@localhost>"
APP = "cn.jibiao.app"
"""The name of the program in the UOS store, whose packages lie in a folder of that name."""
_SIZES = (16, 24, 32, 48, 64, 128, 256)
_FONTS = "fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei"
_ABOUT = "项目绩效目标表和预算信息公开的填写、检查和导出\n 读入去年的文件（Word、Excel、PDF、OFD 等），照表样填写、检查，导出 Word、Excel 和 PDF。\n 全程不用网络。"


def settle(folder: Path) -> None:
    """Give all files of a folder the same date, and plain permissions."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        os.utime(path, (when(), when()), follow_symlinks=False)


def archive(folder: Path, arch: Arch, target: Path) -> None:
    """Pack a folder as .tar.xz; jumps in machine code are written so that they press well."""
    filters: list[dict[str, int]] = [{"id": lzma.FILTER_X86}] if arch is X86 else []
    filters += [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]
    with (
        lzma.open(target, "wb", filters=filters) as pressed,
        tarfile.open(fileobj=pressed, mode="w", format=tarfile.PAX_FORMAT) as packed,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            packed.add(path, str(path.relative_to(folder.parent)), recursive=False, filter=_owned)


def _owned(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = when()
    return member


def deb(folder: Path, arch: Arch, work: Path, target: Path) -> None:
    """Make the package for any Debian: the program in /opt, and what the desktop wants to know."""
    root = work / f"deb-{arch.debian}"
    shutil.rmtree(root, ignore_errors=True)
    _tree(folder, root / "opt" / "jibiao")
    _link(root / "usr/bin/jibiao", "/opt/jibiao/jibiao")
    _link(root / "usr/bin/jibiao-cli", "/opt/jibiao/jibiao-cli")
    _desktop(root / "usr/share", "/opt/jibiao/jibiao", "jibiao")
    manual = root / "usr/share/man/man1"
    manual.mkdir(parents=True)
    page = (LINUX / "jibiao.1").read_bytes()
    (manual / "jibiao.1.gz").write_bytes(gzip.compress(page, mtime=0))
    _link(manual / "jibiao-cli.1.gz", "jibiao.1.gz")
    papers = root / "usr/share/doc/jibiao"
    papers.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", papers / "copyright")
    with (papers / "copyright").open("a", encoding="utf-8") as file:
        file.write("\n其他程序库的许可：/opt/jibiao/licences/README.txt\n")
    _control(
        root, folder, arch, "jibiao", "Recommends: " + _FONTS + ", libcups2, shared-mime-info\n"
    )
    _build(root, target)


def uos(folder: Path, arch: Arch, work: Path, target: Path) -> None:
    """Make the package the UOS store takes: all in one folder of /opt/apps, no scripts."""
    root = work / f"uos-{arch.debian}"
    shutil.rmtree(root, ignore_errors=True)
    place = root / "opt/apps" / APP
    _tree(folder, place / "files")
    program = f"/opt/apps/{APP}/files/jibiao"
    _desktop(place / "entries", program, APP)
    info = {
        "appid": APP,
        "name": "绩表",
        "version": f"{__version__}.0",
        "arch": [arch.debian],
        "permissions": {
            "autostart": False,
            "notification": False,
            "trayicon": False,
            "clipboard": True,
            "account": False,
            "bluetooth": False,
            "camera": False,
            "audio_record": False,
            "installed_apps": False,
        },
    }
    text = json.dumps(info, ensure_ascii=False, indent=2) + "\n"
    (place / "info").write_text(text, encoding="utf-8")
    _control(root, folder, arch, APP, "")
    _build(root, target)


def _tree(folder: Path, target: Path) -> None:
    target.parent.mkdir(parents=True)
    subprocess.run(["cp", "-a", folder, target], check=True)


def _link(path: Path, to: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(to)


def _desktop(share: Path, program: str, name: str) -> None:
    """Write the menu's entry, the kinds of files and the icons."""
    for source, folder, ending in (
        ("jibiao.desktop", "applications", ".desktop"),
        ("jibiao.xml", "mime/packages", ".xml"),
    ):
        text = (LINUX / source).read_text(encoding="utf-8")
        path = share / folder / f"{name}{ending}"
        path.parent.mkdir(parents=True)
        said = text.replace("@program@", program).replace("@icon@", name)
        path.write_text(said, encoding="utf-8")
    for size in _SIZES:
        path = share / "icons/hicolor" / f"{size}x{size}" / "apps" / f"{name}.png"
        path.parent.mkdir(parents=True)
        shutil.copyfile(ROOT / "assets/icons/app" / f"app-{size}.png", path)
    path = share / "icons/hicolor/scalable/apps" / f"{name}.svg"
    path.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "assets/icons/app.svg", path)


def _control(root: Path, folder: Path, arch: Arch, name: str, more: str) -> None:
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    glibc = ".".join(map(str, arch.glibc))
    needs = [one if one != "libc6" else f"libc6 (>= {glibc})" for one in needed_packages(folder)]
    control = root / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(
        f"Package: {name}\nVersion: {__version__}\nArchitecture: {arch.debian}\n"
        f"Maintainer: {MAINTAINER}\nInstalled-Size: {size}\nDepends: {', '.join(needs)}\n{more}"
        f"Section: editors\nPriority: optional\nDescription: {_ABOUT}\n",
        encoding="utf-8",
    )
    lines = [f"{_md5(path)}  {path.relative_to(root)}\n" for path in _files(root, control)]
    (control / "md5sums").write_text("".join(lines), encoding="utf-8")


def _files(root: Path, but: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink() and but not in path.parents:
            yield path


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _build(root: Path, target: Path) -> None:
    settle(root)
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", root, target],
        check=True,
        capture_output=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(when())},
    )


def sign(path: Path) -> bool:
    """Sign a package where the release's key is at hand; tell whether it was."""
    key = os.environ.get("JIBIAO_SIGNING_KEY")
    if not key:
        return False
    comment = f"{path.name} {when()}"
    command: list[str | Path] = ["minisign", "-S", "-W", "-s", key, "-m", path, "-t", comment]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return True


def checksums(folder: Path) -> None:
    """Write the SHA-256 of everything made into a folder, as ``sha256sum -c`` reads it."""
    target = folder / "SHA256SUMS"
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and path != target]
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    target.write_text("".join(lines), encoding="utf-8")
