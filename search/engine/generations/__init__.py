"""Generations of an index on disk: complete or invisible. Touches the file system only.

`storage` keeps them and `manifest` says what one holds. `locks` tells who writes and who reads,
`durable` syncs, `trust` refuses what is not ours or not as it was written.
"""
