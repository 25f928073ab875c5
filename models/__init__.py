"""The built model files, and `models.build`, which makes them."""
