"""The one error of this plugin: why no receipt can be written, said in a sentence."""


class ReceiptError(Exception):
    """The message starts with where: a path."""
