"""Synthetic scanned reports with their truth; the generator that makes them."""
