"""The points mechanisms, one file for each family.

A new mechanism is a module with a class that says all that `base` asks of it, and its name in
`registry`: see docs/developing.md.
"""
