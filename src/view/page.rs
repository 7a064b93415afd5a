//! The page on which an authorization ends. It closes itself; if the browser won't, it says what to do.

use crate::i18n::{Catalog, Message};
use crate::text::escape;

/// The page. Nothing of the request is in it.
pub fn html(catalog: Catalog, message: &Message) -> String {
    let (said, close) = (escape(&catalog.say(message)), escape(&catalog.say(&Message::CallbackClose)));
    [
        "<!DOCTYPE html><html lang=\"",
        catalog.tag(),
        "\"><head><meta charset=\"utf-8\"><title>Meetwright</title>",
        "<style>body{font:16px/1.5 sans-serif;margin:15vh auto;max-width:26em;padding:0 1em}</style></head><body><p><b>",
        &said,
        "</b></p><p>",
        &close,
        "</p><script>setTimeout(function(){window.top.close()},1500)</script></body></html>",
    ]
    .concat()
}
