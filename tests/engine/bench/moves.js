// Next moves and how stable their order is, as one would write it in plain JavaScript from the rulebook. Claimed leads.

import { band, bandOf, capped, rounded } from "./score.js";
import { Random } from "./simulation.js";

const INDICATORS = [0, 1, 2, 3];

/** The points each question brings to the four scores when its worth grows from 0 to 1. */
export function points(pack, { items, indicators }, factor = () => 1) {
  const points = pack.questions.map(() => [0, 0, 0, 0]);
  const answered = items.filter(({ kind }) => kind === "answered");
  for (const indicator of INDICATORS) {
    const { claimed, outcome } = indicators[indicator];
    if (claimed.practice.part === undefined) continue;
    const share = outcome.part === undefined ? 1 : pack.thresholds.practice_share;
    const weights = answered.map((item) => item.weights[indicator] * factor(item.asked.index, indicator));
    const total = weights.reduce((all, weight) => all + weight, 0);
    answered.forEach((item, at) => {
      for (const question of item.sources) {
        points[question.index][indicator] += (share * 100 * weights[at]) / total / item.sources.length;
      }
    });
  }
  return points;
}

/** What raising everyone below an option to it costs, and by how much the worth of the question grows. */
export function raise(pack, results, question, to) {
  const state = results.states[question.index];
  const from = Math.min(...state.counted.map(({ claimed }) => claimed));
  const grade = pack.caps.findIndex((cap) => rounded(pack.scale[to].worth) <= rounded(cap));
  if (!(from < to) || grade < 0) return undefined;
  const after = state.counted.map(({ claimed }) => pack.scale[Math.max(claimed, to)].worth);
  const gain = after.reduce((all, worth) => all + worth, 0) / after.length - state.claimed;
  return { question, from, to, gain, effort: (to - from) * question.effort };
}

function gains(points, raises) {
  return INDICATORS.map((indicator) =>
    raises.reduce((all, { question, gain }) => all + gain * points[question.index][indicator], 0));
}

/** A move for each process below its target, in pack order. */
function moves(pack, input, results) {
  return results.processes.flatMap(({ process, items, claimed }) => {
    if (Number.isNaN(claimed.level)) return [];
    const gap = (input.targets[process.id] ?? claimed.level + 1) - claimed.level;
    if (rounded(gap) <= 0) return [];
    const to = new Map();
    const tooLow = (question, level, wanted) => {
      if (!(band(pack, results.states[question.index], question, level, "claimed") < wanted)) return;
      const option = pack.scale.findIndex((_, option) => bandOf(pack, question, option, level) >= wanted);
      to.set(question, Math.max(option, to.get(question) ?? 0));
    };
    for (const { attribute, from, to: wanted } of claimed.blockers) {
      if (typeof from !== "number") continue;
      const { level } = pack.attributes[attribute];
      for (const question of items.get(attribute).sources) tooLow(question, level, wanted);
      for (const question of process.covering[attribute].filter((question) => question.mandatory)) tooLow(question, level, 2);
    }
    const raises = [...to].map(([question, option]) => raise(pack, results, question, option)).filter(Boolean);
    const effort = raises.reduce((all, raise) => all + raise.effort, 0);
    return effort > 0 ? [{ process, raises, gap, effort }] : [];
  });
}

/** The processes of the first three moves, by priority; one waits for those its process needs. */
function firstThree(moves, points) {
  const worth = moves.map(({ process, raises, gap, effort }) => {
    const lift = gains(points, raises).reduce((all, gain) => all + gain, 0) / 4;
    return rounded((gap * process.importance * lift) / effort);
  });
  let left = moves.map((_, at) => at);
  const first = [];
  while (left.length > 0 && first.length < 3) {
    const waits = (at) => left.some((other) => moves[at].process.needs.includes(moves[other].process.id));
    const free = left.filter((at) => !waits(at));
    const best = (free.length > 0 ? free : left).reduce((best, at) => (worth[at] > worth[best] ? at : best));
    first.push(best);
    left = left.filter((at) => at !== best);
  }
  return first.map((at) => moves[at].process.index).sort((a, b) => a - b);
}

/** The first three, and in how many of a thousand draws of all weights they stay the same. */
export function stability(pack, input, results) {
  const own = moves(pack, input, results);
  const stated = firstThree(own, points(pack, results));
  const random = new Random(input.seed);
  let same = 0;
  for (let draw = 0; draw < 1000; draw++) {
    const factors = pack.questions.map(() => INDICATORS.map(() => 0.8 + 0.4 * random.uniform()));
    const drawn = firstThree(own, points(pack, results, (question, indicator) => factors[question][indicator]));
    if (drawn.join() === stated.join()) same++;
  }
  return [...stated, same];
}
