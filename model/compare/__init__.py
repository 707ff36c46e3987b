"""Two disclosures laid beside each other: which project is which, and what differs.

`compare` gives the whole; `Comparer` part by part. Both take two `Side`: a disclosure, its
form, and whether it comes from this program's own file.

    comparison = compare(Side(sent, layout), Side(returned, other_layout, own=False))
    for difference in comparison.differences:
        difference.kind, difference.of, difference.after_ref, difference.runs

Nothing here changes a disclosure; references are by the identities each side has.
"""

from model.compare.compare import Comparer, compare, pair_tables
from model.compare.differences import (
    HOW_WORDS,
    KIND_WORDS,
    WORDS,
    WRITTEN_OTHERWISE,
    Comparison,
    Difference,
    ProjectPart,
    RowPair,
    TablePair,
)
from model.compare.forms import Side
from model.compare.matching import match_indicators, match_items, match_tables
from model.compare.pairing import Match
from model.compare.runs import Run, text_runs
from model.compare.table import pair_indicators

__all__ = [
    "HOW_WORDS",
    "KIND_WORDS",
    "WORDS",
    "WRITTEN_OTHERWISE",
    "Comparer",
    "Comparison",
    "Difference",
    "Match",
    "ProjectPart",
    "RowPair",
    "Run",
    "Side",
    "TablePair",
    "compare",
    "match_indicators",
    "match_items",
    "match_tables",
    "pair_indicators",
    "pair_tables",
    "text_runs",
]
