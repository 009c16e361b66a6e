"""Words of the page about feeds, by language; another language gets English."""

WORDS = {
    "en": {
        "Feeds": "Feeds",
        "about": "A feed reader tells you of new posts here. Give it one of these addresses; whichever you choose, it"
        " holds the whole text.",
        "posts": "All posts",
        "back": "A reader that follows the links to older entries (RFC 5005) gets all posts back to the first from RSS"
        " and Atom.",
        "tags": "Posts with a tag",
    },
    "fr": {
        "Feeds": "Flux",
        "about": "Un lecteur de flux vous signale les nouveaux articles d’ici. Donnez-lui l’une de ces adresses :"
        " chacune contient le texte entier.",
        "posts": "Tous les articles",
        "back": "Un lecteur qui suit les liens vers les entrées plus anciennes (RFC 5005) obtient par RSS et Atom tous"
        " les articles depuis le premier.",
        "tags": "Articles d’un thème",
    },
    "sk": {
        "Feeds": "Kanály",
        "about": "Čítačka kanálov vás upozorní na nové príspevky. Zadajte jej jednu z týchto adries; každá obsahuje"
        " celý text.",
        "posts": "Všetky príspevky",
        "back": "Čítačka, ktorá nasleduje odkazy na staršie položky (RFC 5005), dostane cez RSS a Atom všetky príspevky"
        " od prvého.",
        "tags": "Príspevky so štítkom",
    },
    "ar": {
        "Feeds": "الخلاصات",
        "about": "يخبرك قارئ الخلاصات بالمقالات الجديدة. أعطه أحد هذه العناوين، فكل منها يحوي النص كاملًا.",
        "posts": "كل المقالات",
        "back": "القارئ الذي يتبع روابط المقالات الأقدم (RFC 5005) يحصل عبر RSS وAtom على كل المقالات منذ الأول.",
        "tags": "مقالات تحت وسم",
    },
    "he": {
        "Feeds": "הזנות",
        "about": "קורא הזנות מודיע לכם על רשומות חדשות. תנו לו אחת מהכתובות האלה; בכולן נמצא הטקסט המלא.",
        "posts": "כל הרשומות",
        "back": "קורא שעוקב אחר הקישורים לרשומות ישנות יותר (RFC 5005) מקבל דרך RSS ו־Atom את כל הרשומות מהראשונה.",
        "tags": "רשומות עם תגית",
    },
}


def words(language: str) -> dict[str, str]:
    """Return the words in a language of Nikola's, such as fr, or in English."""
    return WORDS.get(language, WORDS["en"])
