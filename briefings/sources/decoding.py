"""Bytes → text, by the marks and declarations of the document, and of the server that sent it."""

from __future__ import annotations

import codecs
import re

from briefings.errors import SourceError

_BINARY = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "compressed",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
}
"""What a file is that starts with these bytes."""

# UTF-32 is tried before UTF-16, as its little-endian mark starts with that of UTF-16.
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}

# Browsers read these labels as windows-1252 (WHATWG Encoding Standard), and so pages are written.
_WESTERN = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1"})

_HEAD = 2048
"""The bytes at the start within which a document says its charset."""

_CHARSET = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""")


def decode(data: bytes, name: str, *, declared: bool) -> str:
    """Decode by the byte order mark, else by the charset that HTML declares, else as UTF-8.

    Raises:
        SourceError: it is binary, not in that charset, or in one that nobody knows.
    """
    _refuse_binary(data, name)
    mark = _mark_of(data)
    encoding = _MARKS.get(mark, "utf-8")
    if not mark:
        _refuse_null(data, name)
        if declared and (found := _CHARSET.search(data, 0, _HEAD)):
            encoding = _python_name(found[1].decode("ascii").lower())
    return _decode_as(data, name, encoding, len(mark))


def decode_answer(data: bytes, name: str, charset: str | None) -> str:
    """Decode what a server sent, of which its header (``charset``) and the document itself may say the charset.

    Servers say the wrong one so often that the bytes have the first word: what is UTF-8 throughout is not
    written in another charset, since that hardly happens by chance. After the declarations comes what browsers
    take for undeclared pages, windows-1252, unless a part of the text is UTF-8 that was only broken on its way.

    Raises:
        SourceError: it is binary, or in none of these charsets.
    """
    _refuse_binary(data, name)
    if mark := _mark_of(data):
        return _decode_as(data, name, _MARKS[mark], len(mark))
    declared = [found.decode("ascii") for regex in (_CHARSET, _XML) for found in regex.findall(data[:_HEAD])[:1]]
    labels = [label.lower().strip("\"' ") for label in (charset, *declared) if label]
    wide = [label for label in labels if label.startswith(("utf-16", "utf-32"))]
    if b"\0" in data[:_HEAD] and wide:
        return _decode_as(data, name, wide[0])
    _refuse_null(data, name)
    candidates = ["utf-8", *(_python_name(label) for label in labels)]
    if data.decode("utf-8", "ignore").isascii():
        candidates.append("cp1252")
    for encoding in candidates:
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return _decode_as(data, name, "utf-8")  # says where it isn't


def _refuse_binary(data: bytes, name: str) -> None:
    """Say what a document is that can't be text."""
    for start, what in _BINARY.items():
        if data.startswith(start):
            raise SourceError(f"{name}: is {what}, not text or HTML")


def _refuse_null(data: bytes, name: str) -> None:
    """Say where the first null byte is, which no text has."""
    if (at := data.find(b"\0")) >= 0:
        raise SourceError(f"{name}: is binary (null byte at offset {at}), not text or HTML")


def _mark_of(data: bytes) -> bytes:
    """The byte order mark, if there is one."""
    return next((mark for mark in _MARKS if data.startswith(mark)), b"")


def _decode_as(data: bytes, name: str, encoding: str, start: int = 0) -> str:
    """Decode from ``start``, or say where it can't be."""
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        at = start + error.start
        line = data.count(b"\n", 0, at) + 1
        where = f"byte 0x{data[at]:02x} at offset {at}, line {line}"
        raise SourceError(f"{name}: is not valid {encoding.upper()} ({where})") from error
    except (LookupError, UnicodeError) as error:  # no such codec, or one that doesn't give text
        raise SourceError(f"{name}: declares an unknown charset {encoding!r}") from error


def _python_name(charset: str) -> str:
    """Python's codec for a charset that HTML declares, as browsers take it (WHATWG)."""
    if charset in _WESTERN:
        return "cp1252"
    # A declaration that could be read byte by byte is not written in what it declares.
    return "utf-8" if charset.startswith("utf-16") else charset
