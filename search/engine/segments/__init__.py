"""Segments as they are read: mapped files of one generation, and all of them as one.

`segment` maps one, with the terms of its `fields` (`lexicon`; `wildcards` and `pairs` of characters
over it) and its `records`, the stored documents. `collection` is all segments as one, `sharing`
keeps those open that the next generation has too. What takes long looks at the `deadline`.
"""
