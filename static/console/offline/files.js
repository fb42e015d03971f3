// Pictures and scans of originals, sealed one by one as they come.
import { drop, filesOf, put, seal, unseal } from "./store.js";

const MOST = 20 * 1024 * 1024;

// A further file takes the place of the one before where only one is wanted. Gives back the names of files that are too big to be taken.
export const add = async (owner, id, material, files, single) => {
  const refused = [];
  if (single && files.length) for (const one of await filesOf(id)) if (one.material === material) await drop("files", one.id);
  for (const file of files) {
    if (!file.size || file.size > MOST) { refused.push(file.name); continue; }
    const key = crypto.randomUUID();
    await put("files", {
      id: key, case: id, mark: owner.mark, material, state: "waiting", size: file.size,
      name: await seal(owner.key, `${key}:name`, { name: file.name, type: file.type }),
      ...await seal(owner.key, key, await file.arrayBuffer()),
    });
  }
  return refused;
};

// Draws what there is of each material, with a button to take it away.
export const draw = async (owner, id, section, words) => {
  const kept = await filesOf(id);
  for (const list of section.querySelectorAll("[data-files]")) list.replaceChildren();
  for (const one of kept) {
    const list = section.querySelector(`[data-files="${one.material}"]`);
    if (!list) continue;
    const { name } = await unseal(owner.key, `${one.id}:name`, one.name);
    const line = document.createElement("li"), text = document.createElement("span"), away = document.createElement("button");
    text.textContent = `${name}（${Math.max(1, Math.round(one.size / 1024))} KB）`;
    away.type = "button";
    away.className = "o-away";
    away.textContent = words.remove;
    away.setAttribute("aria-label", `${words.remove} ${name}`);
    away.addEventListener("click", async () => { await drop("files", one.id); await draw(owner, id, section, words); });
    line.append(text, away);
    list.append(line);
  }
  return kept.length;
};
