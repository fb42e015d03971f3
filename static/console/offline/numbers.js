// Case numbers in reserve. A token is made and kept here before a number is asked for it, so a lost
// answer costs nothing: the same token gives the same number.
import { all, deviceNumber, put, within } from "./store.js";
import { send, today } from "./line.js";

const mine = (rows, mark, day) => rows.filter(one => one.mark === mark && one.day === day);

// Has a block ready for today and for the next working day; lets go of what was not used in time.
export const topUp = told => navigator.locks.request("desk-numbers", async () => {
  const device = await deviceNumber();
  for (const day of told.days) {
    const held = mine(await all("numbers"), told.mark, day);
    const open = held.filter(one => one.state !== "used");
    const asked = open.filter(one => one.state === "asked");
    if (open.length - asked.length > told.block / 2) continue;
    for (let missing = told.block - open.length; missing > 0; missing--) {
      const row = { token: crypto.randomUUID(), mark: told.mark, day, state: "asked" };
      await put("numbers", row);
      asked.push(row);
    }
    const { numbers } = await send("numbers/", { device, day, tokens: asked.map(one => one.token) });
    for (const one of numbers) await arrived(one, told.mark);
  }
  await letGo(told, device);
});

const arrived = (one, mark) => within(["numbers"], async rows => {
  const there = await rows.get("numbers", one.token);
  if (there?.state !== "asked") return;
  await rows.put("numbers", { ...one, mark, state: one.free ? "free" : "used" });
});

const letGo = async (told, device) => {
  const past = (await all("numbers")).filter(one => one.mark === told.mark && one.day < told.days[0]);
  const unused = past.filter(one => one.state !== "used").map(one => one.token);
  if (unused.length) await send("numbers/", { device, tokens: unused.slice(0, 200), give_back: true });
  await within(["numbers"], async rows => { for (const one of past) await rows.drop("numbers", one.token); });
};

// How many cases can still be taken in today.
export const left = async mark => mine(await all("numbers"), mark, await today()).filter(one => one.state === "free").length;

// Takes the next number of `day` inside a transaction of the caller; undefined when there is none.
export const takeNext = async (rows, mark, day) => {
  const free = mine(await rows.all("numbers"), mark, day).filter(one => one.state === "free");
  const next = free.sort((one, other) => one.number < other.number ? -1 : 1)[0];
  if (next) await rows.put("numbers", { ...next, state: "used" });
  return next;
};
