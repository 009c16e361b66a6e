"""A conf.py → one sentence for what keeps Python from reading it, instead of Nikola's traceback.

Nikola reads conf.py before any plugin, so `make` runs this file as a program first: `conf_file.py conf.py` exits with
code 2 and the sentence, or says nothing.
"""

import runpy
import sys
import traceback


def fault(path: str) -> str | None:
    """Return `path:line: sentence` when a settings file cannot be read or run, None when it can."""
    try:
        runpy.run_path(path, run_name="conf")
    except SyntaxError as error:
        return f"{error.filename or path}:{error.lineno or 1}: {error.msg}; correct this line, or the one before it"
    except OSError as error:
        return f"{path}: {error.strerror}"
    except Exception as error:  # noqa: BLE001 - a settings file may fail in any way
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
        return f"{path}:{lines[-1] if lines else 1}: {error}; correct this line"
    return None


if __name__ == "__main__":
    sys.path[0] = ""  # what a conf.py imports lies beside it
    if told := fault(sys.argv[1]):
        print(told, file=sys.stderr)
        sys.exit(2)
