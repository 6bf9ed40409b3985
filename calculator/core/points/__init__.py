"""The points mechanisms, one file for each family.

A new mechanism is a module with a `compile_…` function and one line in `registry`.
"""
