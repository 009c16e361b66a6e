"""The rules that clean a body, in the order they are applied.

Text rules take the source and give a source; tree rules change the parsed body. Each gets a `Job` too: the caller's say
on addresses and embeds, and a place for findings. A new rule is a new module and a new line here, and a table
of what it does, tests/import_blogger/rules/.
"""

from collections.abc import Callable

from .active import drop_active, drop_handlers
from .addresses import complete_addresses
from .balance import balance_divs, drop_cells, end_paragraphs, unwrap_cells
from .bare import close_empty, escape_bare
from .breaks import break_paragraphs
from .captions import caption_pictures
from .code import mark_code, mark_raw_code
from .controls import drop_controls
from .document import keep_emphasis, open_document
from .edges import trim_edges
from .embeds import link_embeds
from .fences import mark_fences
from .forms import drop_forms
from .job import Job
from .jump import mark_jump, raise_jump
from .line_divs import mark_line_divs
from .lists import nest_lists
from .names import rename_elements
from .noise import drop_noise
from .pictures import clean_pictures
from .plain_divs import unwrap_plain
from .tree import Element
from .typed_code import keep_typed_code
from .unclosed import close_comments, close_unclosed
from .word import clean_word

TEXT_RULES: tuple[Callable[[str, Job], str], ...] = (
    drop_controls,
    close_comments,
    mark_fences,
    keep_typed_code,
    close_unclosed,
    open_document,
    drop_cells,
    escape_bare,
    close_empty,
    keep_emphasis,
    balance_divs,
    end_paragraphs,
)
TREE_RULES: tuple[Callable[[Element, Job], None], ...] = (
    clean_word,
    mark_raw_code,
    link_embeds,
    drop_active,
    drop_forms,
    caption_pictures,
    unwrap_cells,
    clean_pictures,
    drop_noise,
    drop_handlers,
    mark_jump,
    mark_code,
    raise_jump,
    rename_elements,
    complete_addresses,
    unwrap_plain,
    nest_lists,
    break_paragraphs,
    mark_line_divs,
    trim_edges,
)

__all__ = ["TEXT_RULES", "TREE_RULES", "Job"]
