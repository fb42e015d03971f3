// Taking in at the counter: the page saves itself, Enter goes to the next field, and what an answer
// shows or hides is drawn anew around the cursor. Without this script every block has its own button.
const page = document.querySelector("[data-intake]");

const say = (text, failed = false) => {
  const status = page.querySelector("[data-status]");
  status.textContent = text;
  status.classList.toggle("i-failed", failed);
};
const fieldsIn = root => [...root.querySelectorAll("input:not([type=hidden]), select, textarea, button[data-more]")]
  .filter(one => !one.disabled && one.offsetParent !== null);

const touched = new WeakMap(); // form -> names changed since they were last saved
const namesOf = form => touched.get(form) || touched.set(form, new Set()).get(form);
const waiting = new Set(); // forms to be saved
const unkept = new Set(); // forms that an ended session had no more room for
let running = false, sending = 0, last = Promise.resolve(), timer = 0, ended = false, again = 0, locked = false;

const boxOf = (form, name) => form.querySelector(`[data-field="${CSS.escape(name)}"]`);
const tell = (form, answer, sent) => {
  for (const [name, mark] of Object.entries(answer.was || {})) {
    const hidden = form.elements[`was-${name}`];
    if (hidden) hidden.value = mark;
  }
  for (const box of form.querySelectorAll("[data-field]")) {
    const name = box.dataset.field;
    if (name in (answer.notes || {})) box.querySelector("[data-note]").textContent = answer.notes[name];
    if (!sent.has(name)) continue;
    const message = answer.problems?.[name] || "";
    box.querySelector("[data-errors]").textContent = message;
    box.classList.toggle("i-bad", Boolean(message));
    for (const one of box.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (message) one.setAttribute("aria-invalid", "true"); else one.removeAttribute("aria-invalid");
    }
    const origin = box.querySelector(".i-origin");
    if (origin) origin.remove();
  }
};

// What is drawn anew keeps what was typed meanwhile, and the cursor.
const redraw = (key, html) => {
  const old = page.querySelector(`[data-part="${CSS.escape(key)}"]`);
  const template = document.createElement("template");
  template.innerHTML = html;
  const fresh = template.content.firstElementChild;
  if (!old) return fresh;
  const active = document.activeElement, id = old.contains(active) ? active.id : "";
  const place = id && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  const typed = [...old.querySelectorAll("form.i-sheet")].flatMap(form => [...namesOf(form)].map(name => [form, name]));
  old.replaceWith(fresh);
  for (const [form, name] of typed) {
    const same = [...fresh.querySelectorAll("form.i-sheet")].find(one => one.elements["row-id"]?.value === form.elements["row-id"]?.value);
    const from = form.elements[name], to = same?.elements[name];
    if (!from || !to) continue;
    if ("value" in from && !(from instanceof RadioNodeList && from[0].type === "checkbox")) to.value = from.value;
    namesOf(same).add(name);
    waiting.add(same);
  }
  const again = id && document.getElementById(id);
  if (again) {
    again.focus();
    if (place && again.setSelectionRange && again.type !== "date") try { again.setSelectionRange(...place); } catch { /* no text */ }
  }
  return fresh;
};

// Nothing is drawn anew under a hand in the middle of a word or of a date. The server goes on hearing the old
// shape of such a part: it comes with the answer to what is kept once the word or the date is complete.
let composing = false;
const halfway = one => composing || (one.type === "date" && (one.validity.badInput || (one.value !== "" && one.value < "1000")));
const putOff = part => {
  const one = document.activeElement, form = one?.closest("form.i-sheet");
  if (!form || !part?.contains(form) || !halfway(one)) return false;
  for (const kind of ["blur", "compositionend"]) one.addEventListener(kind, () => soon(form, 50), { once: true });
  return true;
};

const shapes = () => JSON.stringify(Object.fromEntries([...page.querySelectorAll("[data-part]")].map(one => [one.dataset.part, one.dataset.shape])));

const apply = answer => {
  const list = page.querySelector("[data-parts]");
  for (const key of answer.gone || []) list.querySelector(`[data-part="${CSS.escape(key)}"]`)?.remove();
  for (const [key, html] of Object.entries(answer.parts || {})) {
    const there = list.querySelector(`[data-part="${CSS.escape(key)}"]`);
    if (putOff(there)) continue;
    const fresh = redraw(key, html);
    if (!there) list.append(fresh);
  }
  for (const key of answer.order || []) { // only what came anew is moved: moving takes the cursor
    const one = list.querySelector(`[data-part="${CSS.escape(key)}"]`);
    const before = answer.order[answer.order.indexOf(key) - 1];
    const last = before && list.querySelector(`[data-part="${CSS.escape(before)}"]`);
    if (one && last && one.previousElementSibling !== last) last.after(one);
  }
  for (const [key, html] of Object.entries(answer.said || {})) {
    const said = list.querySelector(`[data-part="${CSS.escape(key)}"] [data-said]`);
    if (said && said.innerHTML !== html) said.innerHTML = html;
  }
  if (answer.steps) page.querySelector("[data-steps]").innerHTML = answer.steps;
};

// Kept all the same until somebody has signed in, so everything goes on being sent. What is said already
// is not said anew: the way to sign in stays under the pointer.
const signIn = address => {
  ended = true;
  const words = `${unkept.size ? page.dataset.unkept : page.dataset.expired} `, status = page.querySelector("[data-status]");
  if (status.textContent === words + page.dataset.signIn) return;
  say(words, true);
  status.append(Object.assign(document.createElement("a"), { href: address, textContent: page.dataset.signIn, className: "c-go" }));
};
const signedIn = () => {
  ended = false;
  for (const form of unkept) waiting.add(form);
  unkept.clear();
};

const send = async (form, then) => {
  const content = new FormData(form), sent = new Set(namesOf(form));
  content.set("then", then);
  content.set("shapes", shapes());
  namesOf(form).clear();
  if (!ended) say(page.dataset.saving); // else the way to sign in stays in its place
  try {
    locked = false;
    const reply = await fetch(form.action, { method: "POST", body: new URLSearchParams(content), credentials: "same-origin", headers: { Accept: "application/json" } });
    if (reply.status === 401 && !(reply.headers.get("content-type") || "").includes("json")) {
      for (const name of sent) namesOf(form).add(name);
      waiting.add(form); // whoever stays on the page, warned, still has it to be saved
      location.reload();
      return null;
    }
    locked = reply.status === 423; // whoever unlocks the screen finds it kept, a moment later
    if (locked || !(reply.headers.get("content-type") || "").includes("json")) throw new Error(reply.status);
    const answer = await reply.json();
    if (answer.sign_in) {
      if (answer.kept) unkept.delete(form);
      else { unkept.add(form); for (const name of sent) namesOf(form).add(name); }
      signIn(answer.sign_in);
      return answer;
    }
    unkept.delete(form);
    if (ended) signedIn();
    if (answer.refused) { say(answer.refused, true); return null; }
    if (form.isConnected) tell(form, answer, sent);
    apply(answer);
    say(`${page.dataset.saved} ${answer.shown || ""}`);
    page.dispatchEvent(new CustomEvent("intake-saved"));
    return answer;
  } catch {
    for (const name of sent) namesOf(form).add(name);
    waiting.add(form);
    clearTimeout(again);
    again = setTimeout(run, 5000);
    say(locked ? page.dataset.locked : page.dataset.unsaved, true);
    return null;
  }
};
const post = (form, then) => { // one after the other: two at once would be kept for two sessions
  const go = () => send(form, then);
  sending += 1;
  last = last.then(go, go).finally(() => { sending -= 1; });
  return last;
};

const run = async () => {
  if (running) return true;
  running = true;
  try {
    while (waiting.size) {
      const [form] = waiting;
      waiting.delete(form);
      if (!form.isConnected) continue;
      const before = waiting.size;
      if (!(await post(form, "keep")) && waiting.size >= before) return false;
    }
    return true;
  } finally { running = false; }
};
const soon = (form, pause) => {
  waiting.add(form);
  clearTimeout(timer);
  timer = setTimeout(run, pause);
};
const busy = () => waiting.size || running || sending;
const settled = async () => { // at most three seconds: without a network nobody is kept waiting
  const until = Date.now() + 3000;
  while (busy() && Date.now() < until) {
    if (!running && !(await run())) return;
    await new Promise(done => setTimeout(done, 20));
  }
};

const ask = async (form, then, focus) => {
  await settled();
  await post(form, then);
  focus?.();
};

if (page) {
  page.addEventListener("compositionstart", () => { composing = true; });
  page.addEventListener("compositionend", () => { composing = false; });
  page.classList.add("i-lively");
  page.addEventListener("input", event => {
    const form = event.target.closest("form.i-sheet");
    if (!form || !event.target.name || event.target.name === "then") return;
    namesOf(form).add(event.target.name);
    soon(form, 1500);
  });
  page.addEventListener("change", event => {
    const form = event.target.closest("form.i-sheet");
    if (!form) return;
    if (event.target.name === "then") {
      const part = form.closest("[data-part]").dataset.part, row = form.elements["row-id"]?.value, at = fieldsIn(form).indexOf(event.target);
      const then = event.target.value;
      if (!then) return;
      ask(form, then, () => {
        const fresh = [...page.querySelectorAll(`[data-part="${part}"] form.i-sheet`)].find(one => one.elements["row-id"]?.value === row);
        const open = one => (one.type === "radio" || one.type === "checkbox" ? !fresh.querySelector(`[name="${CSS.escape(one.name)}"]:checked`) : !one.value);
        const empty = fresh && fieldsIn(fresh).slice(Math.max(at, 0)).find(one => open(one) && one.tagName !== "BUTTON");
        (empty || (fresh && fieldsIn(fresh)[at]))?.focus();
      });
      return;
    }
    namesOf(form).add(event.target.name);
    soon(form, 30);
  });
  page.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.isComposing) return;
    const one = event.target;
    if (event.altKey) { // one more row of the list the cursor is in
      const more = one.closest("[data-part]")?.querySelector("[data-more]");
      if (more) { event.preventDefault(); more.click(); }
      return;
    }
    if (!one.closest("form.i-sheet") || one.tagName === "BUTTON" || (one.tagName === "TEXTAREA" && !event.ctrlKey)) return;
    event.preventDefault();
    const chosen = one.tagName === "SELECT" || one.type === "radio" || one.type === "checkbox";
    if (chosen && (waiting.size || running)) { // the answer may bring a field that comes next
      const id = one.id;
      settled().then(() => onward(document.getElementById(id) || one, event.shiftKey));
    } else onward(one, event.shiftKey);
  });
  const onward = (one, back) => {
    const fields = fieldsIn(page).filter(field => field.tagName !== "BUTTON");
    let at = fields.indexOf(one) + 1;
    while (fields[at]?.type === "radio" && fields[at].name === one.name && fields[at].form === one.form) at += 1;
    let next = back ? fields[fields.indexOf(one) - 1] : fields[at];
    if (next?.type === "radio") next = fields.find(field => field.name === next.name && field.form === next.form && field.checked) || next;
    next?.focus();
    if (next?.select && next.type !== "radio" && next.type !== "checkbox") next.select();
  };
  page.addEventListener("click", event => {
    const more = event.target.closest("[data-more]");
    if (more) {
      event.preventDefault();
      const key = more.value, form = page.querySelector(`[data-part="${key}"] form.i-sheet`);
      ask(form, "more", () => {
        const rows = page.querySelectorAll(`[data-part="${key}"] form.i-sheet`);
        fieldsIn(rows[rows.length - 1])[0]?.focus();
      });
      return;
    }
    const remove = event.target.closest(".i-remove");
    if (remove) {
      event.preventDefault();
      waiting.delete(remove.form);
      ask(remove.form, "remove");
    }
  });
  page.addEventListener("submit", event => { // a button of the page waits for what is still being kept
    if (event.target.matches("form.i-sheet, .i-more") || !busy()) return;
    event.preventDefault();
    settled().then(() => event.target.submit());
  });
  page.querySelector("[data-status]").addEventListener("click", event => { // so does the way to sign in
    const link = event.target.closest("a");
    if (!link || !busy()) return;
    event.preventDefault();
    settled().then(() => location.assign(link.href));
  });
  addEventListener("beforeunload", event => { if (busy() || unkept.size) event.preventDefault(); });

  // Whoever signs elsewhere shows here by itself.
  const people = page.querySelector("[data-people]");
  if (people) setInterval(async () => {
    if (document.hidden || page.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) return;
    try {
      const reply = await fetch(location.pathname, { credentials: "same-origin" });
      if (!reply.ok) return;
      const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
      for (const id of ["signing", "filing"]) {
        const now = document.getElementById(id), next = fresh.getElementById(id);
        if (now && next && now.textContent !== next.textContent) now.replaceWith(next);
      }
    } catch { /* the next look will tell */ }
  }, 3000);
}

// A card on the reader fills in what it says, wherever the cursor is.
document.addEventListener("id-card", event => {
  for (const one of document.querySelectorAll("[data-reads-id]")) {
    const value = event.detail?.[one.dataset.readsId];
    if (value && (!document.activeElement?.matches("[data-reads-id]") || one.form === document.activeElement.form)) {
      one.value = value;
      one.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  const start = document.querySelector("[data-start]");
  if (start) start.elements.phone.focus();
});
for (const form of document.querySelectorAll("form[data-sure]")) form.addEventListener("submit", event => { if (!confirm(form.dataset.sure)) event.preventDefault(); });
