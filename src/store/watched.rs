//! The record of the calendars that are followed.
//!
//! Links refer to a calendar by its index in the list, so that no calendar is ever taken out of the list.

use crate::base::json::{object, Json};
use crate::base::time::Instant;

/// A calendar whose changes are followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Google's id of the calendar.
    pub id: String,
    /// Its name, once a list has told it.
    pub name: Option<String>,
    /// Where the last complete list ended.
    pub sync_token: Option<String>,
    /// Since when it can't be read; it is tried once a day, and its meetings stay.
    pub parked: Option<Instant>,
    /// When Google last refused a trigger for it; until it is asked again the hourly run follows it.
    pub refused: Option<Instant>,
}

impl Watched {
    /// A calendar that nothing is known of but its id.
    pub fn new(id: String) -> Self {
        Watched { id, name: None, sync_token: None, parked: None, refused: None }
    }
}

/// Their stored form.
pub fn write(calendars: &[Watched]) -> String {
    if calendars.is_empty() {
        return String::new();
    }
    let items = calendars.iter().map(|watched| {
        let seconds = |at: Option<Instant>| at.map(|at| at.0).into();
        object([
            ("id", watched.id.as_str().into()),
            ("name", watched.name.as_deref().into()),
            ("token", watched.sync_token.as_deref().into()),
            ("parked", seconds(watched.parked)),
            ("refused", seconds(watched.refused)),
        ])
    });
    Json::List(items.collect()).to_string()
}

/// Reads them; nothing if they are no list, or one of them has no id.
pub fn read(json: &Json) -> Option<Vec<Watched>> {
    let Json::List(items) = json else { return None };
    let watched = |item: &Json| {
        let owned = |name: &str| item.get(name).text().map(str::to_owned);
        let instant = |name: &str| item.get(name).int().map(Instant);
        Some(Watched {
            name: owned("name"),
            sync_token: owned("token"),
            parked: instant("parked"),
            refused: instant("refused"),
            ..Watched::new(owned("id")?)
        })
    };
    items.iter().map(watched).collect()
}
