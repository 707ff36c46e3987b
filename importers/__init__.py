"""From files to the model: each importer turns a file into grids and paragraphs."""
