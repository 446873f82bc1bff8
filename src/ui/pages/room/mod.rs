//! What happens in the room once people have replied: nothing of what was said is shown until it is revealed; then the
//! questions stand in the order of disagreement, and one after the other is talked about on the projector.

mod countdown;
mod list;
mod projector;
mod timer;

use std::sync::Arc;

use leptos::prelude::*;

use crate::locale::fill;
use crate::model::pack::Question;
use crate::model::{QuestionId, Text};
use crate::score::{Agreement, Disputed, Results, Settings, agreement, disputed};
use crate::ui::app::arrive;
use crate::ui::dynamic::block;
use crate::ui::more_words;
use crate::ui::route::Place;
use crate::ui::session::{Questionnaire, Session, use_session};

/// What the list and the projector share: it stays while one goes from one to the other.
#[derive(Clone)]
struct Room {
    session: Session,
    asked: Arc<Questionnaire>,
    /// The questions that are asked, by their places, in pack order.
    questions: Memo<Vec<usize>>,
    is_revealed: Memo<bool>,
    /// What may be shown, once it is revealed.
    said: Memo<Option<Arc<Revealed>>>,
    /// The process or group whose questions are shown; nothing for all.
    filter: RwSignal<Option<Text>>,
    /// How many minutes a discussion may take.
    minutes: RwSignal<i64>,
}

/// What was said, the most disputed question first.
#[derive(PartialEq)]
struct Revealed {
    results: Arc<Results>,
    agreement: Agreement,
    order: Vec<Disputed>,
}

pub fn room() -> AnyView {
    let session = use_session();
    let (filter, minutes) = (RwSignal::new(None), RwSignal::new(3));
    let at = Memo::new(move |_| match session.place() {
        Place::Room(question) => question,
        _ => None,
    });
    let title = move || {
        let w = &more_words().room;
        let question = at.get().and_then(|id| Some(session.asked()?.texts.questions.get(&id)?.text.clone()));
        // The same question stands on a screen of its own, to be answered.
        question.map_or(w.title.to_owned(), |text| fill(w.pair, &[w.title, &text]))
    };
    arrive(Signal::derive(title));
    block(move || {
        let own = Room::of(session, session.asked()?, filter, minutes);
        Some(block(move || match at.get() {
            Some(id) => projector::projector(&own, &id),
            None => list::list(&own),
        }))
    })
}

impl Room {
    fn of(session: Session, asked: Arc<Questionnaire>, filter: RwSignal<Option<Text>>, minutes: RwSignal<i64>) -> Self {
        let questions = Memo::new({
            let asked = asked.clone();
            move |_| {
                session.with(|own| {
                    let Some(round) = own.latest_round() else { return Vec::new() };
                    let size = Settings::of(own, &asked.pack, round).size;
                    asked.pack.within(&size, own).collect::<Vec<usize>>()
                })
            }
        });
        let is_revealed = Memo::new(move |_| {
            session.with(|own| {
                let round = own.latest_round().and_then(|round| own.rounds.get(&round));
                round.is_some_and(|round| round.revealed == Some(true))
            })
        });
        let said = Memo::new({
            let asked = asked.clone();
            move |_| {
                let results = is_revealed.get().then(|| session.computed())??;
                let agreement = session.with(|own| agreement(&asked.pack, own, &results));
                let is_said = |question: &usize| {
                    results
                        .questions
                        .get(*question)
                        .is_some_and(|own| own.levels.len() + own.dont_know + own.not_applicable > 0)
                };
                let questions = questions.get().into_iter().filter(is_said);
                let order = disputed(&agreement, asked.pack.structure.scale.len(), questions);
                Some(Arc::new(Revealed { results, agreement, order }))
            }
        });
        Self { session, asked, questions, is_revealed, said, filter, minutes }
    }

    fn question(&self, place: usize) -> Option<&Question> {
        self.asked.pack.structure.questions.get(place)
    }

    /// The words of a question.
    fn words(&self, id: &QuestionId) -> Text {
        self.asked.texts.questions.get(id).map(|own| own.text.clone()).unwrap_or_default()
    }

    /// What a question is about: the id and the name of its process or group.
    fn section(&self, question: &Question) -> Option<(Text, Text)> {
        let texts = &self.asked.texts;
        let of_process = question.process.as_ref().map(|own| (own.as_str().into(), texts.processes.get(own)));
        let of_group = || question.group.as_ref().map(|own| (own.clone(), texts.groups.get(own)));
        let (id, named) = of_process.or_else(of_group)?;
        Some((id, named?.name.clone()))
    }

    /// Whether a question is among those that are shown.
    fn is_shown(&self, place: usize, filter: Option<&Text>) -> bool {
        let section = || self.section(self.question(place)?);
        filter.is_none_or(|filter| section().is_some_and(|(id, _)| id == *filter))
    }

    /// The questions one goes through, in their order. Until it is revealed that is the order of the pack, which tells
    /// nothing of what was said.
    fn sequence(&self) -> Vec<usize> {
        let filter = self.filter.get();
        let all = match self.said.get() {
            Some(said) => said.order.iter().map(|own| own.question).collect(),
            None => self.questions.get(),
        };
        all.into_iter().filter(|place| self.is_shown(*place, filter.as_ref())).collect()
    }

    /// What an option of the scale is called in few letters: its number, or its name where it has none.
    fn level(&self, place: usize) -> String {
        let Some(option) = self.asked.pack.structure.scale.get(place) else { return String::new() };
        if self.first_number().is_some() {
            return option.id.to_string();
        }
        self.asked.texts.options.get(&option.id).map(|own| own.name.to_string()).unwrap_or_default()
    }

    /// The number of the lowest option, where the options are numbers one after the other.
    fn first_number(&self) -> Option<u8> {
        let numbers: Option<Vec<u8>> =
            self.asked.pack.structure.scale.iter().map(|own| own.id.as_str().parse().ok()).collect();
        let numbers = numbers?;
        numbers.windows(2).all(|pair| pair[1] == pair[0].saturating_add(1)).then(|| numbers.first().copied())?
    }

    /// Where an option stands that was agreed on for a question.
    fn agreed(&self, id: &QuestionId) -> Option<usize> {
        let option = self.session.with(|own| own.said(own.latest_round()?, id)?.agreed.clone())?;
        self.asked.pack.option_index(&option)
    }
}
