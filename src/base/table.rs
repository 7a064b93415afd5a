//! A small map and a sorted list, without the standard library's sorting code.
//!
//! `BTreeMap`, `BTreeSet` and `sort` weigh some 20 KB of wasm together, which every execution would decode and compile.
//! A [`Table`] is meant for dozens of keys, since inserting one moves all later ones. Long lists use [`sorted`].

use core::borrow::Borrow;
use std::collections::BinaryHeap;

/// A map for few keys, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<K, V>(Vec<(K, V)>);

impl<K: Ord, V> Table<K, V> {
    /// The value under a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.index(key).ok().map(|index| &self.0[index].1)
    }

    /// The value under a key, to be changed; an empty one is put there if there is none.
    pub fn entry_or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let index = self.index(&key).unwrap_or_else(|index| {
            self.0.insert(index, (key, V::default()));
            index
        });
        &mut self.0[index].1
    }

    /// The value under a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.index(key).ok().map(|index| &mut self.0[index].1)
    }

    /// All keys and values.
    pub fn iter(&self) -> impl Iterator<Item = &(K, V)> {
        self.0.iter()
    }

    /// All values, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// All values.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    fn index<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(other, _)| other.borrow().cmp(key))
    }
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Table(Vec::new())
    }
}

/// The last of several values for one key wins.
impl<K: Ord, V: Default> Extend<(K, V)> for Table<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, pairs: I) {
        for (key, value) in pairs {
            *self.entry_or_default(key) = value;
        }
    }
}

impl<K: Ord, V: Default> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut table = Table::default();
        table.extend(pairs);
        table
    }
}

impl<K, V> IntoIterator for Table<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// A sorted list, each item once: a set in which `binary_search` finds.
pub fn sorted<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    in_order(items.into_iter().collect())
}

/// The part of [`sorted`] that does not depend on where the items come from.
#[inline(never)]
fn in_order<T: Ord>(items: Vec<T>) -> Vec<T> {
    let mut items = BinaryHeap::from(items).into_sorted_vec();
    items.dedup();
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_keeps_one_value_for_each_key_in_their_order() {
        let mut table: Table<String, u8> = [("b".into(), 1), ("a".into(), 2), ("b".into(), 3)].into_iter().collect();
        assert_eq!((table.get("b"), table.get("c")), (Some(&3), None));
        *table.entry_or_default("c".into()) += 4;
        assert_eq!(table.values().copied().collect::<Vec<_>>(), [2, 3, 4]);
    }

    #[test]
    fn a_sorted_list_has_each_item_once() {
        assert_eq!(sorted([3, 1, 2, 3, 1]), [1, 2, 3]);
        let many: Vec<u32> = sorted((0..10_000).map(|number| number * 7919 % 10_007));
        assert!(many.len() == 10_000 && many.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
