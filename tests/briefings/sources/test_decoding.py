import pytest

from briefings.errors import SourceError
from briefings.sources.decoding import decode_answer

QUOTE = "“Київ” – Café"
LATIN = "“Café”"


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        (QUOTE.encode(), "iso-8859-1", QUOTE),  # the default of old servers
        (QUOTE.encode(), "klingon", QUOTE),
        (QUOTE.encode("utf-8-sig"), "windows-1251", QUOTE),
        (QUOTE.encode("utf-16"), "utf-8", QUOTE),
        (QUOTE.encode("utf-16-le"), "UTF-16LE", QUOTE),
        ("“Київ”".encode("cp1251"), '"windows-1251"', "“Київ”"),
        (LATIN.encode("cp1252"), "utf-8", LATIN),
        (LATIN.encode("cp1252"), "ISO-8859-1", LATIN),
        (LATIN.encode("cp1252"), None, LATIN),
        (b"<meta charset=windows-1251>" + "Київ".encode("cp1251"), None, "<meta charset=windows-1251>Київ"),
        (b"<?xml version='1.0' encoding='koi8-r'?>" + "Киев".encode("koi8-r"), None, None),
        (b"<meta charset=base64>\xe9", None, "<meta charset=base64>é"),
    ],
)
def test_the_bytes_have_the_first_word_on_their_charset_then_server_and_document(
    data: bytes, charset: str | None, text: str | None
) -> None:
    found = decode_answer(data, "page", charset)
    assert found == text if text else found.endswith("Киев")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (QUOTE.encode() + b"\xff", r"is not valid UTF-8 \(byte 0xff at offset \d+, line 1\)"),
        (b"\x81\x8d", "is not valid UTF-8"),
        (b"ab\0", r"is binary \(null byte at offset 2\)"),
        (b"%PDF-1.7", "is a PDF, not text or HTML"),
        (b"\xff\xfea", "is not valid UTF-16-LE"),
    ],
)
def test_what_is_in_no_charset_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=f"^page: {message}"):
        decode_answer(data, "page", "utf-8")
