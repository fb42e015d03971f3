/* Keeps the page of a case up to date: asks every half minute while somebody looks, and stops when
   the case is over. Without this file, reloading the page does the same. */
"use strict";

const region = document.getElementById("standing");
const told = document.getElementById("standing-told");
const PAUSE = 30_000;
const LONGEST = 300_000;
let pause = PAUSE;
let timer = 0;
let over = false;

function inUse() {
  const at = document.activeElement;
  return region.contains(at) && at !== document.body;
}

function openOnes() {
  return [...region.querySelectorAll("details")].map((one) => one.open);
}

function put(text) {
  const open = openOnes();
  const before = region.querySelector("#standing-where")?.textContent;
  region.innerHTML = text;
  region.querySelectorAll("details").forEach((one, place) => { one.open = Boolean(open[place]); });
  const now = region.querySelector("#standing-where")?.textContent;
  if (told && now && now !== before) told.textContent = now;
}

async function look() {
  timer = 0;
  if (document.hidden || over) return;
  try {
    const answer = await fetch(region.dataset.from, {
      headers: { "If-None-Match": region.dataset.mark, "X-Requested-With": "fetch" },
      cache: "no-store",
      redirect: "error",
    });
    if (answer.status === 200 && !inUse()) {
      put(await answer.text());
      region.dataset.mark = answer.headers.get("ETag") || "";
      pause = PAUSE;
    } else if (answer.status === 204) {
      location.reload();
    } else if (answer.status === 304 || answer.status === 200) {
      pause = PAUSE;
    } else {
      over = answer.status === 403 || answer.status === 404;
      pause = Math.min(pause * 2, LONGEST);
    }
    over = over || answer.headers.get("X-Case") === "over";
  } catch {
    pause = Math.min(pause * 2, LONGEST);
  }
  wait();
}

function wait() {
  if (!over && !timer && !document.hidden) timer = setTimeout(look, pause);
}

if (region?.dataset.from) {
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    timer = 0;
    if (!document.hidden && !over) look();
  });
  wait();
}
