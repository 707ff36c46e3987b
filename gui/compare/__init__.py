"""对照: two files beside each other."""
