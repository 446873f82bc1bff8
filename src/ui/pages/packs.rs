//! Questionnaires of one's own: what is in one, keeping it, asking it, and going on with another version of it.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::{fetch, file, place};
use crate::locale::fill;
use crate::model::pack::{Changes, Pack, TextFile, Texts, read_one_file};
use crate::model::{ProfileField, QuestionId, Statement, Text};
use crate::store::shelf::{self, Unavailable};
use crate::ui::dynamic::{block, flag, on};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::parts::import::import;
use crate::ui::route::Place;
use crate::ui::session::{BUILT_IN, PACK, Questionnaire, Session, use_session};

/// A pack that is kept in this browser, with the words of a size: in the language of the screen where it has them, or
/// in its own.
pub fn brought(session: Session, name: &str, size: Option<&str>) -> Result<Questionnaire, String> {
    let (pack, texts) = read_kept(session, name)?;
    let languages = [more_words().language, &pack.structure.language];
    let texts = Texts::fitting(&texts, size, languages).ok_or(more_words().packs.no_words)?;
    Ok(Questionnaire { pack, texts })
}

fn read_kept(session: Session, name: &str) -> Result<(Pack, Vec<Texts>), String> {
    read_one_file(&kept_text(session, name)?).map_err(|error| error.to_string())
}

fn kept_text(session: Session, name: &str) -> Result<String, String> {
    let w = &more_words().packs;
    match session.with_storage(|storage| shelf::find(storage, name)) {
        Some(Ok(text)) => Ok(text),
        Some(Err(Unavailable::Damaged(why))) => Err(fill(w.damaged, &[why])),
        Some(Err(Unavailable::Fault(fault))) => Err(fault.to_string()),
        Some(Err(Unavailable::Unknown)) | None => Err(w.not_here.to_owned()),
    }
}

/// The structure of the pack that is asked, as the text it is read from.
///
/// # Errors
/// Why it could not be had.
pub async fn structure_text(session: Session) -> Result<String, String> {
    match untrack(|| session.own_pack()) {
        Some(name) => kept_text(session, &name),
        None => fetch::text(&[PACK, "structure.json"].concat()).await,
    }
}

/// The words of the size that is asked, as the text they are read from; nothing where they stand in the pack itself.
///
/// # Errors
/// Why they could not be had.
pub async fn words_text(session: Session) -> Result<Option<String>, String> {
    let (own, asked) = untrack(|| (session.own_pack(), session.asked()));
    let Some(asked) = asked.filter(|_| own.is_none()) else { return Ok(None) };
    let texts = &asked.texts;
    let is_asked = |file: &&TextFile| file.size == texts.size && file.language == texts.language;
    let file = asked.pack.structure.texts.iter().find(is_asked).ok_or(more_words().packs.no_words)?;
    fetch::text(&[PACK, &file.path].concat()).await.map(Some)
}

/// Id and version of the name a fact has for a pack.
fn id_and_version(name: &str) -> (&str, &str) {
    let (id, rest) = name.split_once('@').unwrap_or((name, ""));
    (id, rest.split('#').next().unwrap_or_default())
}

fn called(name: &str) -> String {
    let (id, version) = id_and_version(name);
    fill(more_words().packs.called, &[id, version])
}

/// What is in a pack.
pub fn card(pack: &Pack, texts: &[Texts]) -> El {
    let w = &more_words().packs;
    let own = texts.first().cloned().unwrap_or_default();
    let count = |number: usize| number.to_string();
    let structure = &pack.structure;
    let size = |size: &crate::model::pack::Size| {
        let named = texts.iter().find_map(|own| own.sizes.get(&size.id));
        let name = named.map_or_else(|| size.id.clone(), |named| named.name.clone());
        fill(w.size, &[&name, &count(pack.asked(&size.id).count()), &count(size.minutes as usize)])
    };
    let process = |process: &crate::model::pack::Process| {
        own.processes.get(&process.id).map_or_else(|| process.id.to_string(), |named| named.name.to_string())
    };
    let mut languages: Vec<&str> = texts.iter().map(|own| &*own.language).collect();
    languages.dedup();
    el("div")
        .attr("class", "pack-card")
        .child(el("p").child(own.summary.clone()))
        .child(el("p").attr("class", "hint").child(fill(
            w.shape,
            &[
                &count(structure.questions.len()),
                &count(structure.processes.len()),
                &count(structure.ladder.len()),
                &count(structure.scale.len()),
            ],
        )))
        .child(el("ul").child(structure.sizes.iter().map(|own| el("li").child(size(own))).collect::<Vec<_>>()))
        .child((!structure.processes.is_empty()).then(|| {
            el("details").child(el("summary").child(w.processes)).child(
                el("ul").child(structure.processes.iter().map(|own| el("li").child(process(own))).collect::<Vec<_>>()),
            )
        }))
        .child(el("p").attr("class", "hint").child(fill(
            w.identity,
            &[&structure.id.to_string(), &structure.version, &languages.join(", "), &pack.fingerprint[..16]],
        )))
}

/// The questionnaires a new assessment can ask, where there is a choice.
pub fn choice() -> AnyView {
    let w = &more_words().packs;
    let session = use_session();
    let option = move |name: Option<Text>| {
        let (own, label) = (name.clone(), name.as_deref().map_or_else(|| w.built_in.to_owned(), called));
        el("label")
            .attr("class", "choice")
            .child(
                el("input")
                    .attr("type", "radio")
                    .attr("name", "pack")
                    .checked(flag(move || session.picked.get() == own))
                    .on(ev::change, on(move |_| session.picked.set(name.clone()))),
            )
            .child(el("span").attr("class", "choice-words").child(el("span").attr("class", "choice-name").child(label)))
    };
    block(move || {
        let kept = session.kept_packs();
        (!kept.is_empty()).then(|| {
            el("fieldset")
                .child(el("legend").child(w.title_one))
                .child(option(None))
                .child(kept.into_iter().map(|own| option(Some(own.name.into()))).collect::<Vec<_>>())
                .child(session.questionnaire.with(|asked| match asked {
                    Some(Err(why)) => Some(el("p").attr("class", "error").attr("role", "alert").child(why.clone())),
                    _ => None,
                }))
        })
    })
}

/// The packs that are kept in this browser, with what can be done with each.
pub fn shelf() -> AnyView {
    let w = &more_words().packs;
    let session = use_session();
    let removed = RwSignal::new(None::<(String, String)>);
    let put_back = move |_| {
        if let Some((name, text)) = removed.get_untracked()
            && session.keep_pack(&name, &text).is_ok()
        {
            removed.set(None);
        }
    };
    block(move || {
        let kept = session.kept_packs();
        (!kept.is_empty() || removed.with(Option::is_some)).then(|| {
            el("section")
                .attr("class", "shelf")
                .child(el("h2").child(w.title))
                .child(el("p").attr("class", "hint").child(w.means))
                .child(
                    el("ul")
                        .attr("class", "entries")
                        .child(kept.into_iter().map(|own| line(session, own.name, removed)).collect::<Vec<_>>()),
                )
                .child(removed.get().map(|(name, _)| {
                    el("p")
                        .attr("role", "status")
                        .child(fill(w.removed, &[&called(&name)]))
                        .child(" ")
                        .child(el("button").attr("type", "button").on(ev::click, on(put_back)).child(w.put_back))
                }))
        })
    })
}

fn line(session: Session, name: String, removed: RwSignal<Option<(String, String)>>) -> El {
    let w = &more_words().packs;
    let asking = session.asking(&name);
    let text = {
        let name = name.clone();
        move || session.with_storage(|storage| shelf::find(storage, &name).ok()).flatten()
    };
    let save = {
        let (name, text) = (name.clone(), text.clone());
        move |_| save_file(&name, text())
    };
    let begin = {
        let name = name.clone();
        move |_| {
            session.picked.set(Some(name.as_str().into()));
            place::go(Place::New.href().trim_start_matches('#'));
        }
    };
    let remove = {
        let name = name.clone();
        move |_| {
            let kept = text();
            if session.drop_pack(&name).is_ok() {
                removed.set(kept.map(|text| (name.clone(), text)));
            }
        }
    };
    let shown = match read_kept(session, &name) {
        Ok((pack, texts)) => el("details").child(el("summary").child(w.what)).child(card(&pack, &texts)),
        Err(why) => el("p").attr("class", "error").child(why),
    };
    let button = |class: &'static str, label: &'static str| {
        el("button").attr("type", "button").attr("class", class).child(label)
    };
    el("li")
        .attr("class", "entry")
        .child(
            el("div")
                .child(el("p").attr("class", "entry-name").child(called(&name)))
                .child(el("p").attr("class", "hint").child(fill(w.asking, &[&asking.to_string()])))
                .child(shown),
        )
        .child(
            el("div")
                .attr("class", "actions")
                .child(button("", w.begin).on(ev::click, on(begin)))
                .child(button("quiet", w.save).on(ev::click, on(save)))
                .child(button("quiet", w.remove).on(ev::click, on(remove))),
        )
}

fn save_file(name: &str, text: Option<String>) {
    let (id, version) = id_and_version(name);
    if let Some(text) = text {
        file::download(&format!("{id}-{version}.pack.json"), &text);
    }
}

/// What came in a file and is a pack: what is in it, and whether to keep it.
pub fn preview(pack: Pack, texts: Vec<Texts>, text: String, done: Callback<()>) -> El {
    let w = &more_words().packs;
    let session = use_session();
    let name = pack.name();
    let title = texts.first().map_or_else(|| pack.structure.id.to_string(), |own| own.title.to_string());
    let is_built_in = pack.structure.id.as_str() == BUILT_IN;
    let failed = RwSignal::new(None::<String>);
    let keep = {
        let name = name.clone();
        move |then_begin: bool| match session.keep_pack(&name, &text) {
            Ok(()) => {
                done.run(());
                session.questionnaire.update(|own| {
                    // A pack that was missing until now is looked for again.
                    if matches!(own, Some(Err(_))) {
                        *own = None;
                    }
                });
                if then_begin {
                    session.picked.set(Some(name.as_str().into()));
                    place::go(Place::New.href().trim_start_matches('#'));
                }
            }
            Err(fault) => failed.set(Some(fill(w.not_kept, &[&fault.to_string()]))),
        }
    };
    let keep_only = keep.clone();
    el("div")
        .attr("class", "panel")
        .attr("id", "import-preview")
        .attr("tabindex", "-1")
        .attr("role", "group")
        .attr("aria-label", title.clone())
        .child(el("h2").child(fill(w.came, &[&title])))
        .child(card(&pack, &texts))
        .child(
            is_built_in
                .then(|| el("p").attr("class", "error").attr("role", "alert").child(fill(w.same_id, &[BUILT_IN]))),
        )
        .child(block(move || failed.get().map(|why| el("p").attr("class", "error").attr("role", "alert").child(why))))
        .child(
            el("div")
                .attr("class", "actions")
                .child((!is_built_in).then(|| {
                    el("button")
                        .attr("type", "button")
                        .attr("class", "primary")
                        .on(ev::click, on(move |_| keep(true)))
                        .child(w.keep_and_begin)
                }))
                .child((!is_built_in).then(|| {
                    el("button").attr("type", "button").on(ev::click, on(move |_| keep_only(false))).child(w.keep)
                }))
                .child(
                    el("button")
                        .attr("type", "button")
                        .attr("class", "quiet")
                        .on(ev::click, on(move |_| done.run(())))
                        .child(more_words().steps.cancel),
                ),
        )
}

fn go_on(session: Session, name: String) -> El {
    let w = &more_words().packs;
    let version = id_and_version(&name).1.to_owned();
    let choose = {
        let version = version.clone();
        move |_| {
            let field = ProfileField::Pack(Some(name.as_str().into()));
            session.do_all(vec![Statement::Profile { field }], fill(w.gone_on, &[&version]));
        }
    };
    el("button").attr("type", "button").on(ev::click, on(choose)).child(fill(w.go_on, &[&version]))
}

/// Where the pack an assessment asks is not the one that is here: what can be done. Answers stay, whatever is chosen.
pub fn trouble() -> AnyView {
    let w = &more_words().packs;
    let session = use_session();
    block(move || {
        let named = session.own().profile.pack.clone()?;
        let panel = || el("div").attr("class", "trouble").attr("role", "alert");
        match (session.questionnaire.get()?, session.own_pack()) {
            (Err(why), Some(own)) => {
                let (id, _) = id_and_version(&own);
                let others = session.kept_packs().into_iter().filter(|kept| id_and_version(&kept.name).0 == id);
                let others: Vec<El> = others.map(|kept| go_on(session, kept.name)).collect();
                Some(
                    panel()
                        .child(el("p").child(fill(w.missing, &[&called(&own), &why])))
                        .child(el("div").attr("class", "actions").child(import(w.open_file)).child(others)),
                )
            }
            (Ok(asked), None) if *named != *asked.pack.name() => {
                let here = asked.pack.name();
                let gone: Vec<QuestionId> = session.with(|own| {
                    let said = own.said.values().flat_map(|round| round.iter());
                    let answered = said.filter(|(_, said)| !said.answers.is_empty()).map(|(id, _)| id.clone());
                    answered.filter(|id| asked.pack.question(id).is_none()).collect()
                });
                let (before, after) = (id_and_version(&named).1, id_and_version(&here).1);
                Some(
                    panel()
                        .child(el("p").child(fill(w.other_version, &[before, after])))
                        .child((!gone.is_empty()).then(|| el("p").child(fill(w.no_longer_asked, &[&ids(&gone)]))))
                        .child(go_on(session, here)),
                )
            }
            _ => None,
        }
    })
}

fn ids(ids: &[QuestionId]) -> String {
    const SHOWN: usize = 12;
    let first: Vec<&str> = ids.iter().take(SHOWN).map(QuestionId::as_str).collect();
    let more = ids.len().saturating_sub(SHOWN);
    let list = first.join(", ");
    if more == 0 { list } else { fill(more_words().packs.and_more, &[&list, &more.to_string()]) }
}

/// The pack that is asked, a file of it, and its other versions with what each would change.
pub fn asked() -> AnyView {
    let w = &more_words().packs;
    let session = use_session();
    block(move || {
        let own = session.own_pack()?;
        let (pack, texts) = read_kept(session, &own).ok()?;
        let save = {
            let own = own.clone();
            move |_| save_file(&own, session.with_storage(|storage| shelf::find(storage, &own).ok()).flatten())
        };
        let others = session
            .kept_packs()
            .into_iter()
            .filter(|kept| *kept.name != *own && id_and_version(&kept.name).0 == id_and_version(&own).0);
        let versions: Vec<El> = others
            .filter_map(|kept| {
                let (other, words) = read_kept(session, &kept.name).ok()?;
                let changes = Changes::between((&pack, &texts), (&other, &words));
                Some(version(session, kept.name, &changes))
            })
            .collect();
        Some(
            el("section")
                .attr("aria-label", w.title_one)
                .child(el("h2").child(called(&own)))
                .child(card(&pack, &texts))
                .child(el("p").child(el("button").attr("type", "button").on(ev::click, on(save)).child(w.save)))
                .child(versions),
        )
    })
}

fn version(session: Session, name: String, changes: &Changes) -> El {
    let w = &more_words().packs;
    let lines = [
        (w.added, &changes.added),
        (w.gone, &changes.gone),
        (w.recounted, &changes.recounted),
        (w.reworded, &changes.reworded),
    ];
    let lines: Vec<El> = lines
        .into_iter()
        .filter(|(_, own)| !own.is_empty())
        .map(|(says, own)| el("li").child(fill(says, &[&own.len().to_string(), &ids(own)])))
        .collect();
    el("div")
        .attr("class", "panel")
        .child(el("h3").child(fill(w.other_is_here, &[id_and_version(&name).1])))
        .child(if changes.is_empty() { el("p").child(w.nothing_changes) } else { el("ul").child(lines) })
        .child(go_on(session, name))
}
