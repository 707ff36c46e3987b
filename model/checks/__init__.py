"""The reviewer inside: every check of the catalogue, live, explained, mendable."""

from model.checks.base import Check, Finding, Severity
from model.checks.made import Delta
from model.checks.mend import Mended, mend, mend_all, planned
from model.checks.names import cell_name, project_number
from model.checks.profile import (
    Profile,
    ProfileError,
    default_profile,
    load_profile,
    profile_of,
    profile_text,
    read_profile,
)
from model.checks.registry import CHECKS, FAMILIES, RETIRED
from model.checks.reviewed import review, sort_out
from model.checks.run import Checker, check
from model.checks.unjudged import Tally, Unjudged, tally, unjudged
from model.document.findings import Reviewed

__all__ = [
    "CHECKS",
    "FAMILIES",
    "RETIRED",
    "Check",
    "Checker",
    "Delta",
    "Finding",
    "Mended",
    "Profile",
    "ProfileError",
    "Reviewed",
    "Severity",
    "Tally",
    "Unjudged",
    "cell_name",
    "check",
    "default_profile",
    "load_profile",
    "mend",
    "mend_all",
    "planned",
    "profile_of",
    "profile_text",
    "project_number",
    "read_profile",
    "review",
    "sort_out",
    "tally",
    "unjudged",
]
