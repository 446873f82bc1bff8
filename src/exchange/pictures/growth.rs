//! What made revenue grow or shrink.

use super::{Drawn, Gallery, Illustration, Table, legend};
use crate::chart::{Bar, Part, waterfall};
use crate::locale::fill;
use crate::model::pack::Indicator;
use crate::score::Reading;
use crate::score::shown::{Growth, Pattern};

pub(super) fn growth(own: &Gallery, growth: &Growth) -> Drawn {
    let w = &own.words.pictures;
    own.drawn(w.growth, Indicator::Growth, growth.decomposition, |effects| {
        let [before, last] = growth.drivers.value()?;
        let effects = [
            (w.capacity, effects.capacity),
            (w.utilisation, effects.utilisation),
            (w.hourly_yield, effects.hourly_yield),
        ];
        let whole =
            |name: &str, amount: f64| Bar { name: name.to_owned(), says: own.short(amount), part: Part::Whole(amount) };
        let change = |(name, amount): &(&str, f64)| Bar {
            name: (*name).to_owned(),
            says: own.short_signed(*amount),
            part: Part::Change(*amount),
        };
        let bars: Vec<Bar> = std::iter::once(whole(w.revenue_before, before.revenue))
            .chain(effects.iter().map(change))
            .chain([whole(w.revenue_last, last.revenue)])
            .collect();
        let mut picture = waterfall(&bars, own.width);
        picture.legend(&legend(own, w.revenue, &effects.map(|(_, amount)| amount)));
        let change = last.revenue - before.revenue;
        let share = |amount: f64| own.signed(100.0 * amount / before.revenue, 1);
        let mut rows = vec![(None, vec![w.revenue_before.to_owned(), (own.plain)(before.revenue, 0), String::new()])];
        rows.extend(
            effects
                .iter()
                .map(|(name, amount)| (None, vec![(*name).to_owned(), own.signed(*amount, 0), share(*amount)])),
        );
        rows.push((None, vec![w.change.to_owned(), own.signed(change, 0), share(change)]));
        rows.push((None, vec![w.revenue_last.to_owned(), (own.plain)(last.revenue, 0), String::new()]));
        // Of what went the way the whole went, the largest.
        let main =
            effects.iter().filter(|(_, amount)| amount * change > 0.0).max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
        let grown = share(change);
        let finding = match main {
            Some((name, amount)) => {
                let sentence = if change > 0.0 { w.grew } else { w.fell };
                fill(
                    sentence,
                    &[grown.trim_start_matches(['+', '−']), &name.to_ascii_lowercase(), &own.short_signed(*amount)],
                )
            }
            None => w.stayed.to_owned(),
        };
        let finding = match growth.pattern {
            Reading::Value(Some(pattern)) => [finding.as_str(), " ", words(own, pattern)].concat(),
            _ => finding,
        };
        Some(Illustration {
            id: "growth",
            name: w.growth.to_owned(),
            finding,
            picture,
            table: Table { head: vec![w.effect, w.amount, w.of_before], rows },
            leads_to: own.behind(Indicator::Growth),
        })
    })
}

fn words(own: &Gallery, pattern: Pattern) -> &'static str {
    let w = &own.words.pictures;
    match pattern {
        Pattern::GrowthOnOverload => w.overload,
        Pattern::IdleInvestment => w.idle,
        Pattern::HealthyScaling => w.scaling,
        Pattern::Harvest => w.harvest,
        Pattern::ShrinkingDemand => w.shrinking,
    }
}
