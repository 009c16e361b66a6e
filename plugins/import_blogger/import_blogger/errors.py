"""The one error of this plugin: what a user did or gave that cannot be imported, said in a sentence."""


class ExportError(Exception):
    """What is wrong with an export; the message starts with where: a file, or `archive: member`."""
