"""Arabic words this theme needs besides Nikola's, and two whose {names} are translated there, which stops a build."""

MESSAGES = {
    "Anonymous": "مجهول",
    "First published at": "نُشر أولًا في",
    "Menu": "القائمة",
    "Posts for {month_day_year}": "مقالات {month_day_year}",
    "Posts for {month_year}": "مقالات {month_year}",
    "in reply to %s": "ردًّا على %s",
}
