"""Speed and memory, measured beside the libraries a programmer would use."""
