"""The list of projects on the left."""
