"""``briefbot ask``: a question answered on the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from bot.output import write_stdout
from bot.stores import open_store
from briefings.ask import ask
from briefings.messages import to_text
from briefings.render import WIDTH, Renderer
from briefings.settle import retell
from briefings.store.events import View

if TYPE_CHECKING:
    from briefings.settings import Settings


async def ask_store(question: str, settings: Settings, now: datetime | None, format_: Literal["text", "json"]) -> None:
    """Print the answer to a question as of now, or of another time."""
    async with open_store(settings) as store:
        moment = now or datetime.now(UTC)
        answer, _ = await ask(question, store, now=moment, view=View(retell, as_of=now))
    if format_ == "json":
        write_stdout(json.dumps(answer.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n")
    else:
        write_stdout(to_text(Renderer().say("text").answer(answer), WIDTH), colour=True)
