// Starts the app, or says in words why it cannot; and when it breaks off later, says that too.
//
// A file of its own because the security policy allows no inline script. It stands in the head and is no module, so
// that it runs before anything is painted: the chosen theme is there from the first picture on.
"use strict";

{
  const tag = document.currentScript;
  const root = document.documentElement;
  const address = (file) => new URL(file, document.baseURI);
  const parsed = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  let stopped = false;

  // The app writes this choice (src/browser/theme.rs). A browser that keeps nothing throws here.
  let keeps = true;
  try {
    const theme = localStorage.getItem("fourfold.theme");
    if (theme) root.dataset.theme = theme;
  } catch {
    // Then the system's theme it is.
    keeps = false;
  }

  const start = async () => {
    // All at once: glue and program arrive in the same round trip. The browser compares the program with the digest
    // that the build wrote into the page, and refuses anything else; a spoilt copy it has kept is fetched anew.
    const program = (cache) =>
      fetch(tag.dataset.appWasm, { integrity: tag.dataset.appDigest ?? "", credentials: "same-origin", cache });
    const [glue, wasm] = await Promise.all([
      import(address(tag.dataset.appJs)),
      program("default").catch(() => program("reload")).catch((cause) => {
        throw new Error(`${tag.dataset.appWasm}: ${cause.message}`, { cause });
      }),
      parsed,
    ]);
    await glue.default({ module_or_path: wasm });
  };

  // ---- What went wrong ----

  // Browsers tell a file that is missing from one that was changed by nothing but the same two words, so each piece of
  // the program is looked at once more.
  const why = async () => {
    if (typeof WebAssembly !== "object") {
      return [
        "This browser runs no WebAssembly, and Fourfold is written in it.",
        "Use a current browser. If a security setting has switched WebAssembly off, allow it for this page.",
      ];
    }
    const modules = [...document.querySelectorAll("link[rel=modulepreload]")];
    const pieces = [
      [tag.dataset.appWasm, tag.dataset.appDigest],
      [tag.dataset.appJs, ""],
      ...modules.map((link) => [link.getAttribute("href"), link.integrity]),
    ];
    for (const [file, integrity] of pieces) {
      const get = (more) => fetch(address(file), { cache: "no-store", ...more }).catch(() => undefined);
      const found = await get();
      if (!found) {
        return [`The server does not answer: ${file} did not arrive.`, "Check the connection, then load the page again."];
      }
      if (!found.ok) {
        return [
          `The server does not have ${file} (${found.status}).`,
          "A newer version may just be on its way: wait ten minutes, then load the page again. If it is still missing then, tell the people who run this site.",
        ];
      }
      if (integrity && !(await get({ integrity }))) {
        return [
          `${file} is not the file that was published. It was changed on its way here, so it was not run.`,
          "Load the page again. If that does not help, try another network or another browser, and tell the people who run this site.",
        ];
      }
    }
    return [
      "All of the program arrived, but this browser could not run it.",
      "Close other tabs and load the page again. If that does not help, use a current browser, without extensions that change pages.",
    ];
  };

  // ---- Saying it ----

  const element = (name, textContent, more) => Object.assign(document.createElement(name), { textContent, ...more });

  const button = (words, action) => {
    const made = element("button", words, { type: "button" });
    made.addEventListener("click", action);
    return made;
  };

  const say = (title, sentences, ways, detail) => {
    const heading = element("h2", title, { tabIndex: -1 });
    const actions = element("p", "", { className: "actions" });
    ways[0].className = "primary";
    actions.append(...ways);
    const panel = element("div", "", { className: "panel" });
    panel.append(
      heading,
      ...sentences.map((sentence) => element("p", sentence)),
      actions,
      element("p", `Detail: ${detail}`, { className: "hint" }),
    );
    document.querySelector("#boot-message").replaceChildren(panel);
    heading.focus();
  };

  const rescue = () => element("a", "See what is kept here", { className: "button", href: "rescue.html" });

  const explain = async (cause) => {
    const [what, next] = await why();
    const safe = keeps
      ? "What you entered before is still kept in this browser."
      : "This browser lets the page keep nothing, so nothing of yours is lost.";
    const again = button("Load the page again", () => location.reload());
    say("Fourfold could not start", [what, safe, next], keeps ? [again, rescue()] : [again], cause?.message ?? cause);
  };

  // After a fault nobody knows what the program holds, so it may not write any more, whatever still calls it.
  const writeNothing = () => {
    const refuse = () => {
      throw new DOMException("the program has stopped", "InvalidStateError");
    };
    const writes = [
      [self.Storage, ["setItem", "removeItem", "clear"]],
      [self.IDBObjectStore, ["add", "put", "delete", "clear"]],
      [self.IDBFactory, ["deleteDatabase"]],
    ];
    for (const [kind, names] of writes) for (const name of names) if (kind) kind.prototype[name] = refuse;
  };

  const stop = (detail) => {
    if (stopped) return;
    stopped = true;
    writeNothing();
    document.querySelector("#app").inert = true;
    const save = button("Download my data", async () => {
      try {
        const records = await import(address("records.js"));
        records.save(records.RAW_NAME, records.raw(await records.read()));
      } catch (cause) {
        save.after(element("p", `This did not work (${cause.message}). Check the connection and press it again.`));
      }
    });
    const safe = keeps
      ? "What was saved is safe in this browser. Only what you typed in the last moment may be missing."
      : "This browser lets the page keep nothing, so what was not exported to a file is lost.";
    say(
      "Fourfold stopped because of a fault in the program",
      [safe, "Start again to go on where you were. If it stops again, download your data and send the line below to the people who run this site."],
      [button("Start again", () => location.reload()), ...(keeps ? [save, rescue()] : [])],
      detail,
    );
  };

  // The program's own last words (src/browser/panic.rs), and a fault that leaves it no time for any.
  addEventListener("fourfold-panic", () => stop(root.dataset.panic));
  addEventListener("error", ({ error }) => {
    if (self.WebAssembly && error instanceof WebAssembly.RuntimeError) stop(error.message);
  });
  addEventListener("unhandledrejection", ({ reason }) => {
    if (self.WebAssembly && reason instanceof WebAssembly.RuntimeError) stop(reason.message);
  });

  // ---- Without a network ----

  // Once everything stands, so that nothing of the first visit waits for it. Only a release has digests: the development
  // server always shows the newest.
  const keepFiles = async () => {
    const worker = navigator.serviceWorker;
    if (!worker || !tag.dataset.appDigest) return;
    const isFirst = !worker.controller;
    await worker.register(address("sw.js"));
    if (!isFirst) return;
    if (!worker.controller) await new Promise((done) => worker.addEventListener("controllerchange", done));
    // What arrived before it was there is asked for once more, from the browser's own store, so that it is kept too.
    const before = performance.getEntriesByType("resource").filter((entry) => entry.initiatorType === "fetch");
    for (const { name } of before) fetch(name).catch(() => {});
  };

  const standing = new MutationObserver(() => {
    if (root.dataset.ready !== "true") return;
    standing.disconnect();
    // Without it the app does as well as it did before.
    keepFiles().catch((cause) => console.info(cause.message));
  });
  standing.observe(root, { attributeFilter: ["data-ready"] });

  start().catch(async (cause) => {
    console.error(cause);
    await parsed;
    if (!stopped) await explain(cause);
  });
}
