"""Libraries of Debian 11 that travel with the program, since few systems have them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tomllib
from pathlib import Path

from scripts.dist.arches import HERE, Arch

SUITE = "bullseye"
_KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"


def bundle(arch: Arch, folder: Path, work: Path) -> None:
    """Put the libraries beside Qt's own, with what their packages say of their licence.

    Raises:
        SystemExit: a package is not the one whose hash is known.
    """
    data = tomllib.loads((HERE / "system.toml").read_text(encoding="utf-8"))
    for name, digest in data["bundled"][arch.name].items():
        package = _download(name, digest, arch, work)
        inner = work / f"{name}-{arch.debian}"
        shutil.rmtree(inner, ignore_errors=True)
        subprocess.run(["dpkg-deb", "-x", package, inner], check=True)
        for library in (inner / "usr" / "lib").rglob("lib*.so.?"):
            target = folder / "lib" / "PySide6" / "Qt" / "lib" / library.name
            shutil.copyfile(library.resolve(), target)
            target.chmod(0o755)


def _download(name: str, digest: str, arch: Arch, work: Path) -> Path:
    place = work / f"packages-{arch.debian}"
    place.mkdir(parents=True, exist_ok=True)
    for path in place.glob(f"{name}_*.deb"):
        if hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            return path
    state = place / "apt"
    (state / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    (state / "status").touch()
    sources = state / "sources.list"
    sources.write_text(f"deb [signed-by={_KEYS}] {mirror()} {SUITE} main\n", encoding="utf-8")
    options = {
        "Dir::State": state,
        "Dir::State::status": state / "status",
        "Dir::Cache": state / "cache",
        "Dir::Etc::sourcelist": sources,
        "Dir::Etc::sourceparts": "/dev/null",
        "APT::Architecture": arch.debian,
        "APT::Architectures": arch.debian,
        "APT::Sandbox::User": "root",
    }
    apt = ["apt-get", "-qq", *(f"-o{key}={value}" for key, value in options.items())]
    subprocess.run([*apt, "update"], check=True)
    subprocess.run([*apt, "download", name], cwd=place, check=True)
    for path in place.glob(f"{name}_*.deb"):
        if hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            return path
    raise SystemExit(f"{name} 与 scripts/dist/system.toml 里的校验和不符")


def mirror() -> str:
    """Return where this computer gets Debian's packages from."""
    printed = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    found = [site for site in printed if site.endswith("/debian")]
    if not found:
        raise SystemExit("这台电脑的 apt 没有 Debian 的软件源，打包要从那里取两个小的程序库")
    return found[0]
