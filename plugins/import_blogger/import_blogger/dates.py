"""Dates of an export as the blog's own local time.

In: the export's RFC 3339 dates and, for Takeout, which writes UTC only, the blog's time zone. Out: ISO 8601 text with
offset, to the second.
"""

from datetime import datetime, tzinfo


def local_date(date: str, zone: tzinfo | None) -> str:
    """Return an RFC 3339 date as ISO 8601 with the blog's offset; '' when it is no date.

    A date with an offset of its own keeps it; one in UTC is moved to `zone`, when that is given.
    """
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return ""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone) if zone else moment.astimezone()
    elif zone is not None and date.rstrip().endswith(("Z", "z")):
        try:
            moment = moment.astimezone(zone)
        except OverflowError:  # years 1 and 9999 have no neighbours
            return ""
    return moment.isoformat(timespec="seconds")
