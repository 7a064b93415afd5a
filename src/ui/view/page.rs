//! The page on which an authorization ends. It closes itself, and says what to do if the browser does not allow that.

use crate::base::text::escape;
use crate::ui::i18n::{Catalog, Message};

/// The page. It contains nothing from the request.
pub fn html(catalog: Catalog<'_>, message: &Message) -> String {
    let (said, close) = (escape(&catalog.say(message)), escape(&catalog.say(&Message::CallbackClose)));
    [
        "<!DOCTYPE html><html lang=\"",
        catalog.language().tag(),
        "\"><head><meta charset=\"utf-8\"><title>Meetwright</title>",
        "<style>body{font:16px/1.5 sans-serif;margin:15vh auto;max-width:26em;padding:0 1em}</style></head><body><p><b>",
        &said,
        "</b></p><p>",
        &close,
        "</p><script>setTimeout(function(){window.top.close()},1500)</script></body></html>",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::i18n::catalog;

    #[test]
    fn what_is_said_on_the_page_is_text_in_the_persons_language() {
        let hostile = Message::ErrorRejected { reason: "</b><script>alert(1)</script>".into() };
        let page = html(catalog("ko"), &hostile);
        assert!(page.contains("lang=\"ko\"") && page.contains("&lt;script&gt;alert(1)"), "{page}");
        assert_eq!(page.matches("<script>").count(), 1, "its own alone");
    }
}
