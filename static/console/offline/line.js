// The line to the server: whether it is there, whose session it is, how far this device's clock is off.
import { belongTo, deviceNumber, get, owner, put } from "./store.js";

const BASE = "/console/offline/", PATIENCE = 20000;
export class Down extends Error {}
export class SignedOut extends Error {}
export class Refused extends Error {
  constructor(content, status) { super(content?.refused ?? ""); this.code = content?.code ?? ""; this.status = status; }
}

let csrf = "", clock = null;

const asked = async (path, how = {}) => {
  let answer;
  try {
    answer = await fetch(BASE + path, {
      credentials: "same-origin", cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE), ...how,
    });
  } catch { throw new Down(); }
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 423) throw new SignedOut();
  if (answer.status >= 500 || answer.status === 429) throw new Down();
  const content = await answer.json().catch(() => null);
  if (content === null) throw answer.status === 403 ? new SignedOut() : new Refused(null, answer.status);
  if (!answer.ok) throw new Refused(content, answer.status);
  return content;
};

// Asks the server whose desk this is now; keeps the key and the time. Not to be done by a timer: a
// session that nobody uses is to end.
export const contact = async () => {
  const before = Date.now(), told = await asked("device/", { signal: AbortSignal.timeout(6000) }), after = Date.now();
  csrf = told.csrf;
  await belongTo(told.mark, told.key);
  await set(told.now - (before + after) / 2, after - before);
  return told;
};
export const send = (path, content) => asked(path, {
  method: "POST",
  headers: { "X-CSRFToken": csrf, ...(content instanceof FormData ? {} : { "Content-Type": "application/json" }) },
  body: content instanceof FormData ? content : JSON.stringify(content),
});

// Whether anything answers, asked as nobody, so that it keeps no session alive.
export const reachable = async () => {
  if (navigator.onLine === false) return false;
  try {
    return (await fetch("/healthz", { credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(5000) })).ok;
  } catch { return false; }
};

const set = async (off, trip) => {
  clock = { id: "clock", off, trip, at: Date.now() };
  await put("meta", clock);
};
// The moment by the server's clock, as exactly as it was measured; and the day in Shanghai.
export const now = async () => {
  clock ??= await get("meta", "clock") ?? { off: 0 };
  return Date.now() + clock.off;
};
export const today = async () => dayOf(await now());
export const dayOf = moment => new Date(moment).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
export const timeOf = moment => new Date(moment).toLocaleTimeString("sv-SE", { timeZone: "Asia/Shanghai" }).slice(0, 5);
export { deviceNumber, owner };
