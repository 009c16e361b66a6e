"""Rules about the HTML in feeds, whatever their format."""

import re
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

import html5lib

from .rule import TEXTS, Document, Wrong, elements, name_of, rule, text_of, words

ADDRESSES = words("href src cite poster longdesc background usemap action data formaction")
RISKS = words(
    "applet base body embed form frame frameset head html iframe input isindex link meta noembed noframes object "
    "param plaintext script style template title textarea select option button canvas dialog portal slot svg math "
    "xmp"
)
KNOWN = words(
    "a abbr acronym address area article aside audio b bdi bdo big blockquote br caption center cite code col "
    "colgroup data dd del details dfn dir div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 "
    "header hgroup hr i img ins kbd label legend li main map mark menu meter nav ol p picture pre progress q rp "
    "rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr "
    "track tt u ul var video wbr"
)
ATTRIBUTES = words(
    "abbr align alt axis autoplay background bgcolor border bordercolor cellpadding cellspacing char charoff charset "
    "cite class clear color cols colspan compact controls coords crossorigin datetime decoding default dir download "
    "face frame headers height hidden high href hreflang hspace id ismap itemid itemprop itemref itemscope itemtype "
    "kind label lang loading longdesc loop low max media min muted name noshade nowrap open optimum playsinline poster "
    "preload referrerpolicy rel rev reversed rows rowspan rules scope shape size sizes span src srclang srcset start "
    "summary tabindex target title translate type usemap valign value vspace width"
)
SAFE_STYLES = words(  # what readers leave in a style attribute
    "background background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width "
    "border-collapse border-color border-left border-left-color border-left-style border-left-width border-right "
    "border-right-color border-right-style border-right-width border-spacing border-style border-top "
    "border-top-color border-top-style border-top-width border-width clear color cursor direction display float "
    "font font-family font-size font-style font-variant font-weight height letter-spacing line-height "
    "list-style-type margin margin-bottom margin-left margin-right margin-top overflow padding padding-bottom "
    "padding-left padding-right padding-top text-align text-decoration text-indent unicode-bidi vertical-align "
    "white-space width"
)


def html_texts(document: Document) -> Iterator[tuple[int, str]]:
    """Yield line and HTML of each text of a feed that is HTML."""
    if isinstance(document.root, dict):
        items = document.root.get("items", [])
        yield from ((index + 1, item["content_html"]) for index, item in enumerate(items) if "content_html" in item)
        return
    for element in elements(document, "description", "content:encoded"):
        if name_of(element.getparent()) == "item":
            yield element.sourceline, text_of(element)
    for element in elements(document, *TEXTS):
        if element.get("type") == "html":
            yield element.sourceline, text_of(element)


@cache
def _parse(text: str) -> tuple[tuple[Element, ...], tuple[str, ...]]:
    """Return the elements in a piece of HTML, and what a browser's parser complains about; once for all feeds."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(text)
    found = tuple(element for element in tree.iter() if element is not tree and isinstance(element.tag, str))
    return found, tuple(sorted({error for _, error, _ in parser.errors}))


def _all(document: Document) -> Iterator[tuple[int, Element]]:
    """Yield line and element for all elements of HTML."""
    for line, text in html_texts(document):
        for element in _parse(text)[0]:
            yield line, element


@rule("warning", "rss", "atom", "json")
def not_html(document: Document) -> Iterator[Wrong]:
    """Ask that HTML is well-formed, and of elements that exist."""
    for line, text in html_texts(document):
        yield from ((line, error) for error in _parse(text)[1])
    for line, element in _all(document):
        if element.tag not in KNOWN | RISKS:
            yield line, f"there is no element {element.tag}"


@rule("warning", "rss", "atom", "json")
def security_risk(document: Document) -> Iterator[Wrong]:
    """Ask for no element that runs, loads or asks for something."""
    for line, element in _all(document):
        if element.tag in RISKS:
            yield line, f"an element {element.tag}"


@rule("warning", "rss", "atom", "json")
def security_risk_attr(document: Document) -> Iterator[Wrong]:
    """Ask for no script in an attribute, and only for attributes that say something about the text."""
    for line, element in _all(document):
        for name, value in element.attrib.items():
            script = re.match("(java|vb)script:", re.sub(r"[\s\x00-\x20]", "", value), re.IGNORECASE)
            if script or not (name in ATTRIBUTES or name == "style" or name.startswith("data-")):
                yield line, f"{element.tag} has {name}={value!r}"


@rule("warning", "rss", "atom", "json")
def dangerous_style_attr(document: Document) -> Iterator[Wrong]:
    """Ask that styles are those that readers leave in: nothing that loads, moves or hides."""
    for line, element in _all(document):
        style = re.sub(r"/\*.*?\*/", "", element.get("style", ""), flags=re.DOTALL)
        for declaration in filter(str.strip, style.split(";")):
            name, _, value = declaration.partition(":")
            if name.strip().lower() not in SAFE_STYLES or re.search(r"url\s*\(|expression|@|\\", value, re.IGNORECASE):
                yield line, f"{element.tag} has the style {declaration.strip()}"


@rule("warning", "rss", "atom", "json")
def contains_rel_ref(document: Document) -> Iterator[Wrong]:
    """Ask that addresses in a text are absolute: a reader does not know what they would be relative to."""
    for line, element in _all(document):
        found = [element.get(name) for name in ADDRESSES if element.get(name) is not None]
        found += [part.split()[0] for part in re.split(r",\s+", element.get("srcset", "")) if part.strip()]
        for value in found:
            if not re.match(r"\s*[a-z][a-z0-9+.-]*:", value, re.IGNORECASE):
                yield line, f"{element.tag} has the relative address {value!r}"
