//! A small map: keys in their order, and a value for each. What an assessment says has a dozen kinds
//! of maps of a few dozen entries; the standard one costs the first load eight kilobytes for each kind.
//!
//! An entry behind all others is added at once, one between others moves those behind it: right for
//! the rows a person types, wrong for all facts of many writers, which have a list of their own.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::iter::Zip;
use std::ops::Index;
use std::slice::Iter;

/// A map in the order of its keys.
#[derive(Clone, PartialEq, Debug)]
pub struct Table<K, V> {
    keys: Vec<K>,
    values: Vec<V>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { keys: Vec::new(), values: Vec::new() }
    }
}

impl<K: Ord, V> Table<K, V> {
    /// The place of a key, or where it would stand.
    #[inline(never)]
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        let (mut low, mut high) = (0, self.keys.len());
        // The first look is at the last key, since most entries arrive in order.
        let mut middle = high.wrapping_sub(1);
        while let Some(own) = self.keys.get(middle).filter(|_| low < high) {
            match own.borrow().cmp(key) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Ok(middle),
                Ordering::Greater => high = middle,
            }
            middle = low + (high - low) / 2;
        }
        Err(low)
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.values.get(self.place(key).ok()?)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.values.get_mut(place)
    }

    /// Whether the key is there.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Puts a value under a key and answers with the one that was there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => self.values.get_mut(place).map(|own| std::mem::replace(own, value)),
            Err(place) => {
                self.keys.insert(place, key);
                self.values.insert(place, value);
                None
            }
        }
    }

    /// The value of a key, which is put there if it is not.
    pub fn entry_or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let place = match self.place(&key) {
            Ok(place) => place,
            Err(place) => {
                self.keys.insert(place, key);
                self.values.insert(place, V::default());
                place
            }
        };
        &mut self.values[place]
    }

    /// Takes a key away and answers with its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.keys.remove(place);
        Some(self.values.remove(place))
    }
}

impl<K, V> Table<K, V> {
    /// The keys in their order.
    pub fn keys(&self) -> Iter<'_, K> {
        self.keys.iter()
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> Iter<'_, V> {
        self.values.iter()
    }

    /// Keys and values in order.
    pub fn iter(&self) -> Zip<Iter<'_, K>, Iter<'_, V>> {
        self.keys.iter().zip(&self.values)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

impl<'a, K, V> IntoIterator for &'a Table<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Zip<Iter<'a, K>, Iter<'a, V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(pairs: T) -> Self {
        let mut table = Self::default();
        for (key, value) in pairs {
            table.insert(key, value);
        }
        table
    }
}

impl<K: Ord + Borrow<Q>, Q: Ord + ?Sized, V> Index<&Q> for Table<K, V> {
    type Output = V;

    /// The value of a key that is known to be there; panics where it is not.
    fn index(&self, key: &Q) -> &V {
        match self.place(key) {
            Ok(place) => &self.values[place],
            Err(_) => panic!("the key is not in the table"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_the_map_of_the_standard_library() {
        let step = (0..4_u8, 0..40_u8, any::<u8>());
        proptest!(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() },
        |(steps in prop::collection::vec(step, 0..80))| {
            let (mut own, mut other) = (Table::default(), BTreeMap::new());
            for (what, key, value) in steps {
                match what {
                    0 => prop_assert_eq!(own.remove(&key), other.remove(&key)),
                    1 => *own.entry_or_default(key) ^= { *other.entry(key).or_default() ^= value; value },
                    _ => prop_assert_eq!(own.insert(key, value), other.insert(key, value)),
                }
                prop_assert_eq!(own.get(&key), other.get(&key));
                prop_assert_eq!(own.contains_key(&key), other.contains_key(&key));
                prop_assert_eq!((own.len(), own.is_empty()), (other.len(), other.is_empty()));
            }
            prop_assert!(own.iter().eq(other.iter()) && own.keys().eq(other.keys()) && own.values().eq(other.values()));
            prop_assert_eq!(own, other.into_iter().collect());
        });
    }
}
