// The desk's hands: one search field, the scanner, the keyboard. Every page works without it.
import { listen } from "./scanner.js";

const KEYS = "console-keys"; // "off" switches single-key shortcuts off (WCAG 2.1.4)
const NEXT_KEY_WITHIN = 1500; // milliseconds between g and the letter of a place

const field = document.querySelector("#find-q");
const help = document.querySelector("#shortcuts");
const places = new Map([...document.querySelectorAll("[data-go]")].map((one) => [one.dataset.go, one]));

const keysOn = () => localStorage.getItem(KEYS) !== "off";
const writing = (one) => one.closest("input, textarea, select, [contenteditable]") !== null && !one.matches("[type=checkbox], [type=radio], [type=submit], [type=button]");

// ---------- rows ----------

const rows = () => [...document.querySelectorAll("#content tbody tr a.c-go, #content [data-row] a.c-go")].filter((one) => one.offsetParent !== null);

function walk(step) {
  const links = firstOfEachRow(rows());
  if (links.length === 0) return;
  const here = links.findIndex((one) => one.closest("tr, [data-row]") === document.activeElement?.closest("tr, [data-row]"));
  const at = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
  links[at].focus();
  links[at].scrollIntoView({ block: "nearest" });
}

function firstOfEachRow(links) {
  const seen = new Set();
  return links.filter((one) => {
    const row = one.closest("tr, [data-row]");
    return !seen.has(row) && seen.add(row);
  });
}

// ---------- keys ----------

let going = 0;

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && event.target === field) return field.blur();
  if (writing(event.target) || help.open) return;
  if (event.key.startsWith("Arrow") && document.activeElement?.closest("tbody tr, [data-row]")) return arrow(event);
  if (!keysOn()) return;
  const done = going > event.timeStamp ? go(event.key) : single(event.key, event.timeStamp);
  going = done === "going" ? event.timeStamp + NEXT_KEY_WITHIN : 0;
  if (done) event.preventDefault();
}

function arrow(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    walk(event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  }
}

function single(key) {
  switch (key) {
    case "/":
      field?.focus();
      field?.select();
      return field !== null;
    case "?":
      help.showModal();
      return true;
    case "j":
      walk(1);
      return true;
    case "k":
      walk(-1);
      return true;
    case "g":
      return "going";
    default:
      return press(document.querySelector(`[data-key="${CSS.escape(key)}"]`));
  }
}

const go = (key) => press(places.get(key));

function press(one) {
  if (!one || one.disabled) return false;
  one.click();
  return true;
}

document.addEventListener("keydown", onKey, { capture: true }); // a place after g comes before what a part of the page makes of its letter

// ---------- Alt and a letter, also while typing ----------

// the page's own access keys, whatever the browser would do with the same keys (Alt D is its address)
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !/^Key[A-Z]$/.test(event.code)) return;
  const wanted = document.querySelector(`[accesskey="${event.code.at(-1).toLowerCase()}"]`);
  if (!wanted || wanted.disabled || wanted.offsetParent === null) return;
  event.preventDefault();
  wanted.click();
});

// ---------- the scanner ----------

listen(document, (text) => {
  if (!field) return;
  field.value = text;
  field.form.requestSubmit();
});

// ---------- the list of shortcuts ----------

const list = help.querySelector("[data-places]");
for (const [key, link] of places) {
  const line = document.createElement("div");
  const [term, what] = [document.createElement("dt"), document.createElement("dd")];
  term.innerHTML = "<kbd>g</kbd> <kbd></kbd>";
  term.lastElementChild.textContent = key;
  what.textContent = [...link.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE).map((one) => one.data.trim()).join("");
  line.append(term, what);
  list.append(line);
}
for (const button of document.querySelectorAll("[data-help]")) button.addEventListener("click", () => help.showModal());

const keysSwitch = help.querySelector("[data-keys-switch]");
keysSwitch.checked = keysOn();
keysSwitch.addEventListener("change", () => localStorage.setItem(KEYS, keysSwitch.checked ? "on" : "off"));

// ---------- light and dark, the menu on a narrow screen ----------

const themes = document.querySelector("[data-theme-switch]");
if (themes) {
  const chosen = (localStorage.getItem("adminTheme") || "auto").replaceAll('"', "");
  themes.hidden = false;
  for (const radio of themes.querySelectorAll("input")) {
    radio.checked = radio.value === chosen;
    radio.addEventListener("change", () => {
      localStorage.setItem("adminTheme", JSON.stringify(radio.value));
      const dark = radio.value === "dark" || (radio.value === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
      document.documentElement.classList.toggle("dark", dark);
    });
  }
}

const menu = document.querySelector("#menu");
for (const button of document.querySelectorAll("[data-menu]")) {
  button.addEventListener("click", () => button.setAttribute("aria-expanded", String(menu.classList.toggle("c-side-open"))));
}
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(".c-me[open]")) if (!open.contains(event.target)) open.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll(".c-me[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
