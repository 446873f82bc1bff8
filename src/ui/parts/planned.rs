//! The way into the plan: what is to be done becomes rows among the actions, in one step that can be taken back.

use crate::model::{ActionField, ActionId, ProcessId, Stamp, Statement};
use crate::ui::session::Session;

/// Whether an action of a process stands in the plan already, word for word.
pub fn is_planned(session: Session, title: &str, process: Option<&ProcessId>) -> bool {
    session.with(|all| {
        all.actions().values().any(|own| own.process.as_ref() == process && own.title.as_deref() == Some(title))
    })
}

/// Puts actions into the plan, each by its fields.
pub fn put_into_plan(session: Session, actions: Vec<Vec<ActionField>>, done: String) {
    let Some(first) = session.new_row() else { return };
    let mut said: Vec<Statement> = Vec::new();
    for fields in actions {
        // A row is called by the stamp its first field will get.
        let row = ActionId(Stamp { counter: first.counter + said.len() as u64, ..first });
        said.extend(fields.into_iter().map(|field| Statement::from(field.of(row))));
    }
    if !said.is_empty() {
        session.do_all(said, done);
    }
}
