"""The frozen command line: what ``jibiao-cli`` is after ``pip install``."""

import sys

from main import command_line

sys.exit(command_line())
