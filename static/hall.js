// The machine and the screen of a hall. Both work without it: the screen then reloads as a whole, the machine is typed on.

// ---------- the screen: renew, and say who is called ----------

const screen = document.querySelector("#screen[data-renew]");
const heard = new Set();
let speaking = false;

function calls() {
  return [...screen.querySelectorAll("[data-call]")];
}

function remember() {
  for (const one of calls()) heard.add(one.dataset.call);
}

function announce() {
  for (const row of calls()) {
    if (heard.has(row.dataset.call) || !row.dataset.say) continue;
    row.classList.add("new");
    if (speaking) say(row.dataset.say);
  }
  remember();
}

function say(text) {
  for (let time = 0; time < 2; time += 1) {
    // letters and digits one by one, as they are called out
    const words = new SpeechSynthesisUtterance(text.replace(/([A-Z])(\d+)/g, (_all, letter, digits) => `${letter} ${[...digits].join(" ")} `));
    words.lang = document.documentElement.lang === "en" ? "en" : "zh-CN";
    words.rate = 0.9;
    speechSynthesis.speak(words);
  }
}

async function renew() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#screen");
    if (page) {
      screen.replaceChildren(...page.childNodes);
      announce();
    }
  } catch {
    // the network is down for a moment: the numbers stay
  }
}

if (screen) {
  remember();
  setInterval(renew, Number(screen.dataset.renew) * 1000);
  if ("speechSynthesis" in window && screen.dataset.sound) {
    // browsers speak only after somebody touched the page
    const button = document.createElement("button");
    button.className = "display-sound";
    button.textContent = screen.dataset.sound;
    button.addEventListener("click", () => {
      speaking = true;
      button.remove();
    });
    document.body.append(button);
  }
}

// ---------- the machine ----------

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    return undefined;
  });
}

for (const pad of document.querySelectorAll("[data-pad]")) {
  const field = document.getElementById(pad.dataset.pad);
  const press = (label, what, extra = "") => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = extra;
    button.textContent = label;
    button.addEventListener("click", what);
    pad.append(button);
  };
  for (const digit of "1234567890") press(digit, () => (field.value = (field.value + digit).slice(0, 6)));
  press(pad.dataset.erase, () => (field.value = field.value.slice(0, -1)), "kiosk-erase");
  pad.hidden = false;
}

const code = document.querySelector(".kiosk #code");
if (code) {
  // a scanner types like a keyboard, wherever the finger was last
  document.addEventListener("keydown", (event) => {
    if (/^\d$/.test(event.key) && document.activeElement !== code) code.focus();
  });
}

const home = document.querySelector("[data-idle]");
if (home) {
  let last = Date.now();
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => (last = Date.now()));
  setInterval(() => Date.now() - last > home.dataset.idle * 1000 && location.replace(home.dataset.home), 5000);
}

if (document.querySelector("[data-print]")) setTimeout(() => window.print(), 300);
