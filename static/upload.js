// Sends files piece by piece (tus 1.0.0, see portal/web/resumable) and goes on after a broken line,
// a reload or a closed tab. Every sentence comes from the page. Without this script the plain form
// does the same in one go.

const box = document.querySelector("[data-upload]");
const words = JSON.parse(document.getElementById("upload-words").textContent);
const KB = 1024, MB = KB * KB;
const AT_ONCE = box?.dataset.kind === "page" ? 1 : 2; // pages keep their order
const TRIES = 12, STALLED = 30_000;
const LONG_EDGE = 2200, SHRINK_ABOVE = 1.5 * MB;
const MEMORY = "uploads", REMEMBERED_FOR = 3 * 24 * 3600_000;

const say = (name, values = {}) =>
  words[name].replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
const size = (bytes) => bytes < MB ? `${Math.max(1, Math.round(bytes / KB))} KB` : `${(bytes / MB).toFixed(1)} MB`;
const token = () => box.querySelector("[name=csrfmiddlewaretoken]").value;
const pause = (ms) => new Promise((go) => setTimeout(go, ms));
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const headers = (more) => ({ "Tus-Resumable": "1.0.0", "X-CSRFToken": token(), ...more });

// --- what this device remembers: where a file went, under a hash of its name, size and date

const remembered = () => {
  try {
    const all = JSON.parse(localStorage.getItem(MEMORY) || "{}");
    return Object.fromEntries(Object.entries(all).filter(([, one]) => Date.now() - one.at < REMEMBERED_FOR));
  } catch { return {}; }
};
const remember = (mark, url) => {
  const all = remembered();
  if (url) all[mark] = { url, at: Date.now() }; else delete all[mark];
  try { localStorage.setItem(MEMORY, JSON.stringify(all)); } catch { /* private mode: the server knows it too */ }
};

async function markOf(file, shrunk) {
  const told = [box.dataset.upload, box.dataset.replaces, file.name, file.size, file.lastModified, shrunk.size].join("|");
  const bytes = new TextEncoder().encode(told);
  if (crypto.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...digest.slice(0, 16)].map((one) => one.toString(16).padStart(2, "0")).join("");
  }
  let hash = 0xcbf29ce484222325n; // FNV-1a: only to find the file again
  for (const one of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(one)) * 0x100000001b3n);
  return hash.toString(16);
}

// --- photographs are shrunk and turned upright before they are sent; the server does it again

async function shrunk(file) {
  const picture = file.type.startsWith("image/");
  const known = ["image/jpeg", "image/png"].includes(file.type);
  if (!picture || (known && file.size <= SHRINK_ABOVE)) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, Math.max(LONG_EDGE / Math.max(bitmap.width, bitmap.height), 1200 / Math.min(bitmap.width, bitmap.height)));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
    if (!blob || (known && blob.size >= file.size)) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
  } catch { return file; }
}

// --- one line of the list for each file

class Row {
  constructor(name) {
    this.list = box.querySelector("[data-arriving]");
    this.line = document.createElement("li");
    this.words = document.createElement("span");
    this.words.className = "note";
    this.bar = document.createElement("progress");
    this.bar.max = 100;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", say("progress_of", { name }));
    this.buttons = document.createElement("span");
    this.buttons.className = "arriving-do";
    const title = document.createElement("strong");
    title.textContent = this.name = name;
    this.line.append(title, this.bar, this.words, this.buttons);
    this.list.append(this.line);
    this.list.hidden = false;
  }
  tell(name, values = {}) { this.words.textContent = say(name, values); }
  offer(...choices) {
    const had = this.buttons.contains(document.activeElement);
    this.buttons.replaceChildren(...choices.map(([name, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain-button";
      button.textContent = say(name);
      const whose = document.createElement("span");
      whose.className = "unseen";
      whose.textContent = ` ${this.name}`;
      button.append(whose);
      button.addEventListener("click", act);
      return button;
    }));
    if (had) this.buttons.querySelector("button")?.focus();
  }
  fail(sentence, link) {
    this.line.classList.add("failed");
    this.bar.remove();
    this.words.className = "error";
    this.words.textContent = sentence;
    if (link) this.words.append(" ", link);
    this.offer(["dismiss", () => this.leave()]);
    announce(`${this.name}：${sentence}`);
  }
  leave() {
    this.line.remove();
    this.list.hidden = !this.list.children.length;
  }
}

const announce = (sentence) => { box.querySelector("[data-said]").textContent = sentence; };

// --- one file on its way

class Refused extends Error {}
class SignedOut extends Error {}
class Stopped extends Error {}

class Sending {
  constructor(file) {
    this.file = file;
    this.row = new Row(file.name);
    this.row.tell("waiting");
    this.offset = 0;
    this.piece = 256 * KB;
    this.row.offer(["cancel", () => this.cancel()]);
  }
  get percent() { return this.blob ? Math.floor(this.offset * 100 / this.blob.size) : 0; }

  async run() {
    try {
      this.row.tell("preparing");
      this.blob = await shrunk(this.file);
      this.mark = await markOf(this.file, this.blob);
      await this.persist(() => this.begin());
      while (this.offset < this.blob.size) await this.persist(() => this.send());
      this.row.bar.value = 100;
      this.row.tell("checking");
      this.row.offer();
      await this.persist(() => this.finish());
      return true;
    } catch (error) {
      if (error instanceof SignedOut) this.row.fail(say("signed_out", { percent: this.percent }), signIn());
      else if (error instanceof Refused) this.row.fail(error.message);
      else if (!(error instanceof Stopped)) this.giveUp();
      return false;
    }
  }

  giveUp() {
    this.row.fail(say("try_again"));
    this.row.offer(["retry", () => { this.row.leave(); choose([this.file]); }], ["dismiss", () => this.row.leave()]);
  }

  // Until it works: a refusal ends it, a broken line does not.
  async persist(step) {
    for (let failures = 0; ;) {
      await this.held();
      try { return await step(); } catch (error) {
        if (error instanceof Refused || error instanceof SignedOut || error instanceof Stopped) throw error;
        if (this.paused) continue;
        if (++failures > TRIES) throw error;
        this.piece = Math.max(32 * KB, this.piece / 2);
        await this.wait(Math.min(30, 2 ** (failures - 1)));
        if (this.url) await this.whereWasI().catch((met) => { if (met instanceof Refused || met instanceof SignedOut) throw met; });
      }
    }
  }

  async wait(seconds) {
    const percent = this.percent;
    if (!navigator.onLine) {
      this.row.tell("offline", { percent });
      await new Promise((go) => addEventListener("online", go, { once: true }));
      return;
    }
    for (let left = seconds; left > 0 && !this.stopped && !this.paused; left--) {
      this.row.tell("retrying", { seconds: left, percent });
      await Promise.race([pause(1000), new Promise((go) => { this.hurry = go; })]);
    }
  }

  async begin() {
    const known = remembered()[this.mark];
    if (known && !this.url) {
      this.url = known.url;
      await this.whereWasI();
    }
    if (!this.url) await this.open();
    hideWhatIsUnderWay();
    if (this.offset) this.row.tell("resumed", { percent: this.percent });
  }

  async open() {
    const told = { filename: this.blob.name, kind: box.dataset.kind, fingerprint: this.mark, replaces: box.dataset.replaces || "" };
    const metadata = Object.entries(told).filter(([, value]) => value).map(([key, value]) => `${key} ${base64(value)}`).join(",");
    const answer = await ask("POST", box.dataset.upload, { "Upload-Length": this.blob.size, "Upload-Metadata": metadata });
    this.url = answer.headers.get("Location");
    this.offset = Number(answer.headers.get("Upload-Offset"));
    remember(this.mark, this.url);
  }

  async whereWasI() {
    const answer = await ask("HEAD", this.url);
    if (!answer) { // gone there: begin again
      remember(this.mark, null);
      this.url = null;
      this.offset = 0;
      return this.open();
    }
    this.offset = Number(answer.headers.get("Upload-Offset"));
  }

  send() {
    this.row.offer(["pause", () => this.hold()], ["cancel", () => this.cancel()]);
    const began = Date.now(), start = this.offset;
    const piece = this.blob.slice(start, start + this.piece);
    return new Promise((done, broken) => {
      const line = this.line = new XMLHttpRequest(); // fetch does not tell how far it came
      let stalled = setTimeout(() => line.abort(), STALLED);
      line.upload.onprogress = (event) => {
        clearTimeout(stalled);
        stalled = setTimeout(() => line.abort(), STALLED);
        this.show(start + Math.min(event.loaded, piece.size));
      };
      line.onloadend = () => {
        clearTimeout(stalled);
        const offset = Number(line.getResponseHeader("Upload-Offset") ?? NaN);
        if ((line.status === 204 || line.status === 409) && Number.isFinite(offset)) {
          this.offset = offset;
          this.show(offset);
          if (line.status === 204 && Date.now() - began < 1500) this.piece = Math.min(4 * MB, this.piece * 2);
          return done();
        }
        if (line.status === 401 || line.status === 403) return broken(new SignedOut());
        if (line.status === 405 || line.status === 501) this.inDisguise = true; // a proxy that knows no PATCH
        if (line.status === 413 || line.status === 422) return broken(refusal(line.responseText));
        broken(new Error(`${line.status}`));
      };
      line.open(this.inDisguise ? "POST" : "PATCH", this.url);
      const more = this.inDisguise ? { "X-HTTP-Method-Override": "PATCH" } : {};
      const all = headers({ "Content-Type": "application/offset+octet-stream", "Upload-Offset": start, ...more });
      for (const [name, value] of Object.entries(all)) line.setRequestHeader(name, value);
      line.send(piece);
    });
  }

  show(arrived) {
    const percent = Math.floor(arrived * 100 / this.blob.size);
    this.row.bar.value = percent;
    this.row.tell("sending", { done: size(arrived), total: size(this.blob.size), percent });
  }

  async finish() {
    const answer = await ask("POST", `${this.url}finish/`);
    if (!answer) throw new Refused(say("try_again"));
    const said = await answer.json();
    if (!said.finished) { await this.whereWasI(); throw new Error("not all there"); }
    remember(this.mark, null);
    if (said.problem) throw new Refused(say("failed", { why: said.problem }));
  }

  hold() {
    this.paused = true;
    this.line?.abort();
    this.hurry?.();
    this.row.tell("paused", { percent: this.percent });
    this.row.offer(["go_on", () => { this.paused = false; this.release?.(); }], ["cancel", () => this.cancel()]);
  }
  async held() {
    while (this.paused && !this.stopped) await new Promise((go) => { this.release = go; });
    if (this.stopped) throw new Stopped();
  }
  cancel() {
    this.stopped = true;
    this.line?.abort();
    this.release?.();
    this.hurry?.();
    underWay.delete(this);
    if (this.mark) remember(this.mark, null);
    if (this.url) ask("DELETE", this.url).catch(() => {});
    this.row.leave();
    announce(`${this.row.name}：${say("cancelled")}`);
  }
}

function refusal(text) {
  try { return new Refused(say("failed", { why: JSON.parse(text).problem })); } catch { return new Refused(say("try_again")); }
}

function signIn() {
  const link = document.createElement("a");
  link.href = `${words.sign_in_at}?next=${encodeURIComponent(location.pathname)}`;
  link.textContent = say("sign_in");
  return link;
}

// An answer that is fine; null for what is no longer there; else it throws what happened.
async function ask(method, url, more = {}) {
  const answer = await fetch(url, { method, headers: headers(more), credentials: "same-origin", redirect: "manual" });
  if (answer.ok) return answer;
  if (answer.status === 404 || answer.status === 410) return null;
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new SignedOut();
  if ([400, 413, 422, 429].includes(answer.status)) throw refusal(await answer.text());
  throw new Error(`${answer.status}`);
}

// --- several files: two at a time, the page brought up to date after each

const waiting = [], underWay = new Set();

function choose(files) {
  for (const file of files) waiting.push(new Sending(file));
  next();
}

function next() {
  while (underWay.size < AT_ONCE && waiting.length) {
    const one = waiting.shift();
    if (one.stopped) continue;
    underWay.add(one);
    one.run().then(async (arrived) => {
      underWay.delete(one);
      if (arrived) await refresh(one);
      next();
    });
  }
}

// What the server calls unfinished is no news while it is on its way.
function hideWhatIsUnderWay() {
  const urls = [...underWay].map((one) => one.url);
  for (const line of box.querySelectorAll("[data-upload-at]")) if (urls.includes(line.dataset.uploadAt)) line.remove();
  const told = box.querySelector("[data-unfinished]");
  if (told && !told.querySelector("[data-upload-at]")) told.remove();
}

let brought = 0;
async function refresh(one) {
  brought += 1;
  const last = !underWay.size && !waiting.length;
  if (last && box.dataset.then) return location.assign(box.dataset.then);
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of last ? ["handed", "choose"] : ["handed"]) {
      const here = document.getElementById(id), there = page.getElementById(id);
      if (!here || !there) continue;
      const focused = here.contains(document.activeElement) ? document.activeElement.id : "";
      here.replaceChildren(...there.childNodes);
      if (focused) document.getElementById(focused)?.focus();
    }
    hideWhatIsUnderWay();
  }
  one.row.leave();
  announce(last ? say("all_done", { count: brought }) : `${one.row.name}：${say("done")}`);
  if (last) brought = 0;
}

if (box && window.XMLHttpRequest && window.fetch) {
  box.classList.add("live");
  box.addEventListener("change", (event) => {
    if (event.target.type !== "file" || !event.target.files.length) return;
    choose([...event.target.files]);
    event.target.value = "";
  });
  addEventListener("beforeunload", (event) => {
    if (underWay.size || waiting.length) event.preventDefault();
  });
}
