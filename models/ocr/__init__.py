"""The training of the network that reads the pages: Tesseract's Vietnamese one, trained further."""
