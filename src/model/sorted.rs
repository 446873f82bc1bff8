//! A sorted list that stays quick with a hundred thousand entries that arrive in any order, as the
//! facts of many writers do: blocks of a few hundred, of which an insertion moves one.

use std::cmp::Ordering;

/// The most entries of a block.
const MOST: usize = 512;

/// A place in the list: the block, and the place in it.
pub(super) type Place = (usize, usize);

/// A list in an order that each call states; it has to be the same one for every call.
#[derive(Clone, Debug)]
pub(super) struct Sorted<T> {
    blocks: Vec<Vec<T>>,
}

impl<T> Default for Sorted<T> {
    fn default() -> Self {
        Self { blocks: Vec::new() }
    }
}

impl<T> Sorted<T> {
    /// The place of the entry that is equal, or where it would stand, by how an entry compares with
    /// what is looked for.
    pub fn find(&self, order: &dyn Fn(&T) -> Ordering) -> Result<Place, Place> {
        let before = |own: &Vec<T>| own.last().is_some_and(|last| order(last) == Ordering::Less);
        // Behind all others it stands at the end of the last block.
        let block = self.blocks.partition_point(before).min(self.blocks.len().saturating_sub(1));
        let own = self.blocks.get(block).map_or(&[][..], Vec::as_slice);
        own.binary_search_by(order).map(|place| (block, place)).map_err(|place| (block, place))
    }

    /// Puts an entry where [`Sorted::find`] said.
    pub fn insert(&mut self, (block, place): Place, entry: T) {
        let Some(own) = self.blocks.get_mut(block) else { return self.blocks.push(vec![entry]) };
        own.insert(place, entry);
        if own.len() > MOST {
            let rest = own.split_off(MOST / 2);
            self.blocks.insert(block + 1, rest);
        }
    }

    pub fn get(&self, (block, place): Place) -> Option<&T> {
        self.blocks.get(block)?.get(place)
    }

    pub fn get_mut(&mut self, (block, place): Place) -> Option<&mut T> {
        self.blocks.get_mut(block)?.get_mut(place)
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.blocks.iter().flatten()
    }

    pub fn len(&self) -> usize {
        self.blocks.iter().map(Vec::len).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(numbers: impl Iterator<Item = u64>) {
        let mut own = Sorted::default();
        let mut all = std::collections::BTreeSet::new();
        for number in numbers {
            let found = own.find(&|other: &u64| other.cmp(&number));
            assert_eq!(found.is_err(), all.insert(number));
            match found {
                Ok(place) => assert_eq!(own.get(place), Some(&number)),
                Err(place) => own.insert(place, number),
            }
        }
        assert!(own.iter().eq(&all) && own.iter().rev().eq(all.iter().rev()));
        assert_eq!(own.len(), all.len());
        assert!(own.blocks.iter().all(|block| (1..=MOST).contains(&block.len())));
    }

    #[test]
    fn it_is_in_order_however_its_entries_arrive() {
        check(0..0);
        check(0..5_000);
        check((0..5_000).rev());
        check((0..20_000).map(|n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50));
    }
}
