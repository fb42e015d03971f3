// The editor over the two plain text areas: findings while one types, nothing lost. Without it the
// areas and buttons do the same, one page at a time.
import { completer } from "./workshop_words.js";

const form = document.querySelector("[data-workshop]");
const said = form.dataset;
const status = form.querySelector("[data-saved-at]");
const findings = document.querySelector(".w-findings");
const kept = `workshop-${said.edition}`;
const fields = ["text", "place", "note"];
const editors = new Map();
const json = { Accept: "application/json" };
let saving = null;
let stopped = "conflict" in said;
let last = now();

function now() {
  return JSON.stringify(Object.fromEntries(fields.map((name) => [name, form.elements[name].value])));
}

function later(wait, work) {
  let timer = 0;
  const soon = () => { clearTimeout(timer); timer = setTimeout(work, wait); };
  soon.never = () => clearTimeout(timer);
  return soon;
}

function dress(area) {
  const host = Object.assign(document.createElement("div"), { className: "w-ace" });
  area.after(host);
  const editor = ace.edit(host, {
    useWorker: false, mode: "ace/mode/yaml", value: area.value, useSoftTabs: true, tabSize: 2,
    showPrintMargin: false, fontSize: 13, scrollPastEnd: 0.2, enableKeyboardAccessibility: true,
    enableBasicAutocompletion: true, enableLiveAutocompletion: true,
    textInputAriaLabel: `${area.labels[0].textContent} (${said.keys})`,
  });
  editor.session.getUndoManager().reset();
  editor.completers = [completer(said.schema, area.name)];
  editor.on("change", () => { area.value = editor.getValue(); changed(); });
  area.hidden = true;
  editors.set(area.name, editor);
}

function keep() {
  try { localStorage.setItem(kept, now()); } catch { /* full or forbidden: the page still has it */ }
}

function changed() {
  keep();
  check();
  if (!stopped) save();
}

const check = later(350, async () => {
  findings.querySelector("[data-status]").textContent = said.checking;
  try {
    const answer = await fetch(said.check, { method: "POST", body: new FormData(form), headers: json });
    if (answer.ok) show((await answer.json()).findings);
  } catch { /* the next keystroke asks again */ }
  findings.querySelector("[data-status]").textContent = "";
});

function show(found) {
  findings.querySelector("[data-count]").textContent = found.length;
  findings.querySelector("[data-none]").hidden = found.length > 0;
  findings.querySelector("[data-findings]").replaceChildren(...found.map(entry));
  mark(found);
}

function entry(one) {
  const li = document.createElement("li");
  const go = Object.assign(document.createElement("a"), { href: "#text" });
  go.textContent = `${one.name} ${one.line ? said.line.replace("{line}", one.line) : ""}`;
  Object.assign(go.dataset, { file: one.file, line: one.line });
  const path = Object.assign(document.createElement("span"), { className: "c-mono c-soft c-small" });
  path.textContent = one.path;
  const words = document.createElement("p");
  const remedy = Object.assign(document.createElement("span"), { className: "w-remedy" });
  remedy.textContent = one.remedy;
  words.append(`${one.problem} `, remedy);
  li.append(go, " ", path, words);
  return li;
}

function mark(found) {
  for (const [name, editor] of editors) {
    const here = found.filter((one) => one.file === name && one.line);
    editor.session.setAnnotations(here.map((one) => (
      { row: one.line - 1, column: 0, type: "error", text: `${one.problem} ${one.remedy}` })));
  }
}

function standing() {
  return [...findings.querySelectorAll("[data-file]")].map((one) => ({
    file: one.dataset.file, line: Number(one.dataset.line),
    problem: one.closest("li").querySelector("p").textContent, remedy: "",
  }));
}

const save = later(2500, () => { saving = send().finally(() => { saving = null; }); });

async function send() {
  const sent = now();
  if (sent === last) return;
  status.textContent = said.saving;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: json });
    if (answer.ok) return saved(sent, await answer.json());
    if (answer.status === 423) { status.textContent = said.locked; return; }
    stopped = true;
    status.textContent = (await answer.json()).message;
  } catch { status.textContent = said.offline; }
}

function saved(sent, { revision }) {
  last = sent;
  for (const one of document.querySelectorAll("[data-seen]")) one.value = revision;
  if (now() === sent) localStorage.removeItem(kept);
  status.textContent = `${said.saved} ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
}

function offerKept() {
  const words = localStorage.getItem(kept);
  if (!words || words === last || stopped) return;
  const bar = Object.assign(document.createElement("div"), { className: "w-kept" });
  const button = (text, work) => {
    const made = Object.assign(document.createElement("button"), {
      type: "button", className: "c-btn c-btn-plain c-btn-small", textContent: text });
    made.addEventListener("click", () => { work(); bar.remove(); });
    return made;
  };
  bar.append(said.kept, button(said.take, () => take(JSON.parse(words))),
    button(said.drop, () => localStorage.removeItem(kept)));
  form.querySelector("header").after(bar);
}

function take(words) {
  for (const name of fields) {
    if (editors.has(name)) editors.get(name).setValue(words[name] ?? "", -1);
    else form.elements[name].value = words[name] ?? "";
  }
}

for (const area of form.querySelectorAll("[data-paper] textarea")) dress(area);
form.elements.note.addEventListener("input", changed);
mark(standing());
offerKept();

findings.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-file]");
  const editor = link && editors.get(link.dataset.file);
  if (!editor) return;
  event.preventDefault();
  editor.container.closest("details")?.setAttribute("open", "");
  editor.gotoLine(Number(link.dataset.line) || 1, 0, false);
  editor.container.scrollIntoView({ block: "nearest" });
  editor.focus();
});

form.addEventListener("submit", async (event) => {
  save.never();
  localStorage.removeItem(kept);
  if (!saving) return;
  event.preventDefault(); // what is on its way would make this page look stale
  const button = event.submitter;
  await saving;
  form.requestSubmit(button);
});
