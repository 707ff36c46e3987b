"""Numbers and amounts in running text: read in every way they are written, and printed so."""

from model.quantities.numerals import chinese, chinese_value, number_value
from model.quantities.printing import STYLES, print_number, print_quantity
from model.quantities.reading import Quantity, read_quantities
from model.quantities.units import COUNTS, base_factor, same_thing, unit_kind

__all__ = [
    "COUNTS",
    "STYLES",
    "Quantity",
    "base_factor",
    "chinese",
    "chinese_value",
    "number_value",
    "print_number",
    "print_quantity",
    "read_quantities",
    "same_thing",
    "unit_kind",
]
