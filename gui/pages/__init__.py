"""Pages painted on screen, printer and PDF."""
