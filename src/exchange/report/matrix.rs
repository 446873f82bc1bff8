//! Where the levels of risks are looked up; where that is the organisation's own matrix, the whole of it.

use super::document::{Block, Table, words};
use super::{Work, heading};
use crate::exchange::pictures::{falling, source};
use crate::locale::fill;
use crate::model::Magnitude;
use crate::score::{differing, risk_level, standard_level};

impl Work<'_> {
    pub(super) fn risk_matrix(&self) -> Vec<Block> {
        let mut blocks = vec![heading(3, "risk-matrix", self.words.risk.matrix)];
        blocks.push(Block::Text(source(self.words, self.assessment)));
        if differing(self.assessment) > 0 {
            blocks.extend(falling(self.words, self.assessment).map(Block::Text));
            blocks.push(Block::Table(self.cells_of_matrix()));
        }
        blocks
    }

    /// A row for each likelihood from the highest down, a column for each impact from the lowest up.
    fn cells_of_matrix(&self) -> Table {
        let (w, called) = (&self.words.risk, |own: Magnitude| self.words.magnitude(own));
        let level = |likelihood: Magnitude, impact: Magnitude| {
            let (own, standard) = (risk_level(self.assessment, likelihood, impact), standard_level(likelihood, impact));
            match own == standard {
                true => called(own).to_owned(),
                false => [called(own), " (", &fill(w.own_cell_standard, &[called(standard)]), ")"].concat(),
            }
        };
        let row = |likelihood: &Magnitude| {
            let levels = Magnitude::ALL.iter().map(|impact| level(*likelihood, *impact));
            std::iter::once(called(*likelihood).to_owned()).chain(levels).collect()
        };
        let corner = [w.matrix_likelihood, " ↓ ", w.matrix_impact, " →"].concat();
        let columns = Magnitude::ALL.iter().map(|own| words(called(*own), 3));
        let columns = std::iter::once(words(&corner, 3)).chain(columns).collect();
        Table::new(w.matrix, columns).of(Magnitude::ALL.iter().rev().map(row))
    }
}
