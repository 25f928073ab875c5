"""Makes scanned reports of invented communes from one integer seed: scenario, text, layout, picture, damage, truth."""
