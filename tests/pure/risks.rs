//! What the screen of risks and decisions shows, held against what was worked out by hand: what is due for review, how
//! predictions came true, where risks stand, and what the curve of losses says.

use crate::support::gallery::of_sheet;
use crate::support::{Sheet, near, row_id, sheet};
use chrono::NaiveDate;
use fourfold::exchange::pictures::{Drawn, Illustration, falling, matrix};
use fourfold::locale::MORE_EN;
use fourfold::model::{Assessment, Magnitude, Register, Scalar, Stamp};
use fourfold::score::shown::{FORECASTS_NEEDED, forecasts};
use fourfold::score::simulation::{RiskRange, Simulation};
use fourfold::score::{Fall, differing, fall, level_of, reviews, standard_level};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What is due on a day, each as its register and the number of its row, and what comes next.
#[track_caller]
fn check_due(own: &Assessment, today: &str, due: &[(Register, u64)], next: Option<u64>) {
    let found = reviews(own, day(today));
    let place = |row: Stamp| (1..=9).find(|place| row_id(*place) == row.to_string()).unwrap();
    let of: Vec<_> = found.due.iter().map(|own| (own.register, place(own.row))).collect();
    assert_eq!((of, found.next.map(|own| place(own.row))), (due.to_vec(), next), "on {today}");
}

#[test]
fn a_review_is_due_from_its_day_on_until_the_outcome_is_told() {
    use Register::{Decisions as D, Risks as R};
    let own = sheet()
        .row("risk", 1, "title=A review=2026-03-01")
        .row("risk", 2, "title=B due=2026-01-01")
        .row("decision", 3, "review=2026-03-01")
        .row("decision", 4, "review=2026-02-01")
        .row("decision", 5, "review=2026-01-01 outcome=fine")
        .row("decision", 6, "review=2026-01-01 happened=false")
        .row("decision", 7, "title=never")
        .assessment();
    check_due(&own, "2026-01-31", &[], Some(4));
    check_due(&own, "2026-02-01", &[(D, 4)], Some(1));
    // Of the same day risks come first; what waits longest leads.
    check_due(&own, "2026-03-01", &[(D, 4), (R, 1), (D, 3)], None);
    check_due(&Assessment::default(), "2026-03-01", &[], None);
}

/// The published case, in the order of the reviews: (.9, 1) (.2, 0) (.7, 0) (.1, 0) (.5, 1).
fn published() -> Sheet {
    sheet()
        .row("decision", 21, "title=last probability=0.5 happened=true review=2026-01-05")
        .row("decision", 22, "probability=0.2 happened=false review=2025-02-01")
        .row("decision", 23, "probability=0.7 happened=false review=2025-03-01")
        .row("decision", 24, "probability=0.1 happened=false review=2025-04-01")
        .row("decision", 25, "title=first probability=0.9 happened=true")
}

#[test]
fn predictions_stand_in_the_order_in_which_they_came_to_light() {
    let own = published().row("decision", 26, "probability=0.3 happened=true review=2026-02-01").assessment();
    let found = forecasts(&own, Some(day("2026-01-11")));
    let so_far: Vec<f64> = found.iter().map(|own| own.so_far).collect();
    // Squares .01, .04, .49, .01, .25; the sixth is not reviewed by then.
    let expected = [0.01, 0.05 / 2.0, 0.54 / 3.0, 0.55 / 4.0, 0.16];
    assert_eq!(so_far.len(), expected.len());
    so_far.iter().zip(expected).for_each(|(found, expected)| near("so far", *found, expected));
    assert_eq!(found[0].decision.0.to_string(), row_id(25), "one that states no review counts at once");
}

fn predictions(own: &Sheet) -> Result<Illustration, String> {
    of_sheet(own, |gallery| match gallery.forecasts() {
        Drawn::Whole(own) => Ok(*own),
        Drawn::Lacking { why, .. } => Err(why),
    })
}

#[test]
fn the_brier_score_is_told_in_words_once_there_are_enough_predictions() {
    let whole = predictions(&published()).unwrap();
    assert_eq!(whole.finding, "0.16 over 5 predictions: clearly better than calling everything half and half");
    assert_eq!(whole.table.rows.len(), 5);
    assert_eq!(whole.table.rows[4].1, ["last", "2026-01-05", "0.50", "Yes", "0.160"]);
    assert_eq!(FORECASTS_NEEDED, 5);
    let four = sheet()
        .row("decision", 1, "probability=0.9 happened=true")
        .row("decision", 2, "probability=0.2 happened=false")
        .row("decision", 3, "probability=0.7 happened=false")
        .row("decision", 4, "probability=0.1 happened=false");
    let early = predictions(&four).unwrap().finding;
    assert_eq!(early, "Not meaningful yet: 4 predictions of at least 5 can be held against what happened");
    let all = |probability: &str, happened: bool| {
        let row = format!("probability={probability} happened={happened}");
        let own = (1..=5).fold(sheet(), |own, place| own.row("decision", place, &row));
        predictions(&own).unwrap().finding
    };
    // Squares .01, .25 and .36.
    assert!(all("0.9", true).starts_with("0.01 over 5 predictions: what was called likely mostly came"));
    assert!(all("0.5", true).contains("hardly better"));
    assert!(all("0.6", false).contains("would have been nearer"));
    assert!(predictions(&sheet()).is_err());
}

#[test]
fn a_risk_stands_in_the_cell_of_its_likelihood_and_impact() {
    let risks = sheet()
        .row("risk", 1, "title=Flood likelihood=high impact=very-high")
        .row("risk", 2, "likelihood=very-low impact=high")
        .row("risk", 3, "title=Open likelihood=high");
    let found = matrix(&MORE_EN, &risks.assessment());
    assert_eq!(found.open.iter().map(|own| &*own.1).collect::<Vec<_>>(), ["Open"]);
    let cells: Vec<_> =
        found.rows.iter().flat_map(|(likelihood, row)| row.iter().map(move |own| (*likelihood, own))).collect();
    assert_eq!(cells.len(), 25);
    for (likelihood, own) in &cells {
        assert_eq!(own.level, standard_level(*likelihood, own.impact));
        let names: Vec<&str> = own.risks.iter().map(|own| &*own.1).collect();
        let expected: &[&str] = match (likelihood, own.impact) {
            (Magnitude::High, Magnitude::VeryHigh) => &["Flood"],
            (Magnitude::VeryLow, Magnitude::High) => &["Risk without a title"],
            _ => &[],
        };
        assert_eq!(names, expected, "{likelihood:?} {:?}", own.impact);
    }
    assert_eq!(found.rows[0].0, Magnitude::VeryHigh, "the likeliest stand above");
    // High and very high make very high, very low and high make low.
    assert_eq!(found.finding, "1 of 2 risks remains high or very high");
    let accepting = |level: &str| {
        let own = risks.clone().say("profile", &["appetite-level"], Scalar::Text(level.into()));
        matrix(&MORE_EN, &own.assessment()).finding
    };
    assert_eq!(accepting("very-low"), "2 of 2 risks stand above very low, the highest level you accept");
    assert_eq!(accepting("low"), "1 of 2 risks stands above low, the highest level you accept");
    assert_eq!(accepting("very-high"), "No risk stands above very high, the highest level you accept");
    assert_eq!(matrix(&MORE_EN, &Assessment::default()).finding, MORE_EN.risk.matrix_empty);
}

/// Cells of a matrix of one's own: `low high moderate; …` is likelihood, impact and level.
fn set(own: Sheet, cells: &str) -> Sheet {
    cells.split("; ").fold(own, |own, cell| {
        let [likelihood, impact, level] = cell.split(' ').collect::<Vec<_>>()[..] else { panic!("{cell}") };
        let level = if level == "null" { Scalar::Null } else { Scalar::Text(level.into()) };
        own.say("risk-level", &[likelihood, impact], level)
    })
}

#[test]
fn an_organisations_own_cell_moves_its_risks_and_the_matrix_says_whose_it_is() {
    let risks = sheet()
        .row("risk", 1, "title=Flood likelihood=low impact=high")
        .row("risk", 2, "title=Fire likelihood=low impact=very-high")
        .profile("appetite-level=moderate");
    let look = |cells: &str| matrix(&MORE_EN, &set(risks.clone(), cells).assessment());
    let standard = matrix(&MORE_EN, &risks.assessment());
    assert_eq!(standard.finding, "No risk stands above moderate, the highest level you accept");
    let (levels, from) = ("Levels are looked up in the ", "table I-2 of NIST SP 800-30.");
    assert_eq!(standard.source, format!("{levels}standard matrix, {from}"));
    let whose = |said: &str| format!("{levels}organisation’s own matrix: {said} from the standard, {from}");
    let own = look("low high high");
    assert_eq!(own.finding, "1 of 2 risks stands above moderate, the highest level you accept");
    assert_eq!(own.source, whose("1 cell of 25 differs"));
    for (likelihood, cells) in &own.rows {
        for cell in cells {
            let is_set = (*likelihood, cell.impact) == (Magnitude::Low, Magnitude::High);
            let level = if is_set { Magnitude::High } else { standard_level(*likelihood, cell.impact) };
            assert_eq!((cell.level, cell.is_above), (level, level > Magnitude::Moderate));
        }
    }
    let both = look("low high high; low very-high very-high");
    assert_eq!(both.finding, "2 of 2 risks stand above moderate, the highest level you accept");
    assert_eq!(both.source, whose("2 cells of 25 differ"));
    // A cell set to what the table has there differs in nothing, and one taken back is as it was.
    assert_eq!(look("low high low"), standard);
    assert_eq!(look("low high high; low high null"), standard);
    assert_eq!(look("low high high; low very-high very-high; low very-high null"), own);
    let of = |own: &Assessment| own.risks().values().map(|risk| level_of(own, risk)).collect::<Vec<_>>();
    let assessment = set(risks.clone(), "low high high").assessment();
    assert_eq!(of(&assessment), [Some(Magnitude::High), Some(Magnitude::Moderate)]);
    assert_eq!(level_of(&assessment, &Default::default()), None, "nothing is said of a risk");
}

#[test]
fn a_matrix_that_falls_anywhere_is_told_by_the_first_such_pair() {
    use Magnitude::{High, Low, Moderate, VeryHigh, VeryLow};
    let check = |cells: &str, expected: Option<Fall>| {
        assert_eq!(fall(&set(sheet(), cells).assessment()), expected, "{cells}");
    };
    let found = |from, to| Some(Fall { from, to });
    assert_eq!(fall(&Assessment::default()), None);
    // Rows of the table: VL VL VL L L · VL L L L M · VL L M M H · VL L M H VH · VL L M H VH.
    check("moderate moderate low", None);
    check("moderate high low", found((Moderate, Moderate), (Moderate, High)));
    check("low low moderate", found((Low, Low), (Low, Moderate)));
    check("very-high very-low very-high", found((VeryHigh, VeryLow), (VeryHigh, Low)));
    check("very-low very-high very-high", found((VeryLow, VeryHigh), (Low, VeryHigh)));
    // By impact before likelihood, and of several the one with the least likelihood and impact.
    check("very-low very-low moderate", found((VeryLow, VeryLow), (VeryLow, Low)));
    check("high high low; low high very-low", found((VeryLow, High), (Low, High)));
    check("very-high very-high high; high low very-low", found((Moderate, Low), (High, Low)));
    let own = set(sheet(), "moderate high low").assessment();
    assert_eq!(
        falling(&MORE_EN, &own).unwrap(),
        "Likelihood moderate with impact moderate makes moderate, yet likelihood moderate with impact high makes only low."
    );
    assert_eq!(falling(&MORE_EN, &Assessment::default()), None);
    assert_eq!((differing(&own), differing(&Assessment::default())), (1, 0));
}

/// The picture of a register with one risk that costs 10 each time, twice a year on average, and what is accepted.
fn losses(accepted: Option<f64>) -> Illustration {
    let mut simulation = Simulation::new(vec![RiskRange::new([2.0; 3], [10.0; 3]).unwrap()], 100_000, 7);
    simulation.advance(100_000);
    let outcome = simulation.outcome().unwrap();
    let own = match accepted {
        Some(amount) => sheet().say("profile", &["appetite"], Scalar::Number(amount)),
        None => sheet(),
    };
    of_sheet(&own, |gallery| gallery.losses(&outcome, 7))
}

#[test]
fn the_curve_of_losses_says_what_the_closed_form_says() {
    // Poisson at 2: P50 is 2 events, P90 is 4; more than 3 happen in 1 − 38/6·e⁻² = 14.3 % of the years, more than 10 in
    // .0008 %, and one or more in 86.5 %.
    let halves = "Half of the years cost less than 20, one in ten costs more than 40";
    assert_eq!(losses(None).finding, halves);
    let check = |accepted: f64, words: &str| assert_eq!(losses(Some(accepted)).finding, format!("{words}. {halves}"));
    check(30.0, "About 14 of 100 years cost more than the 30 you accept");
    check(9.0, "About 86 of 100 years cost more than the 9 you accept");
    check(100.0, "Fewer than one year in a thousand costs more than the 100 you accept");
    check(70.0, "Fewer than one year in a hundred costs more than the 70 you accept");
    let own = losses(Some(30.0));
    let cell = |name: &str| own.table.rows.iter().find(|row| row.1[0] == name).map(|row| row.1[1..].to_vec()).unwrap();
    assert_eq!(cell("P50")[0], "20");
    assert_eq!(cell("P90")[0], "40");
    assert_eq!(cell("Seed")[0], "7");
    assert_eq!(cell("Years played")[0], "100000");
    // e⁻² is 13.5 %, and chance leaves it by a tenth.
    let without: f64 = cell("Years without a loss")[0].trim_end_matches(" %").parse().unwrap();
    assert!((without - 13.5).abs() < 0.5, "{without}");
}

#[test]
fn a_register_that_costs_nothing_is_told_as_such() {
    let mut simulation = Simulation::new(vec![RiskRange::new([0.0; 3], [10.0; 3]).unwrap()], 1_000, 7);
    simulation.advance(1_000);
    let own = of_sheet(&sheet(), |gallery| gallery.losses(&simulation.outcome().unwrap(), 7));
    assert_eq!(own.finding, "None of 1000 years brought a loss");
}
