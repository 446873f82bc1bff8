// The rescue page: shows what the app has kept in this browser, and saves it as files, when the app itself does not run.

import { RAW_NAME, file, fileName, raw, read, save, sorted } from "./records.js";

const element = (name, content, more) => {
  const made = Object.assign(document.createElement(name), more);
  made.append(...[content].flat());
  return made;
};
const words = (text, className = "") => element("p", text, { className });
const button = (text, action, className = "") => {
  const made = element("button", text, { type: "button", className });
  made.addEventListener("click", action);
  return made;
};
const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

const assessment = (own) => {
  const size = Math.max(1, Math.round(own.characters / 1000));
  const notes = [];
  if (own.damaged) {
    const are = own.damaged === 1 ? "is" : "are";
    notes.push(`${count(own.damaged, "record", "records")} ${are} damaged and not in the file. All records hold ${own.damaged === 1 ? "it" : "them"} as found.`);
  }
  if (own.packed) {
    notes.push("Some of it is packed in a way this page cannot read, and is not in the file. All records hold it: save those as well.");
  }
  if (!own.facts.length) notes.push("Nothing of it can be read here, so there is no file to open in the app.");
  const means = element("div", [
    words(String(own.name), "entry-name"),
    words(`${count(own.records, "record", "records")} with ${count(own.facts.length, "entry", "entries")}, ${size} kB`, "hint"),
    ...notes.map((note) => words(note, "error")),
  ]);
  const ways = own.facts.length ? [button("Save as a file", () => save(fileName(own), file(own)))] : [];
  return element("li", [means, ...ways], { className: "entry", ariaLabel: String(own.name) });
};

const show = async () => {
  const found = await read();
  const { assessments, newer, packs, others } = await sorted(found);
  const blocked = found.unread.some(({ where }) => where === "localStorage");
  const parts = [];
  for (const { where, why } of found.unread) {
    const says = where === "localStorage"
      ? "This browser does not let this page look into its storage. Allow it to keep site data for this page, then load the page again. In a private window nothing of an ordinary window can be seen."
      : "The second copy of the records (IndexedDB) cannot be read in this browser. What is shown comes from the first.";
    parts.push(element("div", [words(says), words(`Detail: ${why}`, "hint")], { className: "trouble", role: "alert" }));
  }
  if (assessments.length) {
    parts.push(
      element("h2", count(assessments.length, "assessment", "assessments")),
      words("Each file opens in the app, in this or another browser: Library, then Import a file."),
      element("ul", assessments.map(assessment), { className: "entries" }),
    );
  }
  const more = [
    packs && count(packs, "questionnaire of your own", "questionnaires of your own"),
    newer && count(newer, "record of a newer version of the app", "records of a newer version of the app"),
    others && count(others, "record this page does not know", "records this page does not know"),
  ].filter(Boolean);
  if (found.records.length) {
    parts.push(
      element("h2", "All records, as they are"),
      words("Damaged ones too, in one file. The app does not open it, but whoever helps you can get everything out of it."),
      ...(more.length ? [words(`Also kept here: ${more.join(", ")}.`, "hint")] : []),
      words(button("Save all records", () => save(RAW_NAME, raw(found)), "primary"), "actions"),
    );
  } else if (!blocked) {
    parts.push(words("Nothing of Fourfold is kept in this browser at this address. It may be in another browser, in another profile, or under the address you used then; browsers also clear what was not visited for long. A file you exported opens in the app at any time.", "empty"));
  }
  parts.push(words(element("a", "Back to the app", { href: "./" })));
  document.querySelector("#found").replaceChildren(...parts);
};

show().catch((cause) => {
  const says = words(`The records could not be shown: ${cause.message}. Load the page again, or try another browser on this device.`);
  document.querySelector("#found").replaceChildren(element("div", says, { className: "trouble", role: "alert" }));
});
