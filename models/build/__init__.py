"""Plain text to the models of `pipeline.repair`: see `python -m models.build --help`."""
