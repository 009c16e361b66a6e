"""Forms ask a server that is not there: controls go and are told, words around them stay."""

from .job import Job
from .tree import Element, add_text, blank, remove, unwrap

CONTROLS = (
    "input",
    "select",
    "optgroup",
    "option",
    "button",
    "textarea",
    "datalist",
    "keygen",
    "isindex",
    "form",
)
SHOWN_INPUTS = {"", "text", "url", "email", "search"}


def drop_forms(body: Element, job: Job) -> None:
    """Take out forms and their controls; text typed into a field for the reader to copy stays."""
    for element in list(body.iter(*CONTROLS)):
        if element.tag == "form":
            job.note(f"form removed: {element.get('action') or 'no address'}")
            unwrap(element)
        elif element.tag in {"input", "keygen", "isindex", "textarea"}:
            if element.tag != "textarea" and element.get("type", "").lower() in SHOWN_INPUTS:
                add_text(element, element.get("value"))
            if element.get("type", "").lower() != "hidden":
                job.note(
                    f"field removed: {element.get('name') or element.get('id') or element.get('value') or 'no name'}"
                )
            if element.tag == "textarea":
                remove(element)
            else:
                unwrap(element)
        else:
            if element.tag in {"option", "button"} and not blank(element.text):
                add_text(element, " ")
            unwrap(element)
