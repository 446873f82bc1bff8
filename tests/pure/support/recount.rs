//! A second person with a pocket calculator: recomputes every number of printed results from what is
//! printed beside it, by `docs/results.md` and nothing else. It sees JSON only.

use std::collections::BTreeMap;

use serde_json::Value as Json;

const Z: f64 = 1.959963984540054;
const VIEWS: [&str; 2] = ["claimed", "evidenced"];

/// The number, or nothing where the results say why there is none.
fn number(value: &Json) -> Option<f64> {
    assert!(value.is_number() || value["absent"].is_string(), "neither a number nor a reason: {value}");
    value.as_f64()
}

fn all<'a>(value: &'a Json, key: &str) -> &'a [Json] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list"))
}

fn text<'a>(value: &'a Json, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is no text"))
}

#[track_caller]
fn same(what: &str, printed: &Json, recounted: Option<f64>) {
    let printed = number(printed);
    let near = match (printed, recounted) {
        (Some(printed), Some(recounted)) => (printed - recounted).abs() <= 1e-9 * recounted.abs().max(1.0),
        (printed, recounted) => printed == recounted,
    };
    assert!(near, "{what}: printed {printed:?}, recounted {recounted:?}");
}

/// Every threshold is compared after rounding to nine decimals.
fn rounded(x: f64) -> f64 {
    (x * 1e9).round() / 1e9
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn lower_median(mut bands: Vec<usize>) -> Option<usize> {
    bands.sort_unstable();
    bands.get(bands.len().checked_sub(1)? / 2).copied()
}

/// Recounts everything in results that withhold nothing.
pub fn recount(results: &Json) {
    let own = Recount { results };
    all(results, "questions").iter().for_each(|question| own.question(question));
    own.items();
    all(results, "processes").iter().for_each(|process| own.process(process));
    all(results, "indicators").iter().for_each(|indicator| own.indicator(indicator));
    all(results, "next_moves").iter().for_each(|own_move| own.next_move(own_move));
    all(results, "problem_areas").iter().for_each(|area| own.problem_area(area));
    own.session();
    own.budget();
    own.growth();
    own.levels_of_risks();
}

struct Recount<'a> {
    results: &'a Json,
}

/// Two sums of weights, and of weights times points.
struct Sum {
    answered: f64,
    open: f64,
    total: f64,
}

impl Sum {
    fn mean(&self) -> Option<f64> {
        (self.answered > 0.0).then(|| self.total / self.answered)
    }

    fn all(&self) -> Option<f64> {
        Some(self.answered + self.open).filter(|all| *all > 0.0)
    }

    fn ends(&self, top: f64) -> Option<(f64, f64)> {
        self.all().map(|all| (self.total / all, (self.total + top * self.open) / all))
    }
}

impl Recount<'_> {
    fn scale(&self, place: usize, key: &str) -> &Json {
        &self.results["pack"]["scale"][place][key]
    }

    fn worth(&self, place: usize) -> f64 {
        number(self.scale(place, "worth")).unwrap()
    }

    fn limit(&self, name: &str) -> f64 {
        number(&self.results["pack"]["thresholds"][name]).unwrap()
    }

    fn named(&self, id: &str) -> &Json {
        all(self.results, "questions").iter().find(|own| own["id"] == id).expect("every source is listed")
    }

    /// Every level that was given, as a place on the scale.
    fn levels(question: &Json) -> Vec<usize> {
        let groups = all(&question["agreement"], "levels").iter();
        groups.flat_map(|group| all(group, "levels")).map(|place| place.as_u64().unwrap() as usize).collect()
    }

    /// The places that count: the agreed one alone, or everyone's; evidenced not above the cap.
    fn counted(&self, question: &Json, view: &str) -> Vec<usize> {
        let agreed = question["agreed"].as_u64().map(|place| vec![place as usize]);
        let places = agreed.unwrap_or_else(|| Self::levels(question));
        let cap = number(&self.results["pack"]["caps"][text(question, "grade")]).unwrap();
        let allowed = (0..all(&self.results["pack"], "scale").len()).rev();
        let highest = allowed.into_iter().find(|place| rounded(self.worth(*place)) <= rounded(cap)).unwrap();
        places.into_iter().map(|place| if view == "claimed" { place } else { place.min(highest) }).collect()
    }

    fn value(&self, question: &Json, view: &str) -> Option<f64> {
        mean(&self.counted(question, view).into_iter().map(|place| self.worth(place)).collect::<Vec<_>>())
    }

    fn question(&self, own: &Json) {
        for view in VIEWS {
            same(&format!("{} {view}", own["id"]), &own[view], self.value(own, view));
        }
        let levels: Vec<f64> = Self::levels(own).into_iter().map(|place| place as f64).collect();
        same("r_wg", &own["agreement"]["r_wg"], self.r_wg(&levels));
        let apart = mean(&levels).filter(|_| levels.len() > 1).map(|middle| {
            let distances: Vec<f64> = levels.iter().map(|own| (own - middle).abs()).collect();
            mean(&distances).unwrap()
        });
        same("average deviation", &own["agreement"]["average_deviation"], apart);
        same("quartiles", &own["agreement"]["interquartile_range"], quartiles_apart(levels));
    }

    fn r_wg(&self, levels: &[f64]) -> Option<f64> {
        let middle = mean(levels).filter(|_| levels.len() > 1)?;
        let variance = levels.iter().map(|own| (own - middle).powi(2)).sum::<f64>() / (levels.len() as f64 - 1.0);
        let options = all(&self.results["pack"], "scale").len() as f64;
        Some((1.0 - variance * 12.0 / (options * options - 1.0)).max(0.0))
    }

    fn covers(question: &Json, process: &Json, attribute: &Json) -> bool {
        question["process"] == *process
            && (question["whole"] == true || all(question, "attributes").contains(attribute))
    }

    fn breadth(question: &Json) -> usize {
        if question["whole"] == true { usize::MAX } else { all(question, "attributes").len() }
    }

    /// An item takes the finest questions that were answered or said not to apply.
    fn items(&self) {
        for item in all(self.results, "items") {
            if item["process"].is_null() {
                assert_eq!(item["sources"], serde_json::json!([item["asked"]]));
            } else {
                let covering = all(self.results, "questions")
                    .iter()
                    .filter(|question| Self::covers(question, &item["process"], &item["attribute"]));
                let settled: Vec<&Json> = covering.filter(|question| question["claimed"]["absent"] != "open").collect();
                let finest = settled.iter().map(|own| Self::breadth(own)).min();
                let finest: Vec<&Json> = settled.into_iter().filter(|own| Some(Self::breadth(own)) == finest).collect();
                let answered: Vec<&Json> =
                    finest.iter().copied().filter(|own| number(&own["claimed"]).is_some()).collect();
                let sources = if answered.is_empty() { finest } else { answered };
                let ids: Vec<&Json> = sources.into_iter().map(|own| &own["id"]).collect();
                assert_eq!(all(item, "sources").iter().collect::<Vec<_>>(), ids, "{item}");
            }
            for view in VIEWS {
                let sources = all(item, "sources").iter().map(|id| self.named(id.as_str().unwrap()));
                let values: Vec<f64> = sources.filter_map(|question| number(&question[view])).collect();
                same("item", &item[view], mean(&values));
            }
        }
    }

    // ---- Processes ----------------------------------------------------------------------------

    fn process(&self, own: &Json) {
        let items: Vec<&Json> = all(self.results, "items").iter().filter(|item| item["process"] == own["id"]).collect();
        let not = items.iter().filter(|item| item["claimed"]["absent"] == "not-applicable").count();
        let answered = items.iter().filter(|item| item["claimed"].is_number()).count();
        let applicable = items.len() - not;
        assert_eq!(own["not_applicable"], not);
        assert_eq!((&own["answered"], &own["applicable"]), (&answered.into(), &applicable.into()));
        let share = (applicable > 0).then(|| 100.0 * answered as f64 / applicable as f64);
        same("coverage", &own["coverage"], share);
        let many = 100.0 * not as f64 / items.len() as f64;
        assert_eq!(own["many_not_applicable"], rounded(many) > self.limit("not_applicable"));
        for view in VIEWS {
            let worths: Vec<f64> = items.iter().filter_map(|item| number(&item[view])).collect();
            same("index", &own[view]["index"], mean(&worths).map(|mean| 100.0 * mean));
            self.capability(&own["id"], &own[view], view);
        }
    }

    fn band(&self, question: &Json, place: usize, level: u64) -> usize {
        if question["whole"] == true {
            return match (place as u64).cmp(&level) {
                std::cmp::Ordering::Greater => 3,
                std::cmp::Ordering::Equal => 2,
                std::cmp::Ordering::Less => 0,
            };
        }
        match self.scale(place, "band").as_str() {
            Some(band) => "NPLF".find(band).unwrap(),
            None => [15.0, 50.0, 85.0].iter().filter(|bound| rounded(100.0 * self.worth(place)) > **bound).count(),
        }
    }

    fn question_band(&self, question: &Json, level: u64, view: &str) -> Option<usize> {
        lower_median(self.counted(question, view).into_iter().map(|own| self.band(question, own, level)).collect())
    }

    fn rating(&self, process: &Json, attribute: &Json, level: u64, view: &str) -> String {
        let mut items = all(self.results, "items").iter();
        let Some(item) = items.find(|item| item["process"] == *process && item["attribute"] == *attribute) else {
            return "not-asked".to_owned();
        };
        let sources = all(item, "sources").iter().map(|id| self.named(id.as_str().unwrap()));
        let bands: Vec<usize> = sources.filter_map(|own| self.question_band(own, level, view)).collect();
        let mut rating = match (lower_median(bands), item["claimed"]["absent"].as_str()) {
            (Some(band), _) => Ok(band),
            (None, Some("not-applicable")) => Err("not-applicable"),
            _ => Err("unanswered"),
        };
        for question in all(self.results, "questions") {
            if question["mandatory"] != true || !Self::covers(question, process, attribute) {
                continue;
            }
            match self.question_band(question, level, view) {
                Some(band) if band < 2 => rating = rating.map(|own| own.min(1)),
                None if question["asked"] == true && question["claimed"]["absent"] == "open" => {
                    rating = Err("unanswered");
                }
                _ => {}
            }
        }
        rating.map_or_else(str::to_owned, |band| "NPLF"[band..=band].to_owned())
    }

    /// The rule of the ladder, and what is in the way of the next level.
    fn capability(&self, process: &Json, own: &Json, view: &str) {
        let ladder = all(&self.results["pack"], "ladder");
        let mut ratings: Vec<(u64, &str)> = Vec::new();
        for (rung, printed) in ladder.iter().zip(all(own, "ratings")) {
            assert_eq!(rung["attribute"], printed["attribute"]);
            let level = rung["level"].as_u64().unwrap();
            assert_eq!(text(printed, "rating"), self.rating(process, &rung["attribute"], level, view));
            ratings.push((level, text(printed, "rating")));
        }
        let is_rated = |rating: &str| "NPLF".contains(rating);
        let fits = |rating: &str, enough: &[&str]| rating == "not-applicable" || enough.contains(&rating);
        let holds = |level: u64| {
            ratings.iter().all(|(own, rating)| match own.cmp(&level) {
                std::cmp::Ordering::Less => fits(rating, &["F"]),
                std::cmp::Ordering::Equal => fits(rating, &["L", "F"]),
                std::cmp::Ordering::Greater => true,
            })
        };
        let some = |level: u64, of: &dyn Fn(&str) -> bool| ratings.iter().any(|(own, r)| *own == level && of(r));
        let top = ratings.last().unwrap().0;
        let reached = (1..=top).rev().find(|level| holds(*level) && some(*level, &is_rated)).unwrap_or(0);
        let any = ratings.iter().any(|(_, rating)| is_rated(rating));
        same("level", &own["level"], any.then_some(reached as f64));
        let open = |rating: &str| is_rated(rating) || rating == "unanswered";
        let asked_away = ratings.iter().all(|(_, rating)| ["not-applicable", "not-asked"].contains(rating));
        let next = (reached + 1..=top).find(|level| some(*level, &open)).filter(|_| !asked_away);
        let mut expected = Vec::new();
        for (enough, to) in [(&["F"][..], "F"), (&["L", "F"][..], "L")] {
            for (rung, (level, rating)) in ladder.iter().zip(&ratings) {
                let here = next.is_some_and(|next| if to == "F" { *level < next } else { *level == next });
                if here && open(rating) && !enough.contains(rating) {
                    expected.push((text(rung, "attribute"), *rating, to));
                }
            }
        }
        let printed = all(own, "blockers").iter();
        let printed: Vec<_> = printed.map(|own| (text(own, "attribute"), text(own, "from"), text(own, "to"))).collect();
        assert_eq!(printed, expected);
    }

    // ---- Indicators ---------------------------------------------------------------------------

    fn practice(&self, indicator: &str, view: &str) -> Sum {
        let mut sum = Sum { answered: 0.0, open: 0.0, total: 0.0 };
        for item in all(self.results, "items") {
            let weight = number(&item["weights"][indicator]).unwrap();
            match (number(&item[view]), item[view]["absent"].as_str()) {
                (Some(worth), _) => {
                    sum.answered += weight;
                    sum.total += weight * 100.0 * worth;
                }
                (None, Some("open")) => sum.open += weight,
                _ => {}
            }
        }
        sum
    }

    fn outcome(&self, metrics: &[Json]) -> Sum {
        let mut sum = Sum { answered: 0.0, open: 0.0, total: 0.0 };
        for metric in metrics {
            let weight = number(&metric["weight"]).unwrap();
            match (number(&metric["score"]), metric["value"]["absent"].as_str()) {
                (Some(score), _) => {
                    sum.answered += weight;
                    sum.total += weight * score;
                }
                (None, Some("missing")) => sum.open += weight,
                _ => {}
            }
        }
        sum
    }

    fn indicator(&self, own: &Json) {
        let (id, metrics) = (text(own, "id"), all(own, "metrics"));
        metrics.iter().for_each(|metric| self.metric(metric));
        let figures = self.outcome(metrics);
        same(id, &own["O"], figures.mean());
        let share = self.limit("practice_share");
        let mix = |practice: f64, outcome: f64| share * practice + (1.0 - share) * outcome;
        let practice = self.practice(id, "claimed");
        let thin = |sum: &Sum| {
            sum.answered > 0.0 && rounded(100.0 * sum.answered / sum.all().unwrap()) < self.limit("coverage")
        };
        assert_eq!(own["range_only"], thin(&practice) || thin(&figures), "{id}");
        let coverage = |sum: &Sum| sum.all().map(|all| 100.0 * sum.answered / all);
        same("practice coverage", &own["practice_coverage"], coverage(&practice));
        same("figures coverage", &own["figures_coverage"], coverage(&figures));
        let stamp = match (practice.mean(), figures.mean()) {
            (Some(_), None) if figures.open > 0.0 => Some("practice-only"),
            (None, Some(_)) if practice.open > 0.0 => Some("figures-only"),
            _ => None,
        };
        assert_eq!(own["stamp"].as_str(), stamp, "{id}");
        let flagged = metrics.iter().any(|metric| metric["red_flag"] == true);
        assert_eq!(own["red_flag"], flagged);
        for view in VIEWS {
            let practice = self.practice(id, view);
            let side = &own[view];
            same("P", &side["P"], practice.mean());
            let score = match (practice.mean(), figures.mean()) {
                (Some(practice), Some(outcome)) => Some(mix(practice, outcome)),
                (practice, outcome) => practice.or(outcome),
            };
            same("S", &side["S"], score);
            let last = all(&self.results["pack"], "scale").len() - 1;
            let ends = match (practice.ends(100.0 * self.worth(last)), figures.ends(100.0)) {
                (Some(practice), Some(outcome)) => Some((mix(practice.0, outcome.0), mix(practice.1, outcome.1))),
                (practice, outcome) => practice.or(outcome),
            };
            same("low", &side["low"], ends.map(|ends| ends.0));
            same("high", &side["high"], ends.map(|ends| ends.1));
            let held_back = flagged || own["range_only"] == true;
            let word = score.map(rounded).map(|score| match score {
                score if score < self.limit("fair") => "poor",
                score if score < self.limit("good") || held_back => "fair",
                _ => "good",
            });
            assert_eq!(side["word"].as_str(), word);
            derivation(&own["derivation"][view], &side["S"]);
            same("P in the derivation", &own["derivation"][view]["parts"][0]["amount"], practice.mean());
            same("O in the derivation", &own["derivation"][view]["parts"][1]["amount"], figures.mean());
        }
        let has_score = number(&own["claimed"]["S"]).is_some();
        let confidence = (has_score && stamp.is_none()).then(|| self.confidence(id, own, &practice));
        same("C", &own["C"], confidence);
    }

    fn confidence(&self, id: &str, own: &Json, practice: &Sum) -> f64 {
        let (mut grades, mut weights, mut asked) = (0.0, 0.0, Vec::new());
        for item in all(self.results, "items") {
            let weight = number(&item["weights"][id]).unwrap();
            if weight > 0.0 && item["claimed"].is_number() {
                let sources = all(item, "sources").iter().map(|id| self.named(id.as_str().unwrap()));
                let grade = sources.map(|own| text(own, "grade")[1..].parse::<f64>().unwrap()).fold(0.0, f64::max);
                grades += weight * grade;
                weights += weight;
                asked.extend(all(item, "sources").iter().map(|id| id.as_str().unwrap()));
            }
        }
        asked.sort_unstable();
        asked.dedup();
        let agreed: Vec<f64> = asked.iter().filter_map(|id| number(&self.named(id)["agreement"]["r_wg"])).collect();
        let (mut precise, mut needed) = (0.0, 0.0);
        for metric in all(own, "metrics") {
            if metric["value"].is_number() || metric["value"]["absent"] == "missing" {
                let weight = number(&metric["weight"]).unwrap();
                precise += weight * number(&metric["precision"]).unwrap();
                needed += weight;
            }
        }
        let factors = [
            ("coverage", practice.all().map(|all| practice.answered / all)),
            ("evidence", (weights > 0.0).then(|| (1.0 + grades / weights) / 4.0)),
            ("agreement", mean(&agreed)),
            ("data", (needed > 0.0).then(|| precise / needed)),
        ];
        for (name, factor) in factors {
            same(name, &own["confidence"][name], factor);
        }
        let there: Vec<f64> = factors.into_iter().filter_map(|(_, factor)| factor).collect();
        let mean = there.iter().product::<f64>().powf(1.0 / there.len() as f64);
        let limit = if agreed.is_empty() { self.limit("confidence_alone") } else { 100.0 };
        (100.0 * mean).min(limit)
    }

    // ---- Metrics ------------------------------------------------------------------------------

    fn metric(&self, own: &Json) {
        let Some(value) = number(&own["value"]) else {
            assert_eq!(own["value"], own["score"], "the same reason");
            assert_eq!((&own["precision"], &own["red_flag"]), (&0.0.into(), &false.into()));
            return;
        };
        same(text(own, "metric"), &own["value"], Some(self.formula(own)));
        let points: Vec<(f64, f64)> =
            all(own, "curve").iter().map(|point| (number(&point[0]).unwrap(), number(&point[1]).unwrap())).collect();
        let score = interpolated(&points, value);
        same("curve", &own["score"], Some(score));
        assert_eq!(own["red_flag"], rounded(score) < self.limit("red_flag"));
        same("precision", &own["precision"], Some(self.precision(own)));
    }

    fn stated(&self, key: &str) -> &[Json] {
        all(&self.results["stated"], key)
    }

    fn formula(&self, own: &Json) -> f64 {
        let inputs = all(own, "inputs");
        let input = |place: usize| number(&inputs[place]["value"]).unwrap();
        let of = |quantity: &str| inputs.iter().position(|own| own["quantity"] == quantity).map(input);
        match text(own, "metric") {
            "revenue-growth" => 100.0 * (input(0) - input(1)) / input(1),
            "return-over-hurdle" => 100.0 * input(0) / input(1) - input(2),
            "unit-cost-change" => 100.0 * ((input(0) / input(1)) / (input(2) / input(3)) - 1.0),
            "annual-variance" => 100.0 * (input(0) - input(1)) / input(1).abs(),
            "period-error" => self.period_error(),
            "year-end-spike" | "cost-performance" => input(0) / input(1),
            "avoidable-spend" => 100.0 * (input(0) - input(1)) / input(2),
            "residual-exposure" => match of("appetite") {
                Some(appetite) => of("residual-exposure").unwrap() / appetite,
                None => {
                    assert_eq!(of("risks-above-appetite"), Some(self.risks_above()));
                    3.0 * of("risks-above-appetite").unwrap() / of("risks").unwrap()
                }
            },
            "brier-score" => self.brier(),
            "satisfaction" => 100.0 * wilson(input(0), input(1)).0,
            "first-notice" => 100.0 * input(0) / (input(0) + input(1)),
            _ => 100.0 * input(0) / input(1),
        }
    }

    /// What the printed matrix has for a risk.
    fn level_of<'a>(&'a self, risk: &Json) -> Option<&'a str> {
        let fits = |cell: &&Json| cell["likelihood"] == risk["likelihood"] && cell["impact"] == risk["impact"];
        self.stated("risk_matrix").iter().find(fits).map(|cell| text(cell, "level"))
    }

    fn risks_above(&self) -> f64 {
        const STEPS: [&str; 5] = ["very-low", "low", "moderate", "high", "very-high"];
        let step = |level: &str| STEPS.iter().position(|own| *own == level).unwrap();
        let accepted = step(self.results["stated"]["appetite_level"].as_str().unwrap());
        let above = |risk: &&Json| step(self.level_of(risk).unwrap()) > accepted;
        self.stated("risks").iter().filter(above).count() as f64
    }

    fn levels_of_risks(&self) {
        let printed = all(&self.results["shown"]["risk"], "levels");
        assert_eq!(printed.len(), self.stated("risks").len());
        for (own, risk) in printed.iter().zip(self.stated("risks")) {
            assert_eq!((&own["risk"], own["level"].as_str()), (&risk["id"], self.level_of(risk)));
        }
    }

    /// The financial year a period lies in: months are those of the calendar, the others name it.
    fn year(&self, period: &str) -> u64 {
        let year: u64 = period[..4].parse().unwrap();
        let month: Option<u64> = period.get(5..).and_then(|month| month.parse().ok());
        let last = self.results["stated"]["year_end"].as_u64().unwrap();
        if month.is_some_and(|month| month > last) { year + 1 } else { year }
    }

    /// Cost lines are added for each period of their last financial year.
    fn period_error(&self) -> f64 {
        let lines = self.stated("lines").iter().filter(|line| line["kind"] == "cost");
        let mut periods: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for own in lines.flat_map(|line| all(line, "values")).filter(|own| own["counts"] == true) {
            let sums = periods.entry(text(own, "period")).or_default();
            sums.0 += number(&own["budget"]).unwrap_or(0.0);
            sums.1 += number(&own["actual"]).unwrap_or(0.0);
        }
        let year = periods.keys().map(|period| self.year(period)).max().unwrap();
        let of_year: Vec<(f64, f64)> =
            periods.iter().filter(|(period, _)| self.year(period) == year).map(|(_, sums)| *sums).collect();
        let error: f64 = of_year.iter().map(|(budget, actual)| (actual - budget).abs()).sum();
        100.0 * error / of_year.iter().map(|(budget, _)| budget.abs()).sum::<f64>()
    }

    fn brier(&self) -> f64 {
        let due = |own: &&Json| match (own["review"].as_str(), self.results["assessment"]["as_of"].as_str()) {
            (Some(review), Some(today)) => review <= today,
            _ => true,
        };
        let squares = self.stated("decisions").iter().filter(due).filter_map(|own| {
            let probability = number(&own["probability"]).filter(|own| (0.0..=1.0).contains(own))?;
            Some((probability - f64::from(own["happened"].as_bool()?)).powi(2))
        });
        mean(&squares.collect::<Vec<_>>()).unwrap()
    }

    fn precision(&self, own: &Json) -> f64 {
        if own["metric"] != "satisfaction" {
            return 1.0;
        }
        let inputs = all(own, "inputs");
        let input = |place: usize| number(&inputs[place]["value"]).unwrap();
        let (low, high) = wilson(input(0), input(1));
        let rate = match inputs.len() {
            3 if input(2) > 0.0 => (input(1) / input(2) / 0.2).min(1.0),
            _ => 1.0,
        };
        (1.0 - (high - low) / 2.0 / 0.25).max(0.0) * rate
    }

    /// A target is no higher than the ladder.
    fn target(&self, process: &Json) -> Option<f64> {
        let top = all(&self.results["pack"], "ladder").last().unwrap()["level"].as_f64().unwrap();
        number(&process["target"]).map(|target| target.clamp(0.0, top))
    }

    // ---- Moves --------------------------------------------------------------------------------

    fn next_move(&self, own: &Json) {
        let gains = ["growth", "budget", "risk", "communication"].map(|id| number(&own["gains"][id]).unwrap());
        let lift = mean(&gains).unwrap();
        same("lift", &own["lift"], Some(lift));
        let steps = all(own, "raises").iter().map(|raise| {
            let each = self.named(text(raise, "question"))["effort"].as_f64().unwrap();
            (number(&raise["to"]).unwrap() - number(&raise["from"]).unwrap()) * each
        });
        let effort: f64 = steps.sum();
        same("effort", &own["effort"], Some(effort));
        let [gap, importance] = ["gap", "importance"].map(|key| number(&own[key]).unwrap());
        same("priority", &own["priority"], Some(gap * importance * lift / effort));
        let process = all(self.results, "processes").iter().find(|process| process["id"] == own["process"]).unwrap();
        let leads = text(&self.results["assessment"], "leads");
        let level = number(&process[leads]["level"]).unwrap();
        same("gap", &own["gap"], Some(self.target(process).map_or(1.0, |target| target - level)));
        assert_eq!(own["importance"], process["importance"]);
    }
}

impl Recount<'_> {
    // ---- People, problems, and what is shown beside the scores ----------------------------------

    fn session(&self) {
        let items = all(self.results, "items").iter();
        let mut counted: Vec<&str> = items
            .flat_map(|item| match all(item, "sources") {
                [] => vec![text(item, "asked")],
                sources => sources.iter().map(|id| id.as_str().unwrap()).collect(),
            })
            .collect();
        counted.sort_unstable();
        counted.dedup();
        let questions: Vec<&Json> = counted.into_iter().map(|id| self.named(id)).collect();
        let own = &self.results["agreement"];
        let agreed: Vec<f64> = questions.iter().filter_map(|own| number(&own["agreement"]["r_wg"])).collect();
        same("mean r_wg", &own["r_wg"], mean(&agreed));
        same("don't know", &own["dont_know"], self.unknown(&questions));
    }

    /// The share of don't-knows among these and levels.
    fn unknown(&self, questions: &[&Json]) -> Option<f64> {
        let unknown: f64 = questions.iter().filter_map(|own| number(&own["dont_know"])).sum();
        let levels: usize = questions.iter().map(|own| Self::levels(own).len()).sum();
        let said = unknown + levels as f64;
        (said > 0.0).then(|| unknown / said)
    }

    fn problem_area(&self, own: &Json) {
        let process = |id: &Json| all(self.results, "processes").iter().find(|own| own["id"] == *id).unwrap();
        let here = process(&own["process"]);
        let leads = text(&self.results["assessment"], "leads");
        let questions = all(self.results, "questions").iter().filter(|one| one["process"] == own["process"]);
        let questions: Vec<&Json> = questions.collect();
        let metrics = || all(self.results, "indicators").iter().flat_map(|own| all(own, "metrics"));
        for problem in all(own, "problems") {
            let of = |key: &str| number(&problem[key]).unwrap();
            let printed = |key: &str| problem[key].clone();
            let metric = || metrics().find(|own| own["metric"] == problem["metric"]).unwrap();
            match text(problem, "problem") {
                "below-target" => {
                    assert_eq!(printed("level"), here[leads]["level"]);
                    same("target", &problem["target"], self.target(here));
                    assert!(of("level") < of("target") && here["importance"] == 3);
                }
                "not-evidenced" => {
                    assert_eq!(printed("claimed"), here["claimed"]["level"]);
                    assert_eq!(printed("evidenced"), here["evidenced"]["level"]);
                    assert!(of("claimed") >= of("evidenced") + 1.0 && leads == "evidenced");
                }
                "disagreement" => {
                    let measure = |key: &str| -> Vec<f64> {
                        questions.iter().filter_map(|own| number(&own["agreement"][key])).collect()
                    };
                    let (agreed, apart) = (measure("r_wg"), measure("interquartile_range"));
                    same("r_wg of a problem", &problem["r_wg"], mean(&agreed));
                    same("spread", &problem["spread"], mean(&apart));
                    assert_eq!(problem["questions"], agreed.len());
                    assert!(rounded(of("r_wg")) < 0.6 || rounded(of("spread")) > 1.0);
                }
                "red-flag" => {
                    assert_eq!(printed("score"), metric()["score"]);
                    assert_eq!(self.named(text(problem, "question"))["feeds"], problem["metric"]);
                    assert!(rounded(of("score")) < self.limit("red_flag"));
                }
                "not-measured" => assert_eq!(printed("lacks"), metric()["value"]),
                "ahead-of-need" => {
                    assert_eq!(printed("level"), here[leads]["level"]);
                    assert_eq!(printed("need_level"), process(&problem["need"])[leads]["level"]);
                    assert!(of("level") > of("need_level") && all(here, "needs").contains(&problem["need"]));
                }
                "mandatory-unmet" => assert_eq!(self.named(text(problem, "question"))["mandatory"], true),
                "dont-know" => {
                    let share = of("dont_know") / (of("dont_know") + of("levels"));
                    same("don't know of a problem", &share.into(), self.unknown(&questions));
                    assert!(rounded(100.0 * share) >= 40.0);
                }
                // The random people have no roles.
                "leaders-above" => assert!(of("leaders") >= of("staff") + 1.0),
                other => panic!("a problem nobody has heard of: {other}"),
            }
        }
    }

    fn budget(&self) {
        let own = &self.results["shown"]["budget"];
        let lines = all(own, "lines").iter().map(|line| &line["variance"]).chain([&own["revenue"]]);
        for line in lines.filter(|line| line["absent"].is_null()) {
            let [budget, actual] = ["budget", "actual"].map(|key| number(&line[key]).unwrap());
            same("variance", &line["amount"], Some(actual - budget));
            same("percent", &line["percent"], (budget != 0.0).then(|| 100.0 * (actual - budget) / budget.abs()));
        }
        let avoidable = &own["avoidable"];
        let of = |key: &str| number(&avoidable[key]);
        let without = |all: Option<f64>, some: Option<f64>| Some(all? - some?);
        same("undecided", &avoidable["undecided"], without(of("found"), of("decided")));
        same("pending", &avoidable["pending"], without(of("decided"), of("realised")));
    }

    fn growth(&self) {
        let own = &self.results["shown"]["growth"];
        for (metric, shown) in [("revenue-growth", "revenue_growth"), ("recovery", "recovery")] {
            let traced = serde_json::json!({"metric": metric, "inputs": own[shown]["inputs"]});
            if number(&own[shown]["value"]).is_some() {
                same(shown, &own[shown]["value"], Some(self.formula(&traced)));
            }
        }
        let effects = &own["decomposition"];
        if effects["absent"].is_null() {
            let [before, last] = [0, 1].map(|period| {
                let of = |key: &str| number(&own["drivers"][period][key]).unwrap();
                [of("capacity"), of("productive") / of("capacity"), of("revenue") / of("productive"), of("revenue")]
            });
            let whole = (last[3] / before[3]).ln();
            let middle = if last[3] == before[3] { last[3] } else { (last[3] - before[3]) / whole };
            for (place, factor) in ["capacity", "utilisation", "hourly_yield"].into_iter().enumerate() {
                let effect = middle * (last[place] / before[place]).ln();
                let printed = number(&effects[factor]).unwrap();
                assert!((printed - effect).abs() < 1e-7 * before[3].max(last[3]), "{factor}: {printed}, {effect}");
            }
        }
    }
}

/// The distance of the quartiles, each by linear interpolation.
fn quartiles_apart(mut levels: Vec<f64>) -> Option<f64> {
    levels.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * (levels.len() - 1) as f64;
        let (below, above) = (place.floor() as usize, place.ceil() as usize);
        levels[below] + (place - place.floor()) * (levels[above] - levels[below])
    };
    (levels.len() > 1).then(|| at(0.75) - at(0.25))
}

/// The contributions of a derivation add up, at every depth, and every amount follows from its parts.
fn derivation(own: &Json, score: &Json) {
    let parts = all(own, "parts");
    let sum = |parts: &[Json]| -> f64 { parts.iter().filter_map(|part| part.get("contribution")?.as_f64()).sum() };
    let expected = number(score).unwrap_or(0.0);
    assert!((sum(parts) - expected).abs() < 1e-9, "contributions of {expected}");
    let leaves: Vec<Json> =
        parts.iter().flat_map(|part| part["parts"].as_array().cloned().unwrap_or_default()).collect();
    assert!((sum(&leaves) - expected).abs() < 1e-9, "contributions of the leaves of {expected}");
    for part in parts {
        let below = part["parts"].as_array().cloned().unwrap_or_default();
        let (mut weights, mut total) = (0.0, 0.0);
        for own in below.iter().filter(|own| own["contribution"].is_number()) {
            let weight = number(&own["weight"]).unwrap();
            weights += weight;
            total += weight * number(&own["amount"]).unwrap();
        }
        same("weighted mean", &part["amount"], (weights > 0.0).then(|| total / weights));
        for own in below.iter().filter(|own| own["rule"] == "curve") {
            let ends = [0, 1].map(|end| [0, 1].map(|axis| number(&own["between"][end][axis]).unwrap()));
            let segment = ends.map(|[x, y]| (x, y));
            same("segment", &own["amount"], Some(interpolated(&segment, number(&own["value"]).unwrap())));
        }
    }
}

/// Straight between two points, flat beyond the ends.
fn interpolated(points: &[(f64, f64)], x: f64) -> f64 {
    let (first, last) = (points[0], points[points.len() - 1]);
    if x <= first.0 {
        return first.1;
    }
    if x >= last.0 {
        return last.1;
    }
    let right = points.iter().position(|point| x <= point.0).unwrap();
    let ((x0, y0), (x1, y1)) = (points[right - 1], points[right]);
    y0 + (x - x0) / (x1 - x0) * (y1 - y0)
}

fn wilson(satisfied: f64, n: f64) -> (f64, f64) {
    let p = satisfied / n;
    let middle = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    ((middle - half) / whole, (middle + half) / whole)
}
