//! Text whose words are explained where they stand: a word of the glossary is a button that opens its meaning below.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::ev;
use leptos::prelude::*;

use crate::model::Text;
use crate::model::pack::{Guide, Piece, Voice};
use crate::ui::dynamic::{block, on, text};
use crate::ui::el::{El, el, parts};

/// Marks words in the texts of one part of a screen: each where it stands first.
pub struct Glossed {
    guide: Option<Arc<Guide>>,
    seen: Vec<Text>,
}

/// Tells the meanings on a page apart.
static MEANINGS: AtomicUsize = AtomicUsize::new(0);

impl Glossed {
    /// Without a guide nothing is marked.
    pub fn new(guide: Option<Arc<Guide>>) -> Self {
        Self { guide, seen: Vec::new() }
    }

    /// An element with a sentence of the pack.
    pub fn of_pack(&mut self, tag: &'static str, sentence: &str) -> El {
        self.element(tag, sentence, Voice::Pack)
    }

    /// An element with a sentence of the app.
    pub fn of_app(&mut self, tag: &'static str, sentence: &str) -> El {
        self.element(tag, sentence, Voice::App)
    }

    fn element(&mut self, tag: &'static str, sentence: &str, voice: Voice) -> El {
        let Some(guide) = &self.guide else { return el(tag).child(sentence) };
        let pieces = guide.pieces(sentence, voice, &mut self.seen);
        if !pieces.iter().any(|piece| matches!(piece, Piece::Word { .. })) {
            return el(tag).child(sentence);
        }
        let id = format!("meaning-{}", MEANINGS.fetch_add(1, Ordering::Relaxed));
        let open = RwSignal::new(None::<Text>);
        let shown = pieces.into_iter().map(|piece| match piece {
            Piece::Plain(text) => parts(text),
            Piece::Word { shown, word } => button(shown, word, open, id.clone()),
        });
        let shown: Vec<AnyView> = shown.collect();
        let guide = guide.clone();
        let meaning = move || {
            let word = open.get()?;
            let means = guide.glossary.get(&*word)?.clone();
            Some(
                el("span").attr("class", "meaning").child(el("strong").child(capital(&word))).child(" – ").child(means),
            )
        };
        // The place is there from the start, so that what comes into it is read out.
        el(tag).child(shown).child(el("span").attr("id", id).attr("role", "status").child(block(meaning)))
    }
}

fn button(shown: String, word: Text, open: RwSignal<Option<Text>>, id: String) -> AnyView {
    let (own, pressed) = (word.clone(), word);
    let is_open = move || open.with(|open| open.as_ref() == Some(&own));
    let press = move |_| {
        open.update(|open| *open = if open.as_ref() == Some(&pressed) { None } else { Some(pressed.clone()) });
    };
    let close = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(None);
        }
    };
    el("button")
        .attr("type", "button")
        .attr("class", "word")
        .attr("aria-expanded", text(move || if is_open() { "true" } else { "false" }))
        .attr("aria-controls", id)
        .on(ev::click, on(press))
        .on(ev::keydown, on(close))
        .child(shown)
        .into_any()
}

/// A word as a sentence begins with it.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
