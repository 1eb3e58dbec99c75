"""The only public door of the engine."""
