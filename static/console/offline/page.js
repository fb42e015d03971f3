// The offline intake page: one form at a time, kept as it is typed, taken in with a number at a press.
import { all, changed, drop, filesOf, get, onChange, owner, put, seal, unseal, within } from "./store.js";
import { dayOf, now, timeOf, today } from "./line.js";
import { left, takeNext } from "./numbers.js";
import { wrongId, wrongName, wrongPhone } from "./checks.js";
import * as files from "./files.js";
import * as form from "./form.js";
import * as slip from "./slip.js";
import { bring, onState, state } from "./state.js";

const $ = id => document.getElementById(id);
const words = JSON.parse($("offline-words").textContent);
const desk = $("desk"), shut = $("shut"), choice = $("bundle"), person = ["name", "id_number", "phone"];
let id = null, busy = false, pause = 0, printed = null, begun = null;

const section = () => document.querySelector(`[data-blank="${choice.value}"]`);
const opening = () => { for (const one of document.querySelectorAll("[data-blank]")) one.hidden = one !== section(); };
const standing = () => ({ person: Object.fromEntries(person.map(one => [one, $(one).value.trim()])), answers: form.written(section()) });

const keep = async () => {
  pause = clearTimeout(pause);
  const mine = await owner(), at = id;
  if (!mine || !at) return;
  const sealed = await seal(mine.key, at, standing());
  await within(["cases"], async rows => {
    const there = await rows.get("cases", at);
    if (there && there.state !== "open") return;
    await rows.put("cases", { ...there, id: at, mark: mine.mark, state: "open", version: Number(choice.value), ...sealed });
  });
  $("kept").textContent = words.kept.replace("{time}", timeOf(await now()));
};
const typed = () => { clearTimeout(pause); pause = setTimeout(keep, 400); };

const fresh = () => {
  id = crypto.randomUUID();
  for (const one of person) $(one).value = "";
  for (const one of document.querySelectorAll("[data-blank]")) form.clear(one);
  for (const one of document.querySelectorAll("[data-files]")) one.replaceChildren();
  $("kept").textContent = "";
  $("number").textContent = "";
  for (const one of person) complain(one, "");
  opening();
};
const show = async one => {
  const mine = await owner(), content = await unseal(mine.key, one.id, one);
  id = one.id;
  choice.value = String(one.version);
  opening();
  for (const each of person) $(each).value = content.person[each] ?? "";
  form.fill(section(), content.answers);
  $("number").textContent = one.number ?? "";
  await files.draw(mine, id, section(), words);
};

const rules = { name: wrongName, id_number: wrongId, phone: wrongPhone };
const complain = (one, wrong) => {
  $(`${one}-error`).textContent = wrong ? words[wrong] : "";
  $(one).setAttribute("aria-invalid", wrong ? "true" : "false");
};
// The first of `fields` that cannot be right; each is told beside itself.
const judged = (fields = person) => fields.filter(one => {
  const wrong = rules[one]($(one).value);
  complain(one, wrong);
  return wrong;
})[0];

// One press, one case: the number is taken and the case put away in one step, and a case that was put
// away is not put away again.
const takeIn = async () => {
  if (busy) return;
  const first = judged();
  if (first) { say("", ""); $(first).focus(); return; }
  busy = $("take").disabled = true;
  try {
    const mine = await owner(), at = await now(), day = await today(), mark = mine.mark;
    const sealed = await seal(mine.key, id, standing()), bundle = choice.selectedOptions[0].textContent.trim();
    pause = clearTimeout(pause);
    const taken = await within(["cases", "numbers"], async rows => {
      const there = await rows.get("cases", id);
      if (there && there.state !== "open") return there;
      const next = there?.number ? there : await takeNext(rows, mark, day);
      if (!next) return null;
      const one = { id, mark, state: "waiting", version: Number(choice.value), bundle, token: next.token, number: next.number, label: next.label, at: there?.at ?? at, ...sealed };
      await rows.put("cases", one);
      return one;
    });
    if (!taken) { say(words.no_number, "bad"); return; }
    say(words.taken.replace("{number}", taken.number), "good");
    await prepare(taken);
    fresh();
    changed();
    $("name").focus();
    if (state().up && state().session) await bring();
  } finally { busy = false; $("take").disabled = false; }
};
const say = (text, mood) => { $("said").textContent = text; $("said").dataset.mood = mood; $("print").hidden = mood !== "good"; };

const prepare = async one => {
  const mine = await owner(), names = [];
  for (const each of await filesOf(one.id)) {
    const name = document.querySelector(`[data-blank="${one.version}"] [data-paper="${each.material}"] [data-paper-name]`)?.textContent.trim();
    if (name && !names.includes(name)) names.push(name);
  }
  await slip.draw($("slip"), one, await unseal(mine.key, one.id, one), names);
  printed = one;
};
const print = async one => { if (one !== printed) await prepare(one); window.print(); };

const button = (text, press) => {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "c-btn c-btn-plain c-btn-small", textContent: text });
  made.addEventListener("click", press);
  return made;
};
const line = one => {
  const made = $("line").content.firstElementChild.cloneNode(true), part = name => made.querySelector(`[data-line=${name}]`);
  made.dataset.state = one.state;
  part("number").textContent = one.number;
  part("at").textContent = `${dayOf(one.at).slice(5)} ${timeOf(one.at)}`;
  part("state").textContent = one.state === "waiting" && state().syncing ? words.going : words[one.state];
  const told = [one.told, ...(one.to_mend ?? []), ...(one.files_told ?? [])].filter(Boolean);
  part("told").replaceChildren(...told.map(text => Object.assign(document.createElement("li"), { textContent: text })));
  if (one.data) part("do").append(button(words.print, () => print(one)));
  if (one.state === "refused") part("do").append(button(words.mend, () => mend(one)));
  if (one.files_told?.length) part("do").append(button(words.seen, () => seen(one)));
  if (one.address) part("do").append(Object.assign(document.createElement("a"), { className: "c-btn c-btn-main c-btn-small", href: one.address, textContent: words.go_on }));
  return made;
};
const mend = async one => {
  await keep();
  await put("cases", { ...one, state: "open", told: "" });
  await show(one);
  judged();
  await draw();
  $("name").focus();
};
const seen = async one => {
  if (!confirm(words.seen_sure)) return;
  for (const each of await filesOf(one.id)) await drop("files", each.id);
  const { iv, data, ...rest } = one;
  await put("cases", { ...rest, files_told: [] });
  changed();
};

const draw = async () => {
  if (!state().settled) return; // never show one officer what another left here
  const mine = await owner();
  if (mine && begun?.mark !== mine.mark) begun = { mark: mine.mark, done: resume(mine) };
  await begun?.done;
  shut.hidden = Boolean(mine);
  desk.hidden = !mine;
  if (!mine) return;
  const mineOnly = (await all("cases")).filter(one => one.mark === mine.mark && one.number && one.state !== "open");
  mineOnly.sort((one, other) => other.at - one.at);
  $("cases").replaceChildren(...mineOnly.map(line));
  $("none").hidden = mineOnly.length > 0;
  $("left").textContent = words.left.replace("{count}", await left(mine.mark));
  $("clock").textContent = `${await today()} ${timeOf(await now())}`;
};
// What stood unfinished in the form comes back, after a reload and after signing in again.
const resume = async mine => {
  fresh();
  const open = (await all("cases")).find(one => one.mark === mine.mark && one.state === "open");
  if (open) await show(open);
};

desk.addEventListener("input", event => { if (event.target.type !== "file") typed(); });
choice.addEventListener("change", () => { opening(); typed(); });
for (const one of person) $(one).addEventListener("blur", () => { if ($(one).value) judged([one]); });
desk.addEventListener("change", async event => {
  const { material, single } = event.target.dataset;
  if (!material) return;
  await keep();
  const mine = await owner(), refused = await files.add(mine, id, material, event.target.files, single !== undefined);
  event.target.value = "";
  await files.draw(mine, id, section(), words);
  if (refused.length) say(words.too_big.replace("{names}", refused.join("、")), "bad");
});
desk.addEventListener("click", event => { if (event.target.matches("[data-add]")) form.addRow(event.target); });
$("take").addEventListener("click", takeIn);
$("print").addEventListener("click", () => print(printed));
$("empty").addEventListener("click", async () => {
  if (!confirm(words.empty_sure)) return;
  const there = await get("cases", id);
  if (there?.number) return;
  for (const one of await filesOf(id)) await drop("files", one.id);
  await drop("cases", id);
  fresh();
});
addEventListener("pagehide", () => { if (pause) keep(); });
onChange(draw);
onState(draw);
setInterval(draw, 30000);
await draw();
