//! What spoke for a pair, in a line for people.

use crate::bitext::{Evidence, Reason, Sides};

/// `윤석열 = Yoon Suk Yeol, 30일 = Jan. 30; length 12 : 19`; empty where nothing did. What belongs together is not torn apart at the end
/// of a line.
pub(super) fn reasons(reasons: &[Reason]) -> String {
    let mut words = Vec::new();
    let (mut length, mut time) = (None, None);
    for reason in reasons {
        let Sides { ko, en } = &reason.words;
        match reason.evidence {
            Evidence::Length => length = Some(format!("length\u{A0}{ko}\u{A0}:\u{A0}{en}")),
            Evidence::Time => time = Some(format!("shown\u{A0}{ko}\u{A0}=\u{A0}{en}")),
            Evidence::Meaning => words.push(format!("{ko} ≈ {en}")),
            _ if ko == en => words.push(ko.clone()),
            _ => words.push(format!("{ko} = {en}")),
        }
    }
    let said: Vec<String> = [words.join(", ")].into_iter().filter(|w| !w.is_empty()).chain(length).chain(time).collect();
    said.join("; ")
}
