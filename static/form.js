// A page of the form that saves itself: on every change, and a moment after typing stops.
//
// One request at a time; what is typed meanwhile goes with the next. The server says what is wrong beside
// each field (only fields that were left are told), what a number means, and what changed elsewhere.
// Without a line the text stays on the device (drafts.js); without a session it waits for the sign-in.
(() => {
  const form = document.querySelector("form.page-form");
  if (!form || !window.fetch) return;
  const status = document.getElementById("saved");
  const PAUSE = 2000, LONG_TYPED = 18;
  let timer = 0, dirty = false, running = null, ended = false, leaving = false;
  const left = new Set(); // names of fields that were left: those are told what is wrong
  const touched = new Set(); // names changed since they were last saved

  const say = (text, kind = "") => {
    if (status.textContent === text) return;
    status.textContent = text;
    status.className = `saved ${kind}`.trim();
  };
  const field = name => form.querySelector(`[data-field="${CSS.escape(name)}"]`);

  const describe = (box, part, there) => {
    const controls = box.querySelectorAll("input:not([type=hidden]), select, textarea");
    const about = box.tagName === "FIELDSET" ? [box] : controls;
    for (const one of about) {
      const ids = new Set((one.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
      if (there) ids.add(part.id); else ids.delete(part.id);
      if (ids.size) one.setAttribute("aria-describedby", [...ids].join(" ")); else one.removeAttribute("aria-describedby");
    }
    if (part.matches("[data-errors]")) for (const one of controls) {
      if (there) one.setAttribute("aria-invalid", "true"); else one.removeAttribute("aria-invalid");
    }
  };
  const complain = (name, message) => {
    const box = field(name), part = box?.querySelector("[data-errors]");
    if (!part || (message && !left.has(name))) return;
    const now = part.textContent.trim();
    if (now === (message || "")) return;
    part.replaceChildren();
    if (message) {
      const line = document.createElement("span");
      line.className = "error";
      line.textContent = message;
      part.append(line);
    }
    box.classList.toggle("field-bad", Boolean(message));
    describe(box, part, Boolean(message));
  };
  const remark = (name, text) => {
    const box = field(name), part = box?.querySelector("[data-note]");
    if (!part || part.textContent === text) return;
    part.textContent = text;
    describe(box, part, Boolean(text));
  };
  const put = (name, value) => {
    const controls = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    if (!controls.length || touched.has(name) || controls.includes(document.activeElement)) return;
    if (controls[0].type === "radio") for (const one of controls) one.checked = one.value === value;
    else if (controls.length === 1 && controls[0].type !== "checkbox") controls[0].value = value;
  };

  const take = (answer, sent) => {
    for (const [name, mark] of Object.entries(answer.was)) {
      const hidden = form.elements[`was-${name}`];
      if (hidden) hidden.value = mark;
    }
    for (const [name, value] of Object.entries(answer.newer)) put(name, value);
    for (const box of form.querySelectorAll("[data-field]")) {
      const name = box.dataset.field;
      if (name in answer.notes) remark(name, answer.notes[name]);
      if (!touched.has(name) || left.has(name)) complain(name, sent.has(name) || left.has(name) ? answer.problems[name] : "");
    }
    if (answer.url) {
      form.action = answer.url;
      history.replaceState(null, "", answer.url);
    }
    form.dataset.version = answer.version;
    const text = `${form.dataset.saved} ${answer.shown}`;
    if (answer.elsewhere.length) say(`${form.dataset.elsewhere}${answer.elsewhere.join("、")}`, "failed");
    else if (dirty) say(form.dataset.saving); // typed on meanwhile: that goes next
    else say(text, "done");
  };

  const expired = address => {
    ended = true;
    say("", "failed");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = form.dataset.signIn;
    status.append(`${form.dataset.expired} `, link);
  };

  const save = async () => {
    if (ended || leaving) return false;
    clearTimeout(timer);
    if (running) { await running; if (!dirty) return true; }
    const content = new FormData(form), stamp = window.drafts?.stamp(form);
    const sent = new Set(touched);
    content.set("then", "keep");
    dirty = false;
    touched.clear();
    running = (async () => {
      try {
        const answer = await fetch(form.action || location.href, {
          method: "POST", body: new URLSearchParams(content), credentials: "same-origin",
          headers: { Accept: "application/json" },
        });
        if (!(answer.headers.get("content-type") || "").includes("json")) throw new Error(answer.status);
        const told = await answer.json();
        if (told.sign_in) { expired(told.sign_in); return false; }
        window.drafts?.forget(form, stamp, told.version);
        take(told, sent);
        return true;
      } catch {
        dirty = true;
        for (const name of sent) touched.add(name);
        say(form.dataset.unsaved, "failed");
        window.drafts?.keep(form);
        return false;
      }
    })();
    try { return await running; } finally { running = null; }
  };
  if (window.drafts) window.drafts.sender = () => save();

  const soon = pause => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };
  form.addEventListener("input", event => {
    if (!event.target.name) return;
    dirty = true;
    touched.add(event.target.name);
    if (event.target.value?.length >= LONG_TYPED && event.target.matches(".w-id")) { left.add(event.target.name); soon(200); }
    else soon(PAUSE);
  });
  form.addEventListener("change", event => {
    if (!event.target.name) return;
    dirty = true;
    touched.add(event.target.name);
    left.add(event.target.name);
    soon(50);
  });
  form.addEventListener("focusout", event => {
    if (!event.target.name || !event.target.value) return;
    left.add(event.target.name);
    if (dirty) soon(50);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && dirty) save(); });

  // A request still under way would arrive after the page's own and bring back older text: it is awaited.
  form.addEventListener("submit", event => {
    clearTimeout(timer);
    if (leaving) { event.preventDefault(); return; } // the second click of a double click
    leaving = true;
    setTimeout(() => { leaving = false; }, 5000);
    if (!running) return;
    event.preventDefault();
    const button = event.submitter;
    Promise.race([running, new Promise(done => setTimeout(done, 3000))]).then(() => {
      if (button?.name) {
        const hidden = document.createElement("input");
        Object.assign(hidden, { type: "hidden", name: button.name, value: button.value });
        form.append(hidden);
      }
      form.submit();
    });
  });
  addEventListener("pageshow", event => { leaving = false; if (event.persisted) save(); });

  // A choice may bring other controls: the server draws all of them anew. An answer to an earlier choice is
  // not drawn, what is typed until they are here is put into the new ones, and nothing is taken from under a
  // word that is still being composed.
  const meanwhile = new Set(); // names changed since the controls were asked for
  const asked = new WeakMap(); // request -> how many choices had been made
  let choices = 0, composing = false, putOff = null, typed = {};
  const decides = one => one.hasAttribute("hx-post");
  form.addEventListener("change", event => { if (decides(event.target)) choices += 1; }, true); // before htmx asks
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, event => { if (event.target.name && !decides(event.target)) meanwhile.add(event.target.name); });
  }
  form.addEventListener("compositionstart", () => { composing = true; });
  form.addEventListener("compositionend", () => {
    composing = false;
    if (putOff) setTimeout(() => { putOff?.dispatchEvent(new Event("change", { bubbles: true })); putOff = null; });
  });
  document.addEventListener("htmx:beforeRequest", event => {
    clearTimeout(timer);
    meanwhile.clear();
    asked.set(event.detail.xhr, choices);
  });
  document.addEventListener("htmx:beforeSwap", event => {
    if (asked.get(event.detail.xhr) !== choices) {
      event.detail.shouldSwap = false;
      return;
    }
    if (composing) {
      event.detail.shouldSwap = false;
      putOff = event.detail.requestConfig.elt;
      return;
    }
    const here = window.drafts?.written(form) || {};
    typed = Object.fromEntries([...meanwhile].filter(name => name in here).map(name => [name, here[name]]));
  });
  document.addEventListener("htmx:afterSwap", () => window.drafts?.fill(form, typed));
  document.addEventListener("htmx:afterSettle", () => { if (dirty) soon(50); });
})();
