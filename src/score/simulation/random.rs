//! The one source of chance: a seeded stream of bits and the draws made of it. It uses integers, the
//! four operations and `libm`, so that a seed gives the same bits on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of independent draws: ChaCha (STD, Bernstein 2008) with 8 rounds, stream 0. Its key is the
/// seed as eight bytes, the lowest first, and zeros.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::score) struct Random(ChaCha8Rng);

impl Random {
    pub(in crate::score) fn new(seed: u64) -> Self {
        let mut key = [0; 32];
        for (own, byte) in key.iter_mut().zip(seed.to_le_bytes()) {
            *own = byte;
        }
        Self(ChaCha8Rng::from_seed(key))
    }

    /// Uniform between 0 and 1, and neither: the upper 52 of 64 bits and a half, divided by 2⁵².
    pub(in crate::score) fn uniform(&mut self) -> f64 {
        ((self.0.next_u64() >> 12) as f64 + 0.5) * (1.0 / (1_u64 << 52) as f64)
    }

    /// A Poisson count (STD, the multiplication method of Knuth 1969) at a rate from 0 on, of which the
    /// first uniform number was already drawn. Takes a time in proportion to the count. A great rate is
    /// counted in parts, which is exact because independent Poisson counts add up to one.
    pub(super) fn poisson(&mut self, rate: f64, first: f64) -> u64 {
        let (mut count, mut left, mut product) = (0, rate, first);
        loop {
            // e⁻⁵⁰⁰ is still far above the smallest number.
            let part = left.min(500.0);
            let end = libm::exp(-part);
            while product > end {
                count += 1;
                product *= self.uniform();
            }
            left -= part;
            if left <= 0.0 {
                return count;
            }
            product = self.uniform();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_that_of_the_published_vector() {
        // Test case 1 of draft-strombergson-chacha-test-vectors: 8 rounds, a key of zeros:
        // 3e00ef2f895f40d6 7f5bb8e81f09a5a1 …
        let mut random = Random::new(0);
        for bits in [0xd640_5f89_2fef_003e_u64, 0xa1a5_091f_e8b8_5b7f] {
            assert_eq!(random.uniform(), ((bits >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0);
        }
        assert_ne!(Random::new(1).uniform(), Random::new(1 << 32).uniform(), "every byte of the seed counts");
    }

    /// The share of each count, from the product form of its probability.
    fn probability(rate: f64, count: u64) -> f64 {
        (1..=count).fold(-rate, |log, k| log + (rate / k as f64).ln()).exp()
    }

    #[test]
    fn counts_are_as_frequent_as_poisson_says() {
        for (rate, to) in [(0.05, 3), (0.7, 6), (4.0, 14), (30.0, 60), (700.0, 900)] {
            let (mut random, n) = (Random::new(11), 40_000.0_f64);
            let mut found = vec![0.0; to + 1];
            for _ in 0..40_000 {
                let first = random.uniform();
                if let Some(own) = found.get_mut(random.poisson(rate, first) as usize) {
                    *own += 1.0;
                }
            }
            for (count, found) in found.into_iter().enumerate() {
                let expected = probability(rate, count as u64);
                let error = (expected * (1.0 - expected) / n).sqrt();
                assert!((found / n - expected).abs() < 5.0 * error + 2.0 / n, "{count} at {rate}: {found}");
            }
        }
    }

    #[test]
    fn nothing_happens_at_rate_0_and_the_highest_rate_is_counted_whole() {
        let mut random = Random::new(3);
        let mut draw = |rate| {
            let first = random.uniform();
            random.poisson(rate, first)
        };
        assert!((0..1000).all(|_| draw(0.0) == 0));
        // Mean and variance 10 000: five standard deviations are 500, of the mean of 400 draws 25.
        let counts: Vec<f64> = (0..400).map(|_| draw(10_000.0) as f64).collect();
        assert!(counts.iter().all(|count| (count - 10_000.0).abs() < 500.0));
        assert!((counts.iter().sum::<f64>() / 400.0 - 10_000.0).abs() < 25.0);
    }
}
