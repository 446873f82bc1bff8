// Reads what the app keeps in this browser, without the app: for the rescue page, and for the panel after a fault.
//
// Nothing here writes or deletes. The formats are described in ARCHITECTURE.md; how the app itself reads them stands in
// src/store/journal.rs and src/exchange/file.rs.

const PREFIX = "fourfold/";
const DATABASE = "fourfold";
const STORE = "records";
const PATIENCE = 5000;

export const RAW_NAME = "fourfold-records.json";

/** CRC-32 of the parts, each ended by a line break, as eight hexadecimal digits (src/model/checksum.rs). */
const checksum = (parts) => {
  let sum = ~0;
  for (const byte of new TextEncoder().encode(parts.map((part) => `${part}\n`).join(""))) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (~sum >>> 0).toString(16).padStart(8, "0");
};

// ---- What lies where ----

const fromLocalStorage = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => ({ where: "localStorage", key, text: localStorage.getItem(key) }));

const promised = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

/** The database as it is; nothing where there is none. */
const openDatabase = async () => {
  const all = await indexedDB.databases?.();
  if (all && !all.some(({ name }) => name === DATABASE)) return undefined;
  // Where a browser does not say which there are, asking for one makes one, so that is called off.
  return new Promise((done, fail) => {
    const request = indexedDB.open(DATABASE);
    let isThere = true;
    request.onupgradeneeded = () => {
      isThere = false;
      request.transaction.abort();
    };
    request.onsuccess = () => done(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      if (isThere) fail(request.error);
      else done(undefined);
    };
  });
};

const fromIndexedDb = async () => {
  const database = await openDatabase();
  if (!database) return [];
  try {
    if (!database.objectStoreNames.contains(STORE)) return [];
    const store = database.transaction(STORE, "readonly").objectStore(STORE);
    const [keys, values] = await Promise.all([promised(store.getAllKeys()), promised(store.getAll())]);
    return keys.map((key, at) => ({ where: "IndexedDB", key: String(key), text: values[at] }));
  } finally {
    database.close();
  }
};

const impatience = () =>
  new Promise((_, fail) => setTimeout(() => fail(new Error("it does not answer")), PATIENCE));

/** Every record of both stores, and for each store that could not be read why. */
export const read = async () => {
  const found = { records: [], unread: [] };
  for (const [where, from] of [["localStorage", fromLocalStorage], ["IndexedDB", fromIndexedDb]]) {
    try {
      found.records.push(...(await Promise.race([from(), impatience()])));
    } catch (cause) {
      found.unread.push({ where, why: cause?.message ?? String(cause) });
    }
  }
  return found;
};

/** All of it as one text, whatever the records hold. */
export const raw = ({ records, unread }) =>
  `${JSON.stringify({ "fourfold-records": 1, taken: new Date().toISOString(), unread, records }, null, 1)}\n`;

// ---- What it says ----

/** The JSON objects that stand one behind another, each as it was written; nothing where it is something else. */
const objects = (text, between = " ") => {
  const found = [];
  let start = 0;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (quoted) {
      if (c === "\\") at += 1;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === "{" || c === "[") {
      if (depth === 0) start = at;
      depth += 1;
    } else if (c === "}" || c === "]") {
      depth -= 1;
      if (depth === 0) found.push(text.slice(start, at + 1));
    } else if (depth === 0 && c !== between && c.trim()) return undefined;
  }
  return depth === 0 && !quoted ? found : undefined;
};

/** A fact with its text, or nothing where a value is none (src/model/fact.rs). */
const fact = (text) => {
  const { kind, of, is, stamp } = JSON.parse(text);
  const [, counter, writer] = /^([1-9]\d{0,15})-([0-9a-f]{16})$/.exec(stamp) ?? [];
  const isOne = typeof kind === "string" && Array.isArray(of) && is !== undefined && counter <= 2 ** 52;
  return isOne ? { text, kind, of, is, counter: Number(counter), writer } : undefined;
};

/** The records of a batch, each as the text it was packed from (src/model/batch.rs). */
const unpacked = ({ words, rows }, text) => {
  let [named, counter, time, hasTime] = [0, 0n, 0n, false];
  const columns = [];
  const word = (cell) => {
    const index = cell === "+" ? named : Number(cell);
    if (!(index in words)) throw new Error("a batch is damaged");
    named = Math.max(named, index + 1);
    return words[index];
  };
  const lines = rows.split(";").filter(Boolean).map((row) => {
    const [next, writer, later, author, kind, value, ...of] = row.split(",");
    counter = next === "" ? counter + 1n : BigInt(next);
    if (later === "-") hasTime = false;
    else if (later !== "") [hasTime, time] = [true, time + BigInt(later)];
    const cells = [writer, author, kind, ...of];
    cells.forEach((cell, at) => {
      if (cell !== "") columns[at] = cell === "-" ? undefined : word(cell);
    });
    const plain = { t: "true", f: "false", "-": "null" }[value];
    const is = plain ?? (value.startsWith("=") ? value.slice(1) : JSON.stringify(word(value)));
    const at = hasTime ? `,"at":${time}` : "";
    const by = columns[1] === undefined ? "" : `,"author":${JSON.stringify(columns[1])}`;
    const subject = columns.slice(3, 3 + of.length).map((part) => JSON.stringify(part));
    return `{"kind":${JSON.stringify(columns[2])},"of":[${subject}],"is":${is},"stamp":"${counter}-${columns[0]}"${at}${by}}`;
  });
  // What is carried as it came has to be taken from the text, since reading and writing it would change it.
  const begin = '"foreign":[';
  return lines.concat(objects(text.slice(text.indexOf(begin) + begin.length, text.lastIndexOf("]")), ","));
};

/** What a record says: its facts, and whether some of it is packed in a way this page does not know. */
const body = (text) => {
  const values = objects(text);
  if (!values) return undefined;
  try {
    let packed = false;
    const lines = values.flatMap((text) => {
      const value = JSON.parse(text);
      if (!("batch" in value)) return [text];
      if (Array.isArray(value.words) && typeof value.rows === "string") return unpacked(value, text);
      packed = true;
      return [];
    });
    const facts = lines.map(fact);
    return facts.includes(undefined) ? undefined : { facts, packed };
  } catch {
    return undefined;
  }
};

/** The record under a key, from the first of its copies that is whole. */
const whole = (key, copies) => {
  for (const text of copies) {
    if (typeof text !== "string") continue;
    const space = text.indexOf(" ");
    const [sum, rest] = [text.slice(0, space), text.slice(space + 1)];
    const says = sum === checksum([key, rest]) ? body(rest) : undefined;
    if (says) return says;
  }
};

const order = (a, b) => {
  if (a.counter !== b.counter) return a.counter - b.counter;
  if (a.writer !== b.writer) return a.writer < b.writer ? -1 : 1;
  return a.text < b.text ? -1 : 1;
};

const newest = (facts, kind, field) =>
  facts.findLast((own) => own.kind === kind && own.of.length === 1 && own.of[0] === field)?.is;

/** A pack of someone's own, kept packed beside the records (src/store/shelf.rs); nothing where it is not there. */
const ownPack = async (name, copies) => {
  const key = `${PREFIX}pack/1/${name.split("#").pop()}`;
  for (const text of copies.get(key) ?? []) {
    const [sum, own, packed] = String(text).split(" ");
    if (own !== name || sum !== checksum([key, own, packed])) continue;
    try {
      const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      return (await new Response(stream).text()).trim();
    } catch {
      // A browser too old to unpack it: the assessment comes without, and the pack stays among the raw records.
    }
  }
};

/** What is kept, by assessment, and how many keys are of a newer version, a pack, or nothing this page knows. */
export const sorted = async ({ records }) => {
  const copies = new Map();
  for (const { key, text } of records) copies.set(key, [...(copies.get(key) ?? []), text]);
  const found = { assessments: [], newer: 0, packs: 0, others: 0 };
  const byId = new Map();
  for (const key of [...copies.keys()].sort()) {
    const [, format, id, writer, number, ...more] = key.split("/");
    if (format === "pack") found.packs += 1;
    else if (Number(format) > 1) found.newer += 1;
    else if (format !== "1" || number === undefined || more.length) found.others += 1;
    else byId.set(id, [...(byId.get(id) ?? []), key]);
  }
  for (const [id, keys] of byId) {
    const read = keys.map((key) => whole(key, copies.get(key)));
    const all = new Map(read.flatMap((own) => own?.facts ?? []).map((own) => [own.text, own]));
    const facts = [...all.values()].sort(order);
    const pack = newest(facts, "profile", "pack");
    found.assessments.push({
      id,
      name: newest(facts, "profile", "name") || "Without a name",
      records: keys.length,
      damaged: read.filter((own) => !own).length,
      packed: read.filter((own) => own?.packed).length,
      characters: keys.reduce((sum, key) => sum + key.length + String(copies.get(key)[0]).length, 0),
      facts,
      pack: typeof pack === "string" ? await ownPack(pack, copies) : undefined,
    });
  }
  return found;
};

/** An assessment as the file the app opens (src/exchange/file.rs). */
export const file = ({ id, facts, pack }) => {
  const lines = facts.map((own) => own.text);
  const sum = checksum([id, ...lines, ...(pack ? [pack] : [])]);
  const brought = pack ? `"pack":${pack},\n` : "";
  return `{"fourfold":1,\n"assessment":"${id}",\n"facts":[\n${lines.join(",\n")}\n],\n${brought}"checksum":"${sum}"}\n`;
};

export const fileName = ({ id, name }) =>
  `${[...String(name).toLowerCase().matchAll(/[a-z0-9]+/g), id].join("-").slice(-80)}.fourfold.json`;

/** Offers a text as a file. */
export const save = (name, text) => {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
};
