// Keeps the app's files, so that it starts without a network after the first visit.
//
// What is kept is handed out first, the page included. A build is one thing: page, glue and program fit only each
// other, and a host forgets the old ones when it gets the new. A page that came from the network beside files that came
// from here could be of two builds; this way every start is of one build, and needs nobody. The price is that a new
// build is seen one start later: the browser looks for a new worker at each start, the new worker fetches all of its
// build while the old one goes on, and the next start is the new one.
//
// Every file is compared with the digest the build noted, on its way in and each time it is handed out, here or by the
// browser. What is not as published counts as not kept and is fetched anew. Whatever this worker cannot do better than
// the browser alone it leaves to the browser: requests for anything else, and files that arrive otherwise than noted,
// which it does not keep.
"use strict";

// The build writes these three (xtask/src/offline.rs): its id, and a digest for each file by its path from here, those a
// start needs and those that are kept when they are first asked for. "" is the page.
const BUILD = "";
const SHELL = {};
const LATER = {};

const HOME = new URL("./", location.href).href;
// Other pages may share the origin: a cache of ours bears our path in its name, and no other is touched.
const OURS = `fourfold ${new URL(HOME).pathname} `;
const OWN = OURS + BUILD;
const FILES = new Map([...Object.entries(SHELL), ...Object.entries(LATER)]);

/** The names of our caches, one for each build, the newest first. */
const builds = async () => (await caches.keys()).filter((name) => name.startsWith(OURS)).reverse();
const others = async () => (await builds()).filter((name) => name !== OWN);

const copy = (cacheName, file) => caches.match(HOME + file, { cacheName });

/** What other builds keep under a name, the newest first. */
const copies = async function* (file) {
  for (const name of await others()) {
    const response = await copy(name, file);
    if (response) yield response;
  }
};

const digest = async (response) => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-384", await response.arrayBuffer()));
  return `sha384-${btoa(String.fromCharCode(...bytes))}`;
};

const isPublished = async (response, file) => (await digest(response.clone())) === FILES.get(file);

/** A file of this build that is kept, by whichever build; one that is not as published is none. */
const kept = async (file) => {
  const own = await copy(OWN, file);
  if (own && (await isPublished(own, file))) return own;
  for await (const other of copies(file)) if (await isPublished(other, file)) return other;
};

const keep = async (file, response) => (await caches.open(OWN)).put(HOME + file, response);

/** A file of this build from the host; an error where it is missing or not the published one. */
const fetched = async (file, cache) => {
  const response = await fetch(HOME + file, { integrity: FILES.get(file), credentials: "same-origin", cache });
  if (!response.ok) throw new Error(`${file}: the host answered ${response.status}`);
  return response;
};

/** All a start needs, or nothing. What is here already is not fetched again, and what was opened before stays. */
const install = async () => {
  const wasThere = await caches.has(OWN);
  const one = async (file) => {
    const here = await kept(file);
    if (here) return keep(file, here);
    // The browser's own store of files may still hold those of an older build under the same names.
    if (file in SHELL) return keep(file, await fetched(file, "default").catch(() => fetched(file, "reload")));
  };
  try {
    await Promise.all([...FILES.keys()].map(one));
  } catch (cause) {
    if (!wasThere) await caches.delete(OWN);
    throw cause;
  }
  await skipWaiting();
};

/** A tab may still run the build before this one and ask for its second part: only what is older goes. */
const activate = async () => {
  const [, ...older] = await others();
  await Promise.all(older.map((name) => caches.delete(name)));
  // From here on, also what the first visit asks for is kept.
  await clients.claim();
};

const answer = async (event, file) => {
  const { request } = event;
  if (!FILES.has(file)) {
    for await (const response of copies(file)) return response;
    return fetch(request);
  }
  // This is how the app tries again: past whatever is kept.
  const again = request.cache === "reload";
  try {
    // The program, by far the largest file, is compared by the browser as the page tells it to, while it is compiled.
    // A spoilt one is refused there, and asked for again.
    const isCompared = request.integrity !== "" && file.endsWith(".wasm");
    const here = again ? undefined : (isCompared && (await copy(OWN, file))) || (await kept(file));
    if (here) return here;
    const response = await fetched(file, again ? "reload" : "default");
    // While it is handed out, and not before: WebKit reads neither of two copies to its end while the other waits.
    // Without room for it, it is for now only.
    event.waitUntil(keep(file, response.clone()).catch(() => {}));
    return response;
  } catch {
    return fetch(request);
  }
};

if (BUILD) {
  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(activate()));
  addEventListener("fetch", (event) => {
    const { origin, pathname } = new URL(event.request.url);
    const address = origin + pathname;
    if (event.request.method !== "GET" || !address.startsWith(HOME)) return;
    event.respondWith(answer(event, address.slice(HOME.length).replace(/^index\.html$/, "")));
  });
} else {
  // The development server on the address of a release: what that one kept would stand in its way.
  addEventListener("install", () => skipWaiting());
  const leave = async () => {
    await Promise.all((await builds()).map((name) => caches.delete(name)));
    await registration.unregister();
  };
  addEventListener("activate", (event) => event.waitUntil(leave()));
}
