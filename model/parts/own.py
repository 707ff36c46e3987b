"""The paragraph roles by which this program's own Word files carry the parts."""

from __future__ import annotations

from model.document.blocks import PartText, TextKind

WHOLE = "whole-"
"""The roles of the texts of parts begin so."""
PART_ROLE = "whole-part"
"""The role of a part's title."""

OWN_ROLES: dict[str, tuple[TextKind, int]] = {
    "whole-title": ("title", 0),
    "whole-contents": ("contents", 0),
    "whole-heading-1": ("heading", 1),
    "whole-heading-2": ("heading", 2),
    "whole-heading-3": ("heading", 3),
    "whole-text": ("text", 0),
    "whole-caption": ("caption", 0),
    "whole-note": ("note", 0),
}
"""Role → kind and level of the text it carries."""


def kind_of_role(role: str) -> tuple[TextKind, int] | None:
    """Return what a paragraph of a role is; None where the role does not say."""
    return OWN_ROLES.get(role)


def role_of(text: PartText) -> str:
    """Return the role that carries a text."""
    if text.kind == "heading":
        return f"whole-heading-{min(max(text.level, 1), 3)}"
    return f"whole-{text.kind}"
