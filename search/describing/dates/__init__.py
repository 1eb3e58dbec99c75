"""Dates of a document: the day of its publication, and the days that it speaks of.

`publication` weighs what `labels`, `lines`, what stands `above` the body and the `filename`
say; `events` are all others, with `relative` ones, `coming` ones and `spans`. Both find dates by
`words`, in the `forms` of two languages, made of `numerals`, with `lunar` days, and read them to
`values`.
"""
