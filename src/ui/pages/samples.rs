//! The samples a trainer opens in class, and the facilitator sheet of each.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{fetch, format, place, print};
use crate::exchange::file::read;
use crate::exchange::samples::{Exercise, Expected, Finding, Sample, Sheet, read_list, read_sheet};
use crate::locale::fill;
use crate::model::AssessmentId;
use crate::ui::app::arrive;
use crate::ui::dynamic::{block, on, text, when};
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::parts::import::refusal;
use crate::ui::route::{Place, Route};
use crate::ui::session::{Session, use_session};

/// Where the samples lie.
const FOLDER: &str = "samples/";

/// The samples to choose from.
pub fn samples() -> AnyView {
    let w = &more_words().samples;
    let found = RwSignal::new(None::<Result<Vec<Sample>, String>>);
    spawn_local(async move {
        let read = fetch::text(&[FOLDER, "index.json"].concat()).await.and_then(|file| read_list(&file));
        found.try_set(Some(read));
    });
    el("section")
        .attr("class", "samples")
        .attr("aria-label", w.title)
        .child(el("h2").child(w.title))
        .child(el("p").attr("class", "hint").child(w.means))
        .child(block(move || {
            found.get().map(|found| match found {
                Ok(all) => el("ul").attr("class", "cases").child(all.into_iter().map(line).collect::<Vec<_>>()),
                Err(why) => el("p").attr("class", "error").attr("role", "alert").child(fill(w.failed, &[&why])),
            })
        }))
        .into_any()
}

fn line(own: Sample) -> El {
    let w = &more_words().samples;
    let sheet = Place::Sheet(own.id.clone()).href();
    el("li").attr("class", "case").child(el("h3").child(own.name.clone())).child(el("p").child(own.about)).child(
        el("div")
            .attr("class", "actions")
            .child(open_button(own.id, own.name))
            .child(el("a").attr("href", sheet).child(w.sheet)),
    )
}

/// Takes the sample in, unless it is here, and shows its results.
fn open_button(id: String, name: String) -> El {
    let w = &more_words().samples;
    let session = use_session();
    let failed = RwSignal::new(None::<String>);
    let open = move |_| {
        let path = [FOLDER, &id, ".json"].concat();
        spawn_local(async move {
            match take_in(session, &path).await {
                Ok(Some(id)) => place::go(Place::Results.of(&id).trim_start_matches('#')),
                Ok(None) => {}
                Err(why) => failed.set(Some(why)),
            }
        });
    };
    el("div")
        .child(el("button").attr("type", "button").on(ev::click, on(open)).child(fill(w.open, &[&name])))
        .child(block(move || failed.get().map(|why| el("p").attr("class", "error").attr("role", "alert").child(why))))
}

async fn take_in(session: Session, path: &str) -> Result<Option<AssessmentId>, String> {
    let file = fetch::text(path).await.map_err(|why| fill(more_words().samples.failed, &[&why]))?;
    let file = read(&file).map_err(|error| refusal(&error))?;
    let taken = session.take_over(&file, false, String::new());
    // Nobody takes back what was opened to be looked at; the list of changes has it all the same.
    session.undo.set(None);
    Ok(taken)
}

/// What a trainer is told of a sample, on the screen and on paper.
pub fn sheet() -> AnyView {
    let session = use_session();
    block(move || match session.place() {
        Place::Sheet(id) => sheet_of(id),
        _ => ().into_any(),
    })
}

fn sheet_of(id: String) -> AnyView {
    let w = &more_words().samples;
    let found = RwSignal::new(None::<Result<Sheet, String>>);
    let title = move || {
        found.with(|found| match found {
            Some(Ok(sheet)) => fill(w.sheet_of, &[&sheet.title]),
            _ => w.sheet.to_owned(),
        })
    };
    arrive(Signal::derive(title));
    let path = [FOLDER, &id, ".sheet.json"].concat();
    spawn_local(async move {
        found.try_set(Some(fetch::text(&path).await.and_then(|file| read_sheet(&file))));
    });
    el("article")
        .attr("class", "page narrow sheet-page")
        .child(el("h1").attr("tabindex", "-1").child(text(title)))
        .child(block(move || {
            let id = id.clone();
            found.get().map(move |found| match found {
                Ok(own) => whole(id, own),
                Err(why) => el("p").attr("class", "error").attr("role", "alert").child(fill(w.sheet_failed, &[&why])),
            })
        }))
        .into_any()
}

fn whole(id: String, own: Sheet) -> El {
    let w = &more_words().samples;
    let session = use_session();
    let is_here = {
        let id = id.clone();
        move || id.parse().is_ok_and(|id| session.entries().iter().any(|own| own.id == id))
    };
    let solved = RwSignal::new(false);
    let findings = own.findings.into_iter().map(|finding| found(&id, finding)).collect::<Vec<_>>();
    el("div")
        .child(
            el("div")
                .attr("class", "actions screen-only")
                .child(open_button(id, own.title))
                .child(el("button").attr("type", "button").on(ev::click, on(|_| print::print())).child(w.print)),
        )
        .child(own.story.into_iter().map(|paragraph| el("p").child(paragraph)).collect::<Vec<_>>())
        .child(el("h2").child(w.findings))
        .child(when(move || !is_here(), move || el("p").attr("class", "hint screen-only").child(w.not_open)))
        .child(el("ol").attr("class", "finds").child(findings))
        .child(el("h2").child(w.exercises))
        .child(
            el("p").attr("class", "screen-only").child(
                el("button")
                    .attr("type", "button")
                    .on(ev::click, on(move |_| solved.update(|own| *own = !*own)))
                    .child(text(move || if solved.get() { w.hide.to_owned() } else { w.show.to_owned() })),
            ),
        )
        .child(
            own.exercises
                .into_iter()
                .enumerate()
                .map(|(index, own)| exercise(index + 1, own, solved))
                .collect::<Vec<_>>(),
        )
        .child(el("h2").child(w.expected))
        .child(el("p").attr("class", "hint").child(w.expected_means))
        .child(own.expected.into_iter().map(expected).collect::<Vec<_>>())
}

fn found(id: &str, own: Finding) -> El {
    let w = &more_words().samples;
    // The address is written without an assessment.
    let place = Route::parse(own.place.trim_start_matches('#')).place;
    let href = id.parse().map_or(own.place, |id| place.of(&id));
    el("li").child(el("p").attr("class", "finding").child(own.what)).child(
        el("p").child(own.how).child(" ").child(el("a").attr("class", "screen-only").attr("href", href).child(w.see)),
    )
}

fn exercise(number: usize, own: Exercise, solved: RwSignal<bool>) -> El {
    let w = &more_words().samples;
    let title = fill(w.exercise, &[&number.to_string(), &format::plain(own.minutes, 0)]);
    el("section").child(el("h3").child(title)).child(el("p").child(own.task)).child(when(
        move || solved.get(),
        move || {
            el("dl")
                .attr("class", "solution")
                .child(el("dt").child(w.hint))
                .child(el("dd").child(own.hint.clone()))
                .child(el("dt").child(w.solution))
                .child(el("dd").child(own.solution.clone()))
        },
    ))
}

/// The four indicators of a round. Numbers are those of the sheet, not computed here.
fn expected(own: Expected) -> El {
    let w = more_words();
    // Its indicators are called what the questionnaire calls them.
    let asked = use_session().asked();
    let number = |value: Option<f64>| value.map_or("–".to_owned(), |value| format::fixed(value, 2));
    let side = move |of: [Option<f64>; 3]| {
        let [score, low, high] = of.map(number);
        [
            el("td").attr("class", "number").child(score),
            el("td").attr("class", "number").child(fill(w.results.range_of, &[&low, &high])),
        ]
    };
    let row = |own: crate::exchange::samples::ExpectedIndicator| {
        let named = asked.as_ref().and_then(|asked| asked.texts.indicators.get(&*own.indicator));
        let name = named.map_or(own.indicator, |named| named.name.to_string());
        el("tr")
            .child(el("th").attr("scope", "row").child(name))
            .child(side(own.claimed).into_iter().collect::<Vec<_>>())
            .child(side(own.evidenced).into_iter().collect::<Vec<_>>())
            .child(el("td").attr("class", "number").child(number(own.outcome)))
            .child(el("td").attr("class", "number").child(number(own.confidence)))
    };
    let head = |name: &'static str| el("th").attr("scope", "col").child(name);
    let heads = [
        w.samples.indicator,
        w.results.claimed,
        w.results.range,
        w.results.evidenced,
        w.results.range,
        w.samples.figures,
        w.results.confidence,
    ];
    el("section")
        .child(el("h3").child(own.round.clone()))
        .child(el("p").child(fill(w.samples.pattern, &[&own.pattern])))
        .child(
            el("div")
                .attr("class", "scroll")
                .attr("tabindex", "0")
                .attr("role", "group")
                .attr("aria-label", own.round)
                .child(
                    el("table")
                        .attr("class", "sheet")
                        .child(el("thead").child(el("tr").child(heads.into_iter().map(head).collect::<Vec<_>>())))
                        .child(el("tbody").child(own.indicators.into_iter().map(row).collect::<Vec<_>>())),
                ),
        )
}
