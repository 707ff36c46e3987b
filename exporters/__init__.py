"""From the model to files: each exporter takes a disclosure and a target, and returns or raises."""
