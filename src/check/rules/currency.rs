//! An amount has another currency on the other side.
//!
//! The number is the same and the money is not: 35억 원 is no 3.5 billion dollars.
//!
//! ## Fires
//!
//! ```text
//! ko: 회사는 35억 원을 냈다.
//! en: The company paid $3.5 billion.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 회사는 35억 원을 냈다.
//! en: The company paid 3.5 billion won (about $2.5 million).
//! ```

use crate::anchor::{AnchorKind, Quantity};
use crate::bitext::{Side, Sides};
use crate::check::{Check, Class, Facts, Remark, Say};

pub(super) struct Currency;

impl Check for Currency {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if !facts.is_pair() || !facts.has(Side::Ko, Class::Digit) {
            return;
        }
        let money = |side| facts.numbers(side).iter().filter(|m| m.kind() == AnchorKind::Money);
        for mention in money(Side::Ko) {
            let is_same = |other: &Quantity| mention.readings.contains(other);
            if money(Side::En).any(|m| matches!(m.readings.first(), Some(first) if is_same(first))) {
                continue;
            }
            let plain = |q: &Quantity| matches!(q, Quantity::Number(_)) && is_same(q);
            if let Some(other) = money(Side::En).find(|m| m.readings.iter().any(plain)) {
                let range = |m: &crate::anchor::NumberMention| m.range.start as usize..m.range.end as usize;
                let said = Sides { ko: &facts.text.ko[range(mention)], en: &facts.text.en[range(other)] };
                let (source, target) = (facts.source, facts.source.other());
                let message = format!("{} is {} in the {}", said.get(source), said.get(target), target.language());
                say(Remark::new(message).at(Side::Ko, range(mention)).at(Side::En, range(other)));
            }
        }
    }
}
