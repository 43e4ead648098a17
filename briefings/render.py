"""Record → text, through templates: our own for each format, or a user's in a sandbox."""

from __future__ import annotations

import textwrap
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefings import wording
from briefings.errors import TemplateError
from briefings.escape import escaped, markdown, plain
from briefings.records import Briefing, Record
from briefings.sayings import Sayer
from briefings.view import view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefings.messages import Dialect


Format = Literal["text", "markdown"]

WIDTH = 88
"""Columns that a line of the text format takes at most, unless it is one long word such as an address."""

_ESCAPES: dict[Format, Callable[[str], str]] = {"text": plain, "markdown": markdown}
_MARKDOWN_NAMES = (".md", ".markdown", ".md.jinja", ".md.j2")
_MARKUP_NAMES = ("html", "htm", "xml", "html.jinja", "htm.jinja", "xml.jinja", "html.j2", "htm.j2", "xml.j2")
_NO_BREAK = "\N{NO-BREAK SPACE}"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which a record has its fields and properties and no method.

    Pydantic's class methods (``parse_file``, ``parse_raw`` with pickles) would lead out of it.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - Jinja's signature
        if isinstance(obj, Record):
            return attr in type(obj).model_fields or isinstance(vars(type(obj)).get(attr), property)
        return super().is_safe_attribute(obj, attr, value)


class Renderer:
    """Renders briefings; templates are read once and kept."""

    def __init__(self, template_dir: Path | None = None) -> None:
        """Take templates from ``template_dir`` (default: those of the project)."""
        self._template_dir = template_dir or find_templates()
        self._environments: dict[Path, _Sandbox] = {}
        self._sayers: dict[Dialect, Sayer] = {}

    def render(self, briefing: Briefing, format: Literal["text", "markdown"]) -> str:  # noqa: A002 - as the option
        """The briefing in one of our formats.

        Raises:
            TemplateError: a template is missing or broken.
        """
        text = _render(self._environment, f"{format}/brief.jinja", _context(briefing, format))
        return text.rstrip("\n") + "\n"

    def say(self, dialect: Dialect) -> Sayer:
        """What makes messages of a dialect.

        Raises:
            TemplateError: its template is missing or broken.
        """
        if dialect not in self._sayers:
            with _as_template_error("chat.jinja", None):
                self._sayers[dialect] = Sayer(self._environment, dialect, web_address)
        return self._sayers[dialect]

    def check(self, template: Path) -> None:
        """Compile a user's own template, so that a broken one is known before any briefing is made.

        Raises:
            TemplateError: it is missing or broken; what it includes is only read when it is rendered.
        """
        _compile(self._beside(template.parent), template.name, template.parent)

    def render_with(self, briefing: Briefing, template: Path) -> str:
        """The briefing through a user's own Jinja template, sandboxed; it may include ours and its siblings.

        Its variables are ``briefing``, ``view`` (see ``View``) and ``source_url``, its filters ours. Text is
        escaped as Markdown in a ``.md`` template, as markup in an ``.html`` or ``.xml`` one, else made plain.

        Raises:
            TemplateError: the template is missing or broken, or does what a template may not.
        """
        format_: Format = "markdown" if template.name.lower().endswith(_MARKDOWN_NAMES) else "text"
        return _render(self._beside(template.parent), template.name, _context(briefing, format_), template.parent)

    def _beside(self, folder: Path) -> _Sandbox:
        """An environment with the templates of ``folder``, then ours; kept, as compiling takes time."""
        if folder not in self._environments:
            loaders = [jinja2.FileSystemLoader(folder), jinja2.FileSystemLoader(self._template_dir)]
            self._environments[folder] = self._environment.overlay(
                loader=jinja2.ChoiceLoader(loaders),
                autoescape=jinja2.select_autoescape(_MARKUP_NAMES, default_for_string=False),
            )
        return self._environments[folder]

    @cached_property
    def _environment(self) -> _Sandbox:
        environment = _Sandbox(
            loader=jinja2.FileSystemLoader(self._template_dir),
            undefined=jinja2.StrictUndefined,
            # It knows HTML alone: records are escaped for their format before a template sees them.
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters.update(_FILTERS)
        return environment


def find_templates() -> Path:
    """The folder of the project's templates: inside the installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parent
    shipped = package / "templates"
    return shipped if shipped.is_dir() else package.parent / "templates"


def _context(briefing: Briefing, format_: Format) -> dict[str, object]:
    """What a template sees: the briefing with all text in it escaped, and the order of its telling."""
    harmless = escaped(briefing, _ESCAPES[format_])
    return {"briefing": harmless, "view": view(harmless), "source_url": web_address(briefing.article.url)}


def _compile(environment: _Sandbox, name: str, folder: Path | None) -> jinja2.Template:
    """Read and compile one template, errors as of ``_as_template_error``."""
    with _as_template_error(name, folder):
        return environment.get_template(name)


def _render(environment: _Sandbox, name: str, context: dict[str, object], folder: Path | None = None) -> str:
    """Render one template, errors as of ``_as_template_error``."""
    template = _compile(environment, name, folder)
    with _as_template_error(name, folder):
        return template.render(context)


@contextmanager
def _as_template_error(name: str, folder: Path | None) -> Iterator[None]:
    """Tell whatever goes wrong in a template (``name``, in ``folder`` where it is a user's) in one line.

    Raises:
        TemplateError: something did.
    """
    try:
        yield
    except jinja2.TemplateSyntaxError as error:
        where = f"{error.filename or error.name or name}, line {error.lineno}"
        raise TemplateError(plain(f"{where}: {error.message}")) from error
    except jinja2.TemplateNotFound as error:
        missing = folder / name if folder and error.name == name else error.name or name
        raise TemplateError(plain(f"{missing}: no such template")) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror or error
        raise TemplateError(plain(f"{(folder or Path()) / name}: {reason}")) from error
    except Exception as error:  # a template can raise whatever Python can
        raise TemplateError(plain(f"{_line_of(error, (folder or Path()) / name)}: {_reason(error)}")) from error


def _line_of(error: Exception, path: Path) -> str:
    """The template's file and line at which ``error`` was raised; Jinja puts both into the traceback."""
    where = str(path)
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_globals.get("__jinja_exception__") is error:
            where = f"{trace.tb_frame.f_code.co_filename}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return where


def _reason(error: Exception) -> str:
    """What went wrong, in words."""
    if isinstance(error, (jinja2.TemplateError, OverflowError)):
        return str(error)
    return f"{type(error).__name__}: {error}"


def web_address(url: str | None) -> str | None:
    """The article's address where it is one that a page may link to, with nothing in it that ends a link."""
    if not url or not url.isprintable() or any(char in url for char in " <>\"'`\\|"):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _hanging(text: str, first: str = "", rest: str = "") -> str:
    """Fill a paragraph to ``WIDTH``; its first line starts with ``first``, others with ``rest`` or blanks."""
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest or " " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines).replace(_NO_BREAK, " ")


def _lines(block: str) -> list[str]:
    """The lines of a macro's output that hold something, each without surplus blanks."""
    lines = (" ".join(filter(None, line.split(" "))) for line in block.split("\n"))
    return [line for line in lines if line]


def _as_text(block: str, label: str = "") -> str:
    """An entry of the text format: its first line behind ``label``, details below, all hanging."""
    first, *details = _lines(block) or [""]
    indent = " " * 7
    return "\n".join(
        [_hanging(first, f"  {label:<4} "), *(_hanging(detail, indent, f"{indent}  ") for detail in details)]
    )


def _as_markdown(block: str, label: str = "") -> str:
    """An entry of the Markdown format: a list item that starts with ``label``, details in a list below it."""
    first, *details = _lines(block) or [""]
    label = wording.after(label, "**", "** ")
    return "\n".join([f"- {label}{first}", *(f"  - {detail}" for detail in details)]).replace(_NO_BREAK, " ")


def _refs(numbers: Iterable[int]) -> str:
    """Reference marks, kept on the line of the word before them: " [1] [2]"."""
    return "".join(f"{_NO_BREAK}[{number}]" for number in numbers)


_FILTERS: dict[str, Callable[..., Any]] = {
    "according": wording.according,
    "after": wording.after,
    "as_markdown": _as_markdown,
    "as_text": _as_text,
    "attack": wording.attack,
    "day": wording.day,
    "figure": wording.figure,
    "figures": wording.figures,
    "hanging": _hanging,
    "lines": _lines,
    "listed": wording.listed,
    "md": markdown,
    "moment": wording.moment,
    "munition": wording.munition,
    "number": wording.number,
    "place": wording.place,
    "places": wording.places,
    "refs": _refs,
    "toll": wording.toll,
    "upper_first": wording.upper_first,
    "when": wording.when,
}
