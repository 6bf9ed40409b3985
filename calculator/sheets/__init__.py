"""Many people on the command line: out of files, one at a time, into a workbook on the disk.

What cells mean, and how workbooks are read and written, is the core's business; here memory does
not grow with the number of people.
"""
