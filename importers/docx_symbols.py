"""Characters of Word's symbol fonts, which stand at places of their own, as Unicode."""

from __future__ import annotations

_SYMBOL_UPPER = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SYMBOL_LOWER = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL_HIGH = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\uf8e6\uf8e7↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈"

_SYMBOL = {
    **{0x41 + place: sign for place, sign in enumerate(_SYMBOL_UPPER)},
    **{0x61 + place: sign for place, sign in enumerate(_SYMBOL_LOWER)},
    **{0xA1 + place: sign for place, sign in enumerate(_SYMBOL_HIGH)},
    **{code: chr(code) for code in (*range(0x20, 0x40), 0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D)},
    **{0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅"},
    **{0x5C: "∴", 0x5E: "⊥", 0x7E: "∼", 0xE5: "∑", 0xF1: "〉", 0xF2: "∫"},
}

_WINGDINGS = {
    0x20: " ",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    **{0x80 + number: chr(0x2460 + number - 1) for number in range(1, 11)},
    0x80: "⓪",
    0x8B: "⓿",
    **{0x8B + number: chr(0x2776 + number - 1) for number in range(1, 11)},
    0x9E: "·",
    0x9F: "•",
    0xA1: "○",
    0xA4: "◉",
    0xA5: "◎",
    0xA7: "▪",
    0xA8: "□",
    0xAA: "✦",
    0xAB: "★",
    0xAC: "✶",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xEF: "⇦",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}

_WINGDINGS_2 = {
    0x20: " ",
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    **{0x69 + number: chr(0x2460 + number - 1) for number in range(1, 11)},
    0x69: "⓪",
    0x97: "●",
    0x98: "•",
    0xA2: "■",
    0xA3: "□",
    0xAE: "◆",
}

_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(font: str, code: int) -> str:
    """Return the character a symbol font shows at a place.

    Args:
        font: the font's name; any other than Symbol and Wingdings is a plain one.
        code: the place, also written from U+F000 on.

    Returns:
        The character; the code's own where the font is not known here, empty
        where that is none.
    """
    table = _FONTS.get(font.strip().lower())
    if table is not None:
        place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
        if place in table:
            return table[place]
    is_character = 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return chr(code) if is_character else ""
