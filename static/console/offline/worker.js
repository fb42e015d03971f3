// The console's service worker. portal.console.offline.worker fills in the first line; another shell is another version.
const { VERSION, PAGE, SHELL } = {};

// Kept for working without a line: the blank offline page and what it needs, nothing else. No page
// with anybody's data is ever kept. The page goes at sign-out, with the key to what is sealed here.
const CACHE = `desk-${VERSION}`, PATIENCE = 6000;

const keepPage = async () => {
  const answer = await fetch(new Request(PAGE, { cache: "reload", credentials: "same-origin" }));
  if (answer.status !== 200 || answer.redirected) throw new Error("not signed in");
  await (await caches.open(CACHE)).put(PAGE, answer);
};

addEventListener("install", event => event.waitUntil((async () => {
  await (await caches.open(CACHE)).addAll(SHELL.map(url => new Request(url, { cache: "reload" })));
  await keepPage();
  await skipWaiting();
})()));

addEventListener("activate", event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("desk-") && name !== CACHE) await caches.delete(name);
  await clients.claim();
})()));

// Somebody is signed in (again): have the page ready.
addEventListener("message", event => {
  if (event.data !== "ready?") return;
  event.waitUntil((async () => {
    if (!await (await caches.open(CACHE)).match(PAGE)) await keepPage().catch(() => {});
  })());
});

addEventListener("fetch", event => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && url.pathname.endsWith("/logout/")) event.waitUntil(forget());
  else if (request.method !== "GET") return;
  else if (request.mode === "navigate") event.respondWith(url.pathname === PAGE ? page(event, request) : other(request));
  else if (SHELL.includes(url.pathname)) event.respondWith(fixed(request, url));
});

const fixed = async (request, url) => await (await caches.open(CACHE)).match(url.pathname) ?? fetch(request);

const kept = async () => await (await caches.open(CACHE)).match(PAGE);

const page = async (event, request) => {
  let answer;
  try {
    answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  } catch { return await kept() ?? Response.error(); }
  if (answer.status >= 500) return await kept() ?? answer;
  if (answer.status === 200 && !answer.redirected && answer.type === "basic") {
    const copy = answer.clone();
    event.waitUntil(caches.open(CACHE).then(cache => cache.put(PAGE, copy)));
  }
  return answer;
};

// Any other page of the desk: from the network or not at all; without one the way is to the offline page.
const other = async request => {
  try { return await fetch(request); } catch { return await kept() ? Response.redirect(PAGE) : Response.error(); }
};

const forget = async () => {
  await (await caches.open(CACHE)).delete(PAGE);
  await new Promise(done => {
    const asked = indexedDB.open("desk-offline");
    asked.onerror = done;
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onsuccess = () => {
      const change = asked.result.transaction("meta", "readwrite");
      change.objectStore("meta").delete("owner");
      change.oncomplete = change.onerror = () => { asked.result.close(); done(); };
    };
  });
};
