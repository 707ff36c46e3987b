"""PDF files become documents: pdfium gives characters and paths, `importers.tables` the rest."""
