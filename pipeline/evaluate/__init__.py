"""Compares what the program made with what is true; metrics only, no files."""
