//! The fourfold mark: the four indicators as a 2 × 2 miniature, always in the same order and place.
//! It is the logo, the live miniature beside a question and the header of the results.

/// Width and height of the mark in its own units.
pub const SIZE: f64 = 64.0;

const GAP: f64 = 6.0;
const SIDE: f64 = (SIZE - GAP) / 2.0;

/// What the mark shows of an indicator, 0 to 100.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Dial {
    /// The claimed score.
    pub claimed: Option<f64>,
    /// The evidenced score.
    pub evidenced: Option<f64>,
    /// The range it lies in; nothing where the indicator does not apply.
    pub range: Option<(f64, f64)>,
}

/// One quarter of the mark. `y` grows downwards, as on a screen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Cell {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width and height.
    pub side: f64,
    /// Upper edge of the filled part, where something is evidenced.
    pub filled: Option<f64>,
    /// Upper edge of the outlined part, where something is claimed.
    pub outlined: Option<f64>,
    /// Upper and lower end of the bracket, where the range is not a point.
    pub bracket: Option<(f64, f64)>,
    /// Whether nothing is known.
    pub hatched: bool,
}

/// The four quarters: growth and value, budget adherence above; risk impact, communication below.
pub fn cells(dials: [Dial; 4]) -> [Cell; 4] {
    [0, 1, 2, 3].map(|index| {
        let dial = dials[index];
        let x = if index % 2 == 0 { 0.0 } else { SIDE + GAP };
        let y = if index < 2 { 0.0 } else { SIDE + GAP };
        let height = |value: f64| y + SIDE * (1.0 - value.clamp(0.0, 100.0) / 100.0);
        let open = dial.range.is_none_or(|(low, high)| high - low >= 100.0);
        Cell {
            x,
            y,
            side: SIDE,
            filled: dial.evidenced.map(height),
            outlined: dial.claimed.map(height),
            bracket: dial.range.filter(|(low, high)| high - low > 0.05).map(|(low, high)| (height(high), height(low))),
            hatched: open && dial.claimed.is_none(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_score_fills_more_and_stays_inside() {
        let of = |score| cells([Dial { evidenced: Some(score), claimed: Some(score), range: Some((score, score)) }; 4]);
        for (low, high) in of(20.0).into_iter().zip(of(80.0)) {
            assert!(high.filled < low.filled);
            assert!(high.filled >= Some(high.y) && low.filled <= Some(low.y + low.side));
            assert_eq!(high.bracket, None, "a point has no bracket");
        }
        assert_eq!(of(150.0)[0].filled, Some(0.0), "what is out of bounds is held at the edge");
    }

    #[test]
    fn nothing_known_is_hatched_and_has_the_whole_bracket() {
        let cell = cells([Dial { range: Some((0.0, 100.0)), ..Dial::default() }; 4])[3];
        assert!(cell.hatched && cell.filled.is_none());
        assert_eq!(cell.bracket, Some((cell.y, cell.y + cell.side)));
    }
}
