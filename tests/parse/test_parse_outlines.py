"""Headings of real scans, in own words: specks before them, ordinals misread, stops lost, parts under an article."""

from collections.abc import Callable

import pytest

from pipeline.config import ParseOptions
from pipeline.document import Document
from pipeline.parse import parser
from pipeline.report import Report

from .table_pages import scan


@pytest.fixture(scope="module")
def parse() -> Callable[[Document], Report]:
    return parser(ParseOptions())


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        # what stands below an article that ends with a colon is its own; a plan behind the last article is not
        (("Điều 1. Phê duyệt Đề án:", "I. MỤC TIÊU", "1. Chung", "II. NỘI DUNG", "Điều 2. Hiệu lực."),
         ["1", "1.I", "1.I.1", "1.II", "2"]),
        (("Điều 1. Phê duyệt Đề án với những", "nội dung chủ yếu sau:", "A. MỤC TIÊU", "B. NỘI DUNG"),
         ["1", "1.A", "1.B"]),
        (("Điều 1. Ban hành Kế hoạch.", "Điều 2. Hiệu lực.", "I. MỤC TIÊU", "II. NỘI DUNG"), ["1", "2", "I", "II"]),
        (("Điều 1. Ban hành Kế hoạch.", "Kế hoạch này", "có những nội dung sau:", "I. MỤC TIÊU"), ["1", "1.I"]),
        (("Điều 1. Ban hành Kế hoạch.", *["Một dòng nữa."] * 9, "Nội dung:", "I. MỤC TIÊU"), ["1", "I"]),
        (("I. KẾT QUẢ", "Điều 1. Phạm vi:", "II. TỒN TẠI"), ["I", "I.1", "II"]),
        # specks before a heading
        (("1 Chương I", "NHỮNG QUY ĐỊNH CHUNG", "Điều 1. Phạm vi"), ["I", "I.1"]),
        (("| Chương I", "NHỮNG QUY ĐỊNH CHUNG", ". Điều 1. Phạm vi"), ["I", "I.1"]),
        (("1. Sở Y tế:", "a) Một việc;", "I b) Hai việc;", "| c) Ba việc;"), ["1", "1.a", "1.b", "1.c"]),
        (("Chương I", "CHUNG", "Nội dung nêu tại khoản", "1 Chương II của Luật này", "Điều 1. Phạm vi"), ["I", "I.1"]),
        # the stop behind the number of an article is lost: only where it is the next, at the beginning of a paragraph
        (("Điều 1. Phạm vi", "Quy định về phí.", "Điều 2 Điều khoản thi hành", "1. Có hiệu lực."), ["1", "2", "2.1"]),
        (("Điều 1. Phạm vi", "Thực hiện theo khoản 3", "Điều 2 Luật Giá.", "1. Có hiệu lực."), ["1", "1.1"]),
        # points of which OCR made something else: where the next one confirms it
        (("1. Quyền:", "a) Một;", "b) Hai;", ",9) Ba;", "d) Bốn;"), ["1", "1.a", "1.b", "1.c", "1.d"]),
        (("1. Chung", "2. Quyền:", "2) Một;", "b) Hai;", "3. Khác"), ["1", "2", "2.a", "2.b", "3"]),
        (("a) Một;", "b) Hai;", "c) Ba;", "d) Bốn;", "đ) Năm;", "c) Sáu;", "g) Bảy;"), [*"abcdđeg"]),
        (("1. Quyền:", "a) Một;", "b) Hai;", "e) Ba;", "d) Bốn;"), ["1", "1.a", "1.b", "1.c", "1.d"]),
        (("1) Quyền:", "2) Nghĩa vụ:", "a) Một;", "b) Hai;"), ["1", "2", "2.a", "2.b"]),
        (("1. Quyền:", "a) Một;", "9) Hai;"), ["1", "1.a"]),  # nothing confirms it
        # stops misread: the digits stand, and only the next of a list is taken
        (("1. Chung", "1.1. Một.", "1.2, Hai.", "1,3. Ba.", "1 4. Bốn.", "1.5. Năm."),
         ["1", "1.1", "1.2", "1.3", "1.4", "1.5"]),
        (("2. Chung", "2.1. Một.", "22. Hai.", "2.3. Ba."), ["2", "2.1", "2.2", "2.3"]),
        (("2. Chung", "2.1. Một.", "25. Hai.", "3. Ba."), ["2", "2.1", "3"]),
        (("2. Chung", "2.1. Một.", "2.1.1. Hai.", "2.1,2. Ba.", "2.1 3. Bốn."),
         ["2", "2.1", "2.1.1", "2.1.2", "2.1.3"]),
        (("1. Chung", "2, Riêng", "3. Khác", "7, Xa"), ["1", "2", "3"]),
        (("I. CHUNG", "1. Một", "II, KẾT QUẢ THỰC HIỆN", "III. TỒN TẠI"), ["I", "I.1", "II", "III"]),
        (("1. Chung", "1,2 Triệu đồng."), ["1"]),  # a figure: nothing stands before it
        (("2 Chương I", "NHỮNG QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "2. Chương II 1", "KẾT QUẢ", "Điều 2. Phí"),
         ["I", "I.1", "II", "II.2"]),
        # a sentence that names a form, broken over lines
        (("1. Kỳ báo cáo.", "Tính theo năm; mẫu báo cáo theo", "Biểu số 02A kèm theo Thông tư."), ["1"]),
        # what is put into another document is quoted: its numbers are none of this one
        (("Điều 1. Sửa đổi Nghị định", "1. Sửa đổi khoản 2 như sau:", "“2. Một.", "3. Hai.”;", "2. Bãi bỏ khoản 5."),
         ["1", "1.1", "1.2"]),
        (("Điều 1. Sửa đổi Nghị định", "1. Sửa đổi Điều 3 như sau:", "“Điều 3. Phạm vi", "1. Một.", "2. Hai”.",
          "2. Bỏ."),
         ["1", "1.1", "1.2"]),
        (("I. KẾT QUẢ", "Khẩu hiệu như sau:", "“Vì dân", "1. Một.", "2. Hai.", "II. TỒN TẠI"),
         ["I", "I.1", "I.2", "II"]),  # nothing closes it
        (("I. KẾT QUẢ", "“Vì dân", "1. Một.", "2. Hai”"), ["I", "I.1", "I.2"]),  # nothing leads to it
        (("Điều 1. Phạm vi", "Quy định về phí.", "Điều 5 Luật Giá quy định:"), ["1"]),
    ],
)  # fmt: skip
def test_outlines(parse: Callable[[Document], Report], lines: tuple[str, ...], paths: list[str]) -> None:
    report = parse(scan(*(("body", line) for line in lines)))
    assert [section.path for section in report.sections] == paths
