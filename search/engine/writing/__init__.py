"""Writing an index: the only package that knows Whoosh. Who only searches loads none of it.

A `writer` is one transaction; `mending` makes damaged files again. `segment_writer` writes our
files of a segment and `whoosh_files` Whoosh's (`whoosh_blocks`, `whoosh_terms`), both with numbers
of tokens as Whoosh rounds them (`whoosh_lengths`) and half of it in a second process (`forking`).
"""
