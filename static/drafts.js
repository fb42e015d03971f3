// What is typed but not yet saved stays on this device: through a lost line, a crash, an expired session.
//
// A form takes part by being <form data-draft data-version="…"> on a page that includes
// components/drafts.html (which brings the account's mark and key, the notices, and this file).
// data-version is what the server holds for this form (portal.web.device.version_of); with it an older
// draft is told from a newer page without asking any clock.
//
//   drafts.keep(form)                    keep what stands in the form now; done by itself at every input
//   drafts.stamp(form)                   number of the last keep: take it when sending …
//   drafts.forget(form, stamp, version)  … and give it back once the server has it: later typing stays
//   drafts.wipe()                        every draft of every account; done by itself at sign-out
//   drafts.written(form), drafts.fill(form, said)   what stands in the controls, by name; put it (back) there
//   drafts.sender = async form => …      sends a form, true once saved; by default a post with then=keep
//   form events: drafts:restored, drafts:saved (detail: the server's answer)
//
// Kept in localStorage, sealed with AES-GCM under a key that only pages of the signed-in account carry:
// after sign-out or an expired session nobody can read it here, and the same person gets it back. Files
// and passwords are not kept. Gone after seven days. Without WebCrypto (plain http) nothing is kept.
(() => {
  const meta = name => document.querySelector(`meta[name="${name}"]`)?.content || "";
  const mark = meta("account-mark"), secret = meta("draft-key");
  const PREFIX = "draft:", LONGEST_KEPT = 7 * 24 * 3600 * 1000, PAUSE = 300, AGAIN = 15000;
  const usable = Boolean(mark && secret && window.crypto?.subtle);
  const forms = new Map(); // form -> what is known about it

  const stored = () => {
    try { return Object.keys(localStorage).filter(name => name.startsWith(PREFIX)); } catch { return []; }
  };
  const drop = name => { try { localStorage.removeItem(name); } catch { /* no storage, no draft */ } };
  const read = name => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
  let over = false; // signed out: nothing is kept any more
  const wipe = () => { over = true; stored().forEach(drop); };

  const place = form => `${PREFIX}${mark}:${new URL(form.action || location.href).pathname}`;
  const about = form => {
    if (!forms.has(form)) forms.set(form, { stamp: 0, forgotten: 0, version: form.dataset.version || "", left: null });
    return forms.get(form);
  };

  const bytes = text => new TextEncoder().encode(text);
  const key = usable && crypto.subtle.importKey(
    "raw", Uint8Array.from(atob(secret), one => one.charCodeAt(0)), "AES-GCM", false, ["encrypt", "decrypt"],
  );
  const packed = buffer => btoa(Array.from(new Uint8Array(buffer), one => String.fromCharCode(one)).join(""));
  const unpacked = text => Uint8Array.from(atob(text), one => one.charCodeAt(0));
  const sealed = async (name, content) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = { name: "AES-GCM", iv, additionalData: bytes(name) };
    return { iv: packed(iv), data: packed(await crypto.subtle.encrypt(how, await key, bytes(JSON.stringify(content)))) };
  };
  const opened = async (name, kept) => {
    const how = { name: "AES-GCM", iv: unpacked(kept.iv), additionalData: bytes(name) };
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, await key, unpacked(kept.data))));
  };

  const LEFT_OUT = new Set(["hidden", "file", "password", "submit", "button", "image", "reset"]);
  const controls = form => [...form.elements].filter(one => one.name && one.type && !LEFT_OUT.has(one.type));
  const ticked = one => one.type === "radio" || one.type === "checkbox";
  const written = form => {
    const said = {};
    for (const one of controls(form)) {
      said[one.name] ??= [];
      if (ticked(one)) { if (one.checked) said[one.name].push(one.value); }
      else if (one.type === "select-multiple") said[one.name].push(...[...one.selectedOptions].map(each => each.value));
      else said[one.name].push(one.value);
    }
    return said;
  };
  const same = (one, other) => Object.keys(one).every(name => JSON.stringify(one[name]) === JSON.stringify(other[name]));

  // Puts kept values into the controls there are; gives back what has no control (yet).
  const fill = (form, said) => {
    const left = { ...said }, nth = {}, changed = [];
    for (const one of controls(form)) {
      const values = said[one.name];
      if (!values) continue;
      delete left[one.name];
      const before = ticked(one) ? one.checked : one.value;
      if (ticked(one)) one.checked = values.includes(one.value);
      else if (one.type === "select-multiple") for (const each of one.options) each.selected = values.includes(each.value);
      else one.value = values[nth[one.name] = (nth[one.name] ?? -1) + 1] ?? one.value;
      if (before !== (ticked(one) ? one.checked : one.value)) changed.push(one);
    }
    for (const one of changed) for (const kind of ["input", "change"]) one.dispatchEvent(new Event(kind, { bubbles: true }));
    return left;
  };

  const keep = async (form, sent = false) => {
    if (!usable || over) return 0;
    const known = about(form), stamp = ++known.stamp, name = place(form);
    known.wait = clearTimeout(known.wait);
    const content = { said: { ...known.left, ...written(form) } };
    const kept = { at: Date.now(), base: known.version, sent, ...await sealed(name, content) };
    if (over || known.forgotten >= stamp || known.stamp > stamp) return stamp;
    try { localStorage.setItem(name, JSON.stringify(kept)); } catch { /* full: the page itself still holds it */ }
    return stamp;
  };

  const forget = (form, stamp = about(form).stamp, version = undefined) => {
    const known = about(form);
    known.forgotten = Math.max(known.forgotten, stamp);
    if (version !== undefined) known.version = version;
    if (stamp < known.stamp) { keep(form); return; } // typed since: kept anew, on top of what was saved
    known.wait = clearTimeout(known.wait);
    clearTimeout(known.again);
    known.left = null;
    drop(place(form));
  };

  const post = async form => {
    const content = new FormData(form);
    content.set("then", "keep");
    const answer = await fetch(form.action || location.href, {
      method: "POST", body: new URLSearchParams(content), headers: { Accept: "application/json" }, credentials: "same-origin",
    });
    if (!answer.ok || !(answer.headers.get("content-type") || "").includes("json")) return false;
    return answer.json();
  };
  const send = async form => {
    const known = about(form), stamp = known.stamp;
    clearTimeout(known.again);
    let answer = false;
    try { answer = await (api.sender || post)(form); } catch { /* still no line */ }
    if (!answer) { known.again = setTimeout(() => outstanding(form) && send(form), AGAIN); return; }
    if (!api.sender) forget(form, stamp, answer.version);
    form.dispatchEvent(new CustomEvent("drafts:saved", { bubbles: true, detail: answer }));
  };
  const outstanding = form => Boolean(read(place(form)));

  const tell = (form, which) => {
    const notice = document.getElementById(`draft-${which}`)?.content.firstElementChild?.cloneNode(true);
    document.querySelectorAll("[data-draft-notice]").forEach(one => one.remove());
    if (!notice) return null;
    notice.dataset.draftNotice = which;
    form.before(notice);
    notice.querySelector("[data-draft-drop]")?.addEventListener("click", () => { forget(form); location.reload(); });
    return notice;
  };
  const put = (form, said) => {
    const known = about(form);
    known.left = fill(form, said);
    if (!Object.keys(known.left).length) known.left = null;
    tell(form, "restored");
    form.dispatchEvent(new CustomEvent("drafts:restored", { bubbles: true }));
    keep(form).then(() => navigator.onLine && send(form));
  };
  const restore = async form => {
    const name = place(form), kept = read(name), known = about(form);
    if (!kept) return;
    let content;
    try { content = await opened(name, kept); } catch { drop(name); return; } // of another key: nobody's any more
    const here = Object.fromEntries(Object.entries(content.said).filter(([one]) => form.elements[one]));
    if (same(here, written(form))) { forget(form); return; }
    if (kept.base === known.version) { put(form, content.said); return; }
    if (kept.sent) { forget(form); return; } // it arrived, and the page shows what became of it
    tell(form, "offered")?.querySelector("[data-draft-use]")?.addEventListener("click", () => put(form, content.said));
  };

  const api = window.drafts = { keep, forget, wipe, stamp: form => about(form).stamp, sender: null, written, fill };

  document.addEventListener("submit", event => {
    if (/\/logout\/$/.test(new URL(event.target.action || location.href).pathname)) wipe();
    else if (event.target.matches("[data-draft]")) keep(event.target, true);
  }, true);

  const begin = () => {
    const now = Date.now();
    for (const name of stored()) {
      const kept = read(name);
      if (!kept || now - kept.at > LONGEST_KEPT || (mark && !name.startsWith(`${PREFIX}${mark}:`))) drop(name);
    }
    if (!usable) return;
    const mine = [...document.querySelectorAll("form[data-draft]")];
    document.addEventListener("input", event => {
      const form = event.target.closest?.("form[data-draft]");
      if (!form || !event.isTrusted) return;
      const known = about(form);
      clearTimeout(known.wait);
      known.wait = setTimeout(() => keep(form), PAUSE);
    });
    document.addEventListener("htmx:afterSettle", () => {
      for (const form of mine) {
        const known = about(form);
        if (known.left) { known.left = fill(form, known.left); if (!Object.keys(known.left).length) known.left = null; }
      }
    });
    addEventListener("pagehide", () => mine.forEach(form => about(form).wait && keep(form)));
    addEventListener("online", () => mine.forEach(form => outstanding(form) && send(form)));
    mine.forEach(restore);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
