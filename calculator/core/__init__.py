"""The calculation core: pure functions from rules and answers to a result, standard library only.

From the ground up: values, then answers (what is asked and answered), conditions, and on them
points, hours and preparing; rules compiles them, state and evaluate work them out. Above stand
advice, papers, tables (many people), and entry, the door for the browser.

Nothing is imported here: the browser pays for every module it loads.
"""
