// The cheapest path to a goal, as one would write it in plain JavaScript: branch and bound, depth first, with the
// engine's idea of a bound. None of the bench's questions waits for another process, so there are no gates.

import { points, raise } from "./moves.js";

const SMALL = 1e-12;

const add = (a, b) => ({ effort: a.effort + b.effort, moves: a.moves + b.moves });
const dearer = (a, b) => a.effort - b.effort || a.moves - b.moves;

/** For each choice together with all that follow: costs that rise with the most a mixture of targets gains for them. */
function stairs(choices, mixture) {
  const mixed = (gains) => gains.reduce((all, gain, at) => all + mixture[at] * gain, 0);
  let next = [{ cost: { effort: 0, moves: 0 }, gain: 0 }];
  const all = [next];
  for (const choice of [...choices].reverse()) {
    const joined = next.flatMap((stair) =>
      choice.steps.map(({ cost, gains }) => ({ cost: add(stair.cost, cost), gain: stair.gain + mixed(gains) })));
    joined.sort((a, b) => dearer(a.cost, b.cost) || b.gain - a.gain);
    next = [];
    for (const stair of joined) if (next.length === 0 || stair.gain > next.at(-1).gain + SMALL) next.push(stair);
    all.push(next);
  }
  return all.reverse();
}

/** The least that has to be paid from a choice on for what a mixture lacks; nothing where it is out of reach. */
function least(stairs, lacking) {
  let [low, high] = [0, stairs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stairs[middle].gain < lacking - SMALL) low = middle + 1;
    else high = middle;
  }
  return stairs[low]?.cost;
}

/** Every set of targets, and mixtures that weigh those more that the cheapest way for the mixture falls short of. */
function mixtures(choices, targets) {
  const sets = Array.from({ length: 2 ** targets.length - 1 }, (_, set) => targets.map((_, at) => ((set + 1) >> at) & 1));
  if (targets.length === 1) return sets;
  let shares = targets.map(() => 1);
  const found = [];
  for (let round = 0; round < 30; round++) {
    const total = shares.reduce((all, share) => all + share, 0);
    const mixture = shares.map((share) => share / total);
    const steps = stairs(choices, mixture);
    let lacking = 1;
    let left = least(steps[0], lacking);
    if (!left) break;
    found.push({ mixture, cost: left });
    const gained = targets.map(() => 0);
    choices.forEach((choice, depth) => {
      const taken = choice.steps.find(({ cost, gains }) => {
        const own = gains.reduce((all, gain, at) => all + mixture[at] * gain, 0);
        const rest = least(steps[depth + 1], lacking - own);
        return rest && dearer(add(rest, cost), left) === 0;
      });
      if (!taken) return;
      taken.gains.forEach((gain, at) => {
        gained[at] += gain;
        lacking -= mixture[at] * gain;
      });
      left = { effort: left.effort - taken.cost.effort, moves: left.moves - taken.cost.moves };
    });
    shares = shares.map((share, at) => share * (1 - Math.max(-0.9, Math.min(0.9, gained[at] - 1)) / (1 + 0.1 * round)));
  }
  found.sort((a, b) => dearer(b.cost, a.cost));
  return [...found.slice(0, 4).map(({ mixture }) => mixture), ...sets];
}

function search(choices, targets) {
  const bounds = mixtures(choices, targets).map((mixture) => ({ mixture, stairs: stairs(choices, mixture) }));
  const bound = (depth, gains) => {
    let highest = { effort: 0, moves: 0 };
    for (const { mixture, stairs } of bounds) {
      const lacking = mixture.reduce((all, weight, at) => all + weight * (1 - gains[at]), 0);
      const cost = least(stairs[depth], lacking);
      if (!cost) return undefined;
      if (dearer(cost, highest) > 0) highest = cost;
    }
    return highest;
  };
  const start = [{ effort: 0, moves: 0 }, targets.map(() => 0), []];
  if (!bound(0, start[1])) return undefined;

  /** Goes through all that promises enough, the likeliest first, until something found is enough. */
  const walk = (promises, order, found) => {
    const seen = new Map();
    const visit = (depth, cost, gains, chosen) => {
      const key = `${depth} ${gains.map((gain) => Math.round(gain * 1e12))}`;
      const before = seen.get(key);
      if (before && dearer(before, cost) <= 0) return false;
      seen.set(key, cost);
      if (depth === choices.length) return found(cost, chosen);
      return choices[depth].steps
        .map((step) => {
          const after = gains.map((gain, at) => Math.min(1, gain + step.gains[at]));
          const rest = bound(depth + 1, after);
          const paid = add(cost, step.cost);
          return rest && { step, after, paid, promise: add(paid, rest) };
        })
        .filter(Boolean)
        .sort(order)
        .some(({ step, after, paid, promise }) => promises(promise) && visit(depth + 1, paid, after, [...chosen, step]));
    };
    visit(0, ...start);
  };

  let cheapest;
  walk(
    (promise) => !cheapest || dearer(promise, cheapest) < 0,
    (a, b) => dearer(a.promise, b.promise),
    (cost) => void (cheapest = cost),
  );
  // Of what costs the same, the way that raises earlier questions further.
  let best;
  walk(
    (promise) => dearer(promise, cheapest) <= 0,
    (a, b) => dearer(b.step.cost, a.step.cost),
    (cost, chosen) => Boolean((best = { cost, chosen })),
  );
  return best;
}

/** Effort, moves, and the four scores afterwards. */
export function cheapestPath(pack, input, results) {
  const scores = results.indicators.map(({ claimed }) => claimed.score);
  const targets = input.goal.scores.flatMap((goal, indicator) =>
    goal !== null && goal > scores[indicator] ? [{ indicator, lacking: goal - scores[indicator] }] : []);
  const each = points(pack, results);
  const choices = input.goal.questions.flatMap((index) => {
    const question = pack.questions[index];
    const raises = pack.scale.map((_, to) => raise(pack, results, question, to)).filter(Boolean);
    const steps = raises.map((own, at) => ({
      own,
      cost: { effort: (at + 1) * question.effort, moves: at + 1 },
      gains: targets.map(({ indicator, lacking }) => (own.gain * each[index][indicator]) / lacking),
    }));
    const stays = { cost: { effort: 0, moves: 0 }, gains: targets.map(() => 0) };
    return steps.length > 0 ? [{ steps: [stays, ...steps] }] : [];
  });
  const best = search(choices, targets);
  if (!best) return [];
  const raised = best.chosen.flatMap(({ own }) => own ?? []);
  const after = scores.map((score, indicator) =>
    raised.reduce((all, { question, gain }) => all + gain * each[question.index][indicator], score));
  return [best.cost.effort, best.cost.moves, ...after];
}
