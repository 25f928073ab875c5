"""Document → Document."""
from pipeline.document import Document
from pipeline.config import RepairOptions
from pipeline.repair.models import Models
def repair_document(document: Document, models: Models, options: RepairOptions) -> Document:
    """x"""
    return document
