"""The one error of this plugin."""


class FetchError(Exception):
    """Why nothing can be fetched here, starting with where; or why one address gave no picture.

    Of an address: `gone` says that its host has it no more, else another try may help; `unknown_host` that there is no
    such host, or no network.
    """

    def __init__(self, reason: str, *, gone: bool = False, unknown_host: bool = False) -> None:
        """Keep why."""
        super().__init__(reason)
        self.reason, self.gone, self.unknown_host = reason, gone, unknown_host
