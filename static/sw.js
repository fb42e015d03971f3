// The service worker. portal.web.views.installed fills in the first line; another shell is another version.
const { VERSION, SHELL, OFFLINE, SAID } = {};

// Pages come from the network whenever there is one, so nobody is held on an old version. Kept for
// reading without a line: the shell, the list of my cases and the pages of my cases, nothing else;
// under the mark of the account that was signed in, and gone as soon as any page comes from another
// account or from nobody: at sign-out, at a change of account, after an expired session.
const SHELL_CACHE = `shell-${VERSION}`, STATE = "state", MINE = "mine-";
const CASES = /^\/cases\/(?:[0-9a-f-]{36}\/)?$/;
const KEPT_AT = "Kept-At", MARK = "Account-Mark", NOBODY = "-";
const HOUR = 3600 * 1000, LONGEST = 7 * 24 * HOUR, MOST_CASES = 8;

addEventListener("install", event => event.waitUntil((async () => {
  const cache = await caches.open(SHELL_CACHE);
  await cache.addAll([...SHELL, OFFLINE].map(url => new Request(url, { cache: "reload", credentials: "same-origin" })));
  await skipWaiting();
})()));

addEventListener("activate", event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== SHELL_CACHE) await caches.delete(name);
  await clients.claim();
})()));

addEventListener("fetch", event => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname.endsWith("/logout/") && request.method === "POST") { event.waitUntil(belongTo(NOBODY)); return; }
    event.respondWith(page(event, request, url));
  } else if (request.method === "GET" && url.pathname.startsWith("/static/")) {
    event.respondWith(fixed(request));
  }
});

const fixed = async request => await (await caches.open(SHELL_CACHE)).match(request) ?? fetch(request);

const page = async (event, request, url) => {
  let answer;
  try { answer = await fetch(request); } catch { return withoutLine(request, url); }
  const mark = answer.headers.get(MARK);
  if (mark) event.waitUntil(after(mark, request, url, answer.status === 200 ? answer.clone() : null));
  return answer;
};

const after = async (mark, request, url, answer) => {
  await belongTo(mark);
  if (mark === NOBODY || !answer || request.method !== "GET" || answer.redirected || !CASES.test(url.pathname) || url.search) return;
  const text = await answer.text();
  await keep(mark, url.pathname, answer, text);
  if (url.pathname === "/cases/") await keepListed(mark, text);
};

// Everything kept belongs to one account. Whatever is another's goes.
const belongTo = async mark => {
  for (const name of await caches.keys()) if (name.startsWith(MINE) && name !== MINE + mark) await caches.delete(name);
  const state = await caches.open(STATE);
  if (mark === NOBODY) await state.delete("/mark"); else await state.put("/mark", new Response(mark));
};

const keep = async (mark, path, answer, text) => {
  const headers = new Headers();
  for (const name of ["Content-Type", "Content-Security-Policy"]) if (answer.headers.get(name)) headers.set(name, answer.headers.get(name));
  headers.set(KEPT_AT, String(Date.now()));
  await (await caches.open(MINE + mark)).put(path, new Response(text, { headers }));
};

// The cases on the list, so that they can be read offline without having been opened.
const keepListed = async (mark, text) => {
  const paths = new Set(Array.from(text.matchAll(/href="(\/cases\/[0-9a-f-]{36}\/)"/g), one => one[1]));
  const cache = await caches.open(MINE + mark);
  for (const path of [...paths].slice(0, MOST_CASES)) {
    const kept = await cache.match(path);
    if (kept && Date.now() - Number(kept.headers.get(KEPT_AT)) < HOUR) continue;
    const answer = await fetch(path, { credentials: "same-origin", headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.status !== 200 || answer.redirected || answer.headers.get(MARK) !== mark) continue;
    await keep(mark, path, answer, await answer.text());
  }
};

const withoutLine = async (request, url) => {
  const mark = await (await (await caches.open(STATE)).match("/mark"))?.text();
  if (mark && request.method === "GET" && CASES.test(url.pathname) && !url.search) {
    const cache = await caches.open(MINE + mark), kept = await cache.match(url.pathname);
    const at = Number(kept?.headers.get(KEPT_AT));
    if (kept && Date.now() - at < LONGEST) return copy(kept, at);
    if (kept) await cache.delete(url.pathname);
  }
  const offline = await (await caches.open(SHELL_CACHE)).match(OFFLINE);
  return offline ? new Response(offline.body, { status: 503, headers: offline.headers }) : Response.error();
};

// A kept page says that it is one, and since when; its language is its own.
const copy = async (kept, at) => {
  const text = await kept.text(), english = /<html lang="en"/.test(text);
  const when = new Date(at).toLocaleString(english ? "en" : "zh-CN", { dateStyle: "medium", timeStyle: "short" });
  const notice = `<div class="wrap"><div class="notice notice-warn" role="status"><p>${(english ? SAID.en : SAID.zh).replace("{at}", when)}</p></div></div>`;
  return new Response(text.replace(/<main[^>]*>/, main => main + notice), { headers: kept.headers });
};
