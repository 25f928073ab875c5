"""One document through all stages: scan → page images → cleaned pages → words → repaired words → report."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pipeline import clean, export, ingest, layout, ocr, parse, repair
from pipeline.config import Config
from pipeline.document import Document, Page
from pipeline.image import PageImage
from pipeline.model_files import fingerprint
from pipeline.report import Issue, Report

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Tools:
    """What a run needs and loads once: the reader, the models of the repairer and their digest, the parser."""

    read: ocr.Reader
    models: repair.Models
    fingerprint: str
    parse: Callable[[Document], Report]


@dataclass(frozen=True)
class Result:
    """A document as it was read and repaired, and what it says."""

    document: Document
    report: Report


def prepare(config: Config) -> Tools:
    """Load everything that a run needs. Raises MissingError where a program, language pack or model is not there."""
    models = repair.load_models()
    return Tools(ocr.tesseract(config.ocr), models, fingerprint(models.folder), parse.parser(config.parse))


def process(path: Path, name: str, config: Config, tools: Tools, folder: Path, threads: int = 1) -> Result:
    """Take one file, a scan or a text, through all stages; `threads` pages are read at a time.

    Images of the pages go into `folder` where `config.images` asks for them.
    Raises InputError where the file cannot be used. A page that cannot be read is kept, with its failure.
    """
    images, styled = export.Images(folder, config.images), None
    if ingest.is_text(path):
        document, styled = ingest.text_document(path, name, config.ingest)
    else:
        signatures = ingest.signatures(path, config.ingest)
        found = ingest.pages(path, config.ingest)
        read = in_order(lambda page: read_page(path, page, config, tools, images), found, threads)
        pages = (ingest.fill_in(path, page, signatures, config.ingest) for page in read)
        document = Document(name, ingest.digest(path), tuple(pages), signatures)
    if config.repair.enabled:
        document = repair.repair_document(document, tools.models, config.repair, styled)
    images.draw_overlays(document)
    report = tools.parse(document)
    return Result(document, replace(report, issues=page_failures(document) + report.issues))


def read_page(path: Path, page: PageImage | Page, config: Config, tools: Tools, images: export.Images) -> Page:
    """Clean and read a page image. A page taken from a text layer has its words already; its tables are looked for."""
    if isinstance(page, PageImage):
        cleaned = clean.clean_page(page, config.clean, images.keep_step)
        images.keep_page(cleaned)
        return tools.read(cleaned)
    if page.failure:
        return page
    drawn = ingest.draw(path, page, config.ingest)
    images.keep_page(drawn)
    return layout.with_grids(page, clean.find_grids(drawn))


def page_failures(document: Document) -> tuple[Issue, ...]:
    """An issue for every page that could not be read."""
    return tuple(
        Issue(code="page_not_read", facts={"reason": page.failure}, severity="error", page=page.number)
        for page in document.pages
        if page.failure
    )


def in_order(work: Callable[[T], R], items: Iterable[T], threads: int) -> Iterator[R]:
    """`map(work, items)` over some threads, holding no more than threads + 1 items in memory.

    Threads are enough: the work is Tesseract in a process of its own, and OpenCV, which frees the interpreter.
    """
    if threads == 1:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(threads) as pool:
        running: deque[Future[R]] = deque()
        for item in items:
            running.append(pool.submit(work, item))
            if len(running) > threads:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
