"""An error is told in a sentence, with --strict and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Site


@pytest.fixture(params=[[], ["--strict"]], ids=["plain", "strict"])
def strict(request: pytest.FixtureRequest) -> list[str]:
    """Give the options of a plain build, then of a strict one."""
    return request.param


def test_an_error_while_loading_tasks_is_a_sentence(site: Site, strict: list[str]) -> None:
    """An exception in a plugin's gen_tasks ends the build with its name and message."""
    site.configure(OUTPUT_FOLDER="posts")
    run = site.nikola("build", *strict, code=3)
    assert "public_output.PublicOutputError: conf.py: OUTPUT_FOLDER (posts) must not share" in run.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [("---\ntitle: x\nslug: x\n---\n", "posts/x.html"), ("---\ntitle: [\n---\n", "posts/x.html"), ("", "posts/x.html")],
    ids=["no date", "bad YAML", "empty"],
)
def test_a_post_that_cannot_be_read_is_named(site: Site, strict: list[str], text: str, told: str) -> None:
    """A source with wrong metadata ends the build and the message names the file."""
    site.write("posts/x.html", text)
    run = site.nikola("build", *strict, code=None)
    assert run.returncode not in (0, 2)
    assert told in run.stderr


def test_a_warning_still_stops_strict(site: Site) -> None:
    """What only warns in a plain build is an error with --strict."""
    site.post("posts/x.html", status="odd")
    site.nikola("build", code=0)
    assert 'unknown status "odd"' in site.nikola("build", "--strict", code=3).stderr


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["serial", "two processes"])
def test_a_warning_in_a_task_is_a_sentence(site: Site, options: list[str]) -> None:
    """An author's slip that shows when the page is made is told without a traceback, and stops --strict."""
    site.post("posts/x.md", body="{{% nothing_like_it %}}")
    run = site.nikola("build", "--strict", *options, code=2)
    assert "ERROR: Nikola: Unknown shortcode nothing_like_it" in run.stderr + run.stdout


def test_a_link_that_leads_nowhere_is_a_sentence(site: Site) -> None:
    """The same for a `link://` to a post that is not there, a draft for instance."""
    site.post("posts/x.html", body='<a href="link://slug/draft">draft</a>')
    site.post("posts/y.html", slug="draft", status="draft")
    run = site.nikola("build", "--strict", code=None)
    assert run.returncode != 0
    assert "draft" in run.stderr + run.stdout
