"""Make everything of ``dist``; runs inside the build's own environment."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from model.basics.version import __version__
from scripts.dist.arches import ARCHES, ROOT, X86, Arch
from scripts.dist.arm import exchange
from scripts.dist.bundled import bundle
from scripts.dist.freeze import freeze
from scripts.dist.pack import archive, checksums, deb, settle, sign, uos
from scripts.dist.papers import sbom, write_licences
from scripts.dist.squeeze import squeeze
from scripts.dist.trim import faults, needed_packages, trim

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def build(arches: list[Arch], work: Path, sites: dict[str, Path], target: Path) -> int:
    """Make the packages of some kinds of computers; return 1 where one would not run."""
    whole = work / "frozen"
    shutil.rmtree(whole, ignore_errors=True)
    freeze(whole)
    _settle_modules(whole / "lib" / "library.zip")
    target.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for arch in arches:
        name = f"jibiao-{__version__}-linux-{arch.name}"
        folder = target / name
        shutil.rmtree(folder, ignore_errors=True)
        if arch is X86:
            shutil.copytree(whole, folder)
        else:
            exchange(whole, arch, sites[arch.name], folder)
        wrong += _finish(folder, arch, work, sites[arch.name])
        settle(folder)
        archive(folder, arch, target / f"{name}.tar.xz")
        if not sign(target / f"{name}.tar.xz"):
            print(f"{name}：没有签名（JIBIAO_SIGNING_KEY 没有指明私钥），不能用来从文件更新")
        deb(folder, arch, work, target / f"jibiao_{__version__}_{arch.debian}.deb")
        uos(folder, arch, work, target / f"cn.jibiao.app_{__version__}.0_{arch.debian}.deb")
        (target / f"{name}.cdx.json").write_text(sbom(sites[arch.name], arch), encoding="utf-8")
        size = int(subprocess.check_output(["du", "-sm", folder], text=True).split()[0])
        packed = (target / f"{name}.tar.xz").stat().st_size / 2**20
        print(
            f"{name}：展开 {size} MB，压缩 {packed:.1f} MB，系统程序库 {len(needed_packages(folder))} 个包"
        )
    checksums(target)
    return min(wrong, 1)


def _finish(folder: Path, arch: Arch, work: Path, site: Path) -> int:
    """Trim a folder and add what travels beside the program; return how much is wrong with it."""
    _drop(folder)
    bundle(arch, folder, work)
    trim(folder)
    squeeze(folder, arch)
    write_licences(site, folder / "licences")
    share = folder / "share"
    share.mkdir()
    for name in ("jibiao.desktop", "jibiao.xml"):
        shutil.copyfile(ROOT / "scripts/dist/linux" / name, share / name)
    shutil.copyfile(ROOT / "scripts/dist/linux/install.sh", folder / "install.sh")
    (folder / "install.sh").chmod(0o755)
    shutil.copyfile(ROOT / "CHANGELOG.md", folder / "CHANGELOG.md")
    said = faults(folder, arch)
    for line in said:
        print(f"{arch.name}：{line}", file=sys.stderr)
    return len(said)


def _drop(folder: Path) -> None:
    """Remove what the freezer copies with a package though nothing imports it."""
    lxml = folder / "lib" / "lxml"
    for path in [*lxml.glob("objectify*"), *lxml.rglob("*.h"), *lxml.rglob("*.pxd")]:
        path.unlink()
    shutil.rmtree(lxml / "includes", ignore_errors=True)
    for path in folder.rglob("*.pyc"):
        path.write_bytes(_dateless(path.name, path.read_bytes()))
    for path in (*(lxml / "html").glob("*diff*"), folder / "lib/pypinyin/phrases_dict.json"):
        path.unlink()
    (folder / "frozen_application_license.txt").unlink(missing_ok=True)


def _settle_modules(path: Path) -> None:
    """Pack the modules anew, in the order of their names and with one date."""
    with zipfile.ZipFile(path) as old:
        members = sorted(old.infolist(), key=lambda one: one.filename)
        # it holds when it was built, and nothing asks it
        members = [one for one in members if one.filename != "BUILD_CONSTANTS.pyc"]
        contents = [(one.filename, _dateless(one.filename, old.read(one))) for one in members]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name, data in contents:
            info = zipfile.ZipInfo(name, _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)


def _dateless(name: str, data: bytes) -> bytes:
    """Return a compiled module without the date of its source, which differs by installation."""
    if not name.endswith(".pyc") or data[4:8] != bytes(4):
        return data
    return data[:8] + bytes(4) + data[12:]


def main() -> int:
    """Run from the command line of `scripts.dist`."""
    parser = argparse.ArgumentParser(prog="scripts.dist.build")
    parser.add_argument("work", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("site", nargs="+", help="kind of computer=folder of its wheels")
    call = parser.parse_args()
    sites = {name: Path(place) for name, _, place in (one.partition("=") for one in call.site)}
    return build([ARCHES[name] for name in sites], call.work, sites, call.target)


if __name__ == "__main__":
    sys.exit(main())
