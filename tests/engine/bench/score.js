// The score of an assessment, as one would write it in plain JavaScript from the rulebook. It does what the engine does
// for the bench's inputs: their figures are stated by year and their budgets by month, and nothing is left half blank.

const INDICATORS = ["growth", "budget", "risk", "communication"];
const Z = 1.959963984540054;

/** Values are compared with limits after rounding to nine decimals. */
export const rounded = (x) => (Math.abs(x * 1e9) < 9e15 ? Math.round(x * 1e9) / 1e9 : x);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const mean = (numbers) => sum(numbers) / numbers.length;

/** What a program works out once when it reads a questionnaire. */
export function prepare(pack) {
  const attributes = pack.ladder.flatMap((rung, index) => rung.attributes.map((id) => ({ id, level: index + 1 })));
  const breadth = (question) => (question.whole ? attributes.length : question.attributes.length);
  const questions = pack.questions.map((question, index) => ({ attributes: [], effort: 1, ...question, index }));
  const byProcess = Map.groupBy(questions, (question) => question.process);
  const processes = pack.processes.map((process, index) => ({ needs: [], importance: 2, ...process, index }));
  for (const process of processes) {
    const own = byProcess.get(process.id) ?? [];
    process.covering = attributes.map(({ id }) =>
      own.filter((question) => question.whole || question.attributes.includes(id))
        .sort((a, b) => breadth(a) - breadth(b) || a.index - b.index));
  }
  return { ...pack, attributes, questions, processes, breadth, option: new Map(pack.scale.map(({ id }, at) => [id, at])) };
}

const weights = (indicators = {}) => INDICATORS.map((name) => indicators[name] ?? 0);

/** The highest option that is worth no more than evidence of a grade allows. */
export function capped(pack, option, grade) {
  while (option > 0 && rounded(pack.scale[option].worth) > rounded(pack.caps[grade])) option--;
  return option;
}

function questionState(pack, said) {
  const state = { kind: "open", levels: [], counted: [], grade: said?.grade ?? 0, dontKnow: 0, notApplicable: 0 };
  for (const answer of said?.answers ?? []) {
    if (answer === "?") state.dontKnow++;
    else if (answer === "-") state.notApplicable++;
    else if (answer !== null) state.levels.push(pack.option.get(answer));
  }
  state.counted = state.levels.map((claimed) => ({ claimed, evidenced: capped(pack, claimed, state.grade) }));
  if (state.counted.length > 0) {
    state.kind = "answered";
    state.claimed = mean(state.counted.map(({ claimed }) => pack.scale[claimed].worth));
    state.evidenced = mean(state.counted.map(({ evidenced }) => pack.scale[evidenced].worth));
  } else if (state.notApplicable > 0) {
    state.kind = "not applicable";
  }
  return state;
}

/** The finest questions that were answered, or said not to apply. */
function sourcesOf(pack, states, covering) {
  const settled = covering.filter((question) => states[question.index].kind !== "open");
  if (settled.length === 0) return [];
  const finest = settled.filter((question) => pack.breadth(question) === pack.breadth(settled[0]));
  const answered = finest.filter((question) => states[question.index].kind === "answered");
  return answered.length > 0 ? answered : finest;
}

function itemsOf(pack, size, states) {
  const asked = (question) => question.sizes.includes(size);
  const items = [];
  for (const process of pack.processes) {
    process.covering.forEach((covering, attribute) => {
      const question = covering.find(asked);
      if (!question) return;
      const sources = sourcesOf(pack, states, covering);
      const answered = sources.map(({ index }) => states[index]).filter(({ kind }) => kind === "answered");
      const kind = sources.length === 0 ? "open" : answered.length === 0 ? "not applicable" : "answered";
      const item = { process, attribute, asked: question, sources, kind };
      item.weights = weights(question.indicators ?? process.indicators);
      if (kind === "answered") {
        item.claimed = mean(answered.map(({ claimed }) => claimed));
        item.evidenced = mean(answered.map(({ evidenced }) => evidenced));
      }
      items.push(item);
    });
  }
  for (const question of pack.questions.filter((question) => !question.process && asked(question))) {
    const { kind, claimed, evidenced } = states[question.index];
    items.push({ asked: question, sources: [question], kind, claimed, evidenced, weights: weights(question.indicators) });
  }
  return items;
}

// ---- Capability ----

const BANDS = ["N", "P", "L", "F"];
const L = BANDS.indexOf("L");
const F = BANDS.indexOf("F");

/** The band an option rates an attribute of a level with. */
export function bandOf(pack, question, option, level) {
  if (question.whole) return option > level ? F : option === level ? L : 0;
  return BANDS.indexOf(pack.scale[option].band);
}

function lowerMedian(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** The lower median of the bands of all levels that count. */
export function band(pack, state, question, level, view) {
  if (state.counted.length === 0) return undefined;
  return lowerMedian(state.counted.map((own) => bandOf(pack, question, own[view], level)));
}

/** A rating is a band, or "unanswered", "not applicable" or "not asked". */
function rating(pack, size, states, process, item, attribute, view) {
  if (!item) return "not asked";
  const { level } = pack.attributes[attribute];
  let own = item.kind === "open" ? "unanswered" : item.kind;
  if (item.kind === "answered") {
    own = lowerMedian(item.sources.map((question) => band(pack, states[question.index], question, level, view)));
  }
  for (const question of process.covering[attribute].filter((question) => question.mandatory)) {
    const state = states[question.index];
    if (state.kind === "open" && question.sizes.includes(size)) own = "unanswered";
    if (state.kind === "answered" && band(pack, state, question, level, view) < L && typeof own === "number") {
      own = Math.min(own, 1);
    }
  }
  return own;
}

function capability(pack, ratings) {
  const rated = (rating) => typeof rating === "number";
  const lacking = (level) =>
    ratings.flatMap((rating, attribute) => {
      const own = pack.attributes[attribute].level;
      const to = own < level ? F : L;
      const enough = own > level || rating === "not applicable" || (rated(rating) && rating >= to);
      return enough ? [] : [{ attribute, from: rating, to }];
    });
  const on = (level) => ratings.filter((_, attribute) => pack.attributes[attribute].level === level);
  let level = 0;
  for (let next = 1; next <= pack.ladder.length && lacking(next).length === 0; next++) {
    if (on(next).some(rated)) level = next;
  }
  let next = level + 1;
  while (next <= pack.ladder.length && !on(next).some((rating) => rated(rating) || rating === "unanswered")) next++;
  const blockers = next > pack.ladder.length ? [] : lacking(next).filter(({ from }) => from !== "not asked");
  blockers.sort((a, b) => b.to - a.to || a.attribute - b.attribute);
  return { level: ratings.some(rated) ? level : NaN, blockers };
}

function processResult(pack, size, states, items) {
  const { process } = items[0];
  const answered = items.filter(({ kind }) => kind === "answered");
  const byAttribute = new Map(items.map((item) => [item.attribute, item]));
  const of = (view) => {
    const ratings = pack.attributes.map((_, attribute) =>
      rating(pack, size, states, process, byAttribute.get(attribute), attribute, view));
    const index = answered.length > 0 ? 100 * mean(answered.map((item) => item[view])) : NaN;
    return { ...capability(pack, ratings), ratings, index };
  };
  const applicable = items.filter(({ kind }) => kind !== "not applicable").length;
  return { process, items: byAttribute, claimed: of("claimed"), evidenced: of("evidenced"), answered: answered.length, applicable };
}

// ---- Metrics ----

const value = (number) => (Number.isFinite(number) ? { value: number } : { missing: true });
const missing = { missing: true };
const notMeaningful = {};

function wilson(successes, n) {
  const share = successes / n;
  const centre = share + (Z * Z) / (2 * n);
  const spread = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  const scale = 1 + (Z * Z) / n;
  return [successes === 0 ? 0 : (centre - spread) / scale, successes === n ? 1 : (centre + spread) / scale];
}

function curve(points, x) {
  if (x <= points[0][0]) return points[0][1];
  const right = points.findIndex(([at]) => x <= at);
  if (right < 0) return points.at(-1)[1];
  const [[x0, y0], [x1, y1]] = [points[right - 1], points[right]];
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

function metricsOf(pack, input) {
  const { figures, appetite, risks, decisions, asOf } = input;
  const years = Object.keys(figures["total-cost"]).sort();
  const [third, before, last] = years.slice(-3);
  const at = (key, year = last) => figures[key]?.[year];
  const share = (part, whole) => (at(whole) > 0 ? value((100 * at(part)) / at(whole)) : notMeaningful);
  const revenue = (year) => at("internal-charges", year) + at("external-revenue", year);

  const months = Object.keys(input.budgets[0]).sort();
  const total = (lines) => months.map((month) => sum(lines.map((line) => line[month])));
  const [budget, actual] = [total(input.budgets), total(input.actuals)];
  const others = mean(actual.slice(0, -1));

  const due = decisions.filter(({ review }) => review && review <= asOf);
  const forecasts = decisions.filter(({ review, probability, happened }) =>
    probability !== undefined && happened !== undefined && (!review || review <= asOf));
  const complete = risks.filter(({ owner, treatment, due, "loss-residual": residual }) =>
    owner && treatment && due && residual !== undefined);
  const counts = [1, 2, 3, 4, 5].map((score) => at(`satisfaction-${score}`));
  const interval = wilson(counts[3] + counts[4], sum(counts));
  const rate = Math.min(1, sum(counts) / at("survey-invitations") / 0.2);

  const readings = {
    "revenue-growth": () => value((100 * (revenue(last) - revenue(before))) / revenue(before)),
    utilisation: () => value((100 * at("productive-hours")) / at("available-hours")),
    "return-over-hurdle": () => {
      const capital = at("invested-capital", before) - at("invested-capital", third);
      const result = at("operating-result") - at("operating-result", before);
      return capital > 0 ? value((100 * result) / capital - at("hurdle-rate")) : notMeaningful;
    },
    recovery: () => value((100 * revenue(last)) / at("total-cost")),
    // What stands in for them where nobody pays.
    "benefits-realised": () => notMeaningful,
    "unit-cost-change": () => notMeaningful,
    "annual-variance": () => value((100 * (sum(actual) - sum(budget))) / Math.abs(sum(budget))),
    "period-error": () =>
      value((100 * sum(actual.map((own, at) => Math.abs(own - budget[at])))) / sum(budget.map(Math.abs))),
    "year-end-spike": () => value(actual.at(-1) / others),
    "avoidable-spend": () => value((100 * (at("avoidable-found") - at("avoidable-realised"))) / at("total-cost")),
    // Optional, and not supplied.
    "cost-performance": () => notMeaningful,
    "residual-exposure": () => value(sum(risks.map((risk) => risk["loss-residual"])) / appetite),
    "register-completeness": () => value((100 * complete.length) / risks.length),
    "change-failure-rate": () => share("changes-failed", "changes-total"),
    "decisions-reviewed": () => {
      const reviewed = due.filter(({ outcome, happened }) => outcome || happened !== undefined);
      return due.length > 0 ? value((100 * reviewed.length) / due.length) : notMeaningful;
    },
    "brier-score": () =>
      forecasts.length > 0
        ? value(mean(forecasts.map(({ probability, happened }) => (probability - Number(happened)) ** 2)))
        : missing,
    satisfaction: () => value(100 * interval[0]),
    "closed-loop": () => share("feedback-answered", "feedback-received"),
    awareness: () => share("awareness-knew", "awareness-asked"),
    "first-notice": () => value((100 * at("notice-first")) / (at("notice-first") + at("notice-late"))),
  };
  return pack.indicators.map((indicator) =>
    indicator.metrics.map((own) => {
      const reading = readings[own.metric]();
      if (reading.value === undefined) return { ...reading, weight: own.weight, precision: 0 };
      const precise = Math.max(0, 1 - (interval[1] - interval[0]) / 2 / 0.25) * rate;
      const precision = own.metric === "satisfaction" ? precise : 1;
      return { ...reading, weight: own.weight, score: curve(own.curve, reading.value), precision };
    }));
}

// ---- Indicators ----

/** Within-group agreement of levels; none of fewer than two. */
function agreement(levels, options) {
  if (levels.length < 2) return undefined;
  const middle = mean(levels);
  const variance = sum(levels.map((level) => (level - middle) ** 2)) / (levels.length - 1);
  return Math.max(0, 1 - variance / ((options * options - 1) / 12));
}

function weighted(parts) {
  const own = { answered: 0, open: 0, total: 0 };
  for (const { weight, score, open } of parts) {
    if (score !== undefined) {
      own.answered += weight;
      own.total += weight * score;
    } else if (open) {
      own.open += weight;
    }
  }
  const all = own.answered + own.open;
  own.part = own.answered > 0 ? own.total / own.answered : undefined;
  own.applies = all > 0;
  own.range = (top) => (all > 0 ? [own.total / all, (own.total + own.open * top) / all] : [0, 0]);
  own.coverage = all > 0 ? (100 * own.answered) / all : undefined;
  return own;
}

function indicator(pack, id, states, items, metrics) {
  const { practice_share: share, confidence_alone: alone } = pack.thresholds;
  const outcome = weighted(metrics.map((own) => ({ ...own, open: own.missing })));
  const of = (view) => {
    const practice = weighted(items.map((item) => ({
      weight: item.weights[id],
      score: item.kind === "answered" ? 100 * item[view] : undefined,
      open: item.kind === "open",
    })));
    const mix = (p, o) => {
      if (p === undefined && o === undefined) return NaN;
      return p === undefined ? o : o === undefined ? p : share * p + (1 - share) * o;
    };
    const [p, o] = [practice.range(100 * pack.scale.at(-1).worth), outcome.range(100)];
    const s = practice.applies ? (outcome.applies ? share : 1) : 0;
    const range = practice.applies || outcome.applies ? [0, 1].map((end) => s * p[end] + (1 - s) * o[end]) : [NaN, NaN];
    return { practice, score: mix(practice.part, outcome.part), range };
  };
  const [claimed, evidenced] = [of("claimed"), of("evidenced")];
  const { practice } = claimed;
  const stamped = practice.applies && outcome.applies && (practice.part === undefined) !== (outcome.part === undefined);

  const own = items.filter((item) => item.kind === "answered" && item.weights[id] > 0);
  const grades = sum(own.map((item) => item.weights[id] * Math.max(...item.sources.map((q) => states[q.index].grade))));
  const weight = sum(own.map((item) => item.weights[id]));
  const sources = new Set(own.flatMap((item) => item.sources));
  const agreements = [...sources].map((q) => agreement(states[q.index].levels, pack.scale.length))
    .filter((own) => own !== undefined);
  const needed = metrics.filter((metric) => metric.value !== undefined || metric.missing);
  const factors = [
    practice.coverage === undefined ? undefined : practice.coverage / 100,
    weight > 0 ? (1 + grades / weight) / 4 : undefined,
    agreements.length > 0 ? mean(agreements) : undefined,
    needed.length > 0
      ? sum(needed.map((own) => own.weight * own.precision)) / sum(needed.map((own) => own.weight))
      : undefined,
  ].filter((factor) => factor !== undefined);
  const product = factors.reduce((all, factor) => all * factor, 1);
  const confidence = Math.min(100 * product ** (1 / factors.length), agreements.length > 0 ? 100 : alone);
  const none = stamped || (practice.part === undefined && outcome.part === undefined);
  return { claimed, evidenced, outcome, confidence: none ? NaN : confidence };
}

/** Everything that follows from an assessment. */
export function score(pack, input) {
  const states = pack.questions.map((question) => questionState(pack, input.questions[question.id]));
  const items = itemsOf(pack, input.size, states);
  const groups = Map.groupBy(items.filter((item) => item.process), (item) => item.process);
  const processes = [...groups.values()].map((own) => processResult(pack, input.size, states, own));
  const metrics = metricsOf(pack, input);
  const indicators = INDICATORS.map((_, id) => indicator(pack, id, states, items, metrics[id]));
  return { states, items, processes, metrics, indicators };
}

/** The same as a list of numbers, in the order the engine's numbers have (tests/engine/src/work.rs). */
export function numbers({ indicators, metrics, processes }) {
  const or = (number) => number ?? NaN;
  return [
    ...indicators.flatMap(({ claimed, evidenced, outcome, confidence }) => [
      ...[claimed, evidenced].flatMap(({ practice, score, range }) => [or(practice.part), score, ...range]),
      or(outcome.part), or(claimed.practice.coverage), or(outcome.coverage), confidence,
    ]),
    ...metrics.flat().flatMap(({ value, score }) => [or(value), or(score)]),
    ...processes.flatMap(({ claimed, evidenced, answered, applicable }) => [
      ...[claimed, evidenced].flatMap(({ level, index, blockers }) => [level, index, blockers.length]),
      answered, applicable,
    ]),
  ];
}
