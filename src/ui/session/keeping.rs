//! What the second part of the program does for what is kept: reads what is packed, keeps the safety copy, takes over
//! files, and goes back and forth between steps. A first question does without it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Session, Trouble, Undo};
use crate::browser::ids;
use crate::browser::safety::Safety;
use crate::exchange::file::{self, Incoming};
use crate::model::steps::{self, Step};
use crate::model::{AssessmentId, Facts, ProfileField, Statement, batch};
use crate::store::{Journal, Record, erasure, read_record, shelf};
use crate::ui::parts::said;
use crate::ui::session::Saved;

impl Session {
    /// Reads what the first part could not, and opens the second store. Once, when the second part is there.
    pub fn meet(self) {
        if self.is_partial.get_untracked() {
            self.reread();
        }
        if self.safety.with_value(Option::is_none) {
            spawn_local(self.meet_copies());
        }
    }

    /// Copies what waits to be copied, in its own time.
    pub fn begin_copying(self) {
        spawn_local(self.copy());
    }

    /// Reads everything anew.
    pub fn reread(self) {
        self.reload(&[]);
        self.is_partial.set(false);
    }

    /// Copies what waits to be copied. There is one such task at a time: what comes meanwhile goes with the next turn.
    async fn copy(self) {
        let Some(safety) = self.safety.get_value().filter(|_| !self.copying.get_value()) else { return };
        self.copying.set_value(true);
        loop {
            let records = self.journal.with_value(Journal::to_copy);
            if records.is_empty() {
                break;
            }
            match safety.put(&records).await {
                Ok(()) => {
                    self.copy_fault.set_value(None);
                    self.journal.update_value(|journal| journal.copied(&records));
                }
                Err(fault) => {
                    self.copy_fault.set_value(Some(fault));
                    break;
                }
            }
        }
        self.copying.set_value(false);
        self.tell();
    }

    /// Opens the second store, and lets each of the two have what only the other has.
    async fn meet_copies(self) {
        let met = async {
            let safety = Safety::open().await?;
            let copied = safety.keys().await.ok()?;
            let (own, beyond) = self.journal.with_value(|journal| journal.beyond(&copied)).unwrap_or_default();
            let damaged =
                |key: &String| self.trouble.with_untracked(|own| own.quarantine.iter().any(|q| q.key == *key));
            let missing: Vec<String> = copied.into_iter().filter(|key| !own.contains(key) || damaged(key)).collect();
            if !missing.is_empty() {
                let copies = safety.get(&missing).await.ok()?;
                self.journal.update_value(|journal| journal.restore(&copies));
                self.reload(&copies);
            }
            if !beyond.is_empty() {
                safety.put(&beyond).await.ok()?;
            }
            Some(safety)
        };
        match met.await {
            Some(safety) => self.safety.set_value(Some(safety)),
            None => self.journal.update_value(Journal::without_copies),
        }
        if self.saved.get_untracked() == Saved::Saving {
            self.copy().await;
            self.tell();
        }
    }

    /// Reads everything anew.
    fn reload(self, copies: &[Record]) {
        let Ok(found) = self.journal.with_value(|journal| journal.load(copies)) else { return };
        self.facts.set_value(found.assessments);
        self.trouble.set(Trouble { quarantine: found.quarantine, healed: found.healed, newer: found.newer.len() });
        self.changes.update(|n| *n += 1);
        self.rebuild();
    }

    /// The steps of an assessment that were done here.
    pub fn of_steps<T>(self, id: &AssessmentId, read: impl FnOnce(&Facts, &[Step]) -> T) -> Option<T> {
        self.facts.with_value(|all| all.get(id).map(|own| read(&own.facts, &steps::steps(&own.facts, &own.hands))))
    }

    /// Whether there is a step to take back, and one to do again.
    pub fn ways(self) -> (bool, bool) {
        let Some(id) = self.id() else { return (false, false) };
        let ways = |facts: &Facts, all: &[Step]| (steps::to_undo(all).is_some(), steps::to_redo(facts, all).is_some());
        self.of_steps(&id, ways).unwrap_or_default()
    }

    /// Takes back what was done last in the open assessment.
    pub fn undo_last(self) {
        self.go_back_or_on(false);
    }

    /// Does again what was taken back last.
    pub fn redo_last(self) {
        self.go_back_or_on(true);
    }

    fn go_back_or_on(self, on: bool) {
        let Some(assessment) = self.open.get_untracked() else { return };
        let next = self.of_steps(&assessment, |facts, all| {
            let step = if on { steps::to_redo(facts, all) } else { steps::to_undo(all) }?;
            let about = step.statements().find_map(|own| said::about(self, own)).unwrap_or_default();
            Some((step.first()?, about))
        });
        if let Some((step, done)) = next.flatten() {
            self.undo.set(Some(Undo { done, is_undone: on, assessment, step }));
            self.take_back();
        }
    }

    /// Takes the last named step back, or does it again.
    pub fn take_back(self) {
        let Some(undo) = self.undo.get_untracked() else { return };
        let statements = self.of_steps(&undo.assessment, |facts, steps| {
            let step = steps.iter().find(|step| step.first() == Some(undo.step))?;
            Some(if undo.is_undone {
                steps::doing_again(facts, steps, step)
            } else {
                steps::taking_back(facts, steps, step)
            })
        });
        if let Some(statements) = statements.flatten() {
            let recounts = statements.iter().any(|own| matches!(own, Statement::Batch { .. }));
            self.say_of(&undo.assessment, statements);
            if recounts {
                self.reread();
            }
            self.undo.set(Some(Undo { is_undone: !undo.is_undone, ..undo }));
        }
    }

    /// Takes over the facts of a file: into its assessment, or as one of its own.
    pub fn take_over(self, incoming: &Incoming, as_copy: bool, done: String) -> Option<AssessmentId> {
        if let Some(pack) = &incoming.pack
            && let Some(Err(fault)) = self.with_storage(|storage| shelf::keep(storage, &pack.name, &pack.text))
        {
            self.saved.set(Saved::Not(fault));
            return None;
        }
        let id = if as_copy { ids::assessment()? } else { incoming.assessment.clone() };
        let mut statements = self.bring(&id, &incoming.facts)?;
        // Whoever opens a file wants to see it, also where the assessment lay in the trash.
        statements.extend(self.putting_back(&id));
        if !statements.is_empty() {
            self.do_of(&id, statements, done);
        }
        Some(id)
    }

    /// Takes over the assessments of a backup. What lay in its trash comes into the trash, unless more was said of it
    /// here since; what did not comes out of it.
    pub fn restore(self, files: &[Incoming]) {
        for file in files {
            let Some(mut statements) = self.bring(&file.assessment, &file.facts) else { continue };
            if file.facts.assessment().profile.trashed != Some(true) {
                statements.extend(self.putting_back(&file.assessment));
            }
            if !statements.is_empty() {
                self.say_of(&file.assessment, statements);
            }
        }
    }

    /// Brings facts along, as one record that can be taken back at once, and answers with what says that it counts. Not
    /// with it come those that were stated here: they count anyway.
    fn bring(self, id: &AssessmentId, facts: &Facts) -> Option<Vec<Statement>> {
        // Importing it by hand is the one way back for what was erased.
        self.with_storage(|storage| erasure::lift(storage, id));
        let stated = self.journal.with_value(|journal| journal.stated(id)).unwrap_or_default();
        let brought: Facts = facts.iter().filter(|fact| !stated.contains(fact)).cloned().collect();
        if brought.is_empty() {
            return Some(Vec::new());
        }
        let name = file::fingerprint(&brought)?;
        let is_here = self.journal.with_value(|journal| journal.holds(id, &name)).unwrap_or(false);
        if is_here && self.facts.with_value(|all| all.get(id).is_some_and(|own| own.counts(&name))) {
            return Some(Vec::new());
        }
        if !is_here {
            let batch = batch::write(Some(name.as_str()), brought.iter());
            self.written(|journal| {
                journal.append_text(id, &batch, read_record, &|content| match &*content.brought {
                    [(_, facts)] => facts.iter().cloned().collect::<Facts>() == brought,
                    _ => false,
                })
            });
        }
        self.reread();
        Some(vec![Statement::Batch { batch: name, value: Some(true) }])
    }

    /// What takes an assessment out of the trash, where it lies there.
    fn putting_back(self, id: &AssessmentId) -> Option<Statement> {
        let is_trashed = self.assessment_of(id).is_some_and(|own| own.profile.trashed == Some(true));
        is_trashed.then_some(Statement::Profile { field: ProfileField::Trashed(None) })
    }

    /// Copies an assessment under a name of its own.
    pub fn duplicate(self, id: &AssessmentId, name: &str) -> Option<AssessmentId> {
        let incoming = Incoming { assessment: id.clone(), facts: self.facts_of(id)?, pack: None };
        let copy = self.take_over(&incoming, true, name.to_owned())?;
        self.say_of(&copy, vec![Statement::Profile { field: ProfileField::Name(Some(name.into())) }]);
        Some(copy)
    }
}
