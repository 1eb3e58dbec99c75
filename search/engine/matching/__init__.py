"""Which documents match, and how many.

`tree` reads a query tree with `runs` of terms in a row and those `near` each other; `widening`
tells how much of a query suffices. `facets` are choices, and counts of values (`counted`).
"""
