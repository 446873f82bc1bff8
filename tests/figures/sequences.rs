//! R2: whatever is done in whatever order, in however many tabs, what is there is what a plain list of everything says,
//! after every step and after every reload; and going back and forth walks along a plain list of states.

use std::collections::{BTreeMap, BTreeSet};

use fourfold::exchange::file;
use fourfold::model::{Fact, Facts, FigureKey, ProfileField, RespondentField, Scalar, Statement, WriterId};
use fourfold::store::Gone;

use crate::device::{Device, Tab, lines};
use crate::faults::{answer, id, named, person};
use crate::{Chance, During, figure, is_long};

type Values = BTreeMap<String, String>;

/// Everything that was said, as a plain list, and the states one can go back and forth to.
#[derive(Default)]
struct Model {
    own: Vec<Fact>,
    brought: BTreeMap<String, Vec<Fact>>,
    /// Under which name something was brought along.
    names: BTreeMap<Vec<String>, String>,
    /// Of each step its subjects, and what was so before and after it.
    steps: Vec<(BTreeSet<String>, Values, Values)>,
    place: usize,
    /// Nobody sees the person any more, and so nobody answers for it. What a file brings back of it is left alone: an
    /// edit over what was brought along, once taken back, says it anew, and outlives the import.
    is_person_gone: bool,
    /// A step that was given up for one of the person's can be done again once that is gone; the list does not know it.
    is_redo_open: bool,
}

fn is_newer(one: &Fact, other: &Fact) -> bool {
    (one.stamp.counter, one.stamp.writer, one.write()) > (other.stamp.counter, other.stamp.writer, other.write())
}

impl Model {
    fn counts(&self, name: &str) -> bool {
        let of_it =
            |fact: &&Fact| matches!(&fact.statement, Some(Statement::Batch { batch, .. }) if batch.as_str() == name);
        let mut last: Option<&Fact> = None;
        for fact in self.own.iter().filter(of_it) {
            if last.is_none_or(|last| is_newer(fact, last)) {
                last = Some(fact);
            }
        }
        last.is_none_or(|fact| matches!(fact.statement, Some(Statement::Batch { value: Some(true), .. })))
    }

    fn all(&self) -> Vec<&Fact> {
        let brought = self.brought.iter().filter(|(name, _)| self.counts(name)).flat_map(|(_, facts)| facts);
        self.own.iter().chain(brought).collect()
    }

    fn lines(&self) -> BTreeSet<String> {
        self.all().into_iter().map(Fact::write).collect()
    }

    /// What is said of each subject, without what is said about steps and batches.
    fn values(&self) -> Values {
        let mut newest: BTreeMap<String, &Fact> = BTreeMap::new();
        for fact in self.all() {
            let subject = fact.subject();
            if newest.get(&subject).is_none_or(|own| is_newer(fact, own)) {
                newest.insert(subject, fact);
            }
        }
        let value = |(subject, fact): (String, &Fact)| {
            let value = match &fact.statement {
                Some(Statement::Batch { .. } | Statement::Undone { .. }) => return None,
                Some(own) if own.write().2 == Scalar::Null => return None,
                Some(own) => format!("{:?}", own.write().2),
                None => fact.write(),
            };
            Some((subject, value))
        };
        newest.into_iter().filter_map(value).collect()
    }

    /// A step was done.
    fn did(&mut self, before: Values, said: Vec<Fact>) {
        let subjects = said.iter().map(Fact::subject).collect();
        self.own.extend(said);
        self.is_redo_open = false;
        self.steps.truncate(self.place);
        self.steps.push((subjects, before, self.values()));
        self.place += 1;
    }

    fn erase_person(&mut self) {
        self.is_person_gone = true;
        self.is_redo_open = true;
        let is_of = |subject: &String| {
            !subject.starts_with("undone\n") && subject.split('\n').skip(1).any(|part| part == person().to_string())
        };
        self.own.retain(|fact| !is_of(&fact.subject()));
        self.brought.values_mut().for_each(|facts| facts.retain(|fact| !is_of(&fact.subject())));
        let mut place = self.place;
        let mut kept = Vec::new();
        for (n, (subjects, mut before, mut after)) in std::mem::take(&mut self.steps).into_iter().enumerate() {
            if subjects.iter().all(is_of) {
                place -= usize::from(n < self.place);
                continue;
            }
            before.retain(|subject, _| !is_of(subject));
            after.retain(|subject, _| !is_of(subject));
            kept.push((subjects, before, after));
        }
        (self.steps, self.place) = (kept, place);
    }
}

/// Another device, which takes our files, says something of its own, and sends them back.
struct Elsewhere {
    facts: Facts,
    files: Vec<String>,
}

impl Elsewhere {
    fn file(&mut self, chance: &mut Chance, ours: &Facts) -> String {
        if chance.below(3) == 0 && !self.files.is_empty() {
            return chance.one_of(&self.files).clone();
        }
        if chance.below(2) == 0 {
            self.facts.merge(ours);
        }
        let stamp = self.facts.next_stamp(WriterId(0xb0)).unwrap();
        // Not what is said here, so that going back leads to the state before, whoever said what last.
        let statement = Statement::Figure {
            figure: *chance.one_of(&FigureKey::ALL[..5]),
            period: "2031".parse().unwrap(),
            value: Some(chance.below(100) as f64),
        };
        self.facts.add(Fact::new(stamp, Some(5), None, statement));
        if chance.below(4) == 0 {
            let later = format!(
                r#"{{"kind":"mood","of":["2031"],"is":{},"stamp":"{}-00000000000000b1","odd":[1.50]}}"#,
                chance.below(9),
                stamp.counter
            );
            self.facts.add(Fact::read(&later).unwrap());
        }
        self.files.push(file::write(&id(), &self.facts));
        self.files.last().unwrap().clone()
    }
}

#[track_caller]
fn same(own: &BTreeSet<String>, expected: &BTreeSet<String>, who: &str) {
    let more: Vec<_> = own.difference(expected).collect();
    let less: Vec<_> = expected.difference(own).collect();
    assert!(more.is_empty() && less.is_empty(), "{who} has more: {more:?}, and lacks {less:?}");
}

fn play(turn: u64, length: usize) -> usize {
    let mut chance = Chance::new(1000 + turn);
    let device = Device::default();
    let mut writer = 0xff;
    let mut tabs: Vec<Tab> = vec![device.open_well(writer)];
    let mut model = Model::default();
    let mut elsewhere = Elsewhere { facts: Facts::default(), files: Vec::new() };
    let pack = Statement::Profile { field: ProfileField::Pack(Some("fourfold@0.2.0#00".into())) };
    model.own.extend(tabs[0].say(&id(), vec![pack]));
    let mut log = Vec::new();
    for count in 0..length {
        let before_keys = device.first();
        let place = chance.below(tabs.len() as u64) as usize;
        let before = model.values();
        let kind = chance.below(24);
        log.push((place, kind));
        let _during = During(format!("sequence {turn}, step {count}, {:?}", &log[log.len().saturating_sub(12)..]));
        if kind >= 15 {
            tabs.iter_mut().for_each(Tab::carry);
        }
        let open = tabs.len();
        let tab = &mut tabs[place];
        let is_there = tab.holding(&id()).is_some();
        let say = |tab: &mut Tab, model: &mut Model, statements: Vec<Statement>| {
            if is_there {
                let said = tab.say(&id(), statements);
                model.did(before.clone(), said);
            }
        };
        let profile = |field| Statement::Profile { field };
        match kind {
            0..3 => say(tab, &mut model, vec![named(count)]),
            3 => say(
                tab,
                &mut model,
                vec![named(count), profile(ProfileField::Currency(Some(format!("C{count}").into())))],
            ),
            4 => say(tab, &mut model, vec![profile(ProfileField::Name(None))]),
            5 if !model.is_person_gone => say(tab, &mut model, vec![answer(count)]),
            6 if !model.is_person_gone => say(
                tab,
                &mut model,
                vec![Statement::Respondent {
                    id: person(),
                    field: RespondentField::Name(Some(format!("Ada {count}").into())),
                }],
            ),
            7 => say(tab, &mut model, vec![profile(ProfileField::Trashed(Some(true)))]),
            8 => say(tab, &mut model, vec![profile(ProfileField::Trashed(None))]),
            9..12 => {
                let said = tab.undo(&id());
                assert_eq!(said.is_some(), model.place > 0, "whether there is something to take back");
                if let Some(said) = said {
                    model.own.extend(said);
                    model.place -= 1;
                    assert_eq!(model.values(), model.steps[model.place].1, "not what was so before");
                }
            }
            12..15 if !model.is_redo_open => {
                let said = tab.redo(&id());
                assert_eq!(said.is_some(), model.place < model.steps.len(), "whether there is something to do again");
                if let Some(said) = said {
                    model.own.extend(said);
                    assert_eq!(model.values(), model.steps[model.place].2, "not what was so after");
                    model.place += 1;
                }
            }
            15 | 16 => {
                let text = elsewhere.file(&mut chance, &tab.facts(&id()));
                let facts = file::read(&text).unwrap().facts;
                let there = model.lines();
                let missing: Vec<Fact> = facts.iter().filter(|fact| !there.contains(&fact.write())).cloned().collect();
                let stated: BTreeSet<String> = model.own.iter().map(Fact::write).collect();
                let foreign: Vec<Fact> = facts.iter().filter(|fact| !stated.contains(&fact.write())).cloned().collect();
                let lines: Vec<String> = foreign.iter().map(Fact::write).collect();
                let counts = model.names.get(&lines).is_some_and(|name| model.counts(name));
                let said = tab.import(&text).unwrap();
                match said.iter().find_map(|fact| fact.statement.clone()) {
                    // What counts, and was erased in part since, comes again in that part only.
                    Some(Statement::Batch { batch, .. }) => {
                        let brought = if counts { missing } else { foreign };
                        model.names.entry(brought.iter().map(Fact::write).collect()).or_insert(batch.to_string());
                        model.brought.insert(batch.to_string(), brought);
                    }
                    _ => assert_eq!(missing, [], "not taken over"),
                }
                if !said.is_empty() {
                    model.did(before.clone(), said);
                }
                assert!(facts.iter().all(|fact| model.lines().contains(&fact.write())), "not all of the file counts");
            }
            17 => {
                // The plainest way to take an import back: to say so.
                let last = model.brought.keys().next_back().map(|name| name.parse().unwrap());
                if let Some(batch) = last {
                    say(tab, &mut model, vec![Statement::Batch { batch, value: Some(false) }]);
                }
            }
            18 | 19 => tab.compact(&id()),
            20 => {
                writer += 1;
                *tab = device.open_well(writer);
            }
            21 if open < 3 => {
                writer += 1;
                tabs.push(device.open_well(writer));
            }
            22 if chance.below(3) == 0 => {
                assert!(tab.erase(Gone { assessment: id(), respondent: Some(person()) }));
                model.erase_person();
            }
            23 if chance.below(6) == 0 => {
                assert!(tab.erase(Gone { assessment: id(), respondent: None }));
                model = Model::default();
                elsewhere = Elsewhere { facts: Facts::default(), files: Vec::new() };
                // Every page begins anew then: its steps are gone, and must not return with a file as its own.
                tabs.iter_mut().for_each(Tab::carry);
                for tab in &mut tabs {
                    writer += 1;
                    *tab = device.open_well(writer);
                }
            }
            _ => {}
        }
        if kind >= 15 || chance.below(3) > 0 {
            tabs[place].carry();
        }
        let written: Vec<(String, String)> =
            device.first().into_iter().filter(|(key, text)| before_keys.get(key) != Some(text)).collect();
        let expected = model.lines();
        let values = model.values();
        for (other, tab) in tabs.iter_mut().enumerate() {
            if other != place {
                tab.follow(&written);
            }
            same(&lines(&tab.found, &id()), &expected, &format!("tab {other}"));
            let facts = tab.facts(&id());
            for (subject, value) in &values {
                let own = facts.current(subject).unwrap();
                let said = own.statement.as_ref().map_or_else(|| own.write(), |own| format!("{:?}", own.write().2));
                assert_eq!(&said, value, "{subject}");
            }
        }
        // As a page that starts now would see it, also when one of the stores is gone.
        if kind >= 15 || count + 1 == length {
            let reloaded = device.restarted(0).open_well(0xeee);
            same(&lines(&reloaded.found, &id()), &expected, "a reload");
            assert_eq!(reloaded.found.quarantine, []);
        }
    }
    length
}

#[test]
fn r2_whatever_is_done_in_whatever_order_is_what_a_plain_list_says() {
    let (sequences, length) = if is_long() { (1_000, 100) } else { (17, 60) };
    let steps: usize = (0..sequences).map(|turn| play(turn, length)).sum();
    figure("R2", "steps", steps, 1_000, 100_000);
}

#[test]
fn r2_what_was_erased_returns_only_by_a_persons_hand() {
    let device = Device::default();
    let mut tab = device.open_well(1);
    tab.say(&id(), vec![named(1)]);
    tab.say(&id(), vec![answer(2)]);
    let file = tab.export(&id());
    tab.carry();
    assert!(tab.erase(Gone { assessment: id(), respondent: None }));
    tab.carry();
    assert!(tab.is_saved() && !device.mentions("Name 1") && !device.mentions("because 2"));
    // The second store had missed the mark: the first has it.
    device.second.borrow_mut().texts.clear();
    assert!(lines(&device.open_well(2).found, &id()).is_empty());
    // The first had missed it: the second has it by now.
    let alone = Device::of(Default::default(), device.second.borrow().texts.clone());
    assert!(lines(&alone.open_well(3).found, &id()).is_empty());
    let mut tab = device.open_well(4);
    tab.import(&file).unwrap();
    tab.carry();
    for texts in [device.second.borrow().texts.clone(), Default::default()] {
        let back = Device::of(device.disk.memory.borrow().restarted(), texts).open_well(5);
        assert!(back.facts(&id()).len() >= 2, "an import by hand is hidden by the mark");
    }
}

#[test]
fn r2_what_was_erased_of_a_file_that_had_been_taken_back_comes_in_again_with_it() {
    let elsewhere = Device::default();
    let mut other = elsewhere.open_well(0xb0);
    other.say(&id(), vec![named(1)]);
    other.say(&id(), vec![answer(2)]);
    let (file, all) = (other.export(&id()), lines(&other.found, &id()));
    let device = Device::default();
    let mut tab = device.open_well(1);
    let said = tab.import(&file).unwrap();
    assert!(lines(&tab.found, &id()).is_superset(&all));
    let batch = said.iter().find_map(|fact| match &fact.statement {
        Some(Statement::Batch { batch, .. }) => Some(batch.clone()),
        _ => None,
    });
    tab.say(&id(), vec![Statement::Batch { batch: batch.unwrap(), value: Some(false) }]);
    tab.carry();
    assert!(tab.erase(Gone { assessment: id(), respondent: Some(person()) }));
    tab.carry();
    assert!(!device.mentions("because 2"));
    tab.import(&file).unwrap();
    tab.carry();
    assert!(lines(&tab.found, &id()).is_superset(&all), "something of the file is missing");
    assert!(lines(&device.open_well(2).found, &id()).is_superset(&all), "it is missing after a reload");
}
