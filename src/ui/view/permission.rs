//! The note about missing Google permissions, and the button that grants them.

use crate::model::permission::{Grants, Permission};
use crate::ui::card::Section;
use crate::ui::formatted::Text;
use crate::ui::i18n::{Catalog, Message};
use crate::ui::widget::Button;

/// The line and the button; empty if no permission is missing.
pub fn section(catalog: Catalog<'_>, grants: &Grants) -> Section {
    let what: Vec<String> = grants.missing.iter().map(|permission| catalog.say(&name(*permission))).collect();
    let line =
        (!what.is_empty()).then(|| Text::plain(&catalog.say(&Message::PermissionsOff { what: what.join(", ") })));
    Section::new().maybe(line).maybe(button(catalog, grants.url.as_deref()))
}

/// The button that opens Google's page.
pub fn button(catalog: Catalog<'_>, url: Option<&str>) -> Option<Button> {
    url.map(|url| Button::authorize(&catalog.say(&Message::GrantButton), url))
}

fn name(permission: Permission) -> Message {
    match permission {
        Permission::Message => Message::PermissionMessage,
        Permission::Draft => Message::PermissionDraft,
        Permission::Settings => Message::PermissionSettings,
        Permission::Directory => Message::PermissionDirectory,
        Permission::Profile => Message::PermissionProfile,
    }
}
