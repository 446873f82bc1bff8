//! How the numbers come about: what was asked of whom, how to read what follows, and every number that is a choice of
//! ours and of no standard.

use super::document::{Block, Table, numbers, words};
use super::number::{exact, fixed, plain};
use super::{Work, heading, pair};
use crate::locale::fill;
use crate::model::pack::Band;
use crate::model::{Grade, Role, iso_date};
use crate::score::{
    AGREEMENT, Alpha, DONT_KNOW, FEWEST, HIGH_IMPORTANCE, LEVELS_APART, MEASURED, SPREAD, agreement, differing,
};

impl Work<'_> {
    pub(super) fn method(&self) -> Vec<Block> {
        let w = &self.words.report;
        let mut blocks = vec![heading(2, "method", w.method)];
        let read = [w.read_sides, w.read_range, w.read_confidence, w.read_flags];
        blocks.extend(read.map(|text| Block::Text(text.to_owned())));
        blocks.extend([heading(3, "asked", w.what_was_asked), Block::Pairs(self.frame())]);
        blocks.push(heading(3, "people", w.people));
        blocks.extend(self.people());
        blocks.push(heading(3, "ours", w.ours));
        blocks.push(Block::Text(w.ours_means.to_owned()));
        blocks.push(Block::Table(self.ours()));
        blocks.extend([self.scale(), self.caps(), self.ladder()].map(Block::Table));
        blocks.extend(self.risk_matrix());
        blocks.extend([heading(3, "published", w.published), Block::List(self.rules())]);
        blocks
    }

    /// What is stated once for the whole assessment.
    fn frame(&self) -> Vec<(String, String)> {
        let w = self.words;
        let own = &self.assessment.profile;
        let text = |text: Option<&str>| text.map_or_else(|| self.none(), str::to_owned);
        let processes: Vec<String> = self.results.processes.iter().map(|own| self.process_at(own.process)).collect();
        let size = own
            .size
            .as_deref()
            .map(|size| self.texts.sizes.get(size).map_or_else(|| size.to_owned(), |named| named.name.to_string()));
        let effort = own.effort_convention.map(|own| w.effort_convention(own));
        let named = |field: &str| capital(w.profile_field(field));
        let mut pairs = vec![
            pair(w.report.scope, processes.join(", ")),
            pair(&named("name"), text(own.name.as_deref())),
            pair(&named("pack"), text(own.pack.as_deref())),
            pair(&named("size"), text(size.as_deref())),
            pair(&named("economic-mode"), text(own.economic_mode.map(|own| w.economic_mode(own).0))),
            pair(&named("scoring-mode"), self.leads()),
            pair(&named("year-end"), w.month(self.assessment.year_end().number())),
            pair(&named("currency"), text(own.currency.as_deref())),
            pair(&named("appetite"), own.appetite.map_or_else(|| self.none(), |own| self.money(own))),
            pair(&named("appetite-level"), text(own.appetite_level.map(|own| w.magnitude(own)))),
            pair(&named("avoidable-note"), text(own.avoidable_note.as_deref())),
            pair(&named("effort-convention"), text(effort)),
            pair(&named("anonymous"), self.yes_or_no(self.anonymous())),
        ];
        for (id, round) in &self.assessment.rounds {
            let label = round.label.as_deref().unwrap_or_default();
            let date = round.date.map_or_else(|| w.report.no_date.to_owned(), iso_date);
            let here = if *id == self.settings.round { w.report.this_round } else { w.report.other_round };
            pairs.push(pair(here, fill(w.report.round_of, &[label, &date])));
        }
        pairs
    }

    /// Who answered, and how far they agree; of anonymous people only groups of five or more.
    fn people(&self) -> Vec<Block> {
        let w = self.words;
        let agreed = agreement(self.pack, self.assessment, self.results).session;
        let role = |role: Option<Role>| role.map_or(w.who.no_role, |role| w.role(role));
        let mut blocks = Vec::new();
        if self.anonymous() {
            let groups = agreed.groups.iter().map(|own| {
                let roles: Vec<&str> = own.roles.iter().map(|own| role(*own)).collect();
                vec![roles.join(", "), own.people.to_string()]
            });
            let columns = vec![words(w.who.role, 8), numbers(w.report.people, 3)];
            blocks.push(Block::Text(fill(w.report.anonymous, &[&FEWEST.to_string()])));
            let table = Table::new(w.report.people, columns).of(groups);
            blocks.extend((!table.rows.is_empty()).then_some(Block::Table(table)));
        } else {
            let said = |id| {
                let here = self.assessment.said.get(&self.settings.round);
                here.map_or(0, |said| said.values().filter(|own| own.answers.contains_key(&id)).count())
            };
            let rows = self.assessment.respondents.iter().map(|(id, own)| {
                let name = own.name.as_deref().unwrap_or(w.who.unnamed);
                vec![name.to_owned(), role(own.role).to_owned(), said(*id).to_string()]
            });
            let columns = vec![words(w.report.person, 6), words(w.who.role, 4), numbers(w.report.answers_here, 3)];
            blocks.push(Block::Table(Table::new(w.report.people, columns).of(rows)));
        }
        let alpha = match agreed.alpha {
            Alpha::Value(alpha) => fixed(alpha, 2),
            Alpha::Unanimous => w.report.unanimous.to_owned(),
            Alpha::FewerThanTwoAnswers => w.report.too_few.to_owned(),
        };
        let known = |value: Option<f64>, print: &dyn Fn(f64) -> String| {
            value.map_or_else(|| w.report.too_few.to_owned(), print)
        };
        let percent = |share: f64| fill(w.pictures.percent, &[&plain(100.0 * share, 1)]);
        blocks.push(Block::Pairs(vec![
            pair(w.report.alpha, alpha),
            pair(w.report.r_wg, known(agreed.r_wg, &|own| fixed(own, 2))),
            pair(w.report.dont_know, known(agreed.dont_know, &percent)),
            pair(w.report.perception, known(agreed.perception_gap, &|own| fixed(own, 2))),
        ]));
        blocks
    }

    /// Every number that is a choice: of the questionnaire, and of the rules for problem areas and of anonymity.
    fn ours(&self) -> Table {
        let w = &self.words.report;
        let own = &self.pack.structure.thresholds;
        let number = |name: &str, value: f64, decides: &str| vec![name.to_owned(), exact(value), decides.to_owned()];
        let rows = [
            number(w.practice_share, own.practice_share, w.practice_share_means),
            number(w.good, own.good, w.good_means),
            number(w.fair, own.fair, w.fair_means),
            number(w.red_flag, own.red_flag, w.red_flag_means),
            number(w.coverage, own.coverage, w.coverage_means),
            number(w.confidence_high, own.confidence_high, w.confidence_high_means),
            number(w.confidence_medium, own.confidence_medium, w.confidence_medium_means),
            number(w.confidence_alone, own.confidence_alone, w.confidence_alone_means),
            number(w.many_not_applicable, own.not_applicable, w.many_not_applicable_means),
            number(w.high_importance, f64::from(HIGH_IMPORTANCE), w.high_importance_means),
            number(w.levels_apart, LEVELS_APART as f64, w.levels_apart_means),
            number(w.agreement, AGREEMENT, w.agreement_means),
            number(w.spread, SPREAD, w.spread_means),
            number(w.measured, MEASURED, w.measured_means),
            number(w.many_dont_know, DONT_KNOW, w.many_dont_know_means),
            number(w.fewest, FEWEST as f64, w.fewest_means),
        ];
        let columns = vec![words(w.number, 5), numbers(w.value, 2), words(w.decides, 9)];
        Table::new(w.ours, columns).of(rows)
    }

    fn rules(&self) -> Vec<String> {
        let w = &self.words.report;
        let risk = if differing(self.assessment) == 0 { w.rule_risk } else { w.rule_risk_own };
        let all = [w.rule_bands, w.rule_agreement, w.rule_alpha, w.rule_interval, w.rule_forecasts, risk];
        all.map(str::to_owned).into()
    }

    fn scale(&self) -> Table {
        let w = &self.words.report;
        let rows = self.pack.structure.scale.iter().map(|own| {
            let name = self.texts.options.get(&own.id).map(|own| own.name.to_string()).unwrap_or_default();
            let band = own.band.map_or_else(|| self.none(), |band: Band| self.words.band(band).to_owned());
            vec![[own.id.as_str(), " ", &name].concat(), exact(own.worth), band]
        });
        let columns = vec![words(w.scale, 6), numbers(w.worth, 2), words(w.rating, 5)];
        Table::new(w.scale, columns).of(rows)
    }

    fn caps(&self) -> Table {
        let w = &self.words.report;
        let rows = Grade::ALL.iter().zip(self.pack.structure.caps).map(|(grade, cap)| {
            let named = self.texts.grades.get(grade.word());
            let name = named.map(|own| [&own.name, ": ", &own.means].concat()).unwrap_or_default();
            vec![[grade.word(), " ", &name].concat(), exact(cap)]
        });
        Table::new(w.evidence, vec![words(w.evidence, 10), numbers(w.cap, 3)]).of(rows)
    }

    fn ladder(&self) -> Table {
        let w = &self.words.report;
        let rows = self.pack.structure.ladder.iter().zip(1..).map(|(rung, level): (_, usize)| {
            let named = self.texts.levels.get(&*level.to_string());
            let name = named.map(|own| own.name.to_string()).unwrap_or_default();
            let attributes =
                rung.attributes.iter().filter_map(|id| Some(self.texts.attributes.get(id)?.name.to_string()));
            vec![[level.to_string(), name].join(" "), attributes.collect::<Vec<_>>().join(", ")]
        });
        Table::new(w.ladder, vec![words(w.ladder, 4), words(w.asks_for, 8)]).of(rows)
    }
}

/// What begins a line begins large.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
