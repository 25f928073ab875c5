import pytest
from drawn import TEXT

from pipeline.ingest.judge import verdict

GOOD = [*TEXT, *TEXT]


def test_good_text_is_trusted() -> None:
    assert verdict(GOOD, 0.0) is None
    assert verdict(GOOD, 0.2) is None


def test_a_short_page_without_images_is_trusted() -> None:
    assert verdict(["PHỤ LỤC II"], 0.0) is None


@pytest.mark.parametrize(
    ("lines", "share", "why"),
    [
        (["Ký bởi: Ủy ban nhân dân tỉnh", "Thời gian ký: 24/01/2025 14:23:43"], 1.0, "signatures"),
        (["Ký bởi: Sở Nội vụ", "Cơ quan: Tỉnh Quảng Ngãi", "24.01.2025 20:06:24 +07:00", "a@b.vn"], 0.0, "signatures"),
        (GOOD, 0.95, "over a scan"),
        (["Uy ban nhan dan tinh bao cao ket qua thuc hien cong tac cai cach hanh chinh nam nay"] * 3, 0.0, "no marks"),
        (["ñy ban nh©n d©n tØnh b¸o c¸o kÕt qu¶ thùc hiÖn c«ng t¸c c¶i c¸ch hµnh chÝnh"] * 3, 0.0, "old or broken"),
        (["UÛy ban nhaân daân tænh baùo caùo keát quaû thöïc hieän coâng taùc caûi caùch"] * 3, 0.0, "old or broken"),
        (["Á»¦y ban nhÃ¢n dÃ¢n tá»‰nh bÃ¡o cÃ¡o káº¿t quáº£ thá»±c hiá»‡n cÃ´ng tÃ¡c"] * 3, 0.0, "old or broken"),
        ([], 0.0, "signatures"),
    ],
)
def test_what_is_not_trusted(lines: list[str], share: float, why: str) -> None:
    assert why in str(verdict(lines, share))


def test_foreign_readings_are_not_trusted() -> None:
    lines = ["Uỷ bnn nhârt dôrr tỉrnh bsáo cgáo kqết qvủa tlhực hìệrn cqông tíác cplải gcách nărm nzay"] * 3
    assert "syllables" in str(verdict(lines, 0.0))
