//! What people know of an uncertain number: the least it can be, what it most likely is, and the most
//! it can be.

use super::random::Random;

/// A PERT distribution (STD, Malcolm et al. 1959) from `min` to `max`:
/// min + (max − min)·Beta(1 + 4(likely − min)/(max − min), 1 + 4(max − likely)/(max − min)).
/// Where min and max are equal it is constant.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Pert {
    min: f64,
    max: f64,
    shape: Option<Beta>,
}

impl Pert {
    /// The distribution of three finite numbers that do not fall.
    pub(super) fn new(min: f64, likely: f64, max: f64) -> Self {
        let width = max - min;
        let shape = (width > 0.0).then(|| Beta::new([likely - min, max - likely].map(|part| 4.0 * part / width)));
        Self { min, max, shape }
    }

    /// The greatest value.
    pub(super) fn max(&self) -> f64 {
        self.max
    }

    /// One value.
    pub(super) fn draw(&self, random: &mut Random) -> f64 {
        match &self.shape {
            None => self.min,
            Some(beta) => (self.min + (self.max - self.min) * beta.draw(random)).min(self.max),
        }
    }
}

/// A Beta distribution, drawn by rejection (STD, von Neumann 1951). The area under its density, whose top
/// is put at 1, is covered with the cells of a grid; a point of a cell is taken where it lies under the
/// density. Most cells lie there as a whole, so that most draws need no logarithm.
#[derive(Clone, PartialEq, Debug)]
struct Beta {
    /// One less than its shapes, each 0 or more, and not both 0.
    exponents: [f64; 2],
    /// The logarithm of the density at its top, before that is put at 1.
    top: f64,
    cells: Vec<Cell>,
}

/// A cell of the grid, counted from the left and from below.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Cell {
    column: u8,
    row: u8,
    /// Whether all of it lies under the density.
    inside: bool,
}

const COLUMNS: u8 = 128;
const ROWS: u8 = 64;

impl Beta {
    fn new(exponents: [f64; 2]) -> Self {
        let [p, q] = exponents;
        let mode = p / (p + q);
        let mut own = Self { exponents, top: log_density(exponents, mode), cells: Vec::new() };
        let rows = f64::from(ROWS);
        let edge = |column: u8| f64::from(column) / f64::from(COLUMNS);
        for column in 0..COLUMNS {
            // It rises up to the mode and falls from there.
            let ends = [own.density(edge(column)), own.density(edge(column + 1))];
            let holds_top = edge(column) <= mode && mode <= edge(column + 1);
            let highest = if holds_top { 1.0 } else { ends[0].max(ends[1]) };
            let lowest = ends[0].min(ends[1]);
            let covering = (0..ROWS).take_while(|row| f64::from(*row) < highest * rows);
            own.cells.extend(covering.map(|row| Cell { column, row, inside: f64::from(row + 1) <= lowest * rows }));
        }
        own
    }

    /// The density at x from 0 to 1, as a share of that at the top.
    fn density(&self, x: f64) -> f64 {
        libm::exp(log_density(self.exponents, x) - self.top)
    }

    fn draw(&self, random: &mut Random) -> f64 {
        loop {
            let place = (random.uniform() * self.cells.len() as f64) as usize;
            let Some(cell) = self.cells.get(place) else { continue };
            let x = (f64::from(cell.column) + random.uniform()) / f64::from(COLUMNS);
            if cell.inside || (f64::from(cell.row) + random.uniform()) / f64::from(ROWS) < self.density(x) {
                return x;
            }
        }
    }
}

/// The logarithm of xᵖ(1 − x)^q.
fn log_density([p, q]: [f64; 2], x: f64) -> f64 {
    let term = |exponent: f64, base: f64| if exponent > 0.0 { exponent * libm::log(base) } else { 0.0 };
    term(p, x) + term(q, 1.0 - x)
}

#[cfg(test)]
mod tests {
    use super::*;

    const N: usize = 100_000;

    /// The sorted draws, held against a distribution function: Kolmogorov's distance stays below
    /// 1.95/√n in 999 of 1000 samples.
    #[track_caller]
    fn check(pert: Pert, seed: u64, below: impl Fn(f64) -> f64) {
        let mut random = Random::new(seed);
        let mut draws: Vec<f64> = (0..N).map(|_| pert.draw(&mut random)).collect();
        draws.sort_unstable_by(f64::total_cmp);
        for (place, x) in draws.iter().enumerate() {
            let distance = (below(*x) - (place as f64 + 0.5) / N as f64).abs();
            assert!(distance < 1.95 / (N as f64).sqrt(), "{pert:?} with seed {seed}: {distance} at {x}");
        }
    }

    #[test]
    fn draws_are_distributed_as_pert_says() {
        for seed in [1, 2, 3] {
            // Most likely at an end: Beta(1, 5) and Beta(5, 1), whose functions are powers.
            check(Pert::new(0.0, 0.0, 1.0), seed, |x| 1.0 - (1.0 - x).powi(5));
            check(Pert::new(0.0, 1.0, 1.0), seed, |x| x.powi(5));
            // In the middle: Beta(3, 3), the integral of 30x²(1 − x)².
            check(Pert::new(10.0, 15.0, 20.0), seed, |y| {
                let x = (y - 10.0) / 10.0;
                x.powi(3) * (10.0 - 15.0 * x + 6.0 * x * x)
            });
            // At a quarter and at three quarters: Beta(2, 4) and Beta(4, 2), the integrals of 20x(1 − x)³
            // and 20x³(1 − x).
            check(Pert::new(0.0, 25.0, 100.0), seed, |y| {
                let x = 1.0 - y / 100.0;
                1.0 - x.powi(4) * (5.0 - 4.0 * x)
            });
            check(Pert::new(0.0, 75.0, 100.0), seed, |y| (y / 100.0).powi(4) * (5.0 - 4.0 * y / 100.0));
        }
    }

    #[test]
    fn no_draw_leaves_its_limits() {
        let narrow = 1.0 + f64::EPSILON;
        for (min, likely, max) in [(1.0, narrow, narrow), (0.0, 5e-324, 1e-323), (0.1, 0.1, 0.7), (0.0, 1e15, 1e15)] {
            let (pert, mut random) = (Pert::new(min, likely, max), Random::new(9));
            assert!((0..10_000).all(|_| (min..=max).contains(&pert.draw(&mut random))));
        }
        assert_eq!(Pert::new(3.0, 3.0, 3.0).draw(&mut Random::new(1)), 3.0);
    }
}
