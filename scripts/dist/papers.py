"""What travels beside the program: every licence's words, and a list of what is inside (SBOM)."""

from __future__ import annotations

import shutil
import tomllib
import uuid
from email.parser import HeaderParser
from pathlib import Path

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot5
from packageurl import PackageURL

from model.basics.version import __version__
from scripts.dist.arches import HERE, ROOT, Arch

TEXTS = HERE / "licences"
_LICENCE_FILES = ("*icen*", "*ICEN*", "COPYING*", "NOTICE*", "BUILD_LICENSES", "LICENSES")
_NOT_INSIDE = ("filelock", "pycparser")
"""Locked since something is installed by them; they do not travel."""


def write_licences(site: Path, target: Path) -> None:
    """Write the words of every licence into a folder, with a list in Chinese of what is whose."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "LICENSE", target / "jibiao.txt")
    lines = ["绩表用到的程序和程序库，各自的许可。绩表自己的许可见 jibiao.txt。", ""]
    for notice in notices():
        lines += [
            f"{notice['name']}：{notice['licence']}。{notice['says']}源代码：{notice['source']}"
        ]
        if notice["text"]:
            shutil.copyfile(TEXTS / notice["text"], target / notice["text"])
            lines[-1] += f" 许可全文：{notice['text']}"
    for info in inside(site):
        name, licence = _named(info)
        copied = _copy_texts(info, target / name)
        lines.append(f"{name}：{licence}。{f'许可全文：{name}/' if copied else ''}")
    (target / "README.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def notices() -> list[dict[str, str]]:
    """Return what is inside the libraries, with licence and source."""
    path = TEXTS / "notices.toml"
    found: list[dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))["notice"]
    return found


def inside(site: Path) -> list[Path]:
    """Return the metadata folders of the packages that travel."""
    return [
        path
        for path in sorted(site.glob("*.dist-info"), key=lambda path: path.name.lower())
        if not path.name.startswith(_NOT_INSIDE)
    ]


def _named(info: Path) -> tuple[str, str]:
    meta = HeaderParser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
    licence = meta["License-Expression"] or (meta["License"] or "").split("\n")[0]
    classes = [
        one.split(" :: ")[-1]
        for one in meta.get_all("Classifier", [])
        if one.startswith("License ::")
    ]
    return meta["Name"], licence or "、".join(classes)


def _copy_texts(info: Path, target: Path) -> bool:
    found = {path for kind in _LICENCE_FILES for path in info.rglob(kind) if path.is_file()}
    found |= {path for path in (info / "licenses").rglob("*") if path.is_file()}
    for path in sorted(found):
        target.mkdir(exist_ok=True)
        shutil.copyfile(path, target / path.name)
    return bool(found)


def sbom(site: Path, arch: Arch) -> str:
    """Return what is inside as CycloneDX JSON, the same text at every build."""
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"jibiao-{__version__}-{arch.name}"))
    bom.metadata.timestamp = None
    bom.metadata.component = Component(
        name="jibiao",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref="jibiao",
        licenses=[DisjunctiveLicense(id="MIT")],
    )
    digests = dict(_digests(arch))
    for info in inside(site):
        name, licence = _named(info)
        version = info.name.removesuffix(".dist-info").rsplit("-", 1)[1]
        key = name.lower().replace("_", "-")
        bom.components.add(
            Component(
                name=name,
                version=version,
                type=ComponentType.LIBRARY,
                bom_ref=key,
                purl=PackageURL("pypi", None, key, version),
                licenses=[DisjunctiveLicense(name=licence or "见许可全文")],
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digests[key])],
            )
        )
    for notice in notices():
        bom.components.add(
            Component(
                name=notice["name"],
                type=ComponentType.LIBRARY,
                bom_ref=f"inside-{notice['name']}",
                licenses=[DisjunctiveLicense(name=notice["licence"])],
                external_references=[
                    ExternalReference(
                        type=ExternalReferenceType.SOURCE_DISTRIBUTION, url=XsUri(notice["source"])
                    )
                ],
            )
        )
    bom.register_dependency(bom.metadata.component, bom.components)
    return str(JsonV1Dot5(bom).output_as_string(indent=2)) + "\n"


def _digests(arch: Arch) -> list[tuple[str, str]]:
    lines = arch.lock.read_text(encoding="utf-8").splitlines()
    parted = (line.partition(" --hash=sha256:") for line in lines)
    return [(name.split("==")[0].lower().replace("_", "-"), digest) for name, _, digest in parted]
