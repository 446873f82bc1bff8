//! Every step can be taken back and done again, in order, also after a reload; what somebody else changed since is left
//! alone, and a merge loses nothing of it.

use std::collections::BTreeMap;

use fourfold::model::steps::{Deed, doing_again, steps, taking_back, to_redo, to_undo};
use fourfold::model::{Fact, Facts, FigureKey, ProfileField, Scalar, Stamp, Statement, WriterId};
use proptest::prelude::*;

const ME: WriterId = WriterId(7);
const OTHER: WriterId = WriterId(8);
const FIGURES: [FigureKey; 4] =
    [FigureKey::TotalCost, FigureKey::ChangesTotal, FigureKey::ProductiveHours, FigureKey::ExternalRevenue];

/// A tab that states things.
#[derive(Default)]
struct Tab {
    facts: Facts,
    now: i64,
}

fn figure(which: usize, value: Option<f64>) -> Statement {
    Statement::Figure { figure: FIGURES[which], period: "2026-01".parse().unwrap(), value }
}

impl Tab {
    fn say_as(&mut self, writer: WriterId, statements: Vec<Statement>) {
        self.now += 1;
        for statement in statements {
            let stamp = self.facts.next_stamp(writer).unwrap();
            self.facts.add(Fact::new(stamp, Some(self.now), None, statement));
        }
    }

    fn say(&mut self, statements: Vec<Statement>) {
        self.say_as(ME, statements);
    }

    fn undo(&mut self) -> bool {
        let steps = steps(&self.facts, &[ME]);
        let Some(step) = to_undo(&steps) else { return false };
        let back = taking_back(&self.facts, &steps, step);
        self.say(back);
        true
    }

    fn redo(&mut self) -> bool {
        let steps = steps(&self.facts, &[ME]);
        let Some(step) = to_redo(&self.facts, &steps) else { return false };
        let again = doing_again(&self.facts, &steps, step);
        self.say(again);
        true
    }

    /// As it is read from what was written.
    fn reloaded(&self) -> Self {
        let facts = self.facts.iter().map(|fact| Fact::read(&fact.write()).unwrap()).collect();
        Self { facts, now: self.now }
    }

    fn figures(&self) -> BTreeMap<usize, f64> {
        let own = self.facts.assessment();
        let period = "2026-01".parse().unwrap();
        let value = |which: usize| own.figures.get(&FIGURES[which])?.get(&period).copied();
        (0..FIGURES.len()).filter_map(|which| Some((which, value(which)?))).collect()
    }
}

/// What a person does.
#[derive(Clone, Debug)]
enum Act {
    Say(Vec<(usize, Option<u8>)>),
    Undo,
    Redo,
    Reload,
}

fn act() -> impl Strategy<Value = Act> {
    let said = prop::collection::vec((0..FIGURES.len(), any::<Option<u8>>()), 1..4);
    prop_oneof![4 => said.prop_map(Act::Say), 3 => Just(Act::Undo), 2 => Just(Act::Redo), 1 => Just(Act::Reload)]
}

#[test]
fn back_and_forth_is_what_a_list_of_states_says() {
    let rules = ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(rules, |(acts in prop::collection::vec(act(), 1..30))| {
        let mut tab = Tab::default();
        // The plain way to do it: all states there were, and where one stands among them.
        let (mut states, mut place) = (vec![BTreeMap::new()], 0);
        for act in acts {
            match act {
                Act::Say(said) => {
                    let mut state: BTreeMap<usize, f64> = states[place].clone();
                    for (which, value) in &said {
                        match value {
                            Some(value) => drop(state.insert(*which, f64::from(*value))),
                            None => drop(state.remove(which)),
                        }
                    }
                    tab.say(said.into_iter().map(|(which, value)| figure(which, value.map(f64::from))).collect());
                    states.truncate(place + 1);
                    states.push(state);
                    place += 1;
                }
                Act::Undo => {
                    prop_assert_eq!(tab.undo(), place > 0);
                    place = place.saturating_sub(1);
                }
                Act::Redo => {
                    prop_assert_eq!(tab.redo(), place + 1 < states.len());
                    place = (place + 1).min(states.len() - 1);
                }
                Act::Reload => tab = tab.reloaded(),
            }
            prop_assert_eq!(&tab.figures(), &states[place]);
        }
    });
}

#[test]
fn a_step_is_what_was_said_at_once() {
    let mut tab = Tab::default();
    tab.say(vec![figure(0, Some(1.0)), figure(1, Some(2.0))]);
    tab.say(vec![figure(0, Some(3.0))]);
    let all = steps(&tab.facts, &[ME]);
    assert_eq!(all.iter().map(|step| step.facts.len()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(all.iter().map(|step| step.statements().count()).collect::<Vec<_>>(), [2, 1]);
    assert!(all.iter().all(|step| step.deed == Deed::Said && !step.is_undone));
}

#[test]
fn what_somebody_else_changed_since_is_left_alone() {
    let mut tab = Tab::default();
    tab.say(vec![figure(0, Some(1.0)), figure(1, Some(2.0))]);
    tab.say_as(OTHER, vec![figure(0, Some(9.0))]);
    assert!(tab.undo());
    assert_eq!(tab.figures(), BTreeMap::from([(0, 9.0)]));
    assert!(tab.redo());
    assert_eq!(tab.figures(), BTreeMap::from([(0, 9.0), (1, 2.0)]));
}

#[test]
fn the_steps_of_others_are_not_mine_to_take_back() {
    let mut tab = Tab::default();
    tab.say_as(OTHER, vec![figure(0, Some(9.0))]);
    assert!(!tab.undo() && !tab.redo());
    assert_eq!(steps(&tab.facts, &[ME]), []);
}

#[test]
fn the_steps_of_two_tabs_that_take_turns_stay_apart() {
    let mut tab = Tab::default();
    tab.say(vec![figure(0, Some(1.0))]);
    tab.say_as(OTHER, vec![figure(1, Some(2.0)), figure(2, Some(3.0))]);
    tab.say(vec![figure(0, Some(4.0))]);
    let all = steps(&tab.facts, &[ME, OTHER]);
    let writers: Vec<WriterId> = all.iter().map(|step| step.first().unwrap().writer).collect();
    assert_eq!(writers, [ME, OTHER, ME]);
}

#[test]
fn the_beginning_of_an_assessment_cannot_be_taken_back() {
    let mut tab = Tab::default();
    tab.say(vec![Statement::Profile { field: ProfileField::Pack(Some("fourfold@1#0".into())) }]);
    assert!(!tab.undo());
    tab.say(vec![figure(0, Some(1.0))]);
    assert!(tab.undo() && !tab.undo());
}

#[test]
fn a_deletion_an_import_and_a_blank_are_taken_back_like_anything_else() {
    let mut tab = Tab::default();
    let batch = |value| Statement::Batch { batch: "ab".parse().unwrap(), value };
    let trashed = |value| Statement::Profile { field: ProfileField::Trashed(value) };
    tab.say(vec![figure(0, Some(1.0))]);
    for (deed, before) in [
        (batch(Some(true)), batch(None)),
        (trashed(Some(true)), trashed(None)),
        (figure(0, None), figure(0, Some(1.0))),
    ] {
        let subject = deed.subject();
        tab.say(vec![deed.clone()]);
        assert!(tab.undo());
        assert_eq!(tab.facts.current(&subject).unwrap().statement.as_ref(), Some(&before));
        assert!(tab.redo());
        assert_eq!(tab.facts.current(&subject).unwrap().statement.as_ref(), Some(&deed));
    }
}

#[test]
fn an_import_that_was_taken_back_leaves_nothing_of_what_it_said() {
    let (batch, trashed) = ("ab".parse().unwrap(), |value| Statement::Profile { field: ProfileField::Trashed(value) });
    let mut tab = Tab::default();
    tab.say(vec![figure(0, Some(1.0))]);
    // It lay in the trash there, and whoever opens it wants to see it.
    tab.say_as(OTHER, vec![trashed(Some(true))]);
    tab.say(vec![Statement::Batch { batch, value: Some(true) }, trashed(None)]);
    assert!(tab.undo());
    let own = tab.facts.current(&trashed(None).subject()).unwrap();
    assert_eq!(own.statement, Some(trashed(None)), "taking back the import puts it into the trash here");
}

#[test]
fn a_step_of_facts_nobody_here_understands_is_listed_and_harms_nothing() {
    let later = r#"{"kind":"mood","of":["2031"],"is":"sunny","stamp":"4-0000000000000007","at":5}"#;
    let mut facts: Facts = [Fact::read(later).unwrap()].into_iter().collect();
    let all = steps(&facts, &[ME]);
    let back = taking_back(&facts, &all, &all[0]);
    drop(all);
    let only = Statement::Undone { step: Stamp { counter: 4, writer: ME }, value: Some(true) };
    assert_eq!(back, std::slice::from_ref(&only));
    facts.add(Fact::new(facts.next_stamp(ME).unwrap(), Some(6), None, only));
    assert!(steps(&facts, &[ME])[0].is_undone);
    assert_eq!(Statement::read("undone", &["4-0000000000000007"], &Scalar::Bool(true)).unwrap().write().0, "undone");
}
