//! Web and e-mail addresses, compared without what names a language.

use std::ops::Range;

use crate::anchor::AnchorKind;
use crate::bitext::Side;

use super::Facts;

/// Parts of an address that say its language.
const LANGUAGES: &[&str] =
    &["ko", "kr", "kor", "korean", "ko-kr", "ko_kr", "en", "us", "eng", "english", "en-us", "en_us", "en-gb", "m", "www"];

/// Whether a token is an e-mail address.
pub(super) fn is_mail(token: &str) -> bool {
    token.contains('@') && !token.contains("://")
}

/// Addresses of a kind that the other side does not hold.
pub(super) fn missing(facts: &Facts<'_>, is_meant: impl Fn(&str) -> bool) -> Vec<(Side, Range<usize>)> {
    let of = |side: Side| facts.latin(side).iter().filter(|m| m.kind == AnchorKind::Url && is_meant(&m.token));
    let mut found = Vec::new();
    for side in Side::BOTH {
        for mention in of(side) {
            if !of(side.other()).any(|other| essence(&other.token) == essence(&mention.token)) {
                found.push((side, mention.range.start as usize..mention.range.end as usize));
            }
        }
    }
    // An address that was changed is one finding, on the side of the translation.
    let target = facts.source.other();
    if found.iter().any(|(side, _)| *side == target) {
        found.retain(|(side, _)| *side == target);
    }
    found
}

/// The parts of an address that do not name a language, nor how it is fetched.
fn essence(token: &str) -> Vec<&str> {
    let rest = token.split_once("://").map_or(token, |(_, rest)| rest);
    // An article of an encyclopedia has a name of its own in each language.
    let host = rest.split('/').next().unwrap_or_default();
    let rest = if host.ends_with("wikipedia.org") { host } else { rest };
    rest.split(['/', '.', '?', '&', '#']).filter(|part| !part.is_empty() && !LANGUAGES.contains(part)).collect()
}
