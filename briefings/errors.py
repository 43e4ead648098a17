"""The errors that a caller of the package may meet: one root, few children."""

from __future__ import annotations


class BriefbotError(Exception):
    """Root of every error raised on purpose; its text is one line that says what and where."""


class SettingsError(BriefbotError):
    """The configuration file or the environment holds something that can't be used."""


class SourceError(BriefbotError):
    """A source can't be read or holds no article that could be briefed."""


class FetchError(SourceError):
    """An address can't be fetched.

    ``permanent`` says that asking again would not help; ``status`` is the server's, where it answered at all;
    ``retry_after`` are the seconds that it asks to be left alone for.
    """

    def __init__(
        self, message: str, *, permanent: bool = False, status: int | None = None, retry_after: float | None = None
    ) -> None:
        """Keep what the caller decides by beside the line that is told."""
        super().__init__(message)
        self.permanent = permanent
        self.status = status
        self.retry_after = retry_after


class RefusedError(FetchError):
    """A page is there, but not for us: the site wants a login, a subscription or no robots."""


class TemplateError(BriefbotError):
    """A template is missing, broken, or asks for something that a briefing doesn't hold."""


class ModelError(BriefbotError):
    """The language model named in the settings isn't installed or isn't usable."""


class WorkerError(BriefbotError):
    """An article can't be read through no fault of its source: the process that read it died, or met a bug."""


class StoreError(BriefbotError):
    """The database can't be reached, read or written: locked, full, gone, damaged."""


class SchemaError(StoreError):
    """The database was laid out by another version; its text names the command that mends it."""


class NotFoundError(BriefbotError):
    """Nothing goes by the name that was asked for."""


class AmbiguousError(BriefbotError):
    """A shortened id stands for several things."""
