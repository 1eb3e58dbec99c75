"""Amounts in a document: how they are written, what they measure, how they are looked for.

`mentioned` finds them, as `numbers` with `units` make `quantities`, and what each `measured`
(`chinese`, `english`); `columns` have their unit in the head; `amounts` are the terms of the
index, and what people type for them.
"""
