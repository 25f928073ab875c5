"""The layers of the house: a module imports only from layers below its own; neighbouring stages never meet."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline"
STAGES = ("ingest", "clean", "ocr", "repair", "parse", "export", "evaluate")
LAYERS = (  # from the top down: this tuple is the architecture document
    ("__main__",),
    ("cli",),
    ("batch",),
    ("flow", "check"),
    STAGES,
    ("layout",),
    ("config",),
    ("store", "model_files"),
    ("image",),
    ("report",),
    ("document",),
    ("errors", "letters", "signature", "styled"),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}


def imports(path: Path) -> set[str]:
    """First parts below `pipeline` of all that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names]
                if node.module == "pipeline"
                else [str(node.module)]
            )
        found |= {name.split(".")[1] for name in names if name.startswith("pipeline.")}
    return found & set(RANK)


FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts != ("__init__.py",))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_below(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert own in RANK, f"{path} stands in no layer"
    for name in imports(path) - {own}:
        assert RANK[name] > RANK[own], f"{own} imports {name}"


FOREIGN = {
    "cv2": {"image", "clean", "ingest", "export", "ocr"},
    "pytesseract": {"ocr"},
    "spacy": {"parse"},
    "pdf2image": {"ingest"},
    "pypdf": {"ingest"},
    "olefile": {"ingest"},
    "xlrd": {"ingest"},
    "openpyxl": {"ingest"},
    "numba": {"repair"},
    "unidecode": {"letters"},
    "matplotlib": {"export"},
    "xlsxwriter": {"export"},
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_foreign_types_stop_at_the_door(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            homes = FOREIGN.get(name.split(".")[0])
            assert homes is None or own in homes, f"{own} imports {name}"
