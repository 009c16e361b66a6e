"""What a value in a feed must look like: each function returns what is wrong with a text, or nothing."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from babel import Locale

from .rule import words

SCHEMES = words("http https tag urn mailto data ftp ftps tel news geo xmpp irc magnet")
ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#\[\]]+")
TAG = re.compile(r"tag:([\w.-]+@)?[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[0-9a-zA-Z;/?:@&=+$.\-_!~*'(),%]*(#\S*)?", re.ASCII)
URN = re.compile(r"urn:[a-zA-Z0-9][a-zA-Z0-9-]{1,31}:([a-zA-Z0-9()+,.:=@;$_!*'/-]|%[0-9A-Fa-f]{2})+")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
FORMS = {  # what addresses of a scheme must look like
    "http": re.compile(r"https?://[^/?#].*", re.IGNORECASE),
    "https": re.compile(r"https?://[^/?#].*", re.IGNORECASE),
    "tag": TAG,  # RFC 4151
    "urn": URN,
}
MAIL = r"[\w.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
TYPE = re.compile(r"[^\s()<>,;:\\\"/\[\]?=]+/[^\s()<>,;:\\\"/\[\]?=]+(\s*;\s*[\w-]+=(\"[^\"]*\"|[^\s;]+))*")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RFC822 = re.compile(
    rf"(?:({'|'.join(DAYS)}), )?\d\d? (?:{'|'.join(MONTHS)}) (\d{{4}}) \d\d:\d\d(:\d\d)? ([+-]\d{{4}}|GMT|UT)"
)
OLD_822 = re.compile(
    rf"(?:(?:{'|'.join(DAYS)})\s*,\s*)?\d\d?\s+(?:{'|'.join(MONTHS)})\s+\d\d(\d\d)?\s+\d\d:\d\d(:\d\d)?\s+"
    r"([+-]\d{4}|UT|GMT|[ECMP][SD]T|[A-IK-Z])",
    re.IGNORECASE,
)
LANGUAGE = re.compile(r"([a-z]{2,3})(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[a-z0-9]{5,8})*")
LANGUAGES = set(Locale("en").languages)
RELATIONS = words(  # registered by IANA, as far as feeds use them
    "alternate author canonical current describedby edit edit-media enclosure first hub icon last license next "
    "next-archive payment prev-archive previous related replies search self service up via"
)


def address(text: str) -> str:
    """Look for an absolute address (RFC 3986): nothing outside of ASCII, a scheme that exists, a host."""
    scheme = text.partition(":")[0].lower()
    if not ADDRESS.fullmatch(text) or re.search(r"%(?![0-9a-fA-F]{2})", text):
        return f"is no absolute address: {text!r}"
    if scheme not in SCHEMES:
        return f"has an unknown scheme: {text}"
    form = UUID if text.lower().startswith("urn:uuid:") else FORMS.get(scheme)
    return "" if form is None or form.fullmatch(text) else f"is no {scheme} address: {text}"


def web_address(text: str) -> str:
    """Look for an absolute address that a browser can open."""
    return address(text) or ("" if re.match("https?:", text, re.IGNORECASE) else f"is no web address: {text}")


def rfc3339(text: str) -> str:
    """Look for A date as Atom and JSON Feed want it."""
    if not RFC3339.fullmatch(text):
        return f"is no date as in RFC 3339: {text!r}"
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        return f"is no date: {text} ({error})"
    return ""


def rfc822(text: str) -> str:
    """Look for A date as RSS wants it, which exists."""
    if not OLD_822.fullmatch(text):
        return f"is no date as in RFC 822: {text!r}"
    try:
        parsedate_to_datetime(text)
    except ValueError as error:
        return f"is no date: {text} ({error})"
    return ""


def careful_822(text: str) -> str:
    """Look for an RFC 822 date that all readers understand: a year of four digits, a zone in numbers or GMT."""
    return "" if rfc822(text) or RFC822.fullmatch(text) else f"has a form that some readers misread: {text}"


def weekday(text: str) -> str:
    """Look for an RFC 822 date whose day of the week is that of its date."""
    found = RFC822.fullmatch(text)
    if not found or not found[1] or rfc822(text):
        return ""
    day = DAYS[parsedate_to_datetime(text).weekday()]
    return "" if found[1] == day else f"was no {found[1]} but a {day}: {text}"


def plausible(text: str, now: datetime) -> str:
    """Look for A date of either form between 1990 and ten minutes from now; one that is none is another rule's."""
    try:
        date = datetime.fromisoformat(text) if RFC3339.fullmatch(text) else parsedate_to_datetime(text)
    except ValueError:
        return ""
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return "" if date.year >= 1990 and date <= now + timedelta(minutes=10) else f"is not plausible: {text}"


def language(text: str) -> str:
    """Look for A language tag (BCP 47) of a language that exists."""
    found = LANGUAGE.fullmatch(text)
    return "" if found and found[1] in LANGUAGES else f"is no language: {text!r}"


def media_type(text: str) -> str:
    """Look for A media type, parameters allowed."""
    return "" if TYPE.fullmatch(text) else f"is no media type: {text!r}"


def mail(text: str) -> str:
    """Look for A mail address."""
    return "" if re.fullmatch(MAIL, text) else f"is no mail address: {text!r}"


def mail_with_name(text: str) -> str:
    """Look for A mail address with a name, as RSS wants persons: me@example.org (My Name)."""
    return "" if re.fullmatch(rf"{MAIL} \([^()].*\)", text) else f"is no mail address with a name: {text!r}"


def relation(text: str) -> str:
    """Look for A link relation: registered, or an address."""
    return "" if text in RELATIONS or not address(text) else f"is no registered relation: {text!r}"


def number(text: str) -> str:
    """Look for A whole number, zero or more."""
    return "" if re.fullmatch(r"\d+", text) else f"is no number: {text!r}"


def boolean(text: str) -> str:
    """Look for true or false."""
    return "" if text in {"true", "false"} else f"is neither true nor false: {text!r}"
