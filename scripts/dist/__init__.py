"""``make dist``: the program as folders and packages that need no Python on the clerk's computer.

Run as ``python -m scripts.dist``; what each step does stands in its own file.
"""
