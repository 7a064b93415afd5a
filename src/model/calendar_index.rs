//! The position of a calendar in the user's list of watched calendars.

/// Names a calendar in links, which have no room for its id. The list keeps its order, so that an index stays valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CalendarIndex(u8);

impl CalendarIndex {
    /// The user's primary calendar, which comes first in the list.
    pub const PRIMARY: CalendarIndex = CalendarIndex(0);

    /// The index for a position in the list; the 256th and all later calendars share the last index.
    pub fn of(position: usize) -> CalendarIndex {
        CalendarIndex(u8::try_from(position).unwrap_or(u8::MAX))
    }

    /// The position in the list.
    pub fn position(self) -> usize {
        usize::from(self.0)
    }

    /// The number that links store.
    pub fn number(self) -> i64 {
        i64::from(self.0)
    }

    /// Reads the number of a stored link.
    pub fn read(number: i64) -> Option<CalendarIndex> {
        u8::try_from(number).ok().map(CalendarIndex)
    }
}
