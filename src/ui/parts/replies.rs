//! Replies come in: they are read, shown with what they would change, and taken over only then, all at once and in one
//! step. Hundreds are read bit by bit, so that the page shows how far it is.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::focus;
use crate::exchange::file::Incoming;
use crate::exchange::letter::{self, Kind};
use crate::exchange::reply;
use crate::exchange::reply::admission::{Admission, Admitted, Line, Refusal, Taken};
use crate::locale::fill;
use crate::model::AssessmentId;
use crate::ui::dynamic::{block, on};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::parts::keep::note;
use crate::ui::route::Place;
use crate::ui::session::{Session, use_session};

/// The most replies of a kind that are named one by one.
const NAMED: usize = 20;

/// How long the page works on replies before it draws again, in milliseconds.
const SLICE: f64 = 12.0;

/// How replies stand that came in.
#[derive(Clone, Default)]
enum Standing {
    #[default]
    Nothing,
    /// So much is read, 0 to 1.
    Reading(f64),
    Read(AssessmentId, Admitted),
    /// Why none of them can be looked at here.
    Lost(String),
}

/// Replies that are being read, and what could not be read at all.
type Admitting = (Admission, Vec<(String, Refusal)>);

/// Where replies come in, on any screen.
#[derive(Clone, Copy)]
pub struct Intake {
    session: Session,
    standing: RwSignal<Standing>,
    /// What is being read.
    admission: StoredValue<Option<Admitting>, LocalStorage>,
    /// Whether what was read takes the focus.
    is_quiet: StoredValue<bool>,
    /// Counts what came in, so that what was left is not read on.
    turn: StoredValue<u32>,
}

impl Intake {
    pub fn new() -> Self {
        let own = Self {
            session: use_session(),
            standing: RwSignal::default(),
            admission: StoredValue::new_local(None),
            is_quiet: StoredValue::new(false),
            turn: StoredValue::new(0),
        };
        on_cleanup(move || _ = own.turn.try_update_value(|turn| *turn += 1));
        own
    }

    /// Reads texts, each with the name of what it stood in, for the assessment that has issued their invitations. What
    /// none has issued is refused by the one that is open, and what could not be read for its reason.
    pub fn take(self, texts: &[(String, String)], unread: Vec<(String, Refusal)>) {
        let issuer = texts.iter().flat_map(|(_, text)| letter::find(Kind::Reply, text));
        let issuer =
            issuer.filter_map(|letter| reply::read(&letter).ok()).find_map(|own| self.session.issuer(own.invitation));
        match issuer.or_else(|| untrack(|| self.session.id())) {
            Some(id) => self.begin(id, texts, unread),
            None => self.told(Standing::Lost(more_words().replies.nobody_issued.to_owned())),
        }
    }

    /// The same without the focus going there: more may come.
    pub fn take_quietly(self, texts: &[(String, String)]) {
        self.is_quiet.set_value(true);
        self.take(texts, Vec::new());
    }

    /// The same for one that nobody was waiting for: it is refused where no assessment here has issued its invitation.
    pub fn take_one(self, source: &str, letter: &str) {
        let refused = match reply::read(letter) {
            Ok(reply) if self.session.issuer(reply.invitation).is_some() => None,
            Ok(_) => Some(more_words().replies.nobody_issued.to_owned()),
            Err(why) => Some(refusal(&why.into())),
        };
        match refused {
            Some(why) => self.told(Standing::Lost(why)),
            None => self.take(&[(source.to_owned(), letter.to_owned())], Vec::new()),
        }
    }

    fn begin(self, id: AssessmentId, texts: &[(String, String)], unread: Vec<(String, Refusal)>) {
        let Some(facts) = self.session.facts_of(&id) else { return };
        let asked = untrack(|| self.session.asked());
        let named = facts.assessment().profile.pack.unwrap_or_default();
        let Some(asked) = asked.filter(|asked| asked.pack.name() == *named) else {
            return self.told(Standing::Lost(more_words().replies.other_pack.to_owned()));
        };
        self.admission.set_value(Some((Admission::new(&facts, &asked.pack, texts), unread)));
        self.turn.update_value(|turn| *turn += 1);
        self.standing.set(Standing::Reading(0.0));
        self.go_on(id, self.turn.get_value());
    }

    fn go_on(self, id: AssessmentId, turn: u32) {
        set_timeout(
            move || {
                if self.turn.try_get_value() != Some(turn) {
                    return;
                }
                let begin = js_sys::Date::now();
                let more = self.admission.try_update_value(|own| {
                    let (own, _) = own.as_mut()?;
                    let mut more = true;
                    while more && js_sys::Date::now() - begin < SLICE {
                        more = own.step();
                    }
                    Some((more, own.progress()))
                });
                match more.flatten() {
                    Some((true, progress)) => {
                        self.standing.set(Standing::Reading(progress));
                        self.go_on(id.clone(), turn);
                    }
                    Some((false, _)) => {
                        let done = self.admission.try_update_value(Option::take).flatten();
                        self.told(done.map_or(Standing::Nothing, |(own, unread)| {
                            let mut admitted = own.finish();
                            admitted.refused += unread.len();
                            let line = |(source, why)| Line { source, place: 1, outcome: Err(why) };
                            admitted.lines.extend(unread.into_iter().map(line));
                            Standing::Read(id.clone(), admitted)
                        }));
                    }
                    None => {}
                }
            },
            Duration::ZERO,
        );
    }

    fn told(self, standing: Standing) {
        self.standing.set(standing);
        if !self.is_quiet.try_update_value(std::mem::take).unwrap_or_default() {
            request_animation_frame(|| {
                focus::on("#replies-preview");
            });
        }
    }

    fn leave(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.standing.set(Standing::Nothing);
    }

    /// What came in, and the way to take it over.
    pub fn preview(self) -> AnyView {
        let w = &more_words().replies;
        block(move || match self.standing.get() {
            Standing::Nothing => None,
            Standing::Reading(done) => {
                Some(el("div").attr("class", "panel").attr("role", "status").child(el("p").child(w.reading)).child(
                    el("progress").attr("max", "1").attr("value", done.to_string()).attr("aria-label", w.reading),
                ))
            }
            Standing::Lost(why) => Some(
                el("p")
                    .attr("class", "error")
                    .attr("id", "replies-preview")
                    .attr("tabindex", "-1")
                    .attr("role", "alert")
                    .child(why),
            ),
            Standing::Read(id, admitted) => Some(self.read(&id, &admitted)),
        })
    }

    fn read(self, id: &AssessmentId, admitted: &Admitted) -> El {
        let w = &more_words().replies;
        let name = self.session.assessment_of(id).and_then(|own| own.profile.name);
        let name = name.map_or_else(|| more_words().frame.unnamed.to_owned(), |name| name.to_string());
        let is_elsewhere = untrack(|| self.session.id()).as_ref() != Some(id);
        let taken = admitted.lines.iter().filter(|line| line.outcome.is_ok()).count();
        let same = taken_of(admitted).filter(|(_, own)| own.brings_nothing).count();
        let brings = !admitted.facts.is_empty() && same < taken && !admitted.is_too_much;
        let says = match taken {
            0 => w.none.to_owned(),
            _ if same == taken => w.all_known.to_owned(),
            1 => w.one.to_owned(),
            n => fill(w.many, &[&n.to_string()]),
        };
        let count = |sentence: &str, n: usize| (n > 0).then(|| el("li").child(fill(sentence, &[&n.to_string()])));
        let take_over = {
            let (id, admitted) = (id.clone(), admitted.clone());
            move |_: ev::MouseEvent| self.take_over(&id, &admitted, taken)
        };
        el("div")
            .attr("class", "panel replies")
            .attr("id", "replies-preview")
            .attr("tabindex", "-1")
            .attr("role", "group")
            .attr("aria-label", w.title)
            .child(el("h2").child(w.title))
            .child(el("p").child(says).child(is_elsewhere.then(|| [" ", &fill(w.into, &[&name])].concat())))
            .child(
                el("ul")
                    .child(count(w.people, admitted.people))
                    .child(count(w.changed, admitted.changed))
                    .child(count(w.same, same))
                    .child(notes(admitted)),
            )
            .child(refused(admitted))
            .child(admitted.is_too_much.then(|| el("p").attr("class", "error").child(w.too_much)))
            .child(
                el("div")
                    .attr("class", "actions")
                    .child(brings.then(|| {
                        el("button")
                            .attr("type", "button")
                            .attr("class", "primary")
                            .on(ev::click, on(take_over))
                            .child(w.take)
                    }))
                    .child(
                        el("button")
                            .attr("type", "button")
                            .attr("class", "quiet")
                            .on(ev::click, on(move |_| self.leave()))
                            .child(more_words().steps.cancel),
                    ),
            )
    }

    fn take_over(self, id: &AssessmentId, admitted: &Admitted, taken: usize) {
        let w = &more_words().replies;
        let done = match taken {
            1 => w.taken_one.to_owned(),
            n => fill(w.taken, &[&n.to_string()]),
        };
        let incoming = Incoming { assessment: id.clone(), facts: admitted.facts.clone(), pack: None };
        if self.session.take_over(&incoming, false, done).is_some() {
            note(self.session, incoming.facts.len());
            self.standing.set(Standing::Nothing);
            crate::browser::place::go(Place::Workshop.of(id).trim_start_matches('#'));
            request_animation_frame(|| {
                focus::on("#who-answered");
            });
        }
    }
}

fn taken_of(admitted: &Admitted) -> impl Iterator<Item = (&Line, &Taken)> {
    admitted.lines.iter().filter_map(|line| Some((line, line.outcome.as_ref().ok()?)))
}

/// How a line is called: by its file, and by its place where the file has several.
fn called(line: &Line, admitted: &Admitted) -> String {
    let several = admitted.lines.iter().filter(|own| own.source == line.source).nth(1).is_some();
    if several { format!("{}, {}", line.source, line.place) } else { line.source.clone() }
}

/// So many of them, and how many more there are.
fn listed(lines: Vec<String>) -> Vec<El> {
    let more = lines.len().saturating_sub(NAMED);
    let named = lines.into_iter().take(NAMED).map(|line| el("li").child(line));
    let more = (more > 0).then(|| el("li").child(fill(more_words().replies.more, &[&more.to_string()])));
    named.chain(more).collect()
}

/// What is to be known of replies that can be taken over.
fn notes(admitted: &Admitted) -> Vec<El> {
    let w = &more_words().replies;
    let mut lines = Vec::new();
    for (line, own) in taken_of(admitted) {
        let called = || called(line, admitted);
        let unknown: Vec<&str> = own.unknown.iter().map(|id| id.as_str()).collect();
        lines.extend(own.is_late.then(|| fill(w.late, &[&called()])));
        lines.extend(own.is_of_earlier_round.then(|| fill(w.earlier, &[&called()])));
        lines.extend((!unknown.is_empty()).then(|| fill(w.unknown, &[&called(), &unknown.join(", ")])));
    }
    listed(lines)
}

fn refused(admitted: &Admitted) -> Option<El> {
    let w = &more_words().replies;
    let line = |line: &Line| {
        let why = line.outcome.as_ref().err()?;
        Some(fill(w.refused_line, &[&called(line, admitted), &refusal(why)]))
    };
    let lines: Vec<String> = admitted.lines.iter().filter_map(line).collect();
    let head = match lines.len() {
        0 => return None,
        1 => w.refused_one.to_owned(),
        n => fill(w.refused, &[&n.to_string()]),
    };
    Some(
        el("div")
            .attr("role", "alert")
            .child(el("p").attr("class", "error").child(head))
            .child(el("ul").attr("class", "refused").child(listed(lines))),
    )
}

/// Why a reply is refused, for whoever brought it in.
fn refusal(why: &Refusal) -> String {
    let w = &more_words().replies;
    match why {
        Refusal::Foreign => w.foreign.to_owned(),
        Refusal::Newer(format) => fill(w.newer, &[&format.to_string()]),
        Refusal::CutOff => w.cut_off.to_owned(),
        Refusal::Damaged => w.damaged.to_owned(),
        Refusal::TooLarge => w.too_large.to_owned(),
        Refusal::Stranger => w.stranger.to_owned(),
        Refusal::Forged => w.forged.to_owned(),
        Refusal::OtherRound => w.other_round.to_owned(),
        Refusal::Outdated(ids) => {
            let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
            fill(w.outdated, &[&ids.join(", ")])
        }
    }
}
