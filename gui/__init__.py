"""The window: shows, asks, undoes. It knows no form and no file format."""
