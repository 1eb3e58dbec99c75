"""What is read from annotated texts: publication dates, regions, organisations, figures."""
