//! The pictures of results say what is true of the samples, rest on tables that are whole, and give nobody away. What they
//! are to say was worked out by hand from the sources of the samples and from the sheets for trainers.

use crate::support::gallery::gallery;
use crate::support::{built_in, texts};
use fourfold::chart::svg::svg;
use fourfold::chart::{Ink, Known, Shape};
use fourfold::exchange::file;
use fourfold::exchange::pictures::{Drawn, Gallery, Illustration, past};
use fourfold::model::Assessment;
use fourfold::model::pack::{Pack, Texts};
use fourfold::score::{Results, Settings, View, score};

const SAMPLES: [&str; 3] = ["harbour-it", "northlight-council", "kestrel-managed-services"];

struct Sample {
    pack: Pack,
    texts: Texts,
    assessment: Assessment,
}

impl Sample {
    fn open(name: &str) -> Self {
        let text = std::fs::read_to_string(format!("{}/public/samples/{name}.json", env!("CARGO_MANIFEST_DIR")));
        Self::of(file::read(&text.unwrap()).unwrap().facts.assessment())
    }

    fn of(assessment: Assessment) -> Self {
        let pack = built_in();
        let size = assessment.profile.size.clone().unwrap_or_else(|| "quick".into());
        let texts = texts().into_iter().find(|own| own.size == size).unwrap();
        Self { pack, texts, assessment }
    }

    fn empty() -> Self {
        let harbour = Self::open("harbour-it").assessment;
        let round = harbour.latest_round().unwrap();
        let mut own = Assessment::default();
        own.profile = harbour.profile;
        own.rounds.insert(round, harbour.rounds[&round].clone());
        Self::of(own)
    }

    fn results(&self) -> Results {
        let round = self.assessment.latest_round().unwrap();
        score(&self.pack, &self.assessment, &Settings::of(&self.assessment, &self.pack, round))
    }

    fn look<T>(&self, view: View, look: impl FnOnce(&Gallery) -> T) -> T {
        let (results, past) = (self.results(), past(&self.pack, &self.assessment));
        look(&gallery((&self.pack, &self.texts), (&self.assessment, &results), &past, view))
    }

    /// Every picture there is.
    fn all(&self, view: View) -> Vec<Illustration> {
        self.look(view, |gallery| {
            let others = gallery.others().into_iter().filter_map(|own| match own {
                Drawn::Whole(own) => Some(*own),
                Drawn::Lacking { .. } => None,
            });
            [gallery.indicators(), gallery.status().illustration, gallery.ladder()]
                .into_iter()
                .chain(gallery.rounds())
                .chain(others)
                .collect()
        })
    }

    fn finding(&self, id: &str) -> String {
        let all = self.all(View::Claimed);
        let found = all.iter().find(|own| own.id == id).unwrap_or_else(|| panic!("there is no picture {id}"));
        found.finding.clone()
    }

    /// What a picture lacks.
    fn lacks(&self, name: &str) -> String {
        self.look(View::Claimed, |gallery| {
            let of = |own: Drawn| match own {
                Drawn::Lacking { name: own, why, .. } if own == name => Some(why),
                _ => None,
            };
            gallery.others().into_iter().find_map(of).unwrap_or_else(|| panic!("{name} lacks nothing"))
        })
    }
}

#[test]
fn the_picture_of_growth_names_what_made_most_of_it_and_the_pattern() {
    // 600 000 → 739 200; L = 139 200 ÷ ln 1.232, times ln(11 000 ÷ 10 000) = 63 589, more than the other two.
    let harbour =
        "Revenue grew by 23.2 %, most of it by capacity: +63.6 k. This is healthy scaling: investment carries it.";
    assert_eq!(Sample::open("harbour-it").finding("growth").replace('\u{a0}', " "), harbour);
    // 4 662 000 → 5 594 400; the work of more hours makes 643 757 of it.
    let kestrel = "Revenue grew by 20.0 %, most of it by utilisation: +644 k. \
        This is growth on overload: people are used beyond what they can keep up.";
    assert_eq!(Sample::open("kestrel-managed-services").finding("growth").replace('\u{a0}', " "), kestrel);
    // A cost centre has no revenue to take apart.
    assert_eq!(Sample::open("northlight-council").lacks("What made revenue change"), "Not applicable");
}

#[test]
fn the_picture_of_the_budget_names_the_year_and_the_month_that_made_it_so() {
    // Twelve times 60 000 against 756 000; December 112 200.
    let harbour = "The year as a whole is 5 % over budget; furthest off is December 2025, 87 % over budget";
    assert_eq!(Sample::open("harbour-it").finding("budget"), harbour);
    let northlight = Sample::open("northlight-council").finding("budget");
    assert!(northlight.starts_with("The year as a whole is 0.2 % "), "{northlight}");
    assert!(northlight.contains("March 2026"), "{northlight}");
}

#[test]
fn the_trend_names_what_moved_most_and_which_way() {
    // From the sheets for trainers, claimed: 48.43 → 72.41, 66.59 → 72.28, 66.89 → 44.99.
    for (sample, finding) in [
        ("harbour-it", "Since Before, growth and value has moved most: up by 24.0 points"),
        ("northlight-council", "Since Spring 2025, communication effectiveness has moved most: up by 5.7 points"),
        (
            "kestrel-managed-services",
            "Since Summer 2025, communication effectiveness has moved most: down by 21.9 points",
        ),
    ] {
        assert_eq!(Sample::open(sample).finding("rounds"), finding);
    }
}

#[test]
fn the_four_indicators_say_which_of_them_is_least_certain() {
    // The sheet: 48.5 to 60.5, the other three are points; 45.5 to 69.5 is wider than 60.0 to 68.6.
    let harbour = "Communication effectiveness is least certain: it could still come out anywhere from 49 to 61";
    let found = Sample::open("harbour-it").finding("indicators");
    assert!(found == harbour || found == harbour.replace("49", "48").replace("61", "60"), "{found}");
    let northlight = Sample::open("northlight-council").finding("indicators");
    assert!(northlight.starts_with("Growth and value is least certain"), "{northlight}");
}

#[test]
fn the_gap_between_claims_and_evidence_is_counted_process_by_process() {
    for name in SAMPLES {
        let sample = Sample::open(name);
        let results = sample.results();
        let gap = |own: &&fourfold::score::ProcessResult| {
            let reached = |view| own.view(view).level.reached().unwrap_or(0);
            reached(View::Claimed) > reached(View::Evidenced)
        };
        let (ahead, rated) = (results.processes.iter().filter(gap).count(), results.processes.len());
        let finding = sample.finding("levels");
        let expected = match ahead {
            0 => "No process claims a level that its evidence does not carry".to_owned(),
            ahead => format!("{ahead} of {rated} processes claim a level that their evidence does not carry"),
        };
        assert!(finding.starts_with(&expected), "{name}: {finding}, expected {expected}");
    }
    // The sheet of Kestrel: change enablement claims level 4 and can show level 1.
    let kestrel = Sample::open("kestrel-managed-services").finding("levels");
    assert!(kestrel.ends_with("Change enablement is furthest ahead, by 3 levels"), "{kestrel}");
}

#[test]
fn a_cell_of_the_status_shows_both_levels_and_leads_to_its_question() {
    Sample::open("northlight-council").look(View::Evidenced, |gallery| {
        let status = gallery.status();
        assert_eq!(status.columns.len(), 9);
        for row in &status.rows {
            assert_eq!(row.cells.len(), 9, "{}", row.name);
            for cell in &row.cells {
                assert!(cell.says.starts_with(&row.name), "{}", cell.says);
                assert_eq!(cell.to.is_none(), cell.known == Known::NotAsked, "{}", cell.says);
                if let Known::Level { claimed, evidenced } = cell.known {
                    assert!(evidenced <= claimed && claimed <= 5, "{}", cell.says);
                }
            }
        }
    });
}

#[test]
fn the_status_names_the_lowest_and_the_highest_process() {
    // The source: problem management 1, 1 and 3, of which the middle is 1; the service desk 4, 3, 4 and 4 with measured
    // evidence. One answer stands for a whole process there, so that nothing is said of one attribute.
    let harbour = "Problem management stands lowest, at level 1; Service desk stands highest, at level 4";
    assert_eq!(Sample::open("harbour-it").finding("status"), harbour);
    let implied = |name: &str| Sample::open(name).look(View::Claimed, |gallery| gallery.status().is_implied);
    assert!(implied("harbour-it") && !implied("kestrel-managed-services"));
    let kestrel = Sample::open("kestrel-managed-services").finding("status");
    assert!(kestrel.contains(". Across them, ") && kestrel.ends_with(" of 5"), "{kestrel}");
}

#[test]
fn every_picture_has_a_finding_and_a_table_whose_rows_are_whole() {
    for name in SAMPLES {
        for view in [View::Claimed, View::Evidenced] {
            for own in Sample::open(name).all(view) {
                assert!(!own.finding.is_empty() && !own.finding.contains('{'), "{name}, {}: {}", own.id, own.finding);
                // The status is a table itself.
                assert_eq!(own.table.rows.is_empty(), own.id == "status", "{name}, {}", own.id);
                for (_, cells) in &own.table.rows {
                    assert_eq!(cells.len(), own.table.head.len(), "{name}, {}: {cells:?}", own.id);
                }
            }
        }
    }
}

#[test]
fn no_shape_leaves_its_sheet() {
    for name in SAMPLES {
        for own in Sample::open(name).all(View::Claimed) {
            let picture = &own.picture;
            let inside = |x: f64, y: f64| {
                assert!(x >= -1.0 && x <= picture.width + 1.0, "{name}, {}: x {x} of {}", own.id, picture.width);
                assert!(y >= -1.0 && y <= picture.height + 1.0, "{name}, {}: y {y} of {}", own.id, picture.height);
            };
            for shape in &picture.shapes {
                match shape {
                    Shape::Box { x, y, width, height, .. } => {
                        inside(*x, *y);
                        inside(x + width, y + height);
                    }
                    Shape::Lines { lines, .. } => lines.iter().for_each(|[a, b, c, d]| {
                        inside(*a, *b);
                        inside(*c, *d);
                    }),
                    Shape::Curve { points, .. } => points.iter().for_each(|(x, y)| inside(*x, *y)),
                    Shape::Dot { x, y, .. } | Shape::Words { x, y, .. } => inside(*x, *y),
                }
            }
        }
    }
}

#[test]
fn a_saved_picture_is_whole_xml_without_anything_from_elsewhere() {
    for name in SAMPLES {
        for own in Sample::open(name).all(View::Claimed) {
            let text = svg(&own.picture, &own.name);
            let (mut open, mut rest) = (Vec::new(), text.as_str());
            while let Some(start) = rest.find('<') {
                let end = start + rest[start..].find('>').expect("a tag is closed");
                let tag = &rest[start + 1..end];
                match tag.strip_prefix('/') {
                    Some(closed) => assert_eq!(open.pop(), Some(closed), "{name}, {}", own.id),
                    None if tag.ends_with('/') => {}
                    None => open.push(tag.split(' ').next().unwrap()),
                }
                rest = &rest[end + 1..];
            }
            assert!(open.is_empty(), "{name}, {}: {open:?}", own.id);
            for foreign in ["class=", "style=", "url(", "href", "var(", "NaN", "inf"] {
                assert!(!text.contains(foreign), "{name}, {}: {foreign}", own.id);
            }
            assert_eq!(text.matches("http").count(), 1, "only the name of the format");
        }
    }
}

#[test]
fn nothing_known_is_said_to_be_so_and_each_picture_says_what_it_lacks() {
    let empty = Sample::empty();
    assert_eq!(empty.finding("indicators"), "Nothing is known yet: each could still lie anywhere from 0 to 100");
    assert!(empty.finding("status").starts_with("No process is rated yet"), "{}", empty.finding("status"));
    assert_eq!(empty.finding("levels"), "No process has reached or missed a level yet");
    let all = empty.all(View::Claimed);
    assert_eq!(all.len(), 3, "{all:?}");
    let hatched = |own: &&Shape| matches!(own, Shape::Box { ink: Ink::Hatched, .. });
    // One for each of the four, and the sample of the legend.
    assert_eq!(all[0].picture.shapes.iter().filter(hatched).count(), 5);
    assert_eq!(empty.lacks("Budget and actual by period"), "Budget and actual figures are missing");
    assert!(empty.lacks("What made revenue change").ends_with("is missing"));
    assert!(empty.lacks("How IT and its customers see it").contains("both sides"));
    assert_eq!(empty.lacks("Supplier shift"), "None of its questions is answered yet");
}

#[test]
fn of_anonymous_people_no_perception_is_shown_that_fewer_than_five_gave() {
    let mut sample = Sample::open("harbour-it");
    assert!(sample.finding("perception").contains("IT "));
    sample.assessment.profile.anonymous = Some(true);
    assert!(sample.lacks("How IT and its customers see it").contains("both sides"));
}

#[test]
fn the_gap_in_perception_is_the_mean_of_one_side_less_that_of_the_other() {
    Sample::open("harbour-it").look(View::Claimed, |gallery| {
        let others = gallery.others();
        let own = others.iter().find_map(|own| match own {
            Drawn::Whole(own) if own.id == "perception" => Some(own),
            _ => None,
        });
        let rows = &own.expect("both sides answered").table.rows;
        assert!(!rows.is_empty());
        let number = |text: &str| text.split(' ').next().unwrap().replace('−', "-").parse::<f64>().unwrap();
        let mut last = f64::MAX;
        for (_, cells) in rows {
            let [inside, outside, gap] = [&cells[1], &cells[2], &cells[3]].map(|text| number(text));
            // Each is rounded to one decimal.
            assert!((inside - outside - gap).abs() < 0.151, "{cells:?}");
            assert!(gap.abs() <= last, "the widest comes first");
            last = gap.abs();
        }
    });
}
