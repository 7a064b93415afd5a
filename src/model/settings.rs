//! The user's choices.

use crate::base::json::{object, Json};

/// What kind of conference an event gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A meeting of its own.
    #[default]
    Meeting,
    /// The host's Personal Room.
    PersonalRoom,
}

impl Kind {
    /// Its name in stored records, action parameters and form values.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Meeting => "meeting",
            Kind::PersonalRoom => "room",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Kind> {
        [Kind::Meeting, Kind::PersonalRoom].into_iter().find(|kind| kind.name() == name)
    }

    /// The other one.
    pub fn other(self) -> Kind {
        match self {
            Kind::Meeting => Kind::PersonalRoom,
            Kind::PersonalRoom => Kind::Meeting,
        }
    }

    /// The id of its conference solution in the manifest, which must never change.
    pub fn solution(self) -> &'static str {
        match self {
            Kind::Meeting => "webex-meeting",
            Kind::PersonalRoom => "webex-personal-room",
        }
    }
}

/// What takes the place of a series that Webex can't express.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SeriesFallback {
    /// One standing meeting, whose link serves every occurrence.
    #[default]
    Standing,
    /// A meeting of its own for each of the next occurrences, beside the standing one.
    Each,
}

impl SeriesFallback {
    /// Its name in stored records and form values.
    pub fn name(self) -> &'static str {
        match self {
            SeriesFallback::Standing => "standing",
            SeriesFallback::Each => "each",
        }
    }

    /// The choice of that name.
    pub fn from_name(name: &str) -> Option<SeriesFallback> {
        [SeriesFallback::Standing, SeriesFallback::Each]
            .into_iter()
            .find(|series_fallback| series_fallback.name() == name)
    }
}

/// The user's choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The kind that the panel offers first.
    pub kind: Kind,
    /// The template that new meetings start from.
    pub template: Option<String>,
    /// What a series becomes that Webex can't express.
    pub series_fallback: SeriesFallback,
}

impl Settings {
    /// Reads the stored form; an unknown kind is the default one.
    pub fn read(json: &Json) -> Option<Settings> {
        let Json::Map(_) = json else { return None };
        let kind = json.get("kind").text().and_then(Kind::from_name);
        let template = json.get("template").text().map(str::to_owned);
        let series_fallback = json.get("spread").text().and_then(SeriesFallback::from_name).unwrap_or_default();
        Some(Settings { kind: kind.unwrap_or_default(), template, series_fallback })
    }

    /// The stored form.
    pub fn write(&self) -> String {
        let template = self.template.as_deref();
        let series_fallback =
            (self.series_fallback != SeriesFallback::default()).then_some(self.series_fallback.name());
        object([("kind", self.kind.name().into()), ("template", template.into()), ("spread", series_fallback.into())])
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_back_and_unknown_values_fall_back() {
        let settings =
            Settings { kind: Kind::PersonalRoom, template: Some("t1".into()), series_fallback: SeriesFallback::Each };
        assert_eq!(Settings::read(&Json::parse(&settings.write()).unwrap()), Some(settings));
        let odd = Json::parse(r#"{"kind":"hologram"}"#).unwrap();
        assert_eq!(Settings::read(&odd), Some(Settings::default()));
        assert_eq!(Settings::read(&Json::parse("3").unwrap()), None);
    }
}
