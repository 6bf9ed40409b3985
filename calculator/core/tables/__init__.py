"""Many people at once, as tables: what is asked as columns, cells as answers, results as rows.

One table of persons (a row each, with a code of no meaning), and one table for each list question,
whose rows are records of the person with that code. `layout` says which columns there are, `cells`
reads and writes one cell, `reading` makes people of tables, `writing` does the reverse, `results`
sums up what came out, `pasted` splits text that was pasted or saved.
"""
