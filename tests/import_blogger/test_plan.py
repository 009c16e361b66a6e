"""Which file an entry becomes: decided from addresses, titles and dates alone."""

import pytest
from import_blogger.plan import Known, decide
from import_blogger.slugs import make_safe, make_slug


def known(number: str, address: str = "", **more: str) -> Known:
    """Make a live post unless told otherwise."""
    values = {
        "kind": "post",
        "status": "live",
        "title": "A title",
        "date": "2012-05-31T23:30:00-07:00",
        **more,
    }
    return Known(number=number, address=address, **values)


@pytest.mark.parametrize(
    ("address", "kind", "file"),
    [
        (
            "https://x.blogspot.com/2021/10/what-happened-20-years-ago.html",
            "post",
            "posts/2021/10/what-happened-20-years-ago",
        ),
        ("/2010/03/first.html", "post", "posts/2010/03/first"),
        ("/2010/03/blog-post_12.html", "post", "posts/2010/03/blog-post_12"),
        ("/2010/03/with%20blank.html", "post", "posts/2010/03/with blank"),
        ("/2010/03/caf%C3%A9.html", "post", "posts/2010/03/café"),
        ("/p/about.html", "page", "pages/about"),
        ("/2009/01/old-page.html", "page", "pages/old-page"),
        ("/odd.html", "post", "posts/2012/05/odd"),
        ("/odd.html", "page", "pages/odd"),
        ("/2012/05/../../../../etc/passwd.html", "post", "posts/2012/05/passwd"),
        ("/2012/05/..%2F..%2Fevil.html", "post", "posts/2012/05/evil"),
        ("/2012/05/%00.html", "post", "posts/2012/05/-"),
        ("/2012/05/CON.html", "post", "posts/2012/05/CON-post"),
        ("/2012/05/index.html", "post", "posts/2012/05/index-post"),
        ("/p/../../../evil.html", "page", "pages/evil"),
    ],
)
def test_file_follows_the_legacy_address(address: str, kind: str, file: str) -> None:
    """Year, month and slug of a file are those of the legacy address, and no address leads out of the site."""
    assert decide([known("1", address, kind=kind)]).targets["1"].file == file


def test_long_names_fit_every_disk() -> None:
    """A slug of 4,000 characters becomes a file name of at most 150 bytes, and two of them stay two."""
    plan = decide([known("1", f"/2012/05/{'é' * 4000}a.html"), known("2", f"/2012/05/{'é' * 4000}b.html")])
    files = {target.file for target in plan.targets.values()}
    assert len(files) == len(plan.targets)
    assert all(len(file.rpartition("/")[2].encode()) <= 155 for file in files)


def test_names_equal_but_for_case_stay_two_files() -> None:
    """On a disk that ignores case neither of two posts is overwritten."""
    plan = decide([known("1", "/2012/05/Same.html"), known("2", "/2012/05/same.html")])
    assert sorted(target.file.casefold() for target in plan.targets.values()) == [
        "posts/2012/05/same",
        "posts/2012/05/same-2",
    ]


def test_without_addresses_they_are_guessed_and_marked() -> None:
    """Takeout v1: date and title give the address as Blogger makes it, marked as a guess and told."""
    plan = decide([known("1"), known("2"), known("3", status="draft")])
    assert [(t.file, t.path, t.guessed) for t in plan.targets.values()] == [
        ("posts/2012/05/a-title", "/2012/05/a-title.html", True),
        ("posts/2012/05/a-title_31", "/2012/05/a-title_31.html", True),
        ("posts/2012/05/a-title_31-2", "", False),
    ]
    assert len(plan.remarks) == 2


def test_only_live_is_public() -> None:
    """Drafts and scheduled entries become drafts; trash and words never seen before stay out and are counted."""
    statuses = ["live", "draft", "scheduled", "trashed", "SOMETHING_NEW"]
    plan = decide([known(str(n), f"/2012/05/{n}.html", status=s) for n, s in enumerate(statuses)])
    assert [target.status for _, target in sorted(plan.targets.items())] == ["", "draft", "draft"]
    assert dict(plan.left_out) == {"post: trashed": 1, "post: SOMETHING_NEW": 1}


def test_comments_find_their_posts() -> None:
    """By number, else by the address in their permalink; duplicates, spam and orphans are counted, orphans told."""
    entries = [
        known("1", "https://x.blogspot.com/2012/05/a.html"),
        known("2", "/p/b.html", kind="page"),
        known("3", "/2012/05/t.html", status="trashed"),
        known("10", kind="comment", parent="1"),
        known("11", "http://x.blogspot.com/2012/05/a.html?showComment=1#c11", kind="comment"),
        known("12", kind="comment", parent="2"),
        known("13", kind="comment", parent="99", line="7"),
        known("10", kind="comment"),
        known("14", kind="comment", parent="1", status="spam"),
        known("15", kind="comment", parent="3"),
    ]
    plan = decide(entries)
    assert plan.parents == {"10": "1", "11": "1", "12": "2"}
    assert dict(plan.left_out) == {
        "post: trashed": 1,
        "comment: its post is not in the export": 1,
        "comment: the same entry twice in the export": 1,
        "comment: spam": 1,
        "comment: its post is trashed": 1,
    }
    assert [where for where, _ in plan.remarks] == ["line 7"]


def test_comments_of_a_post_taken_back_stay_with_its_draft() -> None:
    """A draft has no address any more; its comments still carry the one it had."""
    entries = [
        known("1", status="draft", title="Don't forget the tests"),
        known("10", "http://x.blogspot.com/2012/05/don-forget-tests.html?showComment=1#c10", kind="comment"),
        known("11", "http://x.blogspot.com/2012/05/dont-forget-tests.html?showComment=1#c11", kind="comment"),
    ]
    plan = decide(entries)
    assert plan.parents == {"10": "1", "11": "1"}


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Blog moved to https://blog.apdu.fr/", "blog-moved-to-httpsblogapdufr"),
        ("PC/SC tools projects moved to .apdu.fr", "pcsc-tools-projects-moved-to-apdufr"),
        ("Verify with OpenSSL a signature computed by PyKCS11", "verify-with-openssl-signature-computed"),
        ("The Gift of the Magi", "the-gift-of-magi"),
        ("aspnet_state.exe crash", "aspnetstateexe-crash"),
        ("新しい", "blog-post"),
        ("", "blog-post"),
        ("x" * 60, "x" * 39),
    ],
)
def test_slug_is_made_as_blogger_makes_it(title: str, slug: str) -> None:
    """ASCII, no articles but the first word, at most 39 characters, cut at a word."""
    assert make_slug(title) == slug


@pytest.mark.parametrize("name", ["plain", "blog-post_12", "café", "新", "a b", "c++"])
def test_safe_names_are_left_alone(name: str) -> None:
    """What every disk takes is not changed."""
    assert make_safe(name) == name


def test_an_id_of_two_entries() -> None:
    """A copy is counted; what is no copy stays out with its place in the export, since its text is lost otherwise."""
    public = known("1", "/2012/05/a.html")
    plan = decide([public, public, known("1", status="draft", title="Another")])
    assert plan.left_out == {"post: the same entry twice in the export": 1, "post: another entry has its id": 1}
    assert plan.remarks == [
        (
            "posts/2012/05/a",
            'line 0 of the export, "Another", has the same id and stays out; give it an id of its own there',
        )
    ]
