//! When two texts count as the same.

use crate::normalize::Folded;

/// A text without what does not make a difference between two texts: width, case, white space. Linear.
pub fn same_form(text: &str) -> String {
    let folded = Folded::of(text);
    let mut form = String::with_capacity(text.len());
    for c in folded.chars() {
        if !c.is_whitespace() {
            form.extend(c.to_lowercase());
        } else if !form.ends_with(' ') && !form.is_empty() {
            form.push(' ');
        }
    }
    form.truncate(form.trim_end().len());
    form
}
