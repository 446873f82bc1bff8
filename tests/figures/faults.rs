//! R1: whatever fails, and whenever, what was called saved is there after a restart, a step is there whole or not at all,
//! nothing else is there, and what was erased stays so.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use fourfold::exchange::file;
use fourfold::model::{
    Answer, AssessmentId, Fact, Facts, FigureKey, ProfileField, RespondentField, RespondentId, RoundId, Statement,
};
use fourfold::store::{Failure, Gone};

use crate::device::{Device, Tab, Which, lines, stamp};
use crate::{Chance, During, figure, is_long};

pub fn id() -> AssessmentId {
    "harbour-it".parse().unwrap()
}

pub fn person() -> RespondentId {
    RespondentId(stamp(3, 0xff))
}

/// What one record can say: the n-th text.
pub fn named(n: usize) -> Statement {
    Statement::Profile { field: ProfileField::Name(Some(format!("Name {n} – \u{1f6a2}").into())) }
}

pub fn answer(n: usize) -> Statement {
    let question = format!("q-{}", n % 7).parse().unwrap();
    let value = Some(Answer::NotApplicable(format!("because {n}").into()));
    Statement::Answer { round: RoundId(stamp(2, 0xff)), question, respondent: person(), value }
}

/// Facts of a later version.
pub const FOREIGN: &[&str] = &[
    r#"{"kind":"mood","of":["2031"],"is":"sunny","stamp":"9000001-00000000000000aa"}"#,
    r#"{"kind":"profile","of":["name"],"is":"Harbour","stamp":"1-00000000000000aa","colour":[1,{"a":null}]}"#,
];

/// The n-th file from elsewhere.
pub fn from_elsewhere(n: usize) -> String {
    let mut facts: Facts = FOREIGN.iter().map(|text| Fact::read(text).unwrap()).collect();
    for counter in 0..4 {
        let value = Some((n * 10 + counter) as f64);
        let figure = FigureKey::ALL[counter];
        let statement = Statement::Figure { figure, period: "2025-12".parse().unwrap(), value };
        facts.add(Fact::new(stamp(20 + counter as u64, 0xa0 + n as u64), Some(7), None, statement));
    }
    file::write(&id(), &facts)
}

/// A device with a past: a begun assessment with a person in it, an import, another assessment.
pub fn lived_in() -> Device {
    let device = Device::default();
    let mut tab = device.open_well(0xff);
    tab.say(&id(), vec![Statement::Profile { field: ProfileField::Pack(Some("fourfold@0.2.0#00".into())) }]);
    tab.say(&id(), vec![named(1000), named(1001)]);
    tab.say(&id(), vec![Statement::Respondent { id: person(), field: RespondentField::Name(Some("Ada".into())) }]);
    tab.say(&id(), vec![answer(1002)]);
    tab.import(&from_elsewhere(9)).unwrap();
    tab.say(&"another".parse().unwrap(), vec![named(1003)]);
    tab.carry();
    assert!(tab.is_saved());
    device.restarted(0)
}

/// What a tab does; the number is the tab.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Say(u64, usize),
    Answer(u64),
    Undo(u64),
    Redo(u64),
    Import(u64, usize),
    Compact(u64),
    ErasePerson(u64),
    Erase(u64),
    Reload(u64),
    /// The second store gets to one thing only.
    Slow(u64),
}

/// What was to become so.
enum Deed {
    Said(Vec<Fact>),
    Brought(Vec<Fact>, Fact),
    Erased(Gone),
    /// Something was to come in again that may have been erased.
    LetIn,
}

struct Act {
    tab: u64,
    deed: Deed,
    /// It was called saved, in both stores.
    in_both: bool,
    /// It was called saved, in the one store there was.
    in_one: bool,
}

/// Everything a run did and where it left the device.
struct Run {
    device: Device,
    acts: Vec<Act>,
}

fn run(past: &Device, steps: &[Step], is_late: bool, failure: Option<(Which, usize, Failure)>) -> Run {
    let device = past.restarted(0);
    if let Some((which, n, failure)) = failure {
        device.fail(which, n, failure);
    }
    let mut tabs: BTreeMap<u64, Tab> = BTreeMap::new();
    let mut acts: Vec<Act> = Vec::new();
    let mut writer = 0;
    for (count, step) in steps.iter().enumerate() {
        if device.has_crashed() {
            break;
        }
        use Step::*;
        let (Say(name, _)
        | Answer(name)
        | Undo(name)
        | Redo(name)
        | Import(name, _)
        | Compact(name)
        | ErasePerson(name)
        | Erase(name)
        | Reload(name)
        | Slow(name)) = *step;
        if matches!(step, Reload(_)) {
            tabs.remove(&name);
        }
        if let Entry::Vacant(free) = tabs.entry(name) {
            writer += 1;
            // What cannot be read is not written to.
            let Some(tab) = device.open(writer) else { continue };
            free.insert(tab);
        }
        let before = device.first();
        let tab = tabs.get_mut(&name).unwrap();
        let mut act = |deed| acts.push(Act { tab: name, deed, in_both: false, in_one: false });
        let said = |facts: Vec<Fact>| Deed::Said(facts);
        match *step {
            Say(_, n) => act(said(tab.say(&id(), (0..n).map(|k| named(count * 10 + k)).collect()))),
            Answer(_) => act(said(tab.say_by(&id(), Some(person()), vec![answer(count)]))),
            Undo(_) => tab.undo(&id()).into_iter().for_each(|facts| act(said(facts))),
            Redo(_) => tab.redo(&id()).into_iter().for_each(|facts| act(said(facts))),
            Import(_, n) => {
                let brought = file::read(&from_elsewhere(n)).unwrap().facts.iter().cloned().collect();
                act(Deed::LetIn);
                let Some(said) = tab.import(&from_elsewhere(n)) else { continue };
                // What counts already is not said again.
                if let Some(counts) = said.first() {
                    act(Deed::Brought(brought, counts.clone()));
                    act(Deed::Said(said));
                }
            }
            Compact(_) => tab.compact(&id()),
            ErasePerson(_) | Erase(_) => {
                let respondent = matches!(step, ErasePerson(_)).then(person);
                let gone = Gone { assessment: id(), respondent };
                // What was refused is never called saved, and may be so all the same: the failure may come after the deed.
                let name = if tab.erase(gone.clone()) { name } else { u64::MAX };
                acts.push(Act { tab: name, deed: Deed::Erased(gone), in_both: false, in_one: false });
            }
            Reload(_) | Slow(_) => {}
        }
        match step {
            Slow(_) => drop(tab.carry_once()),
            _ if is_late => {}
            _ => tab.carry(),
        }
        let after = device.first();
        let written: Vec<(String, String)> =
            after.into_iter().filter(|(key, text)| before.get(key) != Some(text)).collect();
        for (other, tab) in &mut tabs {
            if device.has_crashed() {
                break;
            }
            if *other != name {
                tab.follow(&written);
            }
            if tab.is_saved() {
                for act in acts.iter_mut().filter(|act| act.tab == *other) {
                    act.in_both |= tab.courier.has_met();
                    act.in_one = true;
                }
            }
        }
        // What a tab did before it was reloaded is not called saved by the next page.
        if matches!(step, Reload(_)) {
            acts.iter_mut().filter(|act| act.tab == name).for_each(|act| act.tab = u64::MAX);
        }
    }
    Run { device, acts }
}

/// Holds what is there after a restart against what was called saved.
fn check(past: &BTreeSet<String>, acts: &[Act], device: &Device, lost: usize) {
    let mut tab = device.restarted(lost).open_well(0x77);
    let there = lines(&tab.found, &id());
    let is_kept = |act: &Act| act.in_both || (act.in_one && lost == 0);
    let line = |facts: &[Fact]| facts.iter().map(Fact::write).collect::<Vec<_>>();
    let is_erased = |place: usize, fact: &Fact| {
        acts.iter().skip(place).any(|act| matches!(&act.deed, Deed::Erased(gone) if gone.names(&id(), fact)))
    };
    let mut allowed: BTreeSet<String> = past.clone();
    for (place, act) in acts.iter().enumerate() {
        let (facts, counts) = match &act.deed {
            Deed::Erased(gone) => {
                let returns = acts.iter().skip(place).any(|act| matches!(act.deed, Deed::LetIn));
                if is_kept(act) && !returns {
                    let before = acts.iter().take(place).filter_map(|act| match &act.deed {
                        Deed::Said(facts) | Deed::Brought(facts, _) => Some(facts),
                        Deed::Erased(_) | Deed::LetIn => None,
                    });
                    let past = past.iter().map(|line| Fact::read(line).unwrap());
                    for fact in before.flatten().cloned().chain(past).filter(|fact| gone.names(&id(), fact)) {
                        assert!(!there.contains(&fact.write()), "what was erased is back");
                    }
                    if gone.respondent.is_none() {
                        let first = tab.device.first();
                        let second = tab.device.second.borrow().texts.clone();
                        let own = |key: &&String| key.starts_with("fourfold/1/harbour-it/");
                        assert_eq!(first.keys().chain(second.keys()).find(own), None, "what was erased lies there");
                    }
                }
                continue;
            }
            Deed::LetIn => continue,
            Deed::Said(facts) => (facts, true),
            Deed::Brought(facts, says_so) => {
                let counts = tab.holding(&id()).and_then(|own| own.facts.current(&says_so.subject()).cloned());
                let withdrawn = matches!(
                    counts.and_then(|fact| fact.statement),
                    Some(Statement::Batch { value: None | Some(false), .. })
                );
                (facts, !withdrawn)
            }
        };
        let open: Vec<Fact> = facts.iter().filter(|fact| !is_erased(place, fact)).cloned().collect();
        let open = line(&open);
        let count = open.iter().filter(|line| there.contains(*line)).count();
        if counts {
            let others = past.iter().filter(|line| open.contains(line)).count();
            assert!(count == open.len() || count <= others.max(2), "{count} of {} facts of a step", open.len());
            assert!(count == open.len() || !is_kept(act), "what was called saved is gone: {open:?}");
            allowed.extend(line(facts));
        }
    }
    // What was brought along twice, or withdrawn, may stand there by another name.
    for act in acts {
        if let Deed::Brought(facts, _) = &act.deed {
            allowed.extend(line(facts));
        }
    }
    assert!(there.is_subset(&allowed), "something else is there");
    let was_erased = |line: &String| {
        let fact = Fact::read(line).unwrap();
        acts.iter().any(|act| matches!(&act.deed, Deed::Erased(gone) if gone.names(&id(), &fact)))
    };
    let withdrawn = |line: &String| {
        let own = tab.facts(&id());
        let takes_back =
            |fact: &Fact| matches!(fact.statement, Some(Statement::Batch { value: None | Some(false), .. }));
        own.newest().any(takes_back) && file::read(&from_elsewhere(9)).unwrap().facts.iter().any(|f| f.write() == *line)
    };
    for line in past.iter().filter(|line| !was_erased(line) && !withdrawn(line)) {
        assert!(there.contains(line), "what was there before is gone: {line}");
    }
    assert_eq!(tab.found.quarantine, []);
    assert_eq!(lines(&tab.found, &"another".parse().unwrap()).len(), 1, "another assessment was touched");
    // Life goes on after it.
    let more = tab.say(&"another".parse().unwrap(), vec![named(9999)]);
    tab.carry();
    assert!(tab.is_saved());
    let again = tab.device.restarted(0).open_well(0x78);
    assert!(again.facts(&"another".parse().unwrap()).iter().any(|fact| *fact == more[0]));
    assert_eq!(lines(&again.found, &id()), there, "a second start says otherwise");
}

/// Runs the steps once for every operation, store and way to fail, or for every so many of them; and says how often.
fn check_all(steps: &[Step], is_late: bool, every: usize, begin: usize) -> usize {
    let past = lived_in();
    let before = lines(&past.open_well(0x76).found, &id());
    let _during = During(format!("{steps:?}, late: {is_late}"));
    let whole = run(&past, steps, is_late, None);
    check(&before, &whole.acts, &whole.device, 0);
    let mut faults = 0;
    let mut turn = begin;
    for which in [Which::First, Which::Second] {
        for n in 0..whole.device.operations(which) {
            for failure in Failure::ALL {
                turn += 1;
                if !turn.is_multiple_of(every) {
                    continue;
                }
                let during = format!("{steps:?}, late: {is_late}, {which:?} store, operation {n}, {failure:?}");
                let _during = During(during);
                let run = run(&past, steps, is_late, Some((which, n, *failure)));
                check(&before, &run.acts, &run.device, 0);
                faults += 1;
                // A machine that goes down takes along what the first store wrote last. What the second only pretended
                // to keep would be a second failure.
                let losses: &[usize] = match failure {
                    Failure::CrashBefore | Failure::CrashAfter => &[1, 2, 5, usize::MAX],
                    Failure::Lost if which == Which::Second => &[],
                    _ => &[usize::MAX],
                };
                for lost in losses {
                    check(&before, &run.acts, &run.device, (*lost).min(run.device.disk.changes()));
                    faults += 1;
                }
            }
        }
    }
    faults
}

fn scenarios() -> Vec<Vec<Step>> {
    use Step::*;
    vec![
        vec![Say(1, 1)],
        vec![Say(1, 3), Say(1, 1), Undo(1), Redo(1), Undo(1), Say(1, 1)],
        vec![Say(1, 1), Say(2, 2), Say(1, 1), Reload(2), Say(2, 1), Undo(1)],
        vec![Import(1, 1), Say(1, 1), Undo(1), Undo(1), Redo(1)],
        vec![Import(1, 9), Undo(1), Import(2, 9), Reload(1), Import(1, 2)],
        vec![Say(1, 2), Compact(1), Say(1, 1), Compact(1), Reload(1), Say(1, 1), Compact(1)],
        vec![Say(1, 1), Compact(2), Say(1, 1), Compact(1), Say(2, 1), Compact(2), Undo(1)],
        vec![Answer(1), ErasePerson(1), Say(1, 1), Reload(1), Say(1, 1)],
        vec![Answer(1), Compact(1), Answer(2), ErasePerson(2), Compact(1), Say(2, 1)],
        vec![Say(1, 1), Erase(1), Reload(1)],
        vec![Say(1, 1), Erase(1), Import(1, 3), Say(1, 1), Reload(1), Say(1, 1)],
        vec![Import(1, 3), Compact(1), Erase(2), Reload(1), Import(1, 3), Reload(2), Say(2, 1)],
        vec![
            Say(1, 1),
            Slow(1),
            Say(1, 1),
            Slow(1),
            Slow(1),
            Compact(1),
            Slow(1),
            Say(1, 1),
            Slow(1),
            Slow(1),
            Slow(1),
        ],
    ]
}

#[test]
fn r1_whatever_fails_and_whenever_nothing_that_was_called_saved_is_lost() {
    let mut faults = 0;
    let every = if is_long() { 1 } else { 31 };
    for (turn, steps) in scenarios().iter().enumerate() {
        for is_late in [false, true] {
            faults += check_all(steps, is_late, every, turn);
        }
    }
    let mut chance = Chance::new(1);
    while is_long() && faults < 120_000 {
        use Step::*;
        let count = 3 + chance.below(8);
        let mut steps: Vec<Step> = Vec::new();
        for _ in 0..count {
            let tab = 1 + chance.below(3);
            let n = 1 + chance.below(3) as usize;
            steps.push(match chance.below(12) {
                0..4 => Say(tab, n),
                4 => Answer(tab),
                5 => Undo(tab),
                6 => Redo(tab),
                7 => Import(tab, n),
                8 | 9 => Compact(tab),
                10 => Reload(tab),
                _ => Slow(tab),
            });
        }
        faults += check_all(&steps, chance.below(3) == 0, 1, 0);
    }
    figure("R1", "faults", faults, 1_000, 100_000);
}
