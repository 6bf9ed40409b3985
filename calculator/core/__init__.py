"""The calculation core: pure functions from rules and answers to a result, standard library only.

Nothing is imported here: the browser pays for every module it loads.
"""
