//! The laws of SCORING.md section 9 over random assessments, on the built-in quick scan and on a small
//! pack whose coarse, merged, doubled and mandatory questions overlap; and the engine held against a
//! second, naive implementation of the rulebook that works on the pack's JSON.

use crate::support;
use crate::support::world;
use crate::support::{VIEWS, sheet};
use fourfold::model::pack::{Band, Indicator, MetricKey};
use fourfold::model::{EffortConvention, Fact, Facts, FigureKey, Grade, LineKind, Purpose, Scalar};
use fourfold::score::{
    Capability, Derivation, Level, Rating, Reading, Results, Side, State, Term, View, capability, score, shown,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value as Json, json};
use world::{Asked, Case, DAY, QUICK, SMALL, Say, World, extreme, modest, often, world};

const EPSILON: f64 = 1e-9;

impl World {
    /// Why each of the four scores is what it is, claimed and evidenced.
    fn whys(&self, case: &Case) -> Vec<(Indicator, View, Derivation)> {
        let each = Indicator::ALL_FOUR.into_iter().flat_map(|id| VIEWS.map(|view| (id, view)));
        self.sheet(case).explained(&case.pack, &self.size, DAY, |own| {
            each.map(|(id, view)| (id, view, own.score(id, view))).collect()
        })
    }
}

fn rules() -> ProptestConfig {
    ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() }
}

/// Runs a law on both packs.
macro_rules! laws {
    ($($(#[$doc:meta])* fn $name:ident($case:ident, $world:ident $(, $extra:ident: $strategy:expr)*) $body:block)*) => {$(
        $(#[$doc])*
        #[test]
        fn $name() {
            fn law($case: &'static Case) {
                let strategy = (world($case, modest()), $($strategy,)*);
                proptest!(rules(), |(($world, $($extra,)*) in strategy)| $body);
            }
            law(&QUICK);
            law(&SMALL);
        }
    )*};
}

// ---- Comparisons ----------------------------------------------------------------------------------

fn not_below(what: &str, old: Option<f64>, new: Option<f64>) -> Result<(), TestCaseError> {
    prop_assert_eq!(old.is_some(), new.is_some(), "{}: {:?} became {:?}", what, old, new);
    prop_assert!(new >= old.map(|old| old - EPSILON), "{}: {:?} fell to {:?}", what, old, new);
    Ok(())
}

fn side_not_below(what: &str, old: &Side, new: &Side) -> Result<(), TestCaseError> {
    not_below(&format!("{what} P"), old.practice.value(), new.practice.value())?;
    not_below(&format!("{what} S"), old.score, new.score)?;
    not_below(&format!("{what} low"), old.range.map(|range| range.0), new.range.map(|range| range.0))?;
    not_below(&format!("{what} high"), old.range.map(|range| range.1), new.range.map(|range| range.1))
}

fn capability_not_below(old: &Capability, new: &Capability) -> Result<(), TestCaseError> {
    not_below("index", old.index, new.index)?;
    let number = |own: &Capability| own.level.reached().map(|level| level as f64);
    not_below("level", number(old), number(new))
}

fn nothing_below(old: &Results, new: &Results) -> Result<(), TestCaseError> {
    for view in VIEWS {
        for (old, new) in old.indicators.iter().zip(&new.indicators) {
            side_not_below(&format!("{} {view:?}", old.id), old.view(view), new.view(view))?;
        }
        for (old, new) in old.processes.iter().zip(&new.processes) {
            capability_not_below(old.view(view), new.view(view))?;
        }
    }
    Ok(())
}

/// Every range of the second lies in that of the first.
fn narrower(old: &Results, new: &Results) -> Result<(), TestCaseError> {
    for view in VIEWS {
        for (old, new) in old.indicators.iter().zip(&new.indicators) {
            if let Some((low, high)) = new.view(view).range {
                let (old_low, old_high) = old.view(view).range.expect("a range does not appear from nothing");
                prop_assert!(
                    low >= old_low - EPSILON && high <= old_high + EPSILON,
                    "{} {view:?}: {old_low}–{old_high} became {low}–{high}",
                    old.id
                );
            }
        }
    }
    Ok(())
}

fn not_wider(old: &Results, new: &Results) -> Result<(), TestCaseError> {
    for view in VIEWS {
        for (old, new) in old.indicators.iter().zip(&new.indicators) {
            let width = |side: &Side| side.range.map(|(low, high)| high - low);
            let (old_width, new_width) = (width(old.view(view)), width(new.view(view)));
            prop_assert!(
                new_width.unwrap_or(0.0) <= old_width.unwrap_or(0.0) + EPSILON,
                "{} {view:?}: {old_width:?} widened to {new_width:?}",
                old.id
            );
        }
    }
    Ok(())
}

// ---- The laws -------------------------------------------------------------------------------------

laws! {
    fn raising_a_level_never_lowers_anything(case, world, question: any::<Index>(), who: any::<Index>(), up: any::<Index>()) {
        let mut raised = world.clone();
        // Every level there is, the agreed ones too; any one of them goes up.
        let mut given: Vec<&mut usize> = raised.asked.iter_mut().flat_map(|asked| {
            let answers = asked.answers.iter_mut().filter_map(|said| match said { Say::Level(level) => Some(level), _ => None });
            answers.chain(asked.agreed.as_mut()).collect::<Vec<_>>()
        }).filter(|level| **level < case.top()).collect();
        prop_assume!(!given.is_empty());
        let place = (question.index(given.len()) + who.index(given.len())) % given.len();
        *given[place] += 1 + up.index(case.top() - *given[place]);
        nothing_below(&world.results(case), &raised.results(case))?;
    }

    fn adding_evidence_never_lowers_anything(case, world, question: any::<Index>(), grade: select(Grade::ALL)) {
        let mut more = world.clone();
        more.asked[question.index(world.asked.len())].grades.push(Some(grade));
        let (old, new) = (world.results(case), more.results(case));
        nothing_below(&old, &new)?;
        for (old, new) in old.indicators.iter().zip(&new.indicators) {
            prop_assert_eq!(old.claimed, new.claimed, "evidence says nothing about what is claimed");
        }
    }

    fn claimed_is_never_below_evidenced(case, world) {
        let results = world.results(case);
        for own in &results.indicators {
            side_not_below(own.id.word(), &own.evidenced, &own.claimed)?;
        }
        for own in &results.processes {
            capability_not_below(&own.evidenced, &own.claimed)?;
        }
    }

    fn the_range_contains_the_point(case, world) {
        for own in &world.results(case).indicators {
            for view in VIEWS {
                let side = own.view(view);
                if let Some(score) = side.score {
                    let (low, high) = side.range.expect("a score has a range");
                    prop_assert!(low - EPSILON <= score && score <= high + EPSILON, "{}: {low} {score} {high}", own.id);
                }
                if let Some((low, high)) = side.range {
                    prop_assert!(-EPSILON <= low && low <= high + EPSILON && high <= 100.0 + EPSILON);
                }
            }
        }
    }

    fn the_first_answer_to_an_open_item_only_narrows(case, world, question: any::<Index>(), level: any::<Index>(), applies: any::<bool>()) {
        let old = world.results(case);
        let open: Vec<usize> = (0..world.asked.len()).filter(|&q| old.questions[q].state == State::Open).collect();
        prop_assume!(!open.is_empty());
        let said = if applies { Say::Level(level.index(case.top() + 1)) } else { Say::NotApplicable };
        let new = world.also(open[question.index(open.len())], said).results(case);
        // A finer answer on an item that had a coarser one is not a first one.
        let first = old.items.iter().zip(&new.items).all(|(old, new)| old.state == new.state || old.state == State::Open);
        if first {
            narrower(&old, &new)?;
        }
    }

    fn the_first_value_of_a_missing_metric_only_narrows(case, world, key: select(FigureKey::ALL), year: select(vec!["2025", "2026"]), value: modest()) {
        let figure = world.figures.clone().say("figure", &[key.word(), year], Scalar::Number(value));
        let old = world.results(case);
        let new = World { figures: figure, ..world.clone() }.results(case);
        let pairs = || old.metrics.iter().flatten().zip(new.metrics.iter().flatten());
        let first = pairs().all(|(old, new)| old.reading == new.reading || matches!(old.reading, Reading::Missing(_)));
        if first {
            narrower(&old, &new)?;
        }
    }

    fn dont_know_changes_nothing(case, world, question: any::<Index>()) {
        let question = question.index(world.asked.len());
        let (old, new) = (world.results(case), world.also(question, Say::DontKnow).results(case));
        prop_assert_eq!(&old.indicators, &new.indicators);
        prop_assert_eq!(&old.processes, &new.processes);
        prop_assert_eq!(&old.items, &new.items);
        prop_assert_eq!(old.questions[question].dont_know + 1, new.questions[question].dont_know);
    }

    fn a_further_person_never_widens_a_range(case, world, question: any::<Index>(), level: any::<Index>()) {
        let old = world.results(case);
        let answered: Vec<usize> = (0..world.asked.len()).filter(|&q| matches!(old.questions[q].state, State::Answered(_))).collect();
        prop_assume!(!answered.is_empty());
        let said = Say::Level(level.index(case.top() + 1));
        not_wider(&old, &world.also(answered[question.index(answered.len())], said).results(case))?;
    }

    fn an_optional_metric_never_widens_a_range(case, world, earned: modest(), spent: modest()) {
        let project = world.figures.clone()
            .say("project", &["9-0000000000000001", "ev"], Scalar::Number(earned))
            .say("project", &["9-0000000000000001", "ac"], Scalar::Number(spent));
        not_wider(&world.results(case), &World { figures: project, ..world.clone() }.results(case))?;
    }

    fn contributions_add_up_to_the_score(case, world) {
        let results = world.results(case);
        for (id, view, why) in world.whys(case) {
            let score = results.indicators[id.index()].view(view).score;
            let parts: f64 = why.parts.iter().filter_map(|part| part.contribution).sum();
            let below: f64 = why.parts.iter().flat_map(|part| &part.parts).filter_map(|part| part.contribution).sum();
            prop_assert!((parts - score.unwrap_or(0.0)).abs() < EPSILON, "{id}: {parts} of {score:?}");
            prop_assert!((below - score.unwrap_or(0.0)).abs() < EPSILON, "{id}: {below} of {score:?}");
        }
    }

    fn the_order_of_facts_changes_nothing(case, world, seed: any::<u64>()) {
        let facts = world.sheet(case).facts();
        let mut shuffled = facts.clone();
        let mut state = seed | 1;
        for place in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            shuffled.swap(place, (state >> 33) as usize % (place + 1));
        }
        // As text, which tells every bit of a number apart.
        let score = |facts: Vec<Fact>| {
            let assessment = facts.into_iter().collect::<Facts>().assessment();
            format!("{:?}", fourfold::score::score(&case.pack, &assessment, &support::settings(&world.size, DAY)))
        };
        prop_assert_eq!(score(facts.clone()), score(shuffled.clone()));
        // Twice, and written and read in between: the same bits.
        let copies = facts.iter().map(|fact| Fact::read(&fact.write()).unwrap());
        prop_assert_eq!(score(facts.clone()), score(shuffled.into_iter().chain(copies).collect()));
    }

    fn the_engine_agrees_with_a_second_implementation_of_the_rulebook(case, world) {
        let results = world.results(case);
        for view in VIEWS {
            let naive = Naive { pack: &case.json, world: &world, evidenced: view == View::Evidenced };
            naive.compare(&results, view)?;
        }
    }
}

#[test]
fn not_applicable_keeps_the_order_of_contributions() {
    fn ordered(why: &Derivation) -> Vec<(Term, f64)> {
        let parts = why.parts.iter().flat_map(|part| &part.parts);
        parts.filter_map(|part| Some((part.term, part.contribution?))).collect()
    }
    let case = &*QUICK;
    proptest!(rules(), |(world in world(case, modest()), question in any::<Index>())| {
        let mut less = world.clone();
        // Not a finer question: its "not applicable" takes an item away from a coarser answer, which then adds less.
        let coarse: Vec<usize> = case.pack.asked("quick").collect();
        let question = coarse[question.index(coarse.len())];
        less.asked[question] = Asked { answers: vec![Say::NotApplicable], ..Asked::default() };
        for ((.., all), (.., left)) in world.whys(case).iter().zip(&less.whys(case)) {
            let (all, left) = (ordered(all), ordered(left));
            let was = |term: Term| all.iter().find(|(own, _)| *own == term).expect("it had a contribution").1;
            let practice = |term: &Term| matches!(term, Term::Question(_));
            for (a, mine) in &left {
                for (b, other) in &left {
                    if practice(a) == practice(b) && was(*a) < was(*b) - EPSILON {
                        prop_assert!(mine < other, "{a:?} and {b:?} changed places");
                    }
                }
            }
        }
    });
}

#[test]
fn figures_of_any_size_give_finite_results() {
    fn law(case: &'static Case) {
        let config = ProptestConfig { cases: 300, ..rules() };
        proptest!(config, |(world in world(case, extreme()))| {
            let results = world.results(case);
            let finite = |text: String| !text.contains("NaN") && !text.contains("inf");
            for own in &results.indicators {
                prop_assert!(finite(format!("{own:?}")), "{own:?}");
            }
            for own in results.metrics.iter().flatten() {
                prop_assert!(finite(format!("{own:?}")), "{own:?}");
                let score = own.score.unwrap_or(0.0);
                prop_assert!((0.0..=100.0 + EPSILON).contains(&score), "{own:?}");
                prop_assert!((0.0..=1.0).contains(&own.precision), "{own:?}");
            }
            for (.., why) in world.whys(case) {
                prop_assert!(finite(format!("{why:?}")), "{why:?}");
            }
        });
    }
    law(&SMALL);
}

#[test]
fn what_is_shown_is_finite_whatever_was_said() {
    let said = (
        prop::collection::vec(often(extreme()), 11),
        select(EffortConvention::ALL),
        select(FigureKey::ALL),
        (select(Purpose::ALL), select(LineKind::ALL)),
    );
    let config = ProptestConfig { cases: 600, ..rules() };
    proptest!(config, |(world in world(&SMALL, extreme()), (numbers, convention, driver, (purpose, kind)) in said)| {
        let id = "5-0000000000000001";
        let mut all = world.sheet(&SMALL).profile(&format!("effort-convention={convention}"));
        for (field, word) in [("driver", driver.word()), ("purpose", purpose.word()), ("kind", kind.word())] {
            all = all.say("line", &[id, field], Scalar::Text(word.into()));
        }
        let fields = [
            ("line", "fixed"), ("line", "unit-rate"), ("risk", "loss-before"), ("risk", "loss-residual"),
            ("risk", "treatment-cost"), ("project", "bac"), ("project", "pv"), ("project", "ev"), ("project", "ac"),
        ];
        for ((row, field), number) in fields.iter().zip(&numbers) {
            if let Some(number) = number {
                all = all.say(row, &[id, field], Scalar::Number(*number));
            }
        }
        // Another line, so that sums are tried too.
        for (kind, number) in ["budget", "actual"].iter().zip(&numbers[9..]) {
            let number = Scalar::Number(number.unwrap_or(1.0));
            all = all.say(kind, &["6-0000000000000001", "2026-Q4"], number);
        }
        let assessment = all.assessment();
        let settings = support::settings(&world.size, DAY);
        let results = score(&SMALL.pack, &assessment, &settings);
        let own = shown(&SMALL.pack, &assessment, &settings, &results);
        let text = format!("{own:?}");
        prop_assert!(!text.contains("NaN") && !text.contains("inf,") && !text.contains("inf)") && !text.contains("inf "), "{text}");
        for (_, variance) in &own.budget.lines {
            if let Reading::Value(variance) = variance {
                prop_assert!(variance.amount().is_finite());
                prop_assert!(variance.percent().value().is_none_or(f64::is_finite));
            }
        }
        for (_, split) in &own.budget.flexible {
            if let Reading::Value(split) = split {
                let sum = split.activity_variance() + split.spending_variance();
                prop_assert!(sum.is_finite() || split.flexed.abs() > 1e300);
                let percents = [split.static_percent(), split.spending_percent()];
                prop_assert!(percents.iter().all(|own| own.value().is_none_or(f64::is_finite)));
            }
        }
        if let Reading::Value(drivers) = &own.growth.drivers {
            for own in drivers {
                let ratios = [own.utilisation(), own.hourly_yield()];
                prop_assert!(ratios.iter().all(|own| own.value().is_none_or(f64::is_finite)));
            }
        }
        // What is scored and what is shown beside it are the same number.
        let scored = results.metrics.iter().flatten().find(|own| own.key == MetricKey::CostPerformance);
        if let (Some(Reading::Value(scored)), Some(shown)) = (scored.map(|own| own.reading), own.budget.portfolio.cost_index.value()) {
            prop_assert_eq!(scored, shown);
        }
    });
}

#[test]
fn a_metric_that_weighs_nothing_still_has_a_finite_derivation() {
    let pack = support::pack_with(|pack| {
        support::ask(pack, json!([]), json!([{"id": "q", "group": "g", "indicators": {"risk": 1}}]));
        for metric in pack["indicators"][2]["metrics"].as_array_mut().unwrap() {
            metric["weight"] = json!(0);
        }
    });
    let said = sheet().answers("q 3").figures("changes-total 2026=10; changes-failed 2026=1");
    for view in VIEWS {
        let why = said.why(&pack, None, Indicator::Risk, view);
        assert!(!format!("{why:?}").contains("NaN"), "{why:?}");
    }
}

// ---- Capability by brute force --------------------------------------------------------------------

/// Ratings on a random ladder.
fn rated() -> impl Strategy<Value = (Vec<Rating>, Vec<usize>)> {
    let rating = prop_oneof![
        5 => select(Band::ALL).prop_map(Rating::Rated),
        3 => Just(Rating::Rated(Band::F)),
        1 => Just(Rating::Unanswered),
        1 => Just(Rating::NotApplicable),
    ];
    prop::collection::vec(prop::collection::vec(rating, 1..4), 1..6).prop_map(|rungs| {
        let levels = rungs.iter().enumerate().flat_map(|(index, rung)| vec![index + 1; rung.len()]).collect();
        (rungs.concat(), levels)
    })
}

/// Level n ⇔ every attribute of level n is at least L and every attribute of all lower levels is F,
/// what does not apply skipped.
fn holds(ratings: &[Rating], levels: &[usize], level: usize) -> bool {
    ratings.iter().zip(levels).all(|(rating, own)| match rating {
        _ if *own > level => true,
        Rating::NotApplicable => true,
        Rating::Rated(band) if *own == level => *band >= Band::L,
        Rating::Rated(band) => *band == Band::F,
        _ => false,
    })
}

fn some(ratings: &[Rating], levels: &[usize], level: usize, wanted: impl Fn(&Rating) -> bool) -> bool {
    ratings.iter().zip(levels).any(|(rating, own)| *own == level && wanted(rating))
}

fn is_rated(rating: &Rating) -> bool {
    matches!(rating, Rating::Rated(_))
}

#[test]
fn the_level_is_the_highest_one_the_rule_holds_for() {
    let sometimes_not_asked = (rated(), prop::collection::vec(prop::bool::weighted(0.1), 15));
    proptest!(ProptestConfig { cases: 2000, ..rules() }, |(((ratings, levels), unasked) in sometimes_not_asked)| {
        let drop = |(rating, unasked): (&Rating, bool)| if unasked { Rating::NotAsked } else { *rating };
        let ratings: Vec<Rating> = ratings.iter().zip(unasked).map(drop).collect();
        let height = *levels.last().unwrap();
        let level = (1..=height).rev().find(|&n| holds(&ratings, &levels, n) && some(&ratings, &levels, n, is_rated));
        match capability(&ratings, &levels).0 {
            // All that is asked for does not apply; what is not asked says nothing.
            Level::NotApplicable => {
                prop_assert!(ratings.iter().all(|own| matches!(own, Rating::NotApplicable | Rating::NotAsked)));
                prop_assert!(ratings.contains(&Rating::NotApplicable));
            }
            Level::Unrated => prop_assert!(!ratings.iter().any(is_rated)),
            Level::Reached { level: reached, .. } => prop_assert_eq!(reached, level.unwrap_or(0)),
        }
    });
}

#[test]
fn blockers_reach_the_next_level_and_none_of_them_can_be_left_out() {
    proptest!(ProptestConfig { cases: 2000, ..rules() }, |((ratings, levels) in rated())| {
        let (level, blockers) = capability(&ratings, &levels);
        let height = *levels.last().unwrap();
        let now = level.reached().unwrap_or(0);
        let open = |rating: &Rating| matches!(rating, Rating::Rated(_) | Rating::Unanswered);
        let next = (now + 1..=height).find(|&n| some(&ratings, &levels, n, open));
        let with = |changes: Vec<usize>| {
            let mut changed = ratings.clone();
            for place in changes {
                changed[blockers[place].attribute] = Rating::Rated(blockers[place].to);
            }
            capability(&changed, &levels).0.reached().unwrap_or(0)
        };
        let Some(next) = next else {
            prop_assert!(blockers.is_empty(), "there is no next level");
            return Ok(());
        };
        prop_assert!(!blockers.is_empty());
        let every: Vec<usize> = (0..blockers.len()).collect();
        // The one attribute that was in the way may open more than one level.
        prop_assert!(with(every.clone()) >= next);
        for (left_out, blocker) in blockers.iter().enumerate() {
            let rest = every.iter().copied().filter(|place| *place != left_out).collect();
            prop_assert!(with(rest) < next, "{blocker:?} is not needed");
        }
        for blocker in &blockers {
            let from = match ratings[blocker.attribute] { Rating::Rated(band) => Some(band), _ => None };
            prop_assert_eq!(blocker.from, from);
            prop_assert!(from < Some(blocker.to), "a blocker is a step up");
            // One band lower would not do.
            let lower = Band::ALL[blocker.to as usize - 1];
            let mut changed = ratings.clone();
            for other in &blockers {
                changed[other.attribute] = Rating::Rated(if other == blocker { lower } else { other.to });
            }
            prop_assert!(capability(&changed, &levels).0.reached().unwrap_or(0) < next, "{blocker:?} asks too much");
        }
        let order: Vec<(bool, usize)> = blockers.iter().map(|own| (own.to == Band::L, own.attribute)).collect();
        prop_assert!(order.is_sorted(), "first those to F, in ladder order, then those to L");
    });
}

// ---- The rulebook once more, naively --------------------------------------------------------------

/// Sections 1 to 4 as one would write them with a day to spare: on the JSON of the pack, item by item.
struct Naive<'a> {
    pack: &'a Json,
    world: &'a World,
    evidenced: bool,
}

#[derive(Clone, PartialEq, Debug)]
enum Answered {
    Open,
    Not,
    /// Options that count, capped where evidenced.
    With(Vec<usize>),
}

fn names(list: &Json) -> Vec<&str> {
    list.as_array().map(|list| list.iter().map(|id| id.as_str().unwrap()).collect()).unwrap_or_default()
}

impl Naive<'_> {
    fn worth(&self, option: usize) -> f64 {
        self.pack["scale"][option]["worth"].as_f64().unwrap()
    }

    fn question(&self, index: usize) -> &Json {
        &self.pack["questions"][index]
    }

    /// Section 1: agreed alone, else everybody; each at most the highest option under the cap.
    fn answered(&self, index: usize) -> Answered {
        let said = &self.world.asked[index];
        let everybody = said.answers.iter().filter_map(|said| match said {
            Say::Level(level) => Some(*level),
            _ => None,
        });
        let levels: Vec<usize> = said.agreed.map_or_else(|| everybody.collect(), |agreed| vec![agreed]);
        if levels.is_empty() {
            let not = said.answers.contains(&Say::NotApplicable);
            return if not { Answered::Not } else { Answered::Open };
        }
        let grade = said.grades.iter().flatten().max().map_or(0, |grade| *grade as usize);
        let cap = self.pack["caps"][grade].as_f64().unwrap();
        let options = self.pack["scale"].as_array().unwrap().len();
        let allowed = (0..options).filter(|option| self.worth(*option) <= cap).max().unwrap();
        Answered::With(levels.iter().map(|level| if self.evidenced { *level.min(&allowed) } else { *level }).collect())
    }

    fn mean(&self, options: &[usize]) -> f64 {
        options.iter().map(|option| self.worth(*option)).sum::<f64>() / options.len() as f64
    }

    fn covers(&self, index: usize, process: &str, attribute: &str) -> bool {
        let question = self.question(index);
        question["process"] == process
            && (question["whole"] == true || names(&question["attributes"]).contains(&attribute))
    }

    fn breadth(&self, index: usize) -> usize {
        let question = self.question(index);
        if question["whole"] == true { usize::MAX } else { names(&question["attributes"]).len() }
    }

    fn asks(&self, index: usize) -> bool {
        names(&self.question(index)["sizes"]).contains(&&*self.world.size)
    }

    fn weight(&self, index: usize, indicator: &str) -> f64 {
        let own = &self.question(index)["indicators"];
        let process = &self.question(index)["process"];
        let default = self.pack["processes"].as_array().unwrap().iter().find(|own| own["id"] == *process);
        let weights = if own.is_null() { default.map_or(&Json::Null, |process| &process["indicators"]) } else { own };
        weights[indicator].as_f64().unwrap_or(0.0)
    }

    /// The questions an item takes its value from.
    fn sources(&self, process: &str, attribute: &str) -> Vec<usize> {
        let settled =
            |index: &usize| self.covers(*index, process, attribute) && self.answered(*index) != Answered::Open;
        let all: Vec<usize> = (0..self.world.asked.len()).filter(settled).collect();
        let finest = all.iter().map(|index| self.breadth(*index)).min();
        let mut own: Vec<usize> = all.into_iter().filter(|index| Some(self.breadth(*index)) == finest).collect();
        if own.iter().any(|index| self.answered(*index) != Answered::Not) {
            own.retain(|index| self.answered(*index) != Answered::Not);
        }
        own
    }

    /// Section 2: the band of an option, for an attribute on this level.
    fn band(&self, index: usize, option: usize, level: usize) -> u8 {
        if self.question(index)["whole"] == true {
            return if level < option {
                3
            } else if level == option {
                2
            } else {
                0
            };
        }
        match self.pack["scale"][option]["band"].as_str() {
            Some(band) => "NPLF".find(band).unwrap() as u8,
            None => [0.15, 0.50, 0.85].iter().filter(|bound| self.worth(option) > **bound + 1e-12).count() as u8,
        }
    }

    fn median(mut bands: Vec<u8>) -> u8 {
        bands.sort_unstable();
        bands[(bands.len() - 1) / 2]
    }

    fn question_band(&self, index: usize, level: usize) -> Option<u8> {
        match self.answered(index) {
            Answered::With(options) => {
                Some(Self::median(options.iter().map(|o| self.band(index, *o, level)).collect()))
            }
            _ => None,
        }
    }

    /// Nothing: not asked. `Err(true)`: unanswered. `Err(false)`: not applicable.
    fn rating(&self, process: &str, attribute: &str, level: usize) -> Option<Result<u8, bool>> {
        let questions = 0..self.world.asked.len();
        if !questions.clone().any(|index| self.asks(index) && self.covers(index, process, attribute)) {
            return None;
        }
        let sources = self.sources(process, attribute);
        let bands: Vec<u8> = sources.iter().filter_map(|index| self.question_band(*index, level)).collect();
        let mut rating = match (sources.is_empty(), bands.is_empty()) {
            (true, _) => Err(true),
            (_, true) => Err(false),
            _ => Ok(Self::median(bands)),
        };
        for index in questions {
            if self.question(index)["mandatory"] == true && self.covers(index, process, attribute) {
                match (self.answered(index), self.question_band(index, level)) {
                    (Answered::Open, _) if self.asks(index) => rating = Err(true),
                    (_, Some(band)) if band < 2 => rating = rating.map(|own| own.min(1)),
                    _ => {}
                }
            }
        }
        Some(rating)
    }

    fn compare(&self, results: &Results, view: View) -> Result<(), TestCaseError> {
        // Items: what they weigh in each indicator, and their worth.
        let mut items: Vec<(usize, Result<f64, bool>)> = Vec::new();
        let value = |sources: &[usize]| -> Result<f64, bool> {
            let worths: Vec<f64> = sources
                .iter()
                .filter_map(|index| match self.answered(*index) {
                    Answered::With(options) => Some(self.mean(&options)),
                    _ => None,
                })
                .collect();
            match (sources.is_empty(), worths.is_empty()) {
                (true, _) => Err(true),
                (_, true) => Err(false),
                _ => Ok(worths.iter().sum::<f64>() / worths.len() as f64),
            }
        };
        let mut results_of = results.processes.iter();
        for process in self.pack["processes"].as_array().unwrap() {
            let id = process["id"].as_str().unwrap();
            let (mut ratings, mut own) = (Vec::new(), Vec::new());
            for (rung, attributes) in self.pack["ladder"].as_array().unwrap().iter().enumerate() {
                for attribute in names(&attributes["attributes"]) {
                    ratings.push((rung + 1, self.rating(id, attribute, rung + 1)));
                    let asking =
                        (0..self.world.asked.len()).filter(|q| self.asks(*q) && self.covers(*q, id, attribute));
                    if let Some(asked) = asking.min_by_key(|index| self.breadth(*index)) {
                        own.push((asked, value(&self.sources(id, attribute))));
                    }
                }
            }
            if own.is_empty() {
                continue;
            }
            let result = results_of.next().expect("a result for each process that is asked");
            let found = result.view(view);
            let worths: Vec<f64> = own.iter().filter_map(|(_, value)| value.ok()).collect();
            let index = (!worths.is_empty()).then(|| 100.0 * worths.iter().sum::<f64>() / worths.len() as f64);
            prop_assert_eq!(found.index.is_some(), index.is_some());
            prop_assert!((found.index.unwrap_or(0.0) - index.unwrap_or(0.0)).abs() < EPSILON);
            prop_assert_eq!(result.answered, worths.len());
            prop_assert_eq!(result.not_applicable, own.iter().filter(|(_, value)| *value == Err(false)).count());
            let holds = |level: usize| {
                ratings.iter().all(|(own, rating)| match rating {
                    _ if *own > level => true,
                    Some(Err(false)) => true,
                    Some(Ok(band)) => *band >= if *own == level { 2 } else { 3 },
                    _ => false,
                })
            };
            let rated =
                |level: usize| ratings.iter().any(|(own, rating)| *own == level && matches!(rating, Some(Ok(_))));
            if let Some(reached) = found.level.reached() {
                let top = self.pack["ladder"].as_array().unwrap().len();
                let expected = (1..=top).rev().find(|level| holds(*level) && rated(*level)).unwrap_or(0);
                prop_assert_eq!(reached, expected, "{}: {:?}", id, ratings);
            } else {
                prop_assert!(!ratings.iter().any(|(_, rating)| matches!(rating, Some(Ok(_)))));
            }
            items.extend(own);
        }
        for index in (0..self.world.asked.len()).filter(|index| self.asks(*index)) {
            if self.question(index)["process"].is_null() {
                items.push((
                    index,
                    value(if self.answered(index) == Answered::Open { &[] } else { std::slice::from_ref(&index) }),
                ));
            }
        }
        // P, O, S, range and coverage of each indicator.
        for (place, indicator) in Indicator::ALL.iter().enumerate() {
            let mut practice = (0.0, 0.0, 0.0);
            for (asked, value) in &items {
                let weight = self.weight(*asked, indicator.word());
                match value {
                    Ok(worth) => practice = (practice.0 + weight, practice.1, practice.2 + weight * 100.0 * worth),
                    Err(true) => practice.1 += weight,
                    Err(false) => {}
                }
            }
            let mut outcome = (0.0, 0.0, 0.0);
            for metric in &results.metrics[place] {
                match (metric.reading, metric.score) {
                    (Reading::Value(_), Some(score)) => {
                        outcome = (outcome.0 + metric.weight, outcome.1, outcome.2 + metric.weight * score);
                    }
                    (Reading::Missing(_), _) => outcome.1 += metric.weight,
                    _ => {}
                }
            }
            let mean = |(answered, _, total): (f64, f64, f64)| (answered > 0.0).then(|| total / answered);
            let score = match (mean(practice), mean(outcome)) {
                (Some(p), Some(o)) => Some(0.4 * p + 0.6 * o),
                (p, o) => p.or(o),
            };
            let ends = |(answered, open, total): (f64, f64, f64)| {
                let all = answered + open;
                (all > 0.0).then(|| (total / all, (total + 100.0 * open) / all))
            };
            let range = match (ends(practice), ends(outcome)) {
                (Some(p), Some(o)) => Some((0.4 * p.0 + 0.6 * o.0, 0.4 * p.1 + 0.6 * o.1)),
                (p, o) => p.or(o),
            };
            let same = |a: Option<f64>, b: Option<f64>| {
                a.is_some() == b.is_some() && (a.unwrap_or(0.0) - b.unwrap_or(0.0)).abs() < EPSILON
            };
            let own = &results.indicators[place];
            let side = own.view(view);
            prop_assert!(same(side.score, score), "{indicator} S: {:?}, expected {score:?}", side.score);
            prop_assert!(
                same(side.range.map(|r| r.0), range.map(|r| r.0)),
                "{indicator} range {:?} {range:?}",
                side.range
            );
            prop_assert!(
                same(side.range.map(|r| r.1), range.map(|r| r.1)),
                "{indicator} range {:?} {range:?}",
                side.range
            );
            let all = practice.0 + practice.1;
            prop_assert!(same(own.practice_coverage, (all > 0.0).then(|| 100.0 * practice.0 / all)));
            let all = outcome.0 + outcome.1;
            prop_assert!(same(own.figures_coverage, (all > 0.0).then(|| 100.0 * outcome.0 / all)));
        }
        Ok(())
    }
}
