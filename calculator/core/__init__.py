"""The calculation core: pure functions from rules and answers to a result, standard library only.

From the ground up: values, then answers (what is asked and given), conditions, and on them hours,
points, preparing, bars and routes; rules compiles them, state works them out. Above stand form
(what scripts are told of the rules), intake (what comes in), report, advice, visit, evaluate (the
result), papers, tables (many people), and entry, the door for the browser. A test holds the order.

Nothing is imported here: the browser pays for every module it loads.
"""
