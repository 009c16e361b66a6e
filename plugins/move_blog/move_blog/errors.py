"""The one error of this plugin: why a blog was not moved, said in a sentence."""


class MoveError(Exception):
    """Why the move cannot go on; the message starts with where: a path or an option. `code` is the exit code."""

    def __init__(self, message: str, code: int = 2) -> None:
        """Keep the message and the exit code."""
        super().__init__(message)
        self.code = code
