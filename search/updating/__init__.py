"""Bring the index up to date: compare, prepare in worker processes, write.

`update` is the way through: a `scope`, its `groundwork`, the `planning` of what to do (with
`moves`), and the `run` that carries it out. The `catalogue` with its `entries` is what was known;
`fingerprint` says when all must be made anew. `preparing` makes segments of files, in workers
under guard (`guarding`, with the limits in `process`): read, cleaned, described, corrected
(`corrections`, from the `correctionfile`, `figures`) and made terms (`indexing`, `romanising`).
Beside it: `adding` a file that somebody gives, `freshness` of an index, `mending`, the `events`
of logs. `compile` makes the table of readings.
"""
