// Reads ID cards into the page: a service on the clerk's own machine, or a reader that types.
// Whoever listens gets one event, `id-card`, with {name, number, address, valid_until}; who does not
// has the fields, and types. Nothing read is kept or sent by this script.

const PATIENCE = 6000; // ms
const BURST = 45; // ms between two keys: no hand types a whole card that fast

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

// GB 11643: a number read by a machine that does not check was read wrongly
export function checks(number) {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  const sum = WEIGHTS.reduce((so_far, weight, index) => so_far + weight * Number(number[index]), 0);
  return "10X98765432"[sum % 11] === number[17];
}

// What a typing reader sends as one line: parts in any order between | , ; or tab.
export function parsed(line) {
  const parts = line.split(/[|,;，；\t]/).map((one) => one.trim()).filter(Boolean);
  const number = parts.map((one) => one.toUpperCase()).find(checks);
  if (!number) return null;
  const rest = parts.filter((one) => one.toUpperCase() !== number);
  const dates = rest.filter((one) => /^\d{4}[-.]?\d{2}[-.]?\d{2}$/.test(one)).map((one) => one.replace(/^(\d{4})[-.]?(\d{2})[-.]?(\d{2})$/, "$1-$2-$3"));
  const words = rest.filter((one) => /[\u3400-\u9fff]/.test(one) && !/^[男女]$/.test(one));
  return {
    name: words.find((one) => one.length <= 15 && !/[省市区县旗镇乡村路号]/.test(one)) || "",
    number,
    address: words.find((one) => one.length > 8) || "",
    valid_until: dates.sort().at(-1) || "",
  };
}

export function tell(card, source) {
  document.dispatchEvent(new CustomEvent("id-card", { detail: { ...card, source } }));
}

class Reader {
  constructor(box) {
    this.box = box;
    this.told = box.querySelector("[data-told]");
    this.button = box.querySelector("[data-read]");
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.read());
  }

  async read() {
    this.button.disabled = true;
    this.say("reading");
    const stop = AbortSignal.timeout(PATIENCE);
    try {
      const maker = await import(`./readers/${this.box.dataset.maker}.js`);
      const card = await maker.read(this.box.dataset.service, stop);
      if (!card.name || !checks(String(card.number).toUpperCase())) throw new Error("unreadable");
      card.number = card.number.toUpperCase();
      this.say("done", card.valid_until && card.valid_until < today() ? "expired" : "");
      tell(card, "reader");
    } catch (error) {
      this.say(["no_card", "unreadable"].includes(error.message) ? error.message : "not_connected");
    }
    this.button.disabled = false;
  }

  say(which, also = "") {
    this.told.textContent = [which, also].filter(Boolean).map((one) => this.box.dataset[one.replace(/_./g, (two) => two[1].toUpperCase())]).join(" ");
    this.told.classList.toggle("c-left-danger", !["reading", "done"].includes(which) || Boolean(also));
  }
}

function today() {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}

// A reader that types is a keyboard: a burst of keys that ends in Enter and holds a valid number.
// What it typed into a field is taken out again. Heard at the window, before any other scanner.
function listen() {
  let line = "", last = 0, field = null, before = "";
  window.addEventListener("keydown", (event) => {
    const now = event.timeStamp;
    if (now - last > BURST) {
      line = "";
      field = event.target.matches?.("input, textarea") ? event.target : null;
      before = field ? field.value : "";
    }
    last = now;
    if (event.key.length === 1) line += event.key;
    if (event.key === "Tab" && line.length < 18) line += "\t";
    if (event.key !== "Enter" || line.length < 18) return;
    const card = parsed(line);
    line = "";
    if (!card) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (field) field.value = before;
    tell(card, "keyboard");
  }, true);
}

for (const box of document.querySelectorAll("[data-id-reader]")) new Reader(box);
listen();
