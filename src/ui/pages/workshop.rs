//! Many people, one assessment: invitations to hand out, replies to bring in, and who has answered how much. What
//! anybody said is not on this page.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys;
use wasm_bindgen::JsCast;

use crate::browser::listen::to_window;
use crate::browser::{file, focus, share};
use crate::exchange::invitation::Invitation;
use crate::exchange::letter::{self, Kind, MAX_CHARACTERS};
use crate::exchange::reply::admission::Refusal;
use crate::locale::fill;
use crate::model::{Assessment, InvitationField, InvitationId, ProfileField, Role, Statement};
use crate::score::{Turnout, turnout};
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, each, flag, maybe, on, text, when};
use crate::ui::el::{El, el};
use crate::ui::pages::process::address;
use crate::ui::parts::handing::link;
use crate::ui::parts::replies::Intake;
use crate::ui::parts::scanner::scanner;
use crate::ui::route::Place;
use crate::ui::session::{Session, use_session};
use crate::ui::{more_words, words};

pub fn workshop() -> AnyView {
    let w = &more_words().workshop;
    let session = use_session();
    arrive(Signal::stored(w.title.to_owned()));
    el("div")
        .attr("class", "page workshop")
        .child(el("h1").attr("tabindex", "-1").child(w.headline))
        .child(el("p").attr("class", "lead").child(w.lead))
        .child(invitations(session))
        .child(replies())
        .child(people(session))
        .into_any()
}

/// What was handed out, and the way to hand out more.
fn invitations(session: Session) -> El {
    let w = &more_words().workshop;
    let ids = Memo::new(move |_| {
        session.with(|own| own.invitations().keys().map(|id| id.to_string()).collect::<Vec<String>>())
    });
    el("section")
        .attr("class", "invitations")
        .child(el("h2").child(w.invitations))
        .child(el("p").attr("class", "hint").child(w.invitations_means))
        .child(anonymity(session))
        .child(when(move || ids.with(Vec::is_empty), move || el("p").attr("class", "empty").child(w.none)))
        .child(
            el("ul")
                .attr("class", "invitation-list")
                .child(each(move || ids.get(), move |id| id.parse().ok().map(|id| invitation(session, id)))),
        )
        .child(new_invitation(session))
}

/// Whether replies bear names; chosen before the first of them.
fn anonymity(session: Session) -> El {
    let w = &more_words().workshop;
    let is_on = move || session.with(|own| own.is_anonymous());
    let is_fixed = has_answers(session);
    let change = move |_: ev::Event| {
        let now = !untrack(is_on);
        let field = ProfileField::Anonymous(now.then_some(true));
        session
            .do_all(vec![Statement::Profile { field }], if now { w.anonymous_on } else { w.anonymous_off }.to_owned());
    };
    el("div")
        .attr("class", "field anonymity")
        .child(
            el("label")
                .attr("class", "choice")
                .child(
                    el("input")
                        .attr("type", "checkbox")
                        .attr("disabled", flag(move || is_fixed.get()))
                        .attr("aria-describedby", "anonymous-means")
                        .checked(flag(is_on))
                        .on(ev::change, on(change)),
                )
                .child(el("span").child(w.anonymous)),
        )
        .child(
            el("p")
                .attr("class", "hint")
                .attr("id", "anonymous-means")
                .child(text(move || if is_fixed.get() { w.anonymous_fixed } else { w.anonymous_means })),
        )
}

/// Whether something was answered already, in any round.
fn has_answers(session: Session) -> Memo<bool> {
    Memo::new(move |_| session.with(|own| own.said.values().any(|said| !said.is_empty())))
}

/// One that was handed out.
fn invitation(session: Session, id: InvitationId) -> El {
    let w = &more_words().workshop;
    let row = move || session.with(|own| own.invitations().get(&id).cloned()).unwrap_or_default();
    let letter = Memo::new(move |_| session.with(|own| Invitation::of(own, id)).map(|own| own.write()));
    let label = move || row().label.unwrap_or_default().to_string();
    let came = move || session.with(|own| own.respondents.values().filter(|own| own.invitation == Some(id)).count());
    let is_closed = Memo::new(move |_| row().closed == Some(true));
    let says = move || {
        let role = row().role.map_or(w.for_all, |role| words().role(role));
        let count = match came() {
            0 => w.no_replies.to_owned(),
            1 => w.one_reply.to_owned(),
            n => fill(w.replies_count, &[&n.to_string()]),
        };
        let closed = is_closed.get().then(|| w.closed.to_owned());
        [Some(fill(w.of_role, &[role])), Some(count), closed].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let turn = move |_: ev::MouseEvent| {
        let now = !is_closed.get_untracked();
        let cell = InvitationField::Closed(now.then_some(true)).of(id);
        session.do_all(vec![cell.into()], if now { w.closed_done } else { w.opened_done }.to_owned());
    };
    el("li")
        .attr("class", "panel")
        .child(el("h3").child(text(label)))
        .child(el("p").attr("class", "hint").child(text(says)))
        .child(block(move || {
            let address = [&*share::here(), Kind::Invitation.address(), &letter.get()?].concat();
            Some(link(&format!("invitation-{id}"), &untrack(label), &address))
        }))
        .child(
            el("div").attr("class", "actions").child(
                el("button").attr("type", "button").attr("class", "quiet").on(ev::click, on(turn)).child(text(
                    move || {
                        if is_closed.get() { w.open_again } else { w.close }
                    },
                )),
            ),
        )
}

fn new_invitation(session: Session) -> El {
    let w = &more_words().workshop;
    let name = session.peek(|own| own.profile.name.clone()).unwrap_or_default();
    let (label, role) = (RwSignal::new(name.to_string()), RwSignal::new(None::<Role>));
    let missing = RwSignal::new(false);
    let invite = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = label.get_untracked();
        let typed = typed.trim();
        if typed.is_empty() {
            missing.set(true);
            focus::on("#invitation-label");
            return;
        }
        let (Some(id), Some(round)) = (session.new_row().map(InvitationId), untrack(|| session.round())) else {
            return;
        };
        let role = role.get_untracked();
        let fields = [
            Some(InvitationField::Label(Some(typed.into()))),
            Some(InvitationField::Round(Some(round))),
            role.map(|role| InvitationField::Role(Some(role))),
        ];
        let cells = fields.into_iter().flatten().map(|field| Statement::from(field.of(id))).collect();
        session.do_all(cells, fill(w.invited, &[typed]));
        request_animation_frame(move || {
            focus::on(&format!("[id='invitation-{id}']"));
        });
    };
    let option = |own: Option<Role>| {
        el("option").attr("value", own.map_or("", Role::word)).child(own.map_or(w.for_all, |own| words().role(own)))
    };
    el("form")
        .attr("class", "new-invitation")
        .attr("novalidate", true)
        .attr("aria-label", w.invite)
        .on(ev::submit, on(invite))
        .child(
            el("div")
                .attr("class", "field")
                .child(el("label").attr("for", "invitation-label").child(w.label))
                .child(
                    el("input")
                        .attr("id", "invitation-label")
                        .attr("type", "text")
                        .attr("maxlength", "200")
                        .attr("aria-invalid", maybe(move || missing.get().then_some("true")))
                        .attr("aria-describedby", "invitation-label-means")
                        .value(text(move || label.get()))
                        .on(
                            ev::input,
                            on(move |event| {
                                label.set(event_target_value(&event));
                                missing.set(false);
                            }),
                        ),
                )
                .child(el("p").attr("class", "hint").attr("id", "invitation-label-means").child(w.label_means))
                .child(el("p").attr("class", "error").child(block(move || missing.get().then_some(w.label_missing)))),
        )
        .child(
            el("div").attr("class", "field").child(el("label").attr("for", "invitation-role").child(w.for_whom)).child(
                el("select")
                    .attr("id", "invitation-role")
                    .child(option(None))
                    .child(Role::ALL.iter().map(|own| option(Some(*own))).collect::<Vec<_>>())
                    .on(ev::change, on(move |event| role.set(Role::from_word(&event_target_value(&event))))),
            ),
        )
        .child(el("button").attr("type", "submit").attr("class", "primary").child(w.invite))
}

/// Where replies come in: as files, or pasted.
fn replies() -> El {
    let w = &more_words().workshop;
    let intake = Intake::new();
    let pasting = RwSignal::new(None::<String>);
    let is_scanning = RwSignal::new(false);
    // What one telephone after the other shows comes together until it is taken over.
    let scanned = StoredValue::new(Vec::<(String, String)>::new());
    let found = move |text: String| {
        let all = scanned.try_update_value(|all| {
            let source = fill(more_words().replies.code_source, &[&(all.len() + 1).to_string()]);
            all.push((source, text));
            all.clone()
        });
        intake.take_quietly(&all.unwrap_or_default());
    };
    let choose = move |event: ev::Event| {
        let Some(input) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()) else { return };
        read(intake, file::all(&input), move || input.set_value(""));
    };
    // Wherever on the screen they are dropped: the browser would leave the page and show the first of them.
    let over = to_window("dragover", Box::new(|event| event.prevent_default()));
    let dropped = to_window(
        "drop",
        Box::new(move |event| {
            event.prevent_default();
            read(intake, file::dropped(&event), || {});
        }),
    );
    let listeners = StoredValue::new_local(Some([over, dropped]));
    on_cleanup(move || {
        for own in listeners.try_update_value(Option::take).flatten().into_iter().flatten() {
            own.stop();
        }
    });
    let look = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(text) = pasting.get_untracked() {
            intake.take(&[(more_words().replies.pasted_source.to_owned(), text)], Vec::new());
            pasting.set(None);
        }
    };
    let open = move |_: ev::MouseEvent| {
        pasting.set(Some(String::new()));
        request_animation_frame(|| {
            focus::on("#pasted-replies");
        });
    };
    el("section")
        .attr("class", "replies-in")
        .child(el("h2").child(w.replies))
        .child(el("p").attr("class", "hint").child(w.replies_means))
        .child(
            el("div")
                .attr("class", "actions")
                .child(
                    el("label").attr("class", "button file").child(w.files).child(
                        el("input")
                            .attr("type", "file")
                            .attr("class", "for-reader")
                            .attr("multiple", true)
                            .attr("accept", ".txt,text/plain")
                            .on(ev::change, on(choose)),
                    ),
                )
                .child(el("button").attr("type", "button").on(ev::click, on(open)).child(w.paste))
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("aria-expanded", text(move || is_scanning.get().to_string()))
                        .on(ev::click, on(move |_| is_scanning.update(|own| *own = !*own)))
                        .child(text(move || if is_scanning.get() { w.stop_scanning } else { w.scan })),
                ),
        )
        .child(when(
            move || is_scanning.get(),
            move || {
                scanned.set_value(Vec::new());
                scanner(is_reply, Callback::new(found))
            },
        ))
        .child(when(
            move || pasting.with(Option::is_some),
            move || {
                el("form")
                    .attr("class", "field")
                    .on(ev::submit, on(look))
                    .child(el("label").attr("for", "pasted-replies").child(w.paste_label))
                    .child(el("p").attr("class", "hint").attr("id", "pasted-replies-means").child(w.paste_means))
                    .child(
                        el("textarea")
                            .attr("id", "pasted-replies")
                            .attr("rows", "4")
                            .attr("aria-describedby", "pasted-replies-means")
                            .on(ev::input, on(move |event| pasting.set(Some(event_target_value(&event))))),
                    )
                    .child(
                        el("div")
                            .attr("class", "actions")
                            .child(el("button").attr("type", "submit").attr("class", "primary").child(w.look))
                            .child(
                                el("button")
                                    .attr("type", "button")
                                    .attr("class", "quiet")
                                    .on(ev::click, on(move |_| pasting.set(None)))
                                    .child(more_words().steps.cancel),
                            ),
                    )
            },
        ))
        .child(intake.preview())
}

/// Whether a code holds a reply.
fn is_reply(text: &str) -> bool {
    !letter::find(Kind::Reply, text).is_empty()
}

/// Reads files and hands on what stands in them. One that cannot be read, or is too large to be one, is refused as such.
fn read(intake: Intake, files: Vec<(String, web_sys::File)>, done: impl FnOnce() + 'static) {
    if files.is_empty() {
        return;
    }
    spawn_local(async move {
        let (mut texts, mut unread) = (Vec::with_capacity(files.len()), Vec::new());
        for (name, own) in files {
            match file::text(own, MAX_CHARACTERS).await {
                Ok(content) => texts.push((name, content)),
                Err(Some(_)) => unread.push((name, Refusal::TooLarge)),
                Err(None) => unread.push((name, Refusal::Foreign)),
            }
        }
        done();
        intake.take(&texts, unread);
    });
}

/// Who has answered, and how much. Of anonymous replies only how many there are.
fn people(session: Session) -> El {
    let w = &more_words().workshop;
    let lines = move || {
        let Some(asked) = session.asked() else { return Vec::new() };
        session.with(|own| {
            let size = own.profile.size.as_deref().unwrap_or_default();
            let questions: Vec<usize> = asked.pack.within(size, own).collect();
            let all = turnout(&asked.pack, own, &questions);
            let begun = all.iter().filter(|own| own.answered > 0).count();
            let says = match begun {
                0 => return vec![el("p").attr("class", "empty").child(w.nobody)],
                1 => w.one_answered.to_owned(),
                n => fill(w.many_answered, &[&n.to_string()]),
            };
            let says = el("p").attr("class", "count-answered").child(says);
            if own.is_anonymous() {
                return vec![says, el("p").attr("class", "hint").child(more_words().room.turnout_anonymous)];
            }
            vec![says, table(own, &all)]
        })
    };
    el("section")
        .attr("class", "answered")
        .child(el("h2").attr("id", "who-answered").attr("tabindex", "-1").child(w.people))
        .child(el("p").attr("class", "hint").child(w.people_means))
        .child(block(lines))
        .child(
            el("div").attr("class", "actions").child(
                el("a").attr("class", "button").attr("href", address(session, Place::Room(None))).child(w.to_room),
            ),
        )
}

fn table(own: &Assessment, all: &[Turnout]) -> El {
    let w = &more_words().workshop;
    let invitations = own.invitations();
    let head = [w.person, w.role, w.answered, w.came_by].map(|name| el("th").attr("scope", "col").child(name));
    let row = |turnout: &Turnout| {
        let person = own.respondents.get(&turnout.respondent).cloned().unwrap_or_default();
        let label = |code: InvitationId| invitations.get(&code).and_then(|own| own.label.clone()).unwrap_or_default();
        let share = fill(w.of_asked, &[&turnout.answered.to_string(), &turnout.asked.to_string()]);
        el("tr")
            .child(el("th").attr("scope", "row").child(person.name.unwrap_or_else(|| more_words().who.unnamed.into())))
            .child(el("td").child(person.role.map_or(more_words().who.no_role, |role| words().role(role))))
            .child(el("td").attr("class", "number").child(share))
            .child(el("td").child(person.invitation.map_or_else(|| w.here.into(), label)))
    };
    el("div").attr("class", "scroll").attr("tabindex", "0").attr("role", "group").attr("aria-label", w.people).child(
        el("table")
            .child(el("thead").child(el("tr").child(head.into_iter().collect::<Vec<_>>())))
            .child(el("tbody").child(all.iter().map(row).collect::<Vec<_>>())),
    )
}
