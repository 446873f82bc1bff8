//! The geometry of every picture, as data. One grammar in all of them: evidenced is filled, claimed is
//! outlined, the range is a bracket, the target a tick, the previous round a ghost, no data is hatched.

mod apart;
mod fourfold;
mod heat_map;
mod levels;
mod periods;
mod picture;
mod plot;
pub mod qr;
mod rows;
mod spark;
pub mod svg;
mod trend;
mod waterfall;

pub use apart::{Pair, apart};
pub use fourfold::{Cell, Dial, SIZE, cells};
pub use heat_map::{Known, Line, heat_map};
pub use levels::{Levels, levels};
pub use periods::{Column, periods};
pub use picture::{Anchor, Ink, Letters, Picture, Shape};
pub use plot::{Plot, Tick, plot, steps_to};
pub use rows::{Row, rows};
pub use spark::spark;
pub use trend::{Panel, Point, trend};
pub use waterfall::{Bar, Part, steps, waterfall};

/// A coordinate with one decimal, as SVG and CSS read it. Written out of integers: the general way to
/// print a fraction would cost the first load more than all pictures together.
pub fn tenths(value: f64) -> String {
    let tenths = libm::round(value * 10.0) as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_coordinate_has_one_decimal_and_its_sign() {
        for (value, text) in [(0.0, "0.0"), (12.34, "12.3"), (-0.26, "-0.3"), (99.96, "100.0"), (f64::NAN, "0.0")] {
            assert_eq!(super::tenths(value), text);
        }
    }
}
