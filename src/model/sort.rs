//! Sorting in place. The sort of the standard library is faster, and with every type it is used for
//! the first load grows by four kilobytes; this one is a heap in twenty lines, as quick in proportion.

/// Puts a list in order. Elements of which neither comes before the other end up in any order.
pub fn sort<T>(list: &mut [T], before: impl Fn(&T, &T) -> bool) {
    let mut length = list.len();
    let mut start = length / 2;
    // First each parent sinks below its greater children; then the greatest goes behind the rest,
    // again and again, and what came to the top in its place sinks.
    while length > 1 {
        if start > 0 {
            start -= 1;
        } else {
            length -= 1;
            list.swap(0, length);
        }
        let mut parent = start;
        while let Some(mut child) = Some(2 * parent + 1).filter(|child| *child < length) {
            if child + 1 < length && before(&list[child], &list[child + 1]) {
                child += 1;
            }
            if !before(&list[parent], &list[child]) {
                break;
            }
            list.swap(parent, child);
            parent = child;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_the_order_of_the_standard_library() {
        proptest!(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() },
        |(mut list in prop::collection::vec(0..50_u8, 0..60))| {
            let mut expected = list.clone();
            expected.sort_unstable();
            sort(&mut list, |a, b| a < b);
            prop_assert_eq!(list, expected);
        });
    }
}
