// Starts the app, or says in words why it cannot.
//
// A file of its own because the security policy allows no inline script. It stands in the head and is no module, so
// that it runs before anything is painted: the chosen theme is there from the first picture on.
"use strict";

{
  const tag = document.currentScript;
  const parsed = new Promise((done) => document.addEventListener("DOMContentLoaded", done));

  // The app writes this choice (src/browser/theme.rs). A browser that keeps nothing throws here.
  try {
    const theme = localStorage.getItem("fourfold.theme");
    if (theme) document.documentElement.dataset.theme = theme;
  } catch {
    // Then the system's theme it is.
  }

  const root = document.documentElement;

  const start = async () => {
    if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly");
    // All at once: glue and program arrive in the same round trip. The browser compares the program with the digest
    // that the build wrote into the page, and refuses anything else; a spoilt copy it has kept is fetched anew.
    const program = (cache) =>
      fetch(tag.dataset.appWasm, { integrity: tag.dataset.appDigest ?? "", credentials: "same-origin", cache });
    const [glue, wasm] = await Promise.all([
      import(new URL(tag.dataset.appJs, document.baseURI)),
      program("default").catch(() => program("reload")).catch((cause) => {
        throw new Error(`${tag.dataset.appWasm}: ${cause.message}`, { cause });
      }),
      parsed,
    ]);
    await glue.default({ module_or_path: wasm });
  };

  const explain = (cause) => {
    const element = (name, textContent) => Object.assign(document.createElement(name), { textContent });
    const again = element("button", "Load the page again");
    again.addEventListener("click", () => location.reload());
    document.querySelector("#boot-message").replaceChildren(
      element("h2", "Fourfold could not start"),
      element("p", "Its program did not arrive, or it is not the one that was published. What you entered before is still kept in this browser."),
      element("p", "Load the page again. If that does not help, a newer version may just be on its way: wait ten minutes. Then try another network or another browser, or send the line below to the people who run this site."),
      again,
      element("p", `Detail: ${cause?.message ?? cause}`),
    );
  };

  // ---- Without a network ----

  // Once everything stands, so that nothing of the first visit waits for it. Only a release has digests: the development
  // server always shows the newest.
  const keepFiles = async () => {
    const worker = navigator.serviceWorker;
    if (!worker || !tag.dataset.appDigest) return;
    const isFirst = !worker.controller;
    await worker.register(new URL("sw.js", document.baseURI));
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
    explain(cause);
  });
}
