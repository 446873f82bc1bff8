//! Items: the unit of practice, index, coverage and range. An item is one attribute of a process in
//! scope as the chosen size asks it, or a question without an attribute.

use super::{Settings, for_comparison};
use crate::model::pack::{Band, Choice, Pack, Question};
use crate::model::{Answer, Assessment, Grade, RespondentId, Said};

/// A value as claimed and as evidenced.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Worth {
    /// By the answers alone, 0 to 1.
    pub claimed: f64,
    /// By the answers as far as their evidence allows, 0 to 1.
    pub evidenced: f64,
}

/// Whether a question or an item has a value.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum State {
    /// Nobody gave a level or said that it does not apply.
    Open,
    /// It does not apply.
    NotApplicable,
    /// It has a value.
    Answered(Worth),
}

/// What was said to a question.
#[derive(Clone, PartialEq, Debug)]
pub struct QuestionState {
    /// Whether it has a value.
    pub state: State,
    /// The level each respondent gave, as a place on the scale, in id order.
    pub levels: Vec<(RespondentId, usize)>,
    /// The levels that count: the agreed one alone, or everyone's. Claimed, then evidenced.
    pub counted: Vec<(usize, usize)>,
    /// The evidence grade in force.
    pub grade: Grade,
    /// How many said they do not know.
    pub dont_know: usize,
    /// How many said it does not apply.
    pub not_applicable: usize,
    /// Whether an agreed level stands.
    pub agreed: bool,
}

/// One item.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// Place of its process in the pack.
    pub process: Option<usize>,
    /// Place of its attribute on the ladder.
    pub attribute: Option<usize>,
    /// The question the size asks for it.
    pub asked: usize,
    /// The questions its value comes from: finer ones where they were answered, else coarser ones.
    pub sources: Vec<usize>,
    /// Whether it has a value.
    pub state: State,
    /// What it weighs in each of the four indicators.
    pub weights: [f64; 4],
}

/// The highest option whose worth is not above the cap of the grade, at most the one given.
pub(super) fn capped(pack: &Pack, option: usize, grade: Grade) -> usize {
    let cap = for_comparison(pack.structure.caps[grade as usize]);
    (0..=option).rev().find(|&index| for_comparison(pack.structure.scale[index].worth) <= cap).unwrap_or(0)
}

/// What was said to every question of the pack in the round.
pub(super) fn questions(pack: &Pack, assessment: &Assessment, settings: &Settings) -> Vec<QuestionState> {
    // Pack and assessment are both in the order of ids: walked through side by side, so that looking a question up
    // does not take longer the more there are.
    let mut said = assessment.said.get(&settings.round).into_iter().flatten().peekable();
    let mut states: Vec<Option<&Said>> = vec![None; pack.structure.questions.len()];
    for (id, index) in pack.questions_by_id() {
        while said.next_if(|(own, _)| *own < id).is_some() {}
        states[index] = said.next_if(|(own, _)| *own == id).map(|(_, said)| said);
    }
    states.into_iter().map(|said| one(pack, said)).collect()
}

fn one(pack: &Pack, said: Option<&Said>) -> QuestionState {
    let grade = said.map_or(Grade::E0, |said| said.grade());
    let mut state = QuestionState {
        state: State::Open,
        levels: Vec::new(),
        counted: Vec::new(),
        grade,
        dont_know: 0,
        not_applicable: 0,
        agreed: false,
    };
    let Some(said) = said else { return state };
    for (respondent, answer) in &said.answers {
        match answer {
            Answer::Level(option) => state.levels.extend(pack.option_index(option).map(|index| (*respondent, index))),
            Answer::NotApplicable(_) => state.not_applicable += 1,
            Answer::DontKnow => state.dont_know += 1,
        }
    }
    let agreed = said.agreed.as_ref().and_then(|option| pack.option_index(option));
    state.agreed = agreed.is_some();
    let levels = match agreed {
        Some(agreed) => vec![agreed],
        None => state.levels.iter().map(|(_, level)| *level).collect(),
    };
    state.counted = levels.into_iter().map(|level| (level, capped(pack, level, grade))).collect();
    let worth = |option: usize| pack.structure.scale[option].worth;
    let n = state.counted.len() as f64;
    state.state = if !state.counted.is_empty() {
        State::Answered(Worth {
            claimed: state.counted.iter().map(|(claimed, _)| worth(*claimed)).sum::<f64>() / n,
            evidenced: state.counted.iter().map(|(_, evidenced)| worth(*evidenced)).sum::<f64>() / n,
        })
    } else if state.not_applicable > 0 {
        State::NotApplicable
    } else {
        State::Open
    };
    state
}

/// Of every question of the pack, whether the size asks it.
pub(super) fn asked(pack: &Pack, size: &str) -> Vec<bool> {
    let mut asked = vec![false; pack.structure.questions.len()];
    for question in pack.asked(size) {
        asked[question] = true;
    }
    asked
}

/// The items of the size and scope, in pack order.
pub(super) fn items(
    pack: &Pack,
    assessment: &Assessment,
    settings: &Settings,
    questions: &[QuestionState],
) -> Vec<Item> {
    let asked = asked(pack, &settings.size);
    let mut items = Vec::new();
    for (process, own) in pack.structure.processes.iter().enumerate() {
        if !assessment.in_scope(&own.id) {
            continue;
        }
        for attribute in 0..pack.attributes.len() {
            let covering = pack.covering(process, attribute);
            let Some(&question) = covering.iter().find(|question| asked[**question]) else { continue };
            let sources = sources(pack, questions, covering);
            items.push(Item {
                process: Some(process),
                attribute: Some(attribute),
                asked: question,
                state: state(questions, &sources),
                sources,
                weights: pack.structure.questions[question].indicators.unwrap_or(own.indicators).all(),
            });
        }
    }
    for (question, own) in pack.structure.questions.iter().enumerate() {
        if asked[question] && own.process.is_none() {
            items.push(Item {
                process: None,
                attribute: None,
                asked: question,
                sources: vec![question],
                state: questions[question].state,
                weights: own.indicators.unwrap_or_default().all(),
            });
        }
    }
    items
}

/// The questions an attribute takes its value from: of all that cover it the finest that were
/// answered, or said not to apply. Several of the same fineness count together; a level beside
/// "does not apply" counts alone.
fn sources(pack: &Pack, questions: &[QuestionState], covering: &[usize]) -> Vec<usize> {
    let settled = |question: &usize| questions[*question].state != State::Open;
    let Some(finest) = covering.iter().find(|question| settled(question)) else { return Vec::new() };
    let breadth = pack.breadth(*finest);
    let equals = || covering.iter().filter(|q| pack.breadth(**q) == breadth && settled(q)).copied();
    let answered: Vec<usize> = equals().filter(|q| matches!(questions[*q].state, State::Answered(_))).collect();
    if answered.is_empty() { equals().collect() } else { answered }
}

fn state(questions: &[QuestionState], sources: &[usize]) -> State {
    let worths: Vec<Worth> = sources
        .iter()
        .filter_map(|&question| match questions[question].state {
            State::Answered(worth) => Some(worth),
            _ => None,
        })
        .collect();
    let n = worths.len() as f64;
    match (sources.is_empty(), worths.is_empty()) {
        (true, _) => State::Open,
        (false, true) => State::NotApplicable,
        (false, false) => State::Answered(Worth {
            claimed: worths.iter().map(|worth| worth.claimed).sum::<f64>() / n,
            evidenced: worths.iter().map(|worth| worth.evidenced).sum::<f64>() / n,
        }),
    }
}

/// The band a question rates an attribute of this level with: the lower median over the levels that
/// count. An answer n for the whole process rates what lies below level n as F, level n as L, and
/// what lies above as N.
pub(super) fn band(
    pack: &Pack,
    state: &QuestionState,
    question: &Question,
    level: usize,
    evidenced: bool,
) -> Option<Band> {
    // Counted instead of put in order: thousands may have answered, and there are four bands.
    let mut counts = [0; Band::ALL.len()];
    for &(claimed, capped) in &state.counted {
        let option = if evidenced { capped } else { claimed };
        counts[band_of_option(pack, question, option, level) as usize] += 1;
    }
    let middle = state.counted.len().checked_sub(1)? / 2;
    let mut upto = 0;
    Band::ALL.iter().copied().find(|band| {
        upto += counts[*band as usize];
        upto > middle
    })
}

/// The band an option of a question rates an attribute of this level with.
pub(super) fn band_of_option(pack: &Pack, question: &Question, option: usize, level: usize) -> Band {
    if question.whole {
        match option.cmp(&level) {
            std::cmp::Ordering::Greater => Band::F,
            std::cmp::Ordering::Equal => Band::L,
            std::cmp::Ordering::Less => Band::N,
        }
    } else {
        band_of_choice(&pack.structure.scale[option])
    }
}

/// The band an option rates with where the question is not about a whole process.
pub(super) fn band_of_choice(option: &Choice) -> Band {
    option.band.unwrap_or_else(|| super::capability::band_of_percent(option.worth * 100.0))
}
