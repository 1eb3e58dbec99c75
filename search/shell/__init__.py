"""The shell's rooms: its options, its commands and what they print; `search.cli` is the door.

`options` reads the command line, `commands` does what it asks, `printing` lays answers out
for people on a `terminal`, `tables` for programs. Of the engine they know `search` alone.
"""
