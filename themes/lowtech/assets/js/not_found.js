// An extra of 404.html: where what stood at this address is now, and the archive of the year in it. The tables are small:
// one for each first part of an address, such as a year; their names and the years are in the page.

const root = new URL("../../", import.meta.url);
const list = document.querySelector(".moved");
const path = key(location.pathname.slice(root.pathname.length - 1));
const parts = path.split("/");
const ENOUGH = 8; // letters of a name that tell one post from another

// The same as key() of plugins/not_found/not_found/lookup.py.
function key(address) {
    let path = address;
    try { path = decodeURIComponent(address); } catch { /* no UTF-8: it stays as it is */ }
    return path.trim().toLowerCase().replace(/\.html?$|\/index\.html?$/, "").split("/").filter(Boolean).join("/");
}

// That very address; or else pages with that name in another month, a name cut short, or one with more behind it.
function near(table) {
    if (Object.hasOwn(table, path)) return [table[path]];
    const name = parts.at(-1);
    const long = (one, other) => one.length >= ENOUGH && other.startsWith(one);
    return Object.entries(table).filter(([other]) => {
        const last = other.split("/").at(-1);
        return last === name || long(name, last) || long(last, name);
    }).slice(0, 3).map(([, page]) => page);
}

function add(address, ...content) {
    const a = document.createElement("a");
    a.href = address;
    a.dir = "auto";
    a.append(...content);
    const item = document.createElement("li");
    item.append(a);
    list.append(item);
    list.hidden = false;
}

const name = parts.find((part) => list.dataset.tables.split(" ").includes(part)) ?? "other";
if (path && list.dataset.tables.split(" ").includes(name)) {
    const answer = await fetch(new URL(`assets/legacy/${name}.json`, root));
    if (answer.ok) for (const [target, title] of near(await answer.json())) add(new URL(target, root) + location.hash, title || target);
}
const year = [...document.querySelectorAll(".years a")].find((link) => parts.includes(link.textContent));
if (year) add(year.href, `${list.dataset.archive} ${year.textContent}`);
