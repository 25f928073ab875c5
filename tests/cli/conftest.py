"""A born-digital report of our own, small enough to convert in a moment."""

from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

TINOS = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"
LINES = """ỦY BAN NHÂN DÂN XÃ SUỐI MƠ
Số: 12/BC-UBND
BÁO CÁO
Kết quả công tác cải cách hành chính quý I năm 2025
Thực hiện Kế hoạch số 04/KH-UBND ngay 12/01/2025 của Ủy ban nhân dân huyện, Ủy ban nhân dân xã báo cáo như sau:
I. KẾT QUẢ THỰC HIỆN
1. Cải cách thủ tục hành chính
Tổng số hồ sơ tiếp nhận trong kỳ là 487 hồ sơ, đã giải quyết 480 hồ sơ, quá hạn 03 hồ sơ.
Tỷ lệ hài lòng của người dân đạt 99%.""".replace("ngay 12", "ngày 12").splitlines()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One page of good Vietnamese text."""
    path = tmp_path_factory.mktemp("scans") / "báo cáo 12.pdf"
    pdfmetrics.registerFont(TTFont("Tinos", TINOS))
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("Tinos", 11)
    for row, line in enumerate(LINES):
        canvas.drawString(72, 770 - 20 * row, line)
    canvas.save()
    return path
