// The simulation of a risk register, as one would write it in plain JavaScript from the rulebook. It takes the numbers
// of the same generator and the same samplers as the engine, because only then can the outcomes be held against each
// other.

/** Uniform numbers from ChaCha with 8 rounds, keyed by a seed below 2³². */
export class Random {
  constructor(seed) {
    this.state = Uint32Array.of(0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, seed, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    this.block = new Uint32Array(16);
    this.next = 16;
  }

  refill() {
    const x = this.block;
    x.set(this.state);
    const turn = (a, by) => (a << by) | (a >>> (32 - by));
    const quarter = (a, b, c, d) => {
      x[a] += x[b];
      x[d] = turn(x[d] ^ x[a], 16);
      x[c] += x[d];
      x[b] = turn(x[b] ^ x[c], 12);
      x[a] += x[b];
      x[d] = turn(x[d] ^ x[a], 8);
      x[c] += x[d];
      x[b] = turn(x[b] ^ x[c], 7);
    };
    for (let round = 0; round < 8; round += 2) {
      for (let i = 0; i < 4; i++) quarter(i, 4 + i, 8 + i, 12 + i);
      for (let i = 0; i < 4; i++) quarter(i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
    }
    for (let i = 0; i < 16; i++) x[i] += this.state[i];
    if (++this.state[12] === 0) this.state[13]++;
    this.next = 0;
  }

  /** Between 0 and 1: the upper 52 of 64 bits and a half. */
  uniform() {
    if (this.next === 16) this.refill();
    const low = this.block[this.next++];
    const high = this.block[this.next++];
    return (high * 2 ** 20 + (low >>> 12) + 0.5) / 2 ** 52;
  }

  /** A Poisson count at a rate below 500; its first uniform number was drawn. */
  poisson(rate, first) {
    const end = Math.exp(-rate);
    let count = 0;
    for (let product = first; product > end; product *= this.uniform()) count++;
    return count;
  }
}

const COLUMNS = 128;
const ROWS = 64;

class Pert {
  constructor(min, likely, max) {
    Object.assign(this, { min, max });
    if (min === max) return;
    this.p = (4 * (likely - min)) / (max - min);
    this.q = (4 * (max - likely)) / (max - min);
    const mode = this.p / (this.p + this.q);
    this.top = this.logDensity(mode);
    this.cells = [];
    for (let column = 0; column < COLUMNS; column++) {
      const [left, right] = [column / COLUMNS, (column + 1) / COLUMNS];
      const ends = [this.density(left), this.density(right)];
      const highest = left <= mode && mode <= right ? 1 : Math.max(...ends);
      const lowest = Math.min(...ends);
      for (let row = 0; row < ROWS && row < highest * ROWS; row++) {
        this.cells.push({ column, row, inside: row + 1 <= lowest * ROWS });
      }
    }
  }

  logDensity(x) {
    const term = (exponent, base) => (exponent > 0 ? exponent * Math.log(base) : 0);
    return term(this.p, x) + term(this.q, 1 - x);
  }

  density(x) {
    return Math.exp(this.logDensity(x) - this.top);
  }

  draw(random) {
    if (!this.cells) return this.min;
    for (;;) {
      const { column, row, inside } = this.cells[Math.floor(random.uniform() * this.cells.length)];
      const x = (column + random.uniform()) / COLUMNS;
      if (inside || (row + random.uniform()) / ROWS < this.density(x)) {
        return Math.min(this.min + (this.max - this.min) * x, this.max);
      }
    }
  }
}

/** Mean, its standard error, percentiles, the share of years without a loss, and the curve. */
export function simulate(rows, years, seed) {
  const risks = rows.map((row) => {
    const range = (name) => new Pert(row[`${name}-min`], row[`${name}-likely`], row[`${name}-max`]);
    const frequency = range("frequency");
    return { frequency, loss: range("event-loss"), never: Math.exp(-frequency.max) };
  });
  const random = new Random(seed);
  const totals = new Float64Array(years);
  for (let year = 0; year < years; year++) {
    for (const { frequency, loss, never } of risks) {
      const first = random.uniform();
      if (first <= never) continue;
      const events = random.poisson(frequency.draw(random), first);
      let own = 0;
      for (let event = 0; event < events; event++) own += loss.draw(random);
      totals[year] += own;
    }
  }
  totals.sort();
  const mean = totals.reduce((all, total) => all + total, 0) / years;
  const variance = totals.reduce((all, total) => all + (total - mean) ** 2, 0) / (years - 1);
  const place = (thousandths) => totals[Math.max(Math.ceil((thousandths * years) / 1000) - 1, 0)];
  // The first place beyond a loss, by halving.
  const upTo = (loss) => {
    let [low, high] = [0, years];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (totals[middle] <= loss) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const points = [...Array.from({ length: 99 }, (_, at) => 10 * (at + 1)), ...Array.from({ length: 9 }, (_, at) => 991 + at)];
  const curve = points.flatMap((at) => [place(at), (years - upTo(place(at))) / years]);
  return [mean, Math.sqrt(variance / years), place(100), place(500), place(900), upTo(0) / years, ...curve];
}
