"""Settings of this site; each is explained in a line. Names without LOWTECH_ are Nikola's own."""

# Who and where
BLOG_AUTHOR = "Ludovic Rousseau"  # shown on posts that name nobody else
BLOG_TITLE = "Ludovic Rousseau's blog"  # the name of the site
BLOG_DESCRIPTION = "Smart cards, PC/SC and free software"  # one line for search engines and feeds
BLOG_EMAIL = ""  # left empty: no address is published
SITE_URL = "https://blog.apdu.fr/"  # where readers find the site; ends in /
DEFAULT_LANG = "en"  # language of the texts and of the interface
TRANSLATIONS = {DEFAULT_LANG: ""}  # one language, at the root
TIMEZONE = "Europe/Paris"  # the blog's own time zone
NAVIGATION_LINKS = {  # the menu, in order
    DEFAULT_LANG: (
        ("/archive.html", "Archive"),
        ("/categories/", "Tags"),
        ("/projects/", "Projects"),
        ("/pages/about/", "About"),
    ),
}

# What is built from what: (files, address below the root, template)
POSTS = (  # texts with a date: in lists, archives and feeds
    ("posts/*.md", "posts", "post.tmpl"),
    ("posts/*.html", "posts", "post.tmpl"),
)
PAGES = (  # texts without
    ("pages/projects/*.md", "projects", "page.tmpl"),
    ("pages/guides/*.md", "guides", "page.tmpl"),
    ("pages/*.md", "pages", "page.tmpl"),
    ("pages/*.html", "pages", "page.tmpl"),
)
COMPILERS = {"markdown": (".md",), "html": (".html",)}  # the two kinds of source
FILES_FOLDERS = {"files": ""}  # published byte for byte
IMAGE_FOLDERS = {}  # pictures live in files/
GALLERY_FOLDERS = {}  # no galleries
LISTINGS_FOLDERS = {}  # no source listings
METADATA_FORMAT = "YAML"  # what `nikola new_post` writes above a text
NEW_POST_DATE_PATH = True  # and where: in posts/2021/10/
NEW_POST_DATE_PATH_FORMAT = "%Y/%m"  # a folder for each month

# Addresses
PRETTY_URLS = True  # /posts/2021/10/slug/, no .html
STRIP_INDEXES = True  # a folder's address ends in /, not in index.html
INDEX_PATH = ""  # the newest posts are the home page
ARCHIVE_PATH = ""  # /2021/ and /2021/10/, where Blogger had them too
CREATE_MONTHLY_ARCHIVE = True  # an archive for each year and for each month
TAG_PATH = "categories"  # /categories/pcsc-lite/
REDIRECTIONS = []  # legacy addresses are metadata of posts and tables in redirects/
URL_TYPE = "rel_path"  # pages work from any folder

# Looks
THEME = "lowtech"  # a child of bootstrap4, in themes/lowtech
DATE_FORMAT = "yyyy-MM-dd"  # the same in every language
LOWTECH_PREVIEWS = True  # a picture for each page that has none, shown where its address is
ENABLE_AUTHOR_PAGES = True  # once there are two authors: a page for each
INDEX_TEASERS = True  # the home page shows the text up to the jump break
INDEX_DISPLAY_POST_COUNT = 10  # posts on a page of the home
MARKDOWN_EXTENSIONS = [  # what Markdown sources may use
    "markdown.extensions.fenced_code",
    "markdown.extensions.tables",
    "markdown.extensions.footnotes",
    "markdown.extensions.attr_list",
    "markdown.extensions.def_list",
    "markdown.extensions.sane_lists",
]
DEMOTE_HEADERS = False  # a heading stays the heading its author chose
CONTENT_FOOTER = ""  # the theme writes it: no year that changes, no address to harvest
COMMENT_SYSTEM = ""  # comments come with the posts; nothing is loaded from elsewhere

# Feeds are written by plugins/feeds
GENERATE_RSS = False  # Nikola's own feeds change at every build
GENERATE_ATOM = False  # the same

# Nothing private, nothing by surprise
USE_TAG_METADATA = False  # a label "draft" or "private" is only a label
WARN_ABOUT_TAG_METADATA = False  # so nothing to warn about
COPY_SOURCES = True  # the sources of public texts are published beside their pages, those of drafts never
SHOW_SOURCELINK = True  # and each page links to its own
DEPLOY_DRAFTS = False  # drafts stay at home
DEPLOY_FUTURE = False  # posts with a date to come too
EXTRA_HEAD_DATA = ""  # no third party in any page
DATE_FANCINESS = 0  # dates need no script

# `nikola deploy folder` and `nikola deploy server` build and check the site, then send it
LOWTECH_DEPLOY_FOLDER = ""  # a folder of this machine, such as "/srv/www/blog"
LOWTECH_DEPLOY_SERVER = ""  # a server reached by rsync over ssh, such as "me@example.org:/srv/www/blog"
DEPLOY_COMMANDS = {}  # other presets, as shell lines: {"name": ["line", "line"]}

# Ours: checked at every start (each plugin's manifest says name, type and default)
