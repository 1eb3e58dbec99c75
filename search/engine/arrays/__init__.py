"""Numbers and byte strings as numpy arrays, in memory and in a file; what a segment is made of.

`postings` are a segment in memory, `sets` documents as ascending numbers, `valuesets` what facets
have of each document. `packed` and `ragged` are forms that need little room or time; a `file` has
arrays by name and is written in `pieces`; `remembered` bounds what is kept of answers.
"""
