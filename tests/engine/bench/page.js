// What the tests and the bench call in the page: the engine's Wasm as it was built, and the same work in JavaScript.

import start, { Bench, digests } from "./engine.js";
import { stability } from "./moves.js";
import { cheapestPath } from "./path.js";
import { numbers, prepare, score } from "./score.js";
import { simulate } from "./simulation.js";

/** The same as the engine's `Bench`, in JavaScript. */
class Plain {
  constructor(input) {
    this.input = input;
    this.pack = prepare(input.pack);
    this.results = score(this.pack, input);
    this.level = 0;
  }

  /** What the work comes to. However often an answer was changed before, the first one is the lowest option now. */
  numbers(work) {
    this.level = this.pack.scale.length - 1;
    this.answer();
    return this.work(work);
  }

  work(work) {
    switch (work) {
      case "answer":
        return this.pack.scale.map(() => this.answer());
      case "simulation":
        return simulate(this.input.risks, 100_000, this.input.seed);
      case "path":
        return cheapestPath(this.pack, this.input, this.results);
      case "stability":
        return stability(this.pack, this.input, this.results);
      default:
        return numbers(score(this.pack, this.input));
    }
  }

  run(work) {
    if (work === "answer") return this.answer();
    if (work === "score") return score(this.pack, this.input).indicators[0].claimed.score;
    return this.work(work)[0];
  }

  answer() {
    this.level = (this.level + 1) % this.pack.scale.length;
    const { id } = this.pack.questions.find((question) => question.sizes.includes(this.input.size));
    this.input.questions[id].answers[0] = this.pack.scale[this.level].id;
    return this.run("score");
  }
}

/** The first place where two lists of numbers differ by more than a billionth. */
function difference(wasm, plain) {
  if (wasm.length !== plain.length) return `${wasm.length} numbers and ${plain.length}`;
  const near = (a, b) => (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
  const at = wasm.findIndex((number, at) => !near(number, plain[at]));
  return at < 0 ? null : `number ${at} is ${wasm[at]} and ${plain[at]}`;
}

/** The time of one run in the quickest batch: whatever else the machine does can only add to it. */
function milliseconds(run) {
  const batch = (runs) => {
    const begin = performance.now();
    for (let i = 0; i < runs; i++) run();
    return performance.now() - begin;
  };
  let runs = 1;
  while (batch(runs) < 20) runs *= 2;
  const begin = performance.now();
  let least = Infinity;
  for (let done = 0; done < 15; done++) {
    if (done < 3 || performance.now() - begin < 3000) least = Math.min(least, batch(runs) / runs);
  }
  return least;
}

/** Milliseconds of one work in Wasm and in JavaScript, once both have come to the same numbers. */
function time(wasm, plain, work) {
  const apart = difference(wasm.numbers(work), plain.numbers(work));
  if (apart) throw new Error(`${work}: Wasm and JavaScript do not agree: ${apart}`);
  return [milliseconds(() => wasm.run(work)), milliseconds(() => plain.run(work))];
}

const trials = new Map();

/** The same for an assessment by its name; its inputs are fetched once. */
async function bench(name, work) {
  if (!trials.has(name)) {
    const input = await (await fetch(`${name}.json`)).json();
    trials.clear();
    trials.set(name, [new Bench(name), new Plain(input)]);
  }
  return time(...trials.get(name), work);
}

await start();
window.engine = { digests, bench };
