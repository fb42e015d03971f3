// On every page of the desk: whether there is a network, and how many cases wait on this device. Keeps
// the device ready for the hour without one: worker, key, clock, numbers.
import { forgetOwner, onChange, owner } from "./store.js";
import { contact, Down, reachable, SignedOut } from "./line.js";
import { left, topUp } from "./numbers.js";
import { sealedForOthers, synchronise, waiting } from "./sync.js";

const place = document.getElementById("offline-state"), words = place.dataset;
const AGAIN = 20000;
let up = true, session = true, syncing = false, settled = false;

// `settled`: the server was asked whose desk this is now, or cannot be asked.
export const state = () => ({ up, session, syncing, settled });
const listeners = new Set();
export const onState = each => listeners.add(each);

const draw = async () => {
  const mine = await owner(), all = await waiting();
  const own = all.filter(one => one.mark === mine?.mark).length, others = mine ? await sealedForOthers(mine.mark) : all.length;
  const free = mine ? await left(mine.mark) : 0;
  const texts = [up ? "" : words.down];
  if (own) texts.push((syncing ? words.syncing : words.waiting).replace("{count}", own));
  if (own && up && !session) texts.push(words.signIn);
  if (others) texts.push(words.others.replace("{count}", others));
  if (!texts.join("")) texts.push(words.up.replace("{count}", free));
  place.dataset.mood = !up ? "down" : own || others ? "waiting" : "up";
  place.querySelector("[data-text]").textContent = texts.filter(Boolean).join(" · ");
  place.querySelector("[data-sync]").hidden = !(own && up && session) || syncing;
  place.hidden = false;
  listeners.forEach(each => each());
};

export const bring = async () => {
  if (syncing) return;
  syncing = true;
  await draw();
  try {
    const how = await synchronise();
    if (how === "down") up = false;
    session = how !== "signed_out";
    if (how === "done") up = true;
  } finally { syncing = false; await draw(); }
};

// The line has come, or a page has opened: get ready, and bring what waits.
const ready = async () => {
  try {
    const told = await contact();
    up = session = settled = true;
    await topUp(told);
  } catch (error) {
    if (error instanceof Down) up = false;
    else if (error instanceof SignedOut) session = false;
  }
  settled = true;
  if (up && session && (await waiting((await owner())?.mark)).some(one => one.state === "waiting")) await bring();
  await draw();
};

const look = async () => {
  if (document.visibilityState === "hidden") return;
  const there = await reachable(), mark = (await owner())?.mark;
  const again = there && !up;
  up = there;
  const stuck = there && session && !syncing && (await waiting(mark)).some(one => one.state === "waiting");
  if (again || stuck) await ready(); else await draw();
};

// Who signs out with cases still here is told; the key goes, the cases stay sealed until they are back.
const leaving = async event => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !new URL(form.action).pathname.endsWith("/logout/") || form.dataset.gone) return;
  event.preventDefault();
  const count = (await waiting((await owner())?.mark)).length;
  if (count && !confirm(words.leaving.replace("{count}", count))) return;
  await forgetOwner();
  form.dataset.gone = "1";
  form.submit();
};

const begin = async () => {
  addEventListener("online", ready);
  addEventListener("offline", () => { up = false; draw(); });
  document.addEventListener("submit", leaving);
  place.querySelector("[data-sync]").addEventListener("click", bring);
  onChange(draw);
  setInterval(look, AGAIN);
  await draw();
  await navigator.serviceWorker?.register(words.worker, { scope: "/console/", updateViaCache: "none" }).catch(() => {});
  navigator.serviceWorker?.ready.then(there => there.active?.postMessage("ready?"));
  await ready();
};
if (window.crypto?.subtle && window.indexedDB && navigator.locks) begin(); else place.remove();
