"""The page of the forms that ship, and a picture of each: ``python -m scripts.forms``.

``docs/forms.md`` is made from the layouts; `tests/test_forms_page.py` tells when it is out of
date. The pictures show the first page of an invented project, painted as the preview does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from gui.pages.painter import PagePainter
from gui.pages.pdf import Job
from gui.pages.text import PageStyles
from model.document.disclosure import PERIODS, VALUE_PARTS
from model.layout import Layout, load_layouts
from scripts.form_examples import example

_ROOT = Path(__file__).resolve().parent.parent
PAGE = _ROOT / "docs" / "forms.md"
PICTURES = _ROOT / "docs" / "images" / "forms"
_WIDTH, _ACROSS = 760, 1080
"""How wide a picture is, in pixels: of an upright page, and of one across."""
_MARGIN = 12
_INK = 200
"""Below this brightness a pixel is ink."""
_DAY = date(2025, 1, 6)


def forms_page(layouts: Mapping[str, Layout]) -> str:
    """Return the page of all forms."""
    return "\n".join(_lines(layouts)) + "\n"


def _lines(layouts: Mapping[str, Layout]) -> Iterator[str]:
    yield "# 表样目录"
    yield ""
    yield (
        "由 `python -m scripts.forms` 生成，不要手改；内容写在 `assets/layouts/` 各表样里，"
        "写法见 [layouts.md](layouts.md)。图中的部门和项目都是编的。"
    )
    yield ""
    yield "| 表样 | 名称 | 地区 | 年份 | 与什么逐格核对过 |"
    yield "|---|---|---|---|---|"
    for layout in layouts.values():
        compared = layout.compared or "没有"
        link = f"[{layout.id}](#{layout.id})"
        yield f"| {link} | {layout.name} | {layout.region} | {layout.year} | {compared} |"
    for layout in layouts.values():
        yield from _form(layout)


def _form(layout: Layout) -> Iterator[str]:
    yield ""
    yield f"## {layout.id}"
    yield ""
    yield f"**{layout.name}**"
    yield ""
    yield f"- 来源：{layout.source}"
    yield f"- 逐格核对：{layout.compared or '没有与官方附件核对过'}"
    yield f"- 特点：{'；'.join(_features(layout))}"
    yield f"- 级次：{'；'.join(_levels(layout))}"
    yield ""
    yield f"![{layout.name}](images/forms/{layout.id}.png)"


def _features(layout: Layout) -> Iterator[str]:
    table = layout.table
    yield "所有项目在一张表里" if table.flat else "每个项目一张表"
    yield f"金额以{layout.money.unit}为单位，{layout.money.decimals}位小数"
    if any(column.field in VALUE_PARTS for column in table.columns):
        yield "指标值拆成符号、数值、单位三栏"
    if layout.beside:
        yield f"{'、'.join(PERIODS[period] for period in layout.beside)}指标左右并排"
    if table.blocks:
        yield f"{'、'.join(PERIODS[block.period] for block in table.blocks)}指标上下分块"
    if any(column.field == "goal" for column in table.columns):
        yield "每个绩效目标有自己的指标"
    if layout.lists:
        titles = [spec.title for name, spec in layout.fields.items() if name.endswith(".name")]
        yield f"有可增减的行{f'（{titles[0]}等）' if titles else ''}"
    if any(spec.kind == "choice" for spec in layout.fields.values()):
        yield "有打勾的方框"
    if table.below:
        yield "指标下面还有行"
    if not layout.document.cover_title:
        yield "没有封面、目录和部门文本"


def _levels(layout: Layout) -> Iterator[str]:
    for one in layout.levels:
        yield f"{one.name}（{'、'.join(two.name for two in one.level2)}）"


def picture(layout: Layout) -> QImage:
    """Return the first page of an example, cut to what stands on it."""
    disclosure = example(layout)
    job = Job(disclosure, layout, _DAY)
    page, _ = job.sheets([disclosure.projects[0].id])[0]
    styles = PageStyles(layout)
    width = _ACROSS if layout.page.width_mm > layout.page.height_mm else _WIDTH
    scale = width / styles.page_width
    image = QImage(width, round(styles.page_height * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    painter.setClipRect(QRectF(0, 0, styles.page_width, styles.page_height))
    PagePainter(styles).paint(painter, page, None)
    painter.end()
    return image.copy(_used(image)).convertToFormat(QImage.Format.Format_Grayscale8)


def _used(image: QImage) -> QRect:
    """Return the part of a white page that holds ink, with a margin."""
    mono = image.convertToFormat(QImage.Format.Format_Grayscale8)
    wide = mono.width()
    inked = [
        y
        for y in range(mono.height())
        if any(mono.pixelColor(x, y).value() < _INK for x in range(0, wide, 2))
    ]
    bottom = min(mono.height(), inked[-1] + _MARGIN) if inked else mono.height()
    top = max(0, inked[0] - _MARGIN) if inked else 0
    return QRect(0, top, mono.width(), bottom - top)


def main() -> None:
    """Write the page and all pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    layouts = load_layouts()
    PAGE.write_text(forms_page(layouts), encoding="utf-8")
    PICTURES.mkdir(parents=True, exist_ok=True)
    for layout in layouts.values():
        picture(layout).save(str(PICTURES / f"{layout.id}.png"))
    del application


if __name__ == "__main__":
    main()
