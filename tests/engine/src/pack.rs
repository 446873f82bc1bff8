//! The questionnaires: the built-in one, a small one of another shape, and one so large that nothing may grow faster
//! than it does.

use fourfold::model::pack::{Pack, PackError, read_one_file};

/// The structure of the built-in pack, as text.
pub const BUILT_IN: &str = include_str!("../../../public/packs/fourfold/0.2.0/structure.json");

/// Three levels of two attributes, four options worth 0, ¼, ½ and 1, two processes, one of which needs the other.
const SMALL: &str = include_str!("../../fixtures/packs/small.json");

/// How many questions the large pack asks.
pub const MANY: usize = 3_253;

/// The built-in pack, then the small one.
///
/// # Errors
/// What is wrong with one of them.
pub fn packs() -> Result<[Pack; 2], PackError> {
    Ok([Pack::read(BUILT_IN)?, read_one_file(SMALL)?.0])
}

/// A pack with the scale, ladder, figures and limits of the built-in one, and [`MANY`] questions of its own, as text:
/// nine for each of 361 processes, and four that belong to none.
pub fn large() -> String {
    let indicators = ["growth", "budget", "risk", "communication"];
    let (mut processes, mut questions) = (Vec::new(), Vec::new());
    for process in 0..MANY / 9 {
        let [first, second] = [process % 4, (process + 1) % 4].map(|place| indicators[place]);
        let needs = if process % 5 == 4 { format!(", \"needs\": [\"p{}\"]", process - 1) } else { String::new() };
        processes
            .push(format!("{{\"id\": \"p{process}\", \"indicators\": {{\"{first}\": 2, \"{second}\": 1}}{needs}}}"));
        for attribute in 0..9 {
            let effort = 1 + (process + attribute) % 4;
            questions.push(format!(
                "{{\"id\": \"p{process}-a{attribute}\", \"process\": \"p{process}\", \"attributes\": [\"a{attribute}\"], \
                 \"sizes\": [\"full\"], \"effort\": {effort}}}"
            ));
        }
    }
    for indicator in indicators {
        questions.push(format!(
            "{{\"id\": \"{indicator}\", \"group\": \"practice\", \"indicators\": {{\"{indicator}\": 2}}, \
             \"sizes\": [\"full\"]}}"
        ));
    }
    let between = |text: &'static str, from: &str, to: &str| {
        let inside = text.split_once(from).map_or("", |(_, after)| after);
        inside.split_once(to).map_or(inside, |(inside, _)| inside)
    };
    format!(
        "{{\"format\": 1, \"id\": \"large\", \"version\": \"1\", \"language\": \"en\", \"scale\": {}\"sizes\": \
         [{{\"id\": \"full\", \"minutes\": 3000}}], \"processes\": [{}], \"groups\": [{{\"id\": \"practice\"}}], \
         \"questions\": [{}], \"indicators\": [{}",
        between(BUILT_IN, "\"scale\": ", "\"sizes\": [\n"),
        processes.join(", "),
        questions.join(", "),
        between(BUILT_IN, "  \"indicators\": [\n", "\u{0}"),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

    use super::*;

    #[test]
    fn the_packs_are_what_they_are_said_to_be() {
        let large = Pack::read(&large()).unwrap();
        assert_eq!((large.asked("full").count(), large.structure.processes.len()), (MANY, 361));
        let [built_in, small] = packs().unwrap();
        assert_eq!(built_in.asked("full").count(), 242);
        assert_eq!(built_in.structure.thresholds, large.structure.thresholds);
        assert_eq!(built_in.structure.indicators, large.structure.indicators);
        let worths: Vec<f64> = small.structure.scale.iter().map(|option| option.worth).collect();
        assert_eq!((worths, small.attributes.len()), (vec![0.0, 0.25, 0.5, 1.0], 6));
    }
}
