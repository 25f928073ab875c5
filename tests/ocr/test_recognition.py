import gc
import os
import signal
from pathlib import Path

import numpy as np
import pytesseract
import pytest
from drawn import blank, letter, write

from pipeline.errors import MissingError, OcrError
from pipeline.ocr.recognition import BLANK, Picture, recognise
from pipeline.ocr.running import Pool, StoppedError

PAGE, BLOCK = ("vie", 3), ("vie", 6)


def picture(text: str, scale: float = 1.0) -> Picture:
    image = blank(150)
    write(image, 150, 10, 10, text)
    return Picture(np.asarray(image)[:200, :800], 150, scale)


def read(pictures: list[Picture], pool: Pool, kind: tuple[str, int] = BLOCK, timeout_s: float = 60) -> list[str]:
    return [" / ".join(line.text for line in lines) for lines in recognise(pictures, kind, pool, timeout_s)]


def test_pictures_are_read_in_their_order_by_one_program() -> None:
    pool = Pool()
    texts = ["Báo cáo số 12", "Kế hoạch năm 2025", "Quyết định"]
    assert read([picture(text) for text in texts], pool) == texts
    assert read([picture("Báo cáo số 12"), BLANK, picture("Quyết định")], pool) == ["Báo cáo số 12", "", "Quyết định"]
    assert read([picture("Báo cáo số 12")], pool, PAGE) == ["Báo cáo số 12"]
    assert {kind: len(idle) for kind, idle in pool.idle.items()} == {BLOCK: 1, PAGE: 1}
    assert read([], pool) == []


def test_boxes_are_those_of_the_unscaled_page() -> None:
    (whole,), (scaled,) = recognise([picture("Báo cáo"), picture("Báo cáo", scale=0.5)], BLOCK, Pool(), 60)
    assert [tuple(2 * edge for edge in word.box) for word in whole.words] == [tuple(w.box) for w in scaled.words]


def test_a_program_that_has_read_other_pages_reads_as_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Picture(np.asarray(letter(150)), 150)
    pool = Pool()
    read([picture("Kế hoạch năm 2025")], pool, PAGE)
    running = recognise([page], PAGE, pool, 60)
    monkeypatch.setattr(Pool, "read", stopped)
    assert recognise([page], PAGE, pool, 60) == running  # read alone, by pytesseract


def stopped(pool: Pool, kind: tuple[str, int], names: list[str], timeout_s: float) -> str:
    raise StoppedError


def test_a_program_that_was_killed_is_replaced() -> None:
    pool = Pool()
    read([picture("Kế hoạch")], pool)
    (running,) = pool.idle[BLOCK]
    os.kill(running.process.pid, signal.SIGKILL)
    running.process.wait()
    assert read([picture("Quyết định")], pool) == ["Quyết định"]
    assert pool.idle[BLOCK] == []
    assert read([picture("Báo cáo số 12")], pool) == ["Báo cáo số 12"]


def test_after_a_page_that_took_too_long_the_next_is_read() -> None:
    pool = Pool()
    with pytest.raises(OcrError, match=r"longer than 0\.001 s"):
        read([picture("Kế hoạch")], pool, timeout_s=0.001)
    assert read([picture("Quyết định")], pool) == ["Quyết định"]


def test_a_damaged_picture_says_what_tesseract_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("pipeline.ocr.recognition.Image.Image.save", lambda image, name, dpi: Path(name).touch())
    with pytest.raises(OcrError, match="Tesseract failed"):
        read([picture("Kế hoạch")], Pool())


def test_no_program_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pool = Pool()
    read([picture("Kế hoạch")], pool)
    process = pool.idle[BLOCK][0].process
    del pool
    gc.collect()
    assert process.returncode is not None
    files = set(os.listdir("/dev/fd"))
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(tmp_path / "no-tesseract"))
    with pytest.raises(MissingError, match="apt install tesseract-ocr"):
        read([picture("Kế hoạch")], Pool())
    assert set(os.listdir("/dev/fd")) == files
