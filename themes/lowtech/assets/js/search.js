// The search page: what stands in its form and in its address (?q=words&tag=name) → results from Pagefind's index.
// Loaded by that page alone. The index and Pagefind lie beside the page; nothing is asked of another host.

const form = document.getElementById("search");
const more = document.querySelector(".search-more");
const status = document.querySelector(".search-status");
const list = document.querySelector(".search-results");
const kinds = JSON.parse(form.dataset.kinds);
const selects = [...form.querySelectorAll("select")];
const STEP = 10;
let pagefind, results = [], asked = 0;

// Puts what the address says into the form.
function read() {
    const said = new URLSearchParams(location.search);
    form.q.value = said.get("q") ?? ("wordsOfAddress" in form.dataset ? wordsOfAddress() : "");
    for (const select of selects) {
        select.value = said.get(select.name) ?? "";
        if (select.selectedIndex < 0) select.value = ""; // a year or tag that is not (any more) there
    }
}

// /2021/10/what-happened_02.html → what happened: an old address says what its page was about.
function wordsOfAddress() {
    const name = location.pathname.split("/").filter((part) => /\p{L}{2}/u.test(part)).pop() ?? "";
    let words = name;
    try { words = decodeURIComponent(name); } catch { /* no UTF-8: it stays as it is */ }
    return words.replace(/\.\w{2,5}$|_\d+(?=\.|$)/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

// Puts what the form says into the address, so that a search can be sent to somebody and found again.
function write() {
    const said = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    history.replaceState(null, "", said.size ? `?${said}` : location.pathname);
}

function chosen() {
    return Object.fromEntries(selects.filter((select) => select.value).map((select) => [select.name, select.value]));
}

// Shows the choices of each select, with the number of pages that each would leave.
function offer(counts) {
    for (const select of selects) {
        const value = select.value;
        const names = Object.entries(counts[select.name] ?? {}).filter(([name, count]) => count || name === value);
        if (select.name === "year") names.reverse();
        const options = names.map(([name, count]) => new Option(`${label(select, name)} (${count})`, name));
        select.replaceChildren(new Option(form.dataset.all, ""), ...options);
        select.value = value;
        if (select.selectedIndex < 0) select.value = "";
        select.disabled = !names.length;
    }
}

function label(select, name) {
    return select.name === "kind" ? (kinds[name] ?? name) : name;
}

// One result: title, date, words around what was found, and the sections of the page that hold it.
function item(page) {
    const li = document.createElement("li");
    const title = line("p", "result-title", link(page.url, page.meta.title ?? page.url));
    if (page.meta.date) title.append(" ", line("span", "date", page.meta.date));
    li.append(title, excerpt("p", page.excerpt));
    const sections = (page.sub_results ?? []).filter((part) => part.anchor && part.url !== page.url).slice(0, 3);
    if (sections.length) {
        const ul = document.createElement("ul");
        ul.append(...sections.map((part) => line("li", "", link(part.url, part.title))));
        li.append(ul);
    }
    return li;
}

function line(tag, name, ...content) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.dir = "auto";
    element.append(...content);
    return element;
}

function link(address, text) {
    const a = document.createElement("a");
    a.href = address;
    a.textContent = text;
    return a;
}

// Pagefind's excerpts are escaped text with <mark> around the words.
function excerpt(tag, html) {
    const element = line(tag, "excerpt");
    element.innerHTML = html;
    return element;
}

// Shows the next results; the keyboard goes on at the first of them when a reader asked for more.
async function show(count, focus) {
    const mine = asked;
    const shown = list.children.length;
    const pages = await Promise.all(results.slice(shown, shown + count).map((result) => result.data()));
    if (mine !== asked) return;
    list.append(...pages.map(item));
    more.hidden = list.children.length >= results.length;
    if (focus) list.children[shown]?.querySelector("a").focus();
}

async function search() {
    const mine = ++asked;
    const words = form.q.value.trim();
    const only = chosen();
    // Filters alone list everything they leave; nothing at all lists nothing.
    const found = words || Object.keys(only).length ? await pagefind.search(words || null, { filters: only }) : null;
    if (mine !== asked) return; // the reader has typed on
    results = found?.results ?? [];
    list.replaceChildren();
    more.hidden = true;
    offer(found?.filters ?? (await pagefind.filters()));
    await show(STEP);
    if (mine !== asked) return;
    status.textContent = !found ? "" : results.length ? form.dataset.found.replace("%s", results.length) : form.dataset.nothing;
}

// ↓ goes from the words to the results and on, ↑ back; Escape forgets the words.
function arrows(event) {
    const stops = [form.q, ...list.querySelectorAll(".result-title a")];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "Escape" && at >= 0) {
        form.q.value = "";
        form.q.focus();
        later();
    } else if (at >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        stops[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
        event.preventDefault();
    }
}

let timer;
function later() {
    clearTimeout(timer);
    timer = setTimeout(() => { write(); run(); }, 250);
}

async function run() {
    try {
        if (!pagefind) {
            pagefind = await import(new URL("../../pagefind/pagefind.js", import.meta.url));
            await pagefind.options({ baseUrl: new URL("../../", import.meta.url).pathname, excerptLength: 35 });
            offer(await pagefind.filters());
            read();
        }
        await search();
    } catch (error) {
        status.textContent = form.dataset.failed;
        throw error;
    }
}

form.addEventListener("input", later);
addEventListener("keydown", arrows);
form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    write();
    run();
});
more.firstElementChild.addEventListener("click", () => show(STEP, true));
addEventListener("popstate", () => { read(); run(); });
status.textContent = "";
read();
if (!form.q.value) form.q.focus();
run();
