# Two commands do everything on a fresh Debian 12 or Ubuntu 22.04+:
#   make demo   sets up, converts samples/ and says what it made
#   make test   sets up and runs the tests
# Paths are relative, so that the checkout may lie in a folder with spaces and Vietnamese letters.

PYTHON := .venv/bin/python
OUT := out/demo
CORPUS := corpus
DATA :=

.PHONY: demo test lint bench bench-repair bench-figures bench-legacy bench-peers bench-read models ocr-model samples clean

demo: .venv/runtime
	$(PYTHON) -m pipeline check
	$(PYTHON) -m pipeline convert samples -o $(OUT)
	$(PYTHON) -m pipeline repair samples/export-mangled.txt -o $(OUT)/export-mangled.txt --changes $(OUT)/export-mangled.changes.csv
	@echo "The mangled export, repaired: $(OUT)/export-mangled.txt; every change: $(OUT)/export-mangled.changes.csv"

test: .venv/development
	$(PYTHON) -m pytest

lint: .venv/development
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

# Accuracy on samples/, compared with tests/bench/baseline.json; speed is printed, never judged.
bench: .venv/development
	$(PYTHON) -m tests.bench

# Metadata, sections, citations, figures, cells and checks beside the truth, in two halves of the documents; DATA is the
# folder of the real documents that tests/bench/gold/index.toml names: make bench-figures DATA=folder
bench-figures: .venv/development
	$(PYTHON) -m tests.bench.figures $(if $(DATA),"$(DATA)")

# Diacritic letters right in old documents (.doc, .rtf, .xls, .pdf, .txt) and in text drawn from them, by encoding and
# format: make bench-legacy DATA=folder, which holds ENCODING__NAME.doc and so on, and truth/ENCODING__NAME.txt
bench-legacy: .venv/development
	$(PYTHON) -m tests.bench.legacy "$(DATA)" --worst 10

# The repairer on your own text, every *.txt of a folder: syllables right, speed per core, how true its posteriors are,
# and what it does to clean text: make bench-repair CORPUS=folder
bench-repair: .venv/development
	$(PYTHON) -m tests.bench.repair_scores --clean "$(CORPUS)" --plot models/reliability.png

# How well pages are read: the same pages under every damage, what cleaning costs and saves, CPU beside Tesseract alone
# (and OCRmyPDF, where it is installed); your own scans with their truth: make bench-read DATA=folder
bench-read: .venv/development
	$(PYTHON) -m tests.bench.read $(if $(DATA),"$(DATA)")

# The same stripped text through other restorers: make bench-peers CORPUS=folder FIRST=1000 (lines of each *.txt);
# without a folder, the truth of samples/.
bench-peers: CORPUS :=
bench-peers: .venv/development .venv-peers/ready
	$(PYTHON) -m tests.bench.peers $(if $(CORPUS),"$(CORPUS)") $(if $(FIRST),--lines $(FIRST))

# Learn all models anew from plain UTF-8 text, one paragraph or sentence a line: make models CORPUS=folder
models: .venv/development
	$(PYTHON) -m models.build "$(CORPUS)" -o models

# Train the network that reads pages further, on lines printed from the same kind of text; needs PyTorch and the fonts of
# models/ocr/data/fonts.toml.
ocr-model: .venv/training
	$(PYTHON) -m models.ocr "$(CORPUS)" -o models/tessdata/vie_vanthu.traineddata

# Make samples/ and their truth anew; equal seeds give equal bytes.
samples: .venv/development
	$(PYTHON) -m samples.generator -o samples --seed 2026

.venv/runtime: pyproject.toml constraints.txt .ci/setup
	.ci/setup
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/development: .venv/runtime
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

.venv/training: .venv/development
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[train]"
	touch $@

.venv-peers/ready: | .venv/runtime
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pyvi underthesea
	touch $@

clean:
	rm -rf .venv .venv-peers out .pytest_cache .mypy_cache .ruff_cache
