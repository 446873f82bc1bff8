//! What a pack has to keep beyond its shape: ids are unique, references lead somewhere, numbers lie
//! in their limits, and every question has all its words.

use std::fmt::Arguments;

use super::{Curve, FORMAT, Indicator, Pack, PackError, Structure, Texts};
use crate::model::json::Node;
use crate::model::table::Table;

/// What is wrong with the value at the end of a path.
pub(super) struct Fault<'a> {
    path: Vec<Step<'a>>,
    what: String,
}

/// A step into a value.
#[derive(Clone, Copy)]
enum Step<'a> {
    /// Into the value of this key.
    Key(&'a str),
    /// Into this element.
    Index(usize),
}

impl<'a> Fault<'a> {
    #[cold]
    fn new(path: &[Step<'a>], what: Arguments) -> Self {
        Self { path: path.to_vec(), what: what.to_string() }
    }

    /// The same, seen from where this path begins.
    fn inside(self, path: &[Step<'a>]) -> Self {
        Self { path: [path, &self.path].concat(), what: self.what }
    }

    /// Where it stands in the whole: at the nearest value above it where the path leads nowhere.
    pub(super) fn at(self, whole: Node) -> PackError {
        let mut node = whole;
        for step in self.path {
            let inner = match step {
                Step::Key(key) => node.get(key),
                Step::Index(index) => node.elements().and_then(|mut own| own.nth(index)),
            };
            let Some(inner) = inner else { break };
            node = inner;
        }
        PackError::at(node, self.what)
    }
}

/// A path is written as `path!["questions", 3, "id"]`.
macro_rules! path {
    ($($step:expr),*) => { [$(Step::from($step)),*] };
}

impl<'a> From<&'a str> for Step<'a> {
    fn from(key: &'a str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

type Checked<'a> = Result<(), Fault<'a>>;

fn ensure<'a>(holds: bool, path: &[Step<'a>], what: Arguments) -> Checked<'a> {
    if holds { Ok(()) } else { Err(Fault::new(path, what)) }
}

/// No id stands twice in a list.
fn unique<'a>(list: &'a str, ids: &mut dyn Iterator<Item = &str>) -> Checked<'a> {
    let mut seen = Table::default();
    for (index, id) in ids.enumerate() {
        let new = seen.insert(id, ()).is_none();
        ensure(new, &path![list, index, "id"], format_args!("\"{id}\" stands twice"))?;
    }
    Ok(())
}

fn share<'a>(value: f64, path: &[Step<'a>]) -> Checked<'a> {
    ensure((0.0..=1.0).contains(&value), path, format_args!("expected a number from 0 to 1"))
}

fn percent<'a>(value: f64, path: &[Step<'a>]) -> Checked<'a> {
    ensure((0.0..=100.0).contains(&value), path, format_args!("expected a number from 0 to 100"))
}

fn weight<'a>(value: f64, path: &[Step<'a>]) -> Checked<'a> {
    ensure((0.0..=1e6).contains(&value), path, format_args!("a weight is 0 to 1 000 000"))
}

fn beside<'a>(path: &str, place: &[Step<'a>]) -> Checked<'a> {
    let inside = !path.starts_with('/') && !path.contains("..") && !path.contains(':');
    ensure(inside, place, format_args!("a path leads to a file beside this one"))
}

pub(super) fn structure(pack: &Structure) -> Checked<'_> {
    ensure(pack.format == FORMAT, &path!["format"], format_args!("this build reads packs of format {FORMAT}"))?;
    scale(pack)?;
    ladder(pack)?;
    unique("sizes", &mut pack.sizes.iter().map(|size| &*size.id))?;
    ensure(!pack.sizes.is_empty(), &path!["sizes"], format_args!("a pack has at least one size"))?;
    for (index, size) in pack.sizes.iter().enumerate() {
        target(size.highest_target, pack, &path!["sizes", index, "highest_target"])?;
        for (number, id) in size.scope.iter().enumerate() {
            let known = pack.processes.iter().any(|process| process.id == *id);
            let place = path!["sizes", index, "scope", number];
            ensure(known, &place, format_args!("there is no process \"{id}\""))?;
        }
    }
    for (index, file) in pack.texts.iter().enumerate() {
        let known = pack.sizes.iter().any(|size| size.id == file.size);
        ensure(known, &path!["texts", index, "size"], format_args!("there is no size \"{}\"", file.size))?;
        beside(&file.path, &path!["texts", index, "path"])?;
    }
    for (index, file) in pack.guides.iter().enumerate() {
        beside(&file.path, &path!["guides", index, "path"])?;
    }
    unique("groups", &mut pack.groups.iter().map(|group| &*group.id))?;
    processes(pack)?;
    questions(pack)?;
    indicators(pack)?;
    thresholds(pack)
}

fn scale(pack: &Structure) -> Checked<'_> {
    ensure((2..=20).contains(&pack.scale.len()), &path!["scale"], format_args!("a scale has 2 to 20 options"))?;
    unique("scale", &mut pack.scale.iter().map(|option| option.id.as_str()))?;
    for (index, option) in pack.scale.iter().enumerate() {
        share(option.worth, &path!["scale", index, "worth"])?;
        let grows = index == 0 || pack.scale[index - 1].worth < option.worth;
        ensure(grows, &path!["scale", index, "worth"], format_args!("each option is worth more than the one before"))?;
        // Without a band the worth decides, which beside stated bands could fall as the worth grows.
        let band_grows = index == 0 || {
            let before = pack.scale[index - 1].band;
            before <= option.band && before.is_some() == option.band.is_some()
        };
        ensure(
            band_grows,
            &path!["scale", index, "band"],
            format_args!("a band is not below that of the option before; give all options a band or none"),
        )?;
    }
    for (index, cap) in pack.caps.iter().enumerate() {
        share(*cap, &path!["caps", index])?;
        let grows = index == 0 || pack.caps[index - 1] <= *cap;
        ensure(grows, &path!["caps", index], format_args!("better evidence does not allow less"))?;
    }
    let lowest = pack.scale.first().map_or(0.0, |option| option.worth);
    ensure(lowest <= pack.caps[0], &path!["caps", 0], format_args!("a claim allows at least the lowest option"))
}

fn ladder(pack: &Structure) -> Checked<'_> {
    ensure((1..=20).contains(&pack.ladder.len()), &path!["ladder"], format_args!("a ladder has 1 to 20 levels"))?;
    let mut seen = Table::default();
    for (level, rung) in pack.ladder.iter().enumerate() {
        let some = !rung.attributes.is_empty();
        ensure(some, &path!["ladder", level, "attributes"], format_args!("a level has at least one attribute"))?;
        for (index, id) in rung.attributes.iter().enumerate() {
            let place = path!["ladder", level, "attributes", index];
            ensure(seen.insert(id.as_str(), ()).is_none(), &place, format_args!("\"{id}\" stands twice"))?;
        }
    }
    Ok(())
}

fn processes(pack: &Structure) -> Checked<'_> {
    unique("processes", &mut pack.processes.iter().map(|process| process.id.as_str()))?;
    for (index, process) in pack.processes.iter().enumerate() {
        for value in process.indicators.all() {
            weight(value, &path!["processes", index, "indicators"])?;
        }
        let place = path!["processes", index, "importance"];
        ensure((1..=3).contains(&process.importance), &place, format_args!("importance is 1 to 3"))?;
        for level in process.targets.all() {
            target(level, pack, &path!["processes", index, "targets"])?;
        }
        for (number, need) in process.needs.iter().enumerate() {
            let known = pack.processes.iter().any(|other| other.id == *need && other.id != process.id);
            let place = path!["processes", index, "needs", number];
            ensure(known, &place, format_args!("there is no other process \"{need}\""))?;
        }
    }
    Ok(())
}

/// A target is a level of the ladder, or 0 for none.
fn target<'a>(level: f64, pack: &Structure, place: &[Step<'a>]) -> Checked<'a> {
    let known = (0..=pack.ladder.len()).any(|own| own as f64 == level);
    ensure(known, place, format_args!("a target is a level of the ladder, or 0"))
}

fn questions(pack: &Structure) -> Checked<'_> {
    unique("questions", &mut pack.questions.iter().map(|question| question.id.as_str()))?;
    for (index, question) in pack.questions.iter().enumerate() {
        let place = |part: &'static str| path!["questions", index, part];
        if let Some(process) = &question.process {
            let known = pack.processes.iter().any(|other| other.id == *process);
            ensure(known, &place("process"), format_args!("there is no process \"{process}\""))?;
            ensure(
                question.group.is_none(),
                &place("group"),
                format_args!("a question belongs to a process or to a group, not to both"),
            )?;
            ensure(
                question.whole == question.attributes.is_empty(),
                &place("id"),
                format_args!("a question about a process is either \"whole\" or names its \"attributes\""),
            )?;
        } else {
            let group = question.group.as_ref();
            let known = group.is_some_and(|group| pack.groups.iter().any(|other| other.id == *group));
            ensure(known, &place("group"), format_args!("a question belongs to a process or to one of the groups"))?;
            let bare = !question.whole && question.attributes.is_empty() && !question.mandatory;
            ensure(bare, &place("attributes"), format_args!("only a question about a process has attributes"))?;
        }
        let whole_fits = !question.whole || pack.scale.len() == pack.ladder.len() + 1;
        ensure(
            whole_fits,
            &place("whole"),
            format_args!("a question for the whole process needs one option for each level and one for none"),
        )?;
        let rung = |id| pack.ladder.iter().position(|rung| rung.attributes.contains(id));
        let mut level = None;
        for (number, id) in question.attributes.iter().enumerate() {
            let here = rung(id);
            let place = path!["questions", index, "attributes", number];
            ensure(here.is_some(), &place, format_args!("there is no attribute \"{id}\""))?;
            let same = level.is_none() || level == here;
            ensure(same, &place, format_args!("a merged question stays on one level of the ladder"))?;
            let once = !question.attributes[..number].contains(id);
            ensure(once, &place, format_args!("\"{id}\" stands twice"))?;
            level = here;
        }
        for value in question.indicators.iter().flat_map(|weights| weights.all()) {
            weight(value, &place("indicators"))?;
        }
        for (number, size) in question.sizes.iter().enumerate() {
            let known = pack.sizes.iter().any(|other| other.id == *size);
            let place = path!["questions", index, "sizes", number];
            ensure(known, &place, format_args!("there is no size \"{size}\""))?;
        }
        ensure((1..=5).contains(&question.effort), &place("effort"), format_args!("effort is 1 to 5"))?;
    }
    Ok(())
}

fn indicators(pack: &Structure) -> Checked<'_> {
    for (index, (own, expected)) in pack.indicators.iter().zip(Indicator::ALL).enumerate() {
        let place = path!["indicators", index, "id"];
        ensure(own.id == *expected, &place, format_args!("expected \"{expected}\": the order is fixed"))?;
        for (number, metric) in own.metrics.iter().enumerate() {
            let place = |part: &'static str| path!["indicators", index, "metrics", number, part];
            let new = own.metrics[..number].iter().all(|other| other.metric != metric.metric);
            ensure(new, &place("metric"), format_args!("\"{}\" stands twice", metric.metric))?;
            weight(metric.weight, &place("weight"))?;
            curve(&metric.curve, &place("curve"))?;
        }
    }
    Ok(())
}

fn curve<'a>(curve: &Curve, place: &[Step<'a>]) -> Checked<'a> {
    let points = &curve.0;
    ensure((2..=50).contains(&points.len()), place, format_args!("a curve has 2 to 50 points"))?;
    let rising = points.windows(2).all(|pair| pair[0].0 < pair[1].0);
    ensure(rising, place, format_args!("the points of a curve go from left to right"))?;
    let inside = points.iter().all(|(x, y)| x.abs() <= 1e12 && (0.0..=100.0).contains(y));
    ensure(inside, place, format_args!("a curve leads to scores from 0 to 100"))
}

fn thresholds(pack: &Structure) -> Checked<'_> {
    let limits = &pack.thresholds;
    share(limits.practice_share, &path!["thresholds", "practice_share"])?;
    for (name, value) in [
        ("good", limits.good),
        ("fair", limits.fair),
        ("red_flag", limits.red_flag),
        ("coverage", limits.coverage),
        ("confidence_high", limits.confidence_high),
        ("confidence_medium", limits.confidence_medium),
        ("confidence_alone", limits.confidence_alone),
        ("not_applicable", limits.not_applicable),
    ] {
        percent(value, &path!["thresholds", name])?;
    }
    ensure(limits.fair <= limits.good, &path!["thresholds", "fair"], format_args!("fair is not above good"))
}

fn present<'a>(there: bool, section: &'static str, id: &str) -> Checked<'a> {
    ensure(there, &path![section], format_args!("\"{id}\" is missing"))
}

pub(super) fn texts<'a>(texts: &Texts, pack: &'a Pack) -> Checked<'a> {
    let of = &pack.structure;
    ensure(
        texts.belongs_to(pack),
        &path!["pack"],
        format_args!("expected a text of format {FORMAT} for {}@{}", of.id, of.version),
    )?;
    let known = of.sizes.iter().any(|size| size.id == texts.size);
    ensure(known, &path!["size"], format_args!("there is no size \"{}\"", texts.size))?;
    for option in &of.scale {
        present(texts.options.contains_key(&option.id), "options", option.id.as_str())?;
    }
    for (id, _) in &pack.attributes {
        present(texts.attributes.contains_key(id), "attributes", id.as_str())?;
    }
    for level in 1..=of.ladder.len() {
        let level = level.to_string();
        present(texts.levels.contains_key(&*level), "levels", &level)?;
    }
    for indicator in Indicator::ALL {
        present(texts.indicators.contains_key(indicator.word()), "indicators", indicator.word())?;
    }
    for index in pack.asked(&texts.size) {
        let question = &of.questions[index];
        let words = texts.questions.get(&question.id);
        present(words.is_some(), "questions", question.id.as_str())?;
        let Some(words) = words else { continue };
        for option in &of.scale {
            let place = path!["questions", question.id.as_str(), "levels"];
            let there = words.levels.get(&option.id).is_some_and(|text| !text.trim().is_empty());
            ensure(there, &place, format_args!("option \"{}\" has no words", option.id))?;
        }
        for (part, text) in [("goal", &words.goal), ("text", &words.text), ("counter_check", &words.counter_check)] {
            let place = path!["questions", question.id.as_str(), part];
            ensure(!text.trim().is_empty(), &place, format_args!("it is empty"))?;
        }
        if let Some(process) = &question.process {
            present(texts.processes.contains_key(process), "processes", process.as_str())?;
        }
        if let Some(group) = &question.group {
            present(texts.groups.contains_key(group), "groups", group)?;
        }
    }
    Ok(())
}

/// The words of a one-file pack: once for each language and size, and for each size in the pack's own language.
pub(super) fn one_file<'a>(all: &[Texts], pack: &'a Pack) -> Checked<'a> {
    for (index, own) in all.iter().enumerate() {
        texts(own, pack).map_err(|fault| fault.inside(&path!["texts", index]))?;
        let once = !all[..index].iter().any(|other| other.language == own.language && other.size == own.size);
        let place = path!["texts", index, "size"];
        ensure(once, &place, format_args!("the words of \"{}\" in \"{}\" stand twice", own.size, own.language))?;
    }
    for size in &pack.structure.sizes {
        let language = &pack.structure.language;
        let there = all.iter().any(|own| own.language == *language && own.size == size.id);
        ensure(there, &path!["texts"], format_args!("the words of \"{}\" in \"{language}\" are missing", size.id))?;
    }
    Ok(())
}
