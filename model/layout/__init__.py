"""A layout (表样): one data file says everything about a form.

The Word table, the Excel sheet, the preview and reading back all come from it.
A layout is a TOML file in ``assets/layouts/``; `docs/layouts.md` explains each key.
"""

from model.layout.document import DocumentSpec, PartSpec, SectionSpec
from model.layout.fields import FieldSpec, Level1Spec, Level2Spec
from model.layout.form import ENTRY, YEAR_HOLE, Layout
from model.layout.load import LAYOUT_FOLDER, Layouts, load_layout, load_layouts, publications_of
from model.layout.own import OwnForms, load_all, read_own_forms
from model.layout.page import POINTS, FontSpec, MoneySpec, PageSpec, PercentSpec
from model.layout.placing import Placed, entry_field
from model.layout.table import (
    BlockSpec,
    CellSpec,
    ColumnSpec,
    Period,
    RowSpec,
    SideSpec,
    TableSpec,
)

__all__ = [
    "ENTRY",
    "LAYOUT_FOLDER",
    "POINTS",
    "YEAR_HOLE",
    "BlockSpec",
    "CellSpec",
    "ColumnSpec",
    "DocumentSpec",
    "FieldSpec",
    "FontSpec",
    "Layout",
    "Layouts",
    "Level1Spec",
    "Level2Spec",
    "MoneySpec",
    "OwnForms",
    "PageSpec",
    "PartSpec",
    "PercentSpec",
    "Period",
    "Placed",
    "RowSpec",
    "SectionSpec",
    "SideSpec",
    "TableSpec",
    "entry_field",
    "load_all",
    "load_layout",
    "load_layouts",
    "publications_of",
    "read_own_forms",
]
