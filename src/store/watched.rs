//! The record of the calendars that are followed.
//!
//! Links refer to a calendar by its index in the list, so no calendar is ever removed from the list.

use crate::base::json::{object, Json};
use crate::base::time::Instant;

/// A calendar whose changes are followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Google's id of the calendar.
    pub id: String,
    /// Its name, known after the first list.
    pub name: Option<String>,
    /// Its zone, known after the first list.
    pub zone: Option<String>,
    /// The sync token of the last complete list.
    pub sync_token: Option<String>,
    /// When reading it last failed. It is tried once a day, and its meetings stay.
    pub parked: Option<Instant>,
    /// When Google last refused a trigger for it. Until the next try the hourly run follows it.
    pub refused: Option<Instant>,
}

impl Watched {
    /// A calendar of which only the id is known.
    pub fn new(id: String) -> Self {
        Watched { id, name: None, zone: None, sync_token: None, parked: None, refused: None }
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
            ("zone", watched.zone.as_deref().into()),
            ("token", watched.sync_token.as_deref().into()),
            ("parked", seconds(watched.parked)),
            ("refused", seconds(watched.refused)),
        ])
    });
    Json::List(items.collect()).to_string()
}

/// Reads the stored form; `None` if it is no list, or a calendar has no id.
pub fn read(json: &Json) -> Option<Vec<Watched>> {
    let Json::List(items) = json else { return None };
    let watched = |item: &Json| {
        let owned = |name: &str| item.get(name).text().map(str::to_owned);
        let instant = |name: &str| item.get(name).int().map(Instant);
        Some(Watched {
            name: owned("name"),
            zone: owned("zone"),
            sync_token: owned("token"),
            parked: instant("parked"),
            refused: instant("refused"),
            ..Watched::new(owned("id")?)
        })
    };
    items.iter().map(watched).collect()
}
