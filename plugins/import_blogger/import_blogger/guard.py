"""Streams out of files and archives that may be damaged or hostile.

In: an open file, a gzip or a member of a zip. Out: the same bytes, or an ExportError that says what is wrong with them.
"""

import io
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .errors import ExportError

LONGEST_READ = 16 << 20  # tarfile reads names whole; an honest one is shorter
DAMAGE = (EOFError, OSError, ValueError, RuntimeError, zlib.error, zipfile.BadZipFile, tarfile.TarError)


class Guard(io.RawIOBase):
    """A stream that ends with a sentence where its archive is damaged or unpacks to too much."""

    def __init__(self, inner: Any, label: str, most: int | None) -> None:
        """Guard `inner`; `most` is the number of bytes it may give, None for no limit."""
        self.inner, self.label, self.most, self.position = inner, label, most, 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read at most `size` bytes, and never more than LONGEST_READ at once."""
        if not 0 <= size <= LONGEST_READ:
            raise ExportError(f"{self.label}: a part of {size} bytes where there can be none; the archive is damaged")
        with damage_told(self.label):
            data: bytes = self.inner.read(size)
        self.position += len(data)
        self._check(self.position)
        return data

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, as io.BufferedReader asks for."""
        data = self.read(min(len(buffer), LONGEST_READ))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to an absolute position; in a gzip that unpacks all before it, so the limit holds here too."""
        if whence != os.SEEK_SET:
            raise io.UnsupportedOperation("only absolute positions")
        self._check(offset)
        with damage_told(self.label):
            self.position = self.inner.seek(offset)
        return self.position

    def tell(self) -> int:
        """Say how many bytes are behind."""
        return self.position

    def close(self) -> None:
        """Close the file below as well."""
        self.inner.close()
        super().close()

    def _check(self, position: int) -> None:
        if self.most is not None and position > self.most:
            raise ExportError(
                f"{self.label}: unpacks to more than {-(-self.most >> 20)} MiB, the limit; if that is right"
                " for this archive, give a higher --limit-mb"
            )


@contextmanager
def damage_told(label: str) -> Iterator[None]:
    """Turn every way in which files and archives fail to be read into an ExportError about `label`."""
    try:
        yield
    except EOFError as error:
        raise ExportError(f"{label}: is cut short; download it again") from error
    except OSError as error:
        if error.strerror:
            raise ExportError(f"{label}: cannot be read: {error.strerror}") from error
        raise ExportError(f"{label}: is damaged ({error}); download it again") from error
    except NotImplementedError as error:
        raise ExportError(f"{label}: {str(error).lower()}; unpack the archive yourself and give the folder") from error
    except DAMAGE as error:
        raise ExportError(f"{label}: is damaged ({error}); download it again") from error


class Slice(io.RawIOBase):
    """The next `size` bytes of a stream."""

    def __init__(self, inner: Guard, size: int) -> None:
        """Begin where `inner` is."""
        self.inner, self.left = inner, size

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, never beyond the slice."""
        data = self.inner.read(min(len(buffer), self.left, LONGEST_READ))
        if not data and self.left and len(buffer):
            raise ExportError(f"{self.inner.label}: is cut short; download it again")
        self.left -= len(data)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream below as well."""
        self.inner.close()
        super().close()
