"""Hebrew words this theme needs besides Nikola's."""

MESSAGES = {
    "Anonymous": "אנונימי",
    "First published at": "פורסם לראשונה בכתובת",
    "Menu": "תפריט",
    "in reply to %s": "בתשובה אל %s",
}
