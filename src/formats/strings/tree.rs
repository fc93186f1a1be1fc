//! Trees of messages, as JSON and PHP have them: walked in the order of the file.

use std::ops::Range;

use super::catalogue::{Catalogue, are_forms, inside, suffixed};
use crate::formats::pairs::units::side;

/// No file of messages is deeper.
pub(super) const DEEPEST: usize = 100;

/// Something in a tree.
pub(super) enum Node {
    /// Strings to be read one after the other: the insides of the quotes.
    Text(Vec<Range<usize>>),
    /// Things by name.
    Map(Vec<(String, Node)>),
    /// Things by number.
    List(Vec<Node>),
    /// A number, a truth value, nothing.
    Other,
}

impl Node {
    fn is_message(&self) -> bool {
        let Node::Map(children) = self else { return false };
        let is_part = |key: &str| matches!(key, "message" | "description" | "placeholders" | "hash");
        children.iter().all(|(key, _)| is_part(key)) && children.iter().any(|(k, n)| k == "message" && matches!(n, Node::Text(_)))
    }
}

/// Takes every text of a tree; `take` reads strings in the escapes of their language. A language that all stands under is no key.
pub(super) fn walk<'s>(catalogue: &mut Catalogue<'s>, root: &Node, take: &dyn Fn(&mut Catalogue<'s>, &[Range<usize>])) {
    match root {
        Node::Map(children) => match children.as_slice() {
            [(key, child @ Node::Map(_))] if side(key).is_some() => node(catalogue, child, "", take),
            _ => node(catalogue, root, "", take),
        },
        _ => node(catalogue, root, "", take),
    }
}

fn node<'s>(catalogue: &mut Catalogue<'s>, at: &Node, path: &str, take: &dyn Fn(&mut Catalogue<'s>, &[Range<usize>])) {
    match at {
        Node::Other => {}
        Node::Text(strings) => text(catalogue, strings, suffixed(path), take),
        Node::List(children) => {
            children.iter().enumerate().for_each(|(n, child)| node(catalogue, child, &inside(path, &n.to_string()), take));
        }
        Node::Map(children) => {
            let is_plural = are_forms(children.iter().map(|(key, _)| key.as_str()));
            let is_message = at.is_message();
            for (key, child) in children {
                match child {
                    Node::Text(strings) if is_plural => text(catalogue, strings, (path.to_owned(), Some(key.clone())), take),
                    Node::Text(strings) if is_message && key == "message" => {
                        text(catalogue, strings, (path.to_owned(), None), take);
                    }
                    _ if is_message => {}
                    // What an ARB says of a message, or of itself.
                    Node::Map(_) if key.starts_with('@') => {}
                    _ if key.starts_with("@@") => {}
                    _ => node(catalogue, child, &inside(path, key), take),
                }
            }
        }
    }
}

fn text<'s>(
    catalogue: &mut Catalogue<'s>,
    strings: &[Range<usize>],
    (key, plural): (String, Option<String>),
    take: &dyn Fn(&mut Catalogue<'s>, &[Range<usize>]),
) {
    take(catalogue, strings);
    catalogue.close(key, plural, strings.first().map_or(0, |range| range.start));
}
