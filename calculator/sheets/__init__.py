"""Workbooks (.xlsx) on the command line: reading tables, writing results, the empty template.

What the cells mean is the core's business (`calculator.core.tables`); here they are only fetched
and put down, one row at a time, so that memory does not grow with the number of people.
"""
