"""Slovak words this theme needs beside Nikola's, and two with {names} that it does not know and stumbles over."""

MESSAGES = {
    "Anonymous": "Anonym",
    "First published at": "Prvýkrát zverejnené na",
    "Menu": "Menu",
    "Posts for {month_day_year}": "Príspevky za {month_day_year}",
    "Posts for {month_year}": "Príspevky za {month_year}",
    "in reply to %s": "odpoveď pre %s",
}
