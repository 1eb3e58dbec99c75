"""The shell: its options, its commands and what they print; `search.cli` is the door.

`options` and `upkeep` are the grammar (of `grammar`'s parts); `commands` and `asking` do what is
asked, with what they share in `speaking`, `folders`, `feeding` and `logs`. `printing` and
`guidance` lay answers out for people on a `terminal`, in the words of `wording`; `tables` for
programs; `safety` makes all of it harmless. `watching` hears of changes from `notices`. `serving`
runs the pages, `receiving` and `stopping` how a request comes in and a server ends. Of the engine
they know `search` alone.
"""
