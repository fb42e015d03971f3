// What this device keeps. IndexedDB "desk-offline":
//   meta     owner (whose key is here), device (its number), clock (how far it is off)
//   numbers  token, mark, day, state asked|free|used, number, label
//   cases    id, mark, state open|waiting|refused|sent, version, token, number, day, at, sealed content
//   files    id, case, mark, material, state waiting|sent|refused, sealed name and bytes
// What people said is sealed with AES-GCM under a key that cannot be taken out of the browser and that
// the server gives only to the officer it belongs to. Numbers and times of cases are not sealed.
const NAME = "desk-offline", LONGEST = 12 * 3600 * 1000;
let opened = null;

const answered = request => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

export const database = () => opened ??= (async () => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    const made = request.result;
    made.createObjectStore("meta", { keyPath: "id" });
    made.createObjectStore("numbers", { keyPath: "token" });
    made.createObjectStore("cases", { keyPath: "id" }).createIndex("token", "token", { unique: true });
    made.createObjectStore("files", { keyPath: "id" }).createIndex("case", "case");
  };
  return answered(request);
})();

// Runs `work` over the stores in one transaction; it may await nothing but what these functions give.
export const within = async (stores, work) => {
  const change = (await database()).transaction(stores, "readwrite");
  const finished = new Promise((done, failed) => {
    change.oncomplete = done;
    change.onabort = change.onerror = () => failed(change.error);
  });
  finished.catch(() => {});
  const given = await work({
    get: (store, key) => answered(change.objectStore(store).get(key)),
    all: store => answered(change.objectStore(store).getAll()),
    put: (store, row) => answered(change.objectStore(store).put(row)),
    drop: (store, key) => answered(change.objectStore(store).delete(key)),
  });
  await finished;
  return given;
};
export const get = async (store, key) => answered((await database()).transaction(store).objectStore(store).get(key));
export const all = async store => answered((await database()).transaction(store).objectStore(store).getAll());
export const put = (store, row) => within([store], rows => rows.put(store, row));
export const drop = (store, key) => within([store], rows => rows.drop(store, key));
export const filesOf = async id => answered((await database()).transaction("files").objectStore("files").index("case").getAll(id));

// The officer who is signed in, or was when the line went; null when nobody's key is here.
export const owner = async () => {
  const found = await get("meta", "owner");
  return found && Date.now() - found.at < LONGEST ? found : null;
};
export const belongTo = async (mark, secret) => {
  const raw = Uint8Array.from(atob(secret), one => one.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  await put("meta", { id: "owner", mark, key, at: Date.now() });
};
export const forgetOwner = () => drop("meta", "owner");

export const deviceNumber = () => within(["meta"], async rows => {
  const found = await rows.get("meta", "device");
  if (found) return found.number;
  const number = crypto.randomUUID();
  await rows.put("meta", { id: "device", number });
  return number;
});

const bytes = text => new TextEncoder().encode(text);
const how = (place, iv) => ({ name: "AES-GCM", iv, additionalData: bytes(place) });
export const seal = async (key, place, content) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = content instanceof ArrayBuffer ? content : bytes(JSON.stringify(content));
  return { iv, data: await crypto.subtle.encrypt(how(place, iv), key, plain) };
};
export const unsealBytes = (key, place, kept) => crypto.subtle.decrypt(how(place, kept.iv), key, kept.data);
export const unseal = async (key, place, kept) => JSON.parse(new TextDecoder().decode(await unsealBytes(key, place, kept)));

// Told to every page of this desk, this one too.
const channel = new BroadcastChannel("desk-offline");
const heard = new Set();
channel.onmessage = event => heard.forEach(each => each(event.data));
export const onChange = each => heard.add(each);
export const changed = (what = "cases") => { channel.postMessage(what); heard.forEach(each => each(what)); };
