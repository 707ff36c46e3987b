"""The fonts of printed pages: those a form names, or the nearest that are installed."""

from __future__ import annotations

import re
import threading

from PySide6.QtGui import QFont, QFontDatabase

from gui.shared.textunits import units
from model.layout import FontSpec

UNITS = 10
"""Pages are laid out in tenths of a point: then a font size is a whole number of units."""

_SONG = ("宋体", "SimSun", "NSimSun", "方正书宋_GBK", "STSong", "华文宋体")
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "AR PL UMing CN", "UnBatang")
_SANS = (
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)
_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # part of the wanted name → what stands in for it, the nearest first
    (
        "小标宋",
        ("方正小标宋_GBK", "方正小标宋简体", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong"),
    ),
    ("仿宋", ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "STFangsong")),
    (
        "楷",
        (
            "楷体_GB2312",
            "KaiTi_GB2312",
            "楷体",
            "KaiTi",
            "方正楷体_GBK",
            "STKaiti",
            "AR PL UKai CN",
        ),
    ),
    ("黑", ("黑体", "SimHei", "方正黑体_GBK", "STHeiti", *_SANS)),
)
_LATIN = (
    "Times New Roman",
    "Liberation Serif",
    "Nimbus Roman",
    "Tinos",
    "FreeSerif",
    "TeX Gyre Termes",
)
_NARROW = re.compile("[\x20-\x7e]+")
"""What the Latin font sets. Quotes, dashes, ≥ and the like are left to the Chinese one."""

_lock = threading.Lock()
_chosen: dict[str, tuple[str, ...]] = {}


def families(name: str) -> list[str]:
    """Return the wanted font and what stands in for it, as far as they are installed.

    A font that is not there would cost a search of all fonts for every new size.
    """
    with _lock:
        if name not in _chosen:
            installed = set(QFontDatabase.families())
            wanted = [one for one in dict.fromkeys(_stand_ins(name)) if one in installed]
            _chosen[name] = tuple(wanted) or (name,)
        return list(_chosen[name])


def _stand_ins(name: str) -> list[str]:
    if name in _LATIN or not any(char > "\xff" for char in name):
        return [name, *_LATIN]
    kind = next((fonts for part, fonts in _KINDS if part in name), ())
    sans = kind[-1:] == _SANS[-1:]
    rest = (*_SANS, *_SERIF) if sans else (*_SONG, *_SERIF, *_SANS)
    return [name, *kind, *rest]


class Face:
    """A Chinese font and the Latin one beside it, at one size.

    Attributes:
        chinese, latin: the fonts.
        em: the type size in units.
    """

    def __init__(self, spec: FontSpec, latin: str) -> None:
        self.em = round(spec.points * UNITS)
        chinese = families(spec.name)
        self.chinese = _font(chinese, self.em, spec.bold)
        # without any such font the Chinese one's own letters suit its strokes best
        found = [one for one in families(latin) if one in QFontDatabase.families()]
        self.latin = _font([*found, *chinese], self.em, spec.bold)

    def baseline(self, line: float) -> float:
        """Return how far below its top a line of exact height has its baseline.

        A Chinese character stands in the middle of the line, an eighth below the baseline.
        """
        return line / 2 + 0.38 * self.em


def narrow_runs(text: str) -> list[tuple[int, int]]:
    """Return (start, length) of what the Latin font sets, counted as Qt does (UTF-16)."""
    runs = [(found.start(), len(found[0])) for found in _NARROW.finditer(text)]
    if not runs or max(text) <= "\uffff":
        return runs
    return [(units(text[:start]), length) for start, length in runs]


def _font(names: list[str], size: int, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(names)
    font.setPixelSize(size)
    font.setBold(bold)
    # what stands where must not depend on the resolution it is drawn at
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.ForceOutline)
    # glyphs no character has of its own (Noto's figures among Latin letters) cannot be
    # searched for in a PDF
    font.setFeature(QFont.Tag("locl"), 0)
    return font
