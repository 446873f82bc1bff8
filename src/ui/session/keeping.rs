//! What the second part of the program does for what is kept: reads what is packed, keeps the safety copy, takes over
//! files, and goes back and forth between steps. A first question does without it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{AnyJournal, Session, Trouble, Undo};
use crate::browser::ids;
use crate::browser::safety::Safety;
use crate::exchange::file::Incoming;
use crate::exchange::invitation::Invitation;
use crate::model::steps::{self, Step};
use crate::model::{
    AssessmentId, Fact, Facts, InvitationId, ProfileField, RespondentField, RespondentId, Role, Stamp, Statement, Text,
};
use crate::store::bringing::bring;
use crate::store::{Ask, Courier, Fault, Gone, Holding, PREFIX, Read, Told, compaction, read_plain, shelf};
use crate::ui::parts::said;
use crate::ui::session::Saved;

/// What the keys of settings begin with.
const SETTINGS: &str = "fourfold.";

/// How long a frame that is made takes to be handed on.
const DRAWN: Duration = Duration::from_millis(4);
/// How long to wait for a frame before what follows from an answer follows without one.
const LONGEST_FRAME: Duration = Duration::from_millis(200);

impl Session {
    /// Has the rest follow once the next frame is drawn, or soon where none is: in a tab nobody sees.
    pub fn settle_later(self) {
        let settle = move || {
            if self.is_settling.get_value() {
                self.settle();
            }
        };
        self.is_settling.set_value(true);
        request_animation_frame(move || set_timeout(settle, DRAWN));
        set_timeout(settle, LONGEST_FRAME);
    }

    /// Reads what the first part could not, and opens the second store. Once, when the second part is there.
    pub fn meet(self) {
        if self.is_partial.get_untracked() || self.is_behind.get_value() {
            self.reread();
        }
        if self.safety.with_value(Option::is_some) {
            return;
        }
        spawn_local(async move {
            match Safety::open().await {
                Some(safety) => self.safety.set_value(Some(safety)),
                None => drop(self.between(|courier, journal| courier.stay_alone(journal))),
            }
            self.carry().await;
            self.compact();
            self.carry().await;
        });
    }

    /// Copies what waits to be copied, in its own time.
    pub fn begin_copying(self) {
        self.courier.update_value(Courier::try_again);
        spawn_local(self.carry());
    }

    /// The courier with the journal it works for.
    fn between<T>(self, act: impl FnOnce(&mut Courier, &mut AnyJournal) -> T) -> Option<T> {
        self.courier.try_update_value(|courier| self.journal.try_update_value(|journal| act(courier, journal)))?
    }

    /// Lets the second store do what is to be done, one thing after another. There is one such task at a time: what
    /// comes meanwhile goes with the next turn.
    async fn carry(self) {
        let Some(safety) = self.safety.get_value().filter(|_| !self.carrying.get_value()) else { return };
        self.carrying.set_value(true);
        while let Some(ask) = self.between(Courier::ask).flatten() {
            let told = match ask {
                Ask::Keys => safety.keys().await.map(Told::Keys),
                Ask::Get(keys) => safety.get(&keys).await.map(Told::Records),
                Ask::Put(records) => safety.put(&records).await.map(|()| Told::Done),
                Ask::Remove(keys) => safety.remove(&keys).await.map(|()| Told::Done),
            };
            if self.between(|courier, journal| courier.told(journal, told)) == Some(true) {
                self.reload();
            }
        }
        self.carrying.set_value(false);
        // Nothing was said here yet: then nothing is to be told of it, unless it fails.
        let failed = self.courier.with_value(|courier| courier.fault().is_some());
        if failed || self.saved.get_untracked() != Saved::Unchanged {
            self.tell();
        }
    }

    /// Puts a snapshot in the place of many records.
    fn compact(self) {
        let ids: Vec<AssessmentId> = self.facts.with_value(|all| all.keys().cloned().collect());
        self.between(|courier, journal| {
            for id in compaction::due(journal.storage(), &ids).unwrap_or_default() {
                // What finds no room is tried at the next start.
                let _ = courier.compact(journal, &id);
            }
        });
    }

    /// Erases assessments for good, in both stores and in other tabs.
    ///
    /// # Errors
    /// When it could not be noted; everything is then as it was.
    pub fn erase(self, ids: &[AssessmentId]) -> Result<(), Fault> {
        self.erase_marked(ids.iter().map(|id| Gone { assessment: id.clone(), respondent: None }).collect())
    }

    fn erase_marked(self, marks: Vec<Gone>) -> Result<(), Fault> {
        let erased =
            self.between(|courier, journal| marks.into_iter().try_for_each(|gone| courier.erase(journal, gone)));
        self.undo.set(None);
        self.reread();
        self.begin_copying();
        erased.unwrap_or(Err(Fault::Blocked))
    }

    /// Erases what a person said in the open assessment, and the person, as assessments are erased.
    ///
    /// # Errors
    /// When it could not be noted; everything is then as it was.
    pub fn erase_person(self, person: RespondentId) -> Result<(), Fault> {
        let Some(assessment) = self.open.get_untracked() else { return Ok(()) };
        self.erase_marked(vec![Gone { assessment, respondent: Some(person) }])
    }

    /// Erases everything this app keeps in this browser.
    ///
    /// # Errors
    /// When something is still there.
    pub fn erase_everything(self) -> Result<(), Fault> {
        let ids: Vec<AssessmentId> = self.facts.with_value(|all| all.keys().cloned().collect());
        self.erase(&ids)?;
        // What belongs to no assessment that could be read, and what is no record: packs, settings.
        let left = |key: &String| (key.starts_with(PREFIX) || key.starts_with(SETTINGS)) && Gone::read(key).is_none();
        let swept = self.with_storage(|storage| {
            let keys: Vec<String> = storage.keys()?.into_iter().filter(left).collect();
            keys.iter().try_for_each(|key| storage.remove(key)).map(|()| keys)
        });
        let keys = swept.unwrap_or(Err(Fault::Blocked))?;
        self.between(|courier, _| courier.give_up(keys));
        self.begin_copying();
        self.reread();
        Ok(())
    }

    /// Takes over what another tab has written.
    pub fn take_note(self, key: &str, text: &str) {
        let recounts = |fact: &Fact| matches!(fact.statement, Some(Statement::Batch { .. }));
        let (id, facts) = match read_plain(key, text) {
            Read::Valid(id, content) if !content.own.iter().any(recounts) => (id, content.own),
            // Something was brought along or erased.
            Read::Valid(..) | Read::Packed | Read::Foreign => {
                if key.starts_with(PREFIX) {
                    self.reread();
                }
                return;
            }
            _ => return,
        };
        // What comes after all that is here changes the assessment as what is said here does.
        let mut news = Vec::new();
        let mut comes_last = true;
        self.facts.update_value(|all| {
            let holding = all.entry_or_default(id.clone());
            for fact in facts {
                comes_last &=
                    holding.facts.next_stamp(self.writer).is_some_and(|next| fact.stamp.counter >= next.counter);
                holding.state(fact.clone());
                news.push(fact);
            }
        });
        if self.open.get_untracked().as_ref() == Some(&id) {
            if comes_last {
                self.apply(&news);
            } else {
                self.rebuild();
            }
        }
        self.assessment.notify();
        self.changes.update(|n| *n += 1);
    }

    /// Reads everything anew.
    pub fn reread(self) {
        self.reload();
        self.is_partial.set(false);
        self.is_behind.set_value(false);
    }

    fn reload(self) {
        let Ok(found) = self.journal.with_value(|journal| journal.load(&[])) else { return };
        self.facts.set_value(found.assessments);
        self.trouble.set(Trouble { quarantine: found.quarantine, healed: found.healed, newer: found.newer.len() });
        self.changes.update(|n| *n += 1);
        self.rebuild();
    }

    /// The steps of an assessment that were done here.
    pub fn of_steps<T>(self, id: &AssessmentId, read: impl FnOnce(&Facts, &[Step]) -> T) -> Option<T> {
        self.facts.with_value(|all| all.get(id).map(|own| read(&own.facts, &steps::steps(&own.facts, &own.hands))))
    }

    /// How many answers were given here by hand: those of a file are in the file.
    pub fn answers_stated(self) -> usize {
        self.changes.track();
        let is_answer = |fact: &&Fact| matches!(fact.statement, Some(Statement::Answer { value: Some(_), .. }));
        let of = |own: &Holding| {
            let by_hand = own.facts.newest().filter(|fact| own.hands.contains(&fact.stamp.writer));
            by_hand.filter(is_answer).count()
        };
        self.facts.with_value(|all| all.values().map(of).sum())
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
            self.undo.set(Some(Undo { done, is_undone: on, steps: vec![(assessment, step)] }));
            self.take_back();
        }
    }

    /// Takes the last named step back, or does it again.
    pub fn take_back(self) {
        let Some(undo) = self.undo.get_untracked() else { return };
        let mut recounts = false;
        for (assessment, first) in &undo.steps {
            let statements = self.of_steps(assessment, |facts, steps| {
                let step = steps.iter().find(|step| step.first() == Some(*first))?;
                Some(if undo.is_undone {
                    steps::doing_again(facts, steps, step)
                } else {
                    steps::taking_back(facts, steps, step)
                })
            });
            let statements = statements.flatten().unwrap_or_default();
            recounts |= statements.iter().any(|own| matches!(own, Statement::Batch { .. }));
            if !statements.is_empty() {
                self.say_of(assessment, statements);
            }
        }
        if recounts {
            self.reread();
        }
        self.undo.set(Some(Undo { is_undone: !undo.is_undone, ..undo }));
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
    /// All of it is taken back at once.
    pub fn restore(self, files: &[Incoming], done: &str) {
        let mut steps = Vec::new();
        for file in files {
            let Some(mut statements) = self.bring(&file.assessment, &file.facts) else { continue };
            if file.facts.assessment().profile.trashed != Some(true) {
                statements.extend(self.putting_back(&file.assessment));
            }
            if !statements.is_empty() {
                steps.extend(self.say_of(&file.assessment, statements).map(|step| (file.assessment.clone(), step)));
            }
        }
        if !steps.is_empty() {
            self.undo.set(Some(Undo { done: done.to_owned(), is_undone: false, steps }));
        }
    }

    /// Brings facts along, and answers with what says that they count.
    fn bring(self, id: &AssessmentId, facts: &Facts) -> Option<Vec<Statement>> {
        let here = self.facts.with_value(|all| all.get(id).cloned());
        let brought = self.between(|courier, journal| bring(courier, journal, id, here.as_ref(), facts))?;
        let counts = match brought {
            Ok(counts) => counts,
            Err(fault) => {
                self.saved.set(Saved::Not(fault));
                return None;
            }
        };
        self.tell();
        self.begin_copying();
        self.reread();
        Some(counts.into_iter().collect())
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

    /// The assessment that has issued an invitation.
    pub fn issuer(self, code: InvitationId) -> Option<AssessmentId> {
        let issued = |own: &Holding| own.facts.assessment().invitations().contains_key(&code);
        self.facts
            .with_value(|all| all.iter().find(|(id, own)| !id.is_invited() && issued(own)).map(|(id, _)| id.clone()))
    }

    /// Begins to answer an invitation, or lets the next person on this device answer it: what they answer is their own.
    /// Answers with the assessment in which they do.
    pub fn answer(self, invitation: &Invitation, name: Option<Text>, role: Option<Role>) -> Option<AssessmentId> {
        let id = invitation.assessment()?;
        let here = self.facts.with_value(|all| all.get(&id).map(|own| own.facts.next_stamp(self.writer)));
        let first = Stamp { counter: 1, writer: self.writer };
        let respondent = RespondentId(here.unwrap_or(Some(first))?);
        let of = |field| Statement::Respondent { id: respondent, field };
        let mut statements = vec![of(RespondentField::Invitation(Some(invitation.code)))];
        statements.extend(name.map(|own| of(RespondentField::Name(Some(own)))));
        statements.extend(role.map(|own| of(RespondentField::Role(Some(own)))));
        if here.is_none() {
            statements.extend(invitation.beginning(respondent));
        }
        self.say_of(&id, statements);
        Some(id)
    }
}
