// Brings what waits here to the server: each case, then its files. Whatever was interrupted goes on where
// it stopped; whatever was already there is answered as if it came for the first time.
import { all, changed, deviceNumber, drop, filesOf, get, owner, put, unseal, unsealBytes } from "./store.js";
import { contact, dayOf, Down, Refused, send, SignedOut } from "./line.js";

const DAYS_SHOWN = 2 * 24 * 3600 * 1000;

export const waiting = async mark => (await all("cases")).filter(one => one.state !== "open" && one.state !== "sent" && (!mark || one.mark === mark));
export const sealedForOthers = async mark => (await waiting()).filter(one => one.mark !== mark).length;

// "done", "down", "signed_out", or "busy" while another page of this desk is at it.
export const synchronise = () => navigator.locks.request("desk-sync", { ifAvailable: true }, async lock => {
  if (!lock) return "busy";
  try {
    const told = await contact();
    for (const one of await waiting(told.mark)) if (one.state === "waiting") await bring(one);
    await tidy(told.mark);
    return "done";
  } catch (error) {
    if (error instanceof Down) return "down";
    if (error instanceof SignedOut) return "signed_out";
    throw error;
  } finally { changed(); }
});

const bring = async one => {
  const { key } = await owner(), device = await deviceNumber();
  if (!one.address) {
    const content = await unseal(key, one.id, one);
    try {
      const answer = await send("sync/", { token: one.token, device, number: one.number, version: one.version, received_at: new Date(one.at).toISOString(), ...content });
      one = { ...one, address: answer.address, to_mend: answer.to_mend };
      await put("cases", one);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await put("cases", { ...one, state: "refused", told: error.message });
      changed();
      return;
    }
  }
  for (const file of await filesOf(one.id)) if (file.state === "waiting") await bringFile(one, file, key, device);
  await settle(one);
};

const bringFile = async (one, file, key, device) => {
  const { name, type } = await unseal(key, `${file.id}:name`, file.name);
  const form = new FormData();
  form.append("device", device);
  form.append("material", file.material);
  form.append("file", new File([await unsealBytes(key, file.id, file)], name, { type }));
  try {
    await send(`sync/${one.token}/files/`, form);
    await drop("files", file.id);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await put("files", { ...file, state: "refused", told: error.message });
  }
  changed();
};

// What has arrived is kept here no longer, but for its number, its time and the way to it.
const settle = async one => {
  const refused = (await filesOf(one.id)).filter(each => each.state === "refused").map(each => each.told);
  const { iv, data, ...rest } = one;
  await put("cases", { ...(refused.length ? one : rest), state: "sent", files_told: refused });
  changed();
};

const tidy = async mark => {
  for (const one of await all("cases")) {
    if (one.mark !== mark || one.state !== "sent" || Date.now() - one.at < DAYS_SHOWN) continue;
    if (!(await filesOf(one.id)).length) await drop("cases", one.id);
  }
};
export { dayOf, get };
