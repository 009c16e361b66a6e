"""English words this theme needs besides Nikola's."""

MESSAGES = {
    "Anonymous": "Anonymous",
    "First published at": "First published at",
    "Menu": "Menu",
    "in reply to %s": "in reply to %s",
}
