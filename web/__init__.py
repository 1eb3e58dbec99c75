"""The Flask pages over the door of `search`."""
