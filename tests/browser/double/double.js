// How one would save who had not seen it go wrong. The reliability figures run on this page, too, and have to find it
// losing: everything is one text under one key, which each tab read when it began; a note is saved after a pause, whatever
// happens before; and "saved" is said at once, whatever came of it.
"use strict";

const KEY = "double";
const writer = Math.random().toString(16).slice(2);
const all = JSON.parse(localStorage.getItem(KEY) ?? "[]");

const save = (said) => {
  all.push({ counter: (all.at(-1)?.counter ?? 0) + 1, writer, ...said });
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // It will work the next time.
  }
  document.querySelector(".status").textContent = `Saved in this browser ${new Date().toLocaleTimeString()}`.replace(",", "");
};

for (const question of ["one", "two", "three", "four", "five", "six"]) {
  const fieldset = document.createElement("fieldset");
  fieldset.className = "levels";
  for (const level of ["0", "1", "2", "3", "4", "5"]) {
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: `answer-${question}`, value: level });
    radio.checked = all.filter((own) => own.question === question).at(-1)?.level === level;
    radio.addEventListener("change", () => save({ question, level }));
    const label = document.createElement("label");
    label.append(radio, level);
    fieldset.append(label);
  }
  document.querySelector("main").append(fieldset);
}

const note = document.querySelector("textarea");
let pause = 0;
note.value = all.filter((own) => own.question === "note").at(-1)?.level ?? "";
note.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => save({ question: "note", level: note.value }), 1000);
});
document.documentElement.dataset.ready = "true";
