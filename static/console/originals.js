// One material at the counter: camera, scanner, file; the page's own parts are brought up to date
// from the server, which draws them all. Every step also works as a plain form.
import { Camera } from "./camera.js";

const room = document.querySelector("[data-originals]");
const at = room.dataset.originals;
const PARTS = ["told", "tray", "scanner", "viewer"];

const csrf = () => room.querySelector("[name=csrfmiddlewaretoken]").value;

async function send(url, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) body.append(name, value, "camera.jpg");
    else body.append(name, value);
  }
  const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": csrf() }, credentials: "same-origin" });
  if (answer.redirected && new URL(answer.url).pathname.includes("/login/")) return location.reload();
  await brought(await answer.text());
  return answer.ok;
}

async function refresh() {
  const answer = await fetch(at, { credentials: "same-origin" });
  if (answer.ok && !answer.redirected) await brought(await answer.text());
}

async function brought(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const id of PARTS) {
    const here = document.getElementById(id), there = page.getElementById(id);
    // a viewer that shows what is there already keeps its place
    if (!here || !there || id === "viewer" || plain(here) === plain(there)) continue;
    const ticked = here.querySelector("[data-compared]")?.checked;
    here.replaceChildren(...there.childNodes);
    const tick = here.querySelector("[data-compared]");
    if (tick && ticked) tick.checked = true;
  }
  const last = document.querySelector("#tray .o-pages li:last-child");
  last?.scrollIntoView({ block: "nearest" });
}

// without the token, which is another one each time
function plain(part) {
  const copy = part.cloneNode(true);
  for (const one of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) one.remove();
  return copy.innerHTML;
}

// --- tabs

function open(tab) {
  for (const panel of room.querySelectorAll("[data-panel]")) panel.toggleAttribute("data-shown", panel.dataset.panel === tab);
  for (const link of room.querySelectorAll("[data-tab]")) link.toggleAttribute("aria-current", link.dataset.tab === tab);
  sessionStorage.setItem("originals tab", tab);
}

room.classList.add("o-live");
const named = location.hash.slice(1);
const known = ["camera", "scanner", "file"];
open(known.includes(named) ? named : sessionStorage.getItem("originals tab") || "camera");
room.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-tab]");
  if (tab) { event.preventDefault(); open(tab.dataset.tab); }
  if (event.target.closest("[data-refresh]")) { event.preventDefault(); refresh(); }
});

// --- camera

const box = room.querySelector("[data-camera]");
const camera = new Camera(box, async (picture) => {
  const kept = await send(at, { file: picture }).catch(() => false);
  const told = box.querySelector("[data-camera-told]");
  told.hidden = kept !== false;
  if (kept === false && !document.querySelector("#told .c-notice")) told.textContent = box.dataset.lost;
  else told.hidden = true;
});
const again = () => room.querySelector("#tray .o-pages li:last-child [value=remove]")?.click();
room.querySelector("[data-again]").addEventListener("click", again);

// --- pages of the tray, without loading the whole page anew

room.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-page]");
  if (!form) return;
  event.preventDefault();
  send(form.action, { do: event.submitter.value });
});
room.querySelector("#files").addEventListener("change", (event) => {
  if (event.target.files.length) event.target.form.requestSubmit();
});

// --- new scans appear by themselves while somebody looks

setInterval(() => {
  const shown = room.querySelector("#scanner[data-shown]");
  if (shown && !document.hidden && !shown.querySelector(":checked ~ :focus")) {
    const ticked = [...shown.querySelectorAll("input:checked")].map((one) => one.value);
    refresh().then(() => {
      const boxes = [...document.querySelectorAll("#scanner input[name=scan]")];
      if (ticked.length) for (const one of boxes) one.checked = ticked.includes(one.value) || one.checked;
    });
  }
}, 4000);

// --- keys

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
  if (/^[a-z]$/i.test(event.key) && localStorage.getItem("console-keys") === "off") return; // WCAG 2.1.4
  const own = event.target.closest("button, a, summary, label");
  const shutter = event.target.closest("[data-shutter]");
  if ((event.key === " " || event.key === "Enter") && camera.live && (!own || shutter)) {
    event.preventDefault();
    camera.take();
  } else if (event.key === "Backspace" && camera.live) {
    event.preventDefault();
    again();
  } else if (event.key.toLowerCase() === "y") {
    const tick = room.querySelector("[data-compared]");
    if (tick) tick.checked = !tick.checked;
  } else if (event.key.toLowerCase() === "s") {
    room.querySelector("[data-make]")?.requestSubmit();
  }
});
