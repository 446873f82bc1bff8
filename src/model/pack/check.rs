//! What a pack has to keep beyond its shape: ids are unique, references lead somewhere, numbers lie
//! in their limits, and every question has all its words.

use super::{Curve, FORMAT, Indicator, Pack, PackError, Structure, Texts};
use crate::model::json::Node;
use crate::model::table::Table;

/// What is wrong with the value at the end of a path.
pub(super) struct Fault {
    path: Vec<Step>,
    what: String,
}

/// A step into a value.
enum Step {
    /// Into the value of this key.
    Key(String),
    /// Into this element.
    Index(usize),
}

impl Fault {
    /// The same, seen from where this path begins.
    fn inside(self, mut path: Vec<Step>) -> Self {
        path.extend(self.path);
        Self { path, what: self.what }
    }

    /// Where it stands in the whole: at the nearest value above it where the path leads nowhere.
    pub(super) fn at(self, whole: Node) -> PackError {
        let mut node = whole;
        for step in self.path {
            let inner = match step {
                Step::Key(key) => node.get(&key),
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
    ($($step:expr),*) => { vec![$(Step::from($step)),*] };
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

fn ensure(holds: bool, path: impl FnOnce() -> Vec<Step>, what: impl FnOnce() -> String) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(Fault { path: path(), what: what() }) }
}

/// No id stands twice in a list.
fn unique(list: &str, ids: &mut dyn Iterator<Item = &str>) -> Result<(), Fault> {
    let mut seen = Table::default();
    for (index, id) in ids.enumerate() {
        let new = seen.insert(id, ()).is_none();
        ensure(new, || path![list, index, "id"], || format!("\"{id}\" stands twice"))?;
    }
    Ok(())
}

fn share(value: f64, path: impl FnOnce() -> Vec<Step>) -> Result<(), Fault> {
    ensure((0.0..=1.0).contains(&value), path, || "expected a number from 0 to 1".to_owned())
}

fn percent(value: f64, path: impl FnOnce() -> Vec<Step>) -> Result<(), Fault> {
    ensure((0.0..=100.0).contains(&value), path, || "expected a number from 0 to 100".to_owned())
}

fn weight(value: f64, path: impl FnOnce() -> Vec<Step>) -> Result<(), Fault> {
    ensure((0.0..=1e6).contains(&value), path, || "a weight is 0 to 1 000 000".to_owned())
}

pub(super) fn structure(pack: &Structure) -> Result<(), Fault> {
    ensure(pack.format == FORMAT, || path!["format"], || format!("this build reads packs of format {FORMAT}"))?;
    scale(pack)?;
    ladder(pack)?;
    unique("sizes", &mut pack.sizes.iter().map(|size| &*size.id))?;
    ensure(!pack.sizes.is_empty(), || path!["sizes"], || "a pack has at least one size".to_owned())?;
    for (index, file) in pack.texts.iter().enumerate() {
        let known = pack.sizes.iter().any(|size| size.id == file.size);
        ensure(known, || path!["texts", index, "size"], || format!("there is no size \"{}\"", file.size))?;
        let inside = !file.path.starts_with('/') && !file.path.contains("..") && !file.path.contains(':');
        ensure(inside, || path!["texts", index, "path"], || "a path leads to a file beside this one".to_owned())?;
    }
    unique("groups", &mut pack.groups.iter().map(|group| &*group.id))?;
    processes(pack)?;
    questions(pack)?;
    indicators(pack)?;
    thresholds(pack)
}

fn scale(pack: &Structure) -> Result<(), Fault> {
    ensure((2..=20).contains(&pack.scale.len()), || path!["scale"], || "a scale has 2 to 20 options".to_owned())?;
    unique("scale", &mut pack.scale.iter().map(|option| option.id.as_str()))?;
    for (index, option) in pack.scale.iter().enumerate() {
        share(option.worth, || path!["scale", index, "worth"])?;
        let grows = index == 0 || pack.scale[index - 1].worth < option.worth;
        ensure(
            grows,
            || path!["scale", index, "worth"],
            || "each option is worth more than the one before".to_owned(),
        )?;
        // Without a band the worth decides, which beside stated bands could fall as the worth grows.
        let band_grows = index == 0 || {
            let before = pack.scale[index - 1].band;
            before <= option.band && before.is_some() == option.band.is_some()
        };
        ensure(
            band_grows,
            || path!["scale", index, "band"],
            || "a band is not below that of the option before; give all options a band or none".to_owned(),
        )?;
    }
    for (index, cap) in pack.caps.iter().enumerate() {
        share(*cap, || path!["caps", index])?;
        let grows = index == 0 || pack.caps[index - 1] <= *cap;
        ensure(grows, || path!["caps", index], || "better evidence does not allow less".to_owned())?;
    }
    let lowest = pack.scale.first().map_or(0.0, |option| option.worth);
    ensure(lowest <= pack.caps[0], || path!["caps", 0], || "a claim allows at least the lowest option".to_owned())
}

fn ladder(pack: &Structure) -> Result<(), Fault> {
    ensure((1..=20).contains(&pack.ladder.len()), || path!["ladder"], || "a ladder has 1 to 20 levels".to_owned())?;
    let mut seen = Table::default();
    for (level, rung) in pack.ladder.iter().enumerate() {
        let some = !rung.attributes.is_empty();
        ensure(some, || path!["ladder", level, "attributes"], || "a level has at least one attribute".to_owned())?;
        for (index, id) in rung.attributes.iter().enumerate() {
            let place = || path!["ladder", level, "attributes", index];
            ensure(seen.insert(id.as_str(), ()).is_none(), place, || format!("\"{id}\" stands twice"))?;
        }
    }
    Ok(())
}

fn processes(pack: &Structure) -> Result<(), Fault> {
    unique("processes", &mut pack.processes.iter().map(|process| process.id.as_str()))?;
    for (index, process) in pack.processes.iter().enumerate() {
        for value in process.indicators.all() {
            weight(value, || path!["processes", index, "indicators"])?;
        }
        let place = || path!["processes", index, "importance"];
        ensure((1..=3).contains(&process.importance), place, || "importance is 1 to 3".to_owned())?;
        for (number, need) in process.needs.iter().enumerate() {
            let known = pack.processes.iter().any(|other| other.id == *need && other.id != process.id);
            let place = || path!["processes", index, "needs", number];
            ensure(known, place, || format!("there is no other process \"{need}\""))?;
        }
    }
    Ok(())
}

fn questions(pack: &Structure) -> Result<(), Fault> {
    unique("questions", &mut pack.questions.iter().map(|question| question.id.as_str()))?;
    for (index, question) in pack.questions.iter().enumerate() {
        let place = |part: &'static str| move || path!["questions", index, part];
        if let Some(process) = &question.process {
            let known = pack.processes.iter().any(|other| other.id == *process);
            ensure(known, place("process"), || format!("there is no process \"{process}\""))?;
            ensure(question.group.is_none(), place("group"), || {
                "a question belongs to a process or to a group, not to both".to_owned()
            })?;
            ensure(question.whole == question.attributes.is_empty(), place("id"), || {
                "a question about a process is either \"whole\" or names its \"attributes\"".to_owned()
            })?;
        } else {
            let group = question.group.as_ref();
            let known = group.is_some_and(|group| pack.groups.iter().any(|other| other.id == *group));
            ensure(known, place("group"), || "a question belongs to a process or to one of the groups".to_owned())?;
            let bare = !question.whole && question.attributes.is_empty() && !question.mandatory;
            ensure(bare, place("attributes"), || "only a question about a process has attributes".to_owned())?;
        }
        let whole_fits = !question.whole || pack.scale.len() == pack.ladder.len() + 1;
        ensure(whole_fits, place("whole"), || {
            "a question for the whole process needs one option for each level and one for none".to_owned()
        })?;
        let rung = |id| pack.ladder.iter().position(|rung| rung.attributes.contains(id));
        let mut level = None;
        for (number, id) in question.attributes.iter().enumerate() {
            let here = rung(id);
            let place = || path!["questions", index, "attributes", number];
            ensure(here.is_some(), place, || format!("there is no attribute \"{id}\""))?;
            let same = level.is_none() || level == here;
            ensure(same, place, || "a merged question stays on one level of the ladder".to_owned())?;
            let once = !question.attributes[..number].contains(id);
            ensure(once, place, || format!("\"{id}\" stands twice"))?;
            level = here;
        }
        for value in question.indicators.iter().flat_map(|weights| weights.all()) {
            weight(value, place("indicators"))?;
        }
        for (number, size) in question.sizes.iter().enumerate() {
            let known = pack.sizes.iter().any(|other| other.id == *size);
            let place = || path!["questions", index, "sizes", number];
            ensure(known, place, || format!("there is no size \"{size}\""))?;
        }
        ensure((1..=5).contains(&question.effort), place("effort"), || "effort is 1 to 5".to_owned())?;
    }
    Ok(())
}

fn indicators(pack: &Structure) -> Result<(), Fault> {
    for (index, (own, expected)) in pack.indicators.iter().zip(Indicator::ALL).enumerate() {
        let place = || path!["indicators", index, "id"];
        ensure(own.id == *expected, place, || format!("expected \"{expected}\": the order is fixed"))?;
        for (number, metric) in own.metrics.iter().enumerate() {
            let place = |part: &'static str| move || path!["indicators", index, "metrics", number, part];
            let new = own.metrics[..number].iter().all(|other| other.metric != metric.metric);
            ensure(new, place("metric"), || format!("\"{}\" stands twice", metric.metric))?;
            weight(metric.weight, place("weight"))?;
            curve(&metric.curve, place("curve"))?;
        }
    }
    Ok(())
}

fn curve(curve: &Curve, place: impl Fn() -> Vec<Step>) -> Result<(), Fault> {
    let points = &curve.0;
    ensure((2..=50).contains(&points.len()), &place, || "a curve has 2 to 50 points".to_owned())?;
    let rising = points.windows(2).all(|pair| pair[0].0 < pair[1].0);
    ensure(rising, &place, || "the points of a curve go from left to right".to_owned())?;
    let inside = points.iter().all(|(x, y)| x.abs() <= 1e12 && (0.0..=100.0).contains(y));
    ensure(inside, &place, || "a curve leads to scores from 0 to 100".to_owned())
}

fn thresholds(pack: &Structure) -> Result<(), Fault> {
    let limits = &pack.thresholds;
    share(limits.practice_share, || path!["thresholds", "practice_share"])?;
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
        percent(value, || path!["thresholds", name])?;
    }
    ensure(limits.fair <= limits.good, || path!["thresholds", "fair"], || "fair is not above good".to_owned())
}

pub(super) fn texts(texts: &Texts, pack: &Pack) -> Result<(), Fault> {
    let of = &pack.structure;
    ensure(
        texts.belongs_to(pack),
        || path!["pack"],
        || format!("expected a text of format {FORMAT} for {}@{}", of.id, of.version),
    )?;
    let known = of.sizes.iter().any(|size| size.id == texts.size);
    ensure(known, || path!["size"], || format!("there is no size \"{}\"", texts.size))?;
    let missing =
        |section: &'static str, id: &str| Fault { path: path![section], what: format!("\"{id}\" is missing") };
    for option in &of.scale {
        texts.options.get(&option.id).ok_or_else(|| missing("options", option.id.as_str()))?;
    }
    for (id, _) in &pack.attributes {
        texts.attributes.get(id).ok_or_else(|| missing("attributes", id.as_str()))?;
    }
    for level in 1..=of.ladder.len() {
        let level = level.to_string();
        texts.levels.get(&*level).ok_or_else(|| missing("levels", &level))?;
    }
    for indicator in Indicator::ALL {
        texts.indicators.get(indicator.word()).ok_or_else(|| missing("indicators", indicator.word()))?;
    }
    for index in pack.asked(&texts.size) {
        let question = &of.questions[index];
        let words = texts.questions.get(&question.id).ok_or_else(|| missing("questions", question.id.as_str()))?;
        for option in &of.scale {
            let place = || path!["questions", question.id.as_str(), "levels"];
            let there = words.levels.get(&option.id).is_some_and(|text| !text.trim().is_empty());
            ensure(there, place, || format!("option \"{}\" has no words", option.id))?;
        }
        for (part, text) in [("goal", &words.goal), ("text", &words.text), ("counter_check", &words.counter_check)] {
            let place = || path!["questions", question.id.as_str(), part];
            ensure(!text.trim().is_empty(), place, || "it is empty".to_owned())?;
        }
        if let Some(process) = &question.process {
            texts.processes.get(process).ok_or_else(|| missing("processes", process.as_str()))?;
        }
        if let Some(group) = &question.group {
            texts.groups.get(group).ok_or_else(|| missing("groups", group))?;
        }
    }
    Ok(())
}

/// The words of a one-file pack: once for each language and size, and for each size in the pack's own language.
pub(super) fn one_file(all: &[Texts], pack: &Pack) -> Result<(), Fault> {
    for (index, own) in all.iter().enumerate() {
        texts(own, pack).map_err(|fault| fault.inside(path!["texts", index]))?;
        let once = !all[..index].iter().any(|other| other.language == own.language && other.size == own.size);
        let place = || path!["texts", index, "size"];
        ensure(once, place, || format!("the words of \"{}\" in \"{}\" stand twice", own.size, own.language))?;
    }
    for size in &pack.structure.sizes {
        let language = &pack.structure.language;
        let there = all.iter().any(|own| own.language == *language && own.size == size.id);
        ensure(there, || path!["texts"], || format!("the words of \"{}\" in \"{language}\" are missing", size.id))?;
    }
    Ok(())
}
