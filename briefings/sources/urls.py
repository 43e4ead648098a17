"""URLs as they are asked for, and as they are told."""

from __future__ import annotations

import re

from yarl import URL

SCHEMES = frozenset({"http", "https"})

_USER = re.compile(r"^([a-z][a-z0-9+.-]*:)?//[^/?#]*@", re.IGNORECASE)
# What a query calls a secret, and what looks like one whatever it is called: a long word of random letters.
_SECRET = re.compile(r"([?&;][^=&;]*(?:key|token|secret|sig|auth|pass|pwd|sess|sid|user)[^=&;]*=)[^&;]+", re.IGNORECASE)
_RANDOM = re.compile(r"([?&;][^=&;]*=)\w{24,}(?=[&;]|$)", re.ASCII)


def show_url(url: str) -> str:
    """``url`` for a message or a log: without user, password, fragment and what its query keeps secret."""
    url = _USER.sub(lambda match: f"{match[1] or ''}//", url.partition("#")[0])
    return _RANDOM.sub(r"\1…", _SECRET.sub(r"\1…", url))


def read_url(text: str, base: URL | None = None) -> URL:
    """Read an address, a relative one from ``base``, without its fragment.

    Raises:
        ValueError: it is none, or of another scheme than http and https; the text says so without naming it.
    """
    try:
        url = URL(text.strip())
        url = (base.join(url) if base else url).with_fragment(None)
        host, port = url.host, url.port
    except (ValueError, TypeError) as error:
        raise ValueError("is not an address of the web") from error
    if url.scheme not in SCHEMES:
        raise ValueError(
            f"has the scheme {url.scheme!r}, not http or https" if url.scheme else "is not a whole address"
        )
    if not host or not port:
        raise ValueError("names no host")
    return url
