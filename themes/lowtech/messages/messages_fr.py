"""French words this theme needs besides Nikola's."""

MESSAGES = {
    "Anonymous": "Anonyme",
    "First published at": "Publié d’abord à l’adresse",
    "Menu": "Menu",
    "in reply to %s": "en réponse à %s",
}
