"""Which of the documents that match come first.

`ranker` sums up `weighing` (BM25F); what stands together (`proximity`), within one passage
(`passages`) or says it in `otherwords` is added; `ordering` sorts, and `grouping` puts those that
are nearly the same (`signature`) behind the best of them.
"""
