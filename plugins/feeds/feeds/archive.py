"""How many entries a feed has → which of them are in which archive document (RFC 5005, section 4).

Archives are counted from the oldest entry, and only full ones are made: a new entry changes none of them. What is in
none yet is in the feed itself, which is as long as an archive.
"""


def ranges(count: int, length: int) -> list[slice]:
    """Return for each archive which entries it holds of count entries, oldest first, length in each."""
    return [slice(start, start + length) for start in range(0, count - length + 1, length)]
