"""Pagefind as a service: pages go in one by one, the files of an index come out, and no disk is in between.

A request is base64 of JSON with a comma behind it, and so is an answer. Source: Pagefind 1.5.2, whose own libraries for
other languages speak this; its command line takes pages in the order in which a disk happens to list them.
"""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

MARK = "data-pagefind-body"
HEAD = re.compile(r"<html\b[^>]*>|<title\b[^>]*>.*?</title>|<[a-z]+\s[^<>]*\bdata-pagefind-[^<>]*>", re.DOTALL)
AHEAD = 16  # requests without an answer yet; more answers than fit a pipe would stop both sides


def make(requests: IO[bytes] | None, answers: IO[bytes] | None, pages: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return the files of an index of pages, each a path below the site and its bytes; their order is the index's.

    Raises ValueError with what Pagefind said.
    """
    if requests is None or answers is None:
        raise ValueError("nobody to talk to")
    told = _answers(answers)
    _ask(requests, 0, type="NewIndex", config={})
    index = next(told)["index_id"]
    waiting = 0
    for number, (path, page) in enumerate(pages, 1):
        text = marked(page.decode("utf-8", "replace"))
        _ask(requests, number, type="AddFile", index_id=index, file_path=path, file_contents=text)
        waiting += 1
        if waiting > AHEAD:
            next(told)
            waiting -= 1
    for _ in range(waiting):
        next(told)
    _ask(requests, 0, type="GetFiles", index_id=index)
    return {file["path"]: base64.b64decode(file["content"]) for file in next(told)["files"]}


def marked(page: str) -> str:
    """Return a page without what comes before its first part to index, but for its language and what its head tells."""
    place = page.find(MARK)
    start = page.rfind("<", 0, place)
    if place < 0 or start < 0:
        return page
    return "".join([*HEAD.findall(page, 0, start), page[start:]])


def _ask(requests: IO[bytes], number: int, **payload: Any) -> None:
    requests.write(base64.b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b",")
    requests.flush()


def _answers(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Yield what was answered."""
    parts: list[bytes] = []
    while data := stream.read(1 << 16):
        *whole, rest = data.split(b",")
        for one in whole:
            answer = json.loads(base64.b64decode(b"".join([*parts, one])))["payload"]
            parts = []
            if answer["type"] == "Error":
                raise ValueError(answer["message"])
            yield answer
        parts.append(rest)
    raise ValueError("it ended in the middle of its work")
