//! Every piece of text of a pack that a person reads, with what it is and where it stands.

use super::files::Opened;
use super::finding::Spot;
use fourfold::model::json::Node;

/// What a piece of text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    Title,
    Summary,
    Name,
    /// The sentence under a name.
    Means,
    /// What an evidence grade means: a phrase, shown within a line.
    GradeMeans,
    Goal,
    Question,
    Anchor,
    Evidence,
    CounterCheck,
    For,
    Fail,
    Step,
    First,
    Next,
    Task,
    Gives,
    Before,
    Outside,
    Word,
}

impl Part {
    /// What it is called in a message.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Name => "name",
            Self::Means | Self::GradeMeans => "sentence under the name",
            Self::Goal => "goal",
            Self::Question => "question",
            Self::Anchor => "anchor",
            Self::Evidence => "piece of evidence",
            Self::CounterCheck => "counter-check",
            Self::For => "purpose",
            Self::Fail => "way to fail",
            Self::Step => "first step",
            Self::First => "note on what comes first",
            Self::Next => "next step",
            Self::Task => "improvement",
            Self::Gives => "gain",
            Self::Before => "condition",
            Self::Outside => "question for customers",
            Self::Word => "glossary entry",
        }
    }
}

/// A piece of text.
pub struct Passage<'a> {
    pub spot: Spot<'a>,
    pub text: String,
    pub part: Part,
    /// The section and id it belongs to.
    pub of: (&'static str, String),
    /// Which of several: the option, or the place in its list.
    pub which: String,
    pub language: String,
}

impl Passage<'_> {
    /// What makes it the same piece in the text of another size.
    pub fn key(&self) -> (&str, Part, &(&'static str, String), &str) {
        (&self.language, self.part, &self.of, &self.which)
    }

    /// How a message names it, such as "anchor 3 of inc-a1".
    pub fn named(&self) -> String {
        let which = if self.which.is_empty() { String::new() } else { format!(" {}", self.which) };
        match &*self.of.1 {
            "" => format!("{}{which}", self.part.name()),
            of => format!("{}{which} of {of}", self.part.name()),
        }
    }

    pub fn is_english(&self) -> bool {
        let language = self.language.to_ascii_lowercase();
        language == "en" || language.starts_with("en-")
    }
}

/// All pieces, file by file from top to bottom.
pub fn all<'a>(opened: &Opened<'a>) -> Vec<Passage<'a>> {
    let mut all = Vec::new();
    for words in &opened.texts {
        let mut collect = Collect { all: &mut all, language: &words.texts.language };
        collect.one(words.spot.key("title"), Part::Title, ("pack", ""), "");
        collect.one(words.spot.key("summary"), Part::Summary, ("pack", ""), "");
        let sections = ["sizes", "options", "grades", "levels", "attributes", "indicators", "processes", "groups"];
        for section in sections {
            collect.names(section, words.spot);
        }
        collect.questions(words.spot);
    }
    for guidance in &opened.guides {
        let mut collect = Collect { all: &mut all, language: &guidance.guide.language };
        collect.guide(guidance.spot);
    }
    all
}

/// The same without what another size has already said under the same key.
pub fn once<'p, 'a>(passages: &'p [Passage<'a>]) -> Vec<&'p Passage<'a>> {
    let mut seen = std::collections::BTreeSet::new();
    passages.iter().filter(|own| seen.insert(own.key())).collect()
}

struct Collect<'c, 'a> {
    all: &'c mut Vec<Passage<'a>>,
    language: &'c str,
}

impl<'a> Collect<'_, 'a> {
    fn one(&mut self, spot: Spot<'a>, part: Part, (section, id): (&'static str, &str), which: &str) {
        let Some(text) = spot.node.text() else { return };
        let (text, of, which) = (text.into_owned(), (section, id.to_owned()), which.to_owned());
        self.all.push(Passage { spot, text, part, of, which, language: self.language.to_owned() });
    }

    fn list(&mut self, spot: Spot<'a>, part: Part, of: (&'static str, &str)) {
        for (index, node) in spot.node.elements().into_iter().flatten().enumerate() {
            self.one(spot.at(node), part, of, &(index + 1).to_string());
        }
    }

    fn names(&mut self, section: &'static str, words: Spot<'a>) {
        for (id, node) in members(words.node.get(section)) {
            let sentence = if section == "grades" { Part::GradeMeans } else { Part::Means };
            for (key, node) in members(Some(node)) {
                let part = if key == "name" { Part::Name } else { sentence };
                self.one(words.at(node), part, (section, &id), "");
            }
        }
    }

    fn questions(&mut self, words: Spot<'a>) {
        for (id, node) in members(words.node.get("questions")) {
            let of = ("questions", &*id);
            let question = words.at(node);
            self.one(question.key("goal"), Part::Goal, of, "");
            self.one(question.key("text"), Part::Question, of, "");
            for (option, node) in members(node.get("levels")) {
                self.one(words.at(node), Part::Anchor, of, &option);
            }
            self.list(question.key("evidence"), Part::Evidence, of);
            self.one(question.key("counter_check"), Part::CounterCheck, of, "");
        }
    }

    fn guide(&mut self, guide: Spot<'a>) {
        for (id, node) in members(guide.node.get("processes")) {
            let of = ("processes", &*id);
            let process = guide.at(node);
            self.one(process.key("for"), Part::For, of, "");
            self.list(process.key("fails"), Part::Fail, of);
            self.list(process.key("steps"), Part::Step, of);
            self.one(process.key("first"), Part::First, of, "");
        }
        for (id, node) in members(guide.node.get("next")) {
            for (option, node) in members(Some(node)) {
                self.one(guide.at(node), Part::Next, ("next", &id), &option);
            }
        }
        for (id, node) in members(guide.node.get("moves")) {
            for (key, part) in [("do", Part::Task), ("gives", Part::Gives), ("first", Part::Before)] {
                self.one(guide.at(node).key(key), part, ("moves", &id), "");
            }
        }
        for (section, part) in [("outside", Part::Outside), ("glossary", Part::Word)] {
            for (id, node) in members(guide.node.get(section)) {
                self.one(guide.at(node), part, (section, &id), "");
            }
        }
    }
}

/// The keys of an object as text, with their values.
pub fn members<'a>(node: Option<Node<'a>>) -> impl Iterator<Item = (String, Node<'a>)> {
    let members = node.and_then(Node::members).into_iter().flatten();
    members.map(|(key, value)| (key.text().unwrap_or_default().into_owned(), value))
}
