"""上年对照: last year's text beside the form."""
