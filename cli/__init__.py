"""The command line: the same calls as the window, without a window."""
