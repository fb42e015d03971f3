// The locked screen. The server locks by itself; this covers the page in place, so that what was
// being typed is still there afterwards, and tells the server that somebody is typing.

const lock = document.querySelector("#lock");
const form = document.querySelector("#lock-form");
const wrong = document.querySelector("#lock-wrong");
const proof = document.querySelector("#lock-proof");
const page = [...document.body.children].filter((one) => one !== lock);
const wait = Number(lock.dataset.seconds) * 1000;
const TOLD_EVERY = 60_000;
const LOOK_EVERY = 5_000;
const SHARED = "console-active"; // the moment of the last sign of life in any tab
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const plainFetch = window.fetch.bind(window);

let told = Date.now();
let before = null;

function post(address, body) {
  return plainFetch(address, { method: "POST", body, headers: { "X-CSRFToken": token, "X-Requested-With": "fetch" }, credentials: "same-origin" });
}

// ---------- up and down ----------

export function show() {
  if (lock.open) return;
  before = document.activeElement;
  for (const one of page) one.style.visibility = "hidden";
  wrong.hidden = true;
  lock.showModal();
  proof.focus();
  document.dispatchEvent(new CustomEvent("screen-locked"));
}

function hide() {
  for (const one of page) one.style.visibility = "";
  proof.value = "";
  lock.close();
  mark();
  told = Date.now();
  before?.focus?.();
  document.dispatchEvent(new CustomEvent("screen-unlocked"));
}

function say(text) {
  wrong.textContent = text;
  wrong.hidden = false;
  proof.select();
}

lock.addEventListener("cancel", (event) => event.preventDefault()); // Escape opens nothing

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  let answer;
  try {
    answer = await post(form.action, new FormData(form));
  } catch {
    return say(wrong.dataset.offline);
  }
  if (answer.status === 204) return hide();
  if (answer.status === 429) return say(wrong.dataset.later);
  if (answer.status === 422) return say(await answer.text());
  location.reload(); // signed out meanwhile
});

// ---------- who is there ----------

function mark() {
  try {
    localStorage.setItem(SHARED, String(Date.now()));
  } catch {
    /* a browser that keeps nothing counts for this tab alone */
  }
  active = Date.now();
}

let active = Date.now();

const latest = () => Math.max(active, Number(localStorage.getItem(SHARED)) || 0);

function alive() {
  if (lock.open) return;
  mark();
  if (Date.now() - told < TOLD_EVERY) return;
  told = Date.now();
  post(lock.dataset.awake).then((answer) => answer.status === 423 && show(), () => {});
}

for (const kind of ["keydown", "pointerdown", "wheel", "touchstart"]) {
  document.addEventListener(kind, alive, { passive: true, capture: true });
}

async function look() {
  if (lock.open || Date.now() - latest() < wait) return;
  try {
    await post(lock.dataset.lock);
  } catch {
    return; // without a network nobody could unlock: the next look tries again
  }
  show();
}

setInterval(look, LOOK_EVERY);
document.addEventListener("visibilitychange", look);
document.querySelectorAll("[data-lock-now]").forEach((one) => one.addEventListener("click", () => post(lock.dataset.lock).then(show, () => {})));

// ---------- what other scripts of the page are told ----------

window.fetch = async (...asked) => {
  const answer = await plainFetch(...asked);
  if (answer.status === 423) show();
  return answer;
};
document.addEventListener("htmx:responseError", (event) => event.detail.xhr.status === 423 && show());
mark();
