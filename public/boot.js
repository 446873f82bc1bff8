// Starts the app, or says in words why it cannot.
//
// A file of its own because the security policy allows no inline script. It fetches the Wasm itself so that the
// browser compares it with the digest the build wrote into the page, and refuses anything else.

const tag = document.querySelector("script[data-app-wasm]");

async function start() {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly");
  // Both at once: the glue and the program arrive in the same round trip.
  const [glue, program] = await Promise.all([
    import(new URL(tag.dataset.appJs, document.baseURI)),
    fetch(tag.dataset.appWasm, { integrity: tag.dataset.appDigest ?? "", credentials: "same-origin" }),
  ]);
  if (!program.ok) throw new Error(`the server answered ${program.status} for ${tag.dataset.appWasm}`);
  await glue.default({ module_or_path: program });
}

function explain(cause) {
  const paragraph = (text) => Object.assign(document.createElement("p"), { textContent: text });
  const heading = Object.assign(document.createElement("h2"), { textContent: "Fourfold could not start" });
  const again = Object.assign(document.createElement("button"), { type: "button", textContent: "Load the page again" });
  again.addEventListener("click", () => location.reload());
  document.querySelector("#boot-message").replaceChildren(
    heading,
    paragraph("Its program did not arrive, or it is not the one that was published. What you entered before is still kept in this browser."),
    paragraph("Load the page again. If that does not help, a newer version may just be on its way: wait ten minutes. Then try another browser or another network, or send the line below to the people who run this site."),
    again,
    paragraph(`Detail: ${cause?.message ?? cause}`),
  );
}

start().catch((cause) => {
  console.error(cause);
  explain(cause);
});
