// What stands around the program of the worker (src/worker.rs): it fetches that, hands it what is asked, and tells the
// page how far it is. A message is a word and, behind a blank, what belongs to it; there is none to stop, since the page
// ends the worker as a whole (src/browser/worker.rs).
{
  // The build puts the glue before this file, and fills in both (xtask/src/worker.rs).
  const PROGRAM = "";
  const DIGEST = "";
  // However slow the work, the page hears of it this often, in milliseconds: what is silent is begun anew.
  const SIGN_OF_LIFE = 1000;

  const program = (cache) => fetch(PROGRAM, { integrity: DIGEST, credentials: "same-origin", cache });

  // A file that is missing is told from one that was changed by looking at it once more.
  const why = async () => {
    const found = await fetch(PROGRAM, { cache: "no-store" }).catch(() => undefined);
    if (!found) return `${PROGRAM} did not arrive`;
    return found.ok ? `${PROGRAM} is not the file that was published` : `the server answered ${found.status} to ${PROGRAM}`;
  };

  // The browser compares the program with its digest and refuses anything else; a spoilt copy it has kept is fetched anew.
  const fetched = program("default").catch(() => program("reload")).catch(async () => {
    throw new Error(await why());
  });
  const started = fetched.then((response) => wasm_bindgen({ module_or_path: response }));
  // It is told to whoever asks for something.
  started.catch(() => {});

  addEventListener("message", async ({ data }) => {
    try {
      await started;
      const work = new wasm_bindgen.Work(data);
      for (let told = -1, when = 0; ; ) {
        const percent = Math.floor(100 * work.progress());
        const now = performance.now();
        if (percent > told || now - when > SIGN_OF_LIFE) {
          postMessage(`at ${percent}`);
          [told, when] = [percent, now];
        }
        const answer = work.step();
        if (answer !== undefined) return postMessage(`answer ${answer}`);
      }
    } catch (cause) {
      postMessage(`failed ${cause?.message ?? cause}`);
    }
  });
}
