"""OFD files (GB/T 33190-2016) become documents: our own reader over `importers.tables`.

No library reads lines and characters alike (ofdkit has no lines, the others need a PDF
library under the AGPL or do not run), and the format is XML in a zip file.
"""
