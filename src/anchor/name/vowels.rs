//! Whether the vowels of two words with the same consonants agree.

use super::sound::{Slot, Sounds};

/// What a slot costs in which a vowel is heard on one side alone.
const MISSING: f32 = 1.0;
/// What a slot costs whose vowels cannot be the same.
const DIFFERENT: f32 = 1.0;
/// What a slot costs in which a spelled vowel is reduced to ㅡ, or the other way round.
const REDUCED: f32 = 0.3;
/// What a slot costs in which a vowel that need not be heard may be the same as one that is.
const WEAK: f32 = 0.1;
/// What each Korean vowel costs that stands beyond the English ones.
const LONGER: f32 = 0.2;
/// What a slot costs whose first vowels differ while later ones agree, as in diphthongs.
const SHIFTED: f32 = 0.25;

/// How well the vowels agree, in 0..=1; more consonants make it surer. The skeletons must be the same.
pub(super) fn agreement(ko: &Sounds, en: &Sounds) -> f32 {
    let cost: f32 = ko.slots().iter().zip(en.slots()).map(|(ko, en)| slot(ko, en)).sum();
    let consonants = ko.len() as f32;
    let chance = match ko.len() {
        0..=1 => return 0.0,
        2 => 0.8,
        3 => 0.92,
        _ => 1.0,
    };
    let weight = if ko.len() <= 2 { 0.75 } else { 1.0 };
    (chance * (1.0 - cost / (weight * (consonants + 1.0)))).max(0.0)
}

/// How well the vowels of a given name agree whose surname is known to be the same.
pub(super) fn agreement_after_surname(ko: &Sounds, en: &Sounds) -> f32 {
    let cost: f32 = ko.slots().iter().zip(en.slots()).map(|(ko, en)| slot(ko, en)).sum();
    (1.0 - cost / (ko.len() as f32 + 1.0)).max(0.0)
}

fn slot(ko: &Slot, en: &Slot) -> f32 {
    let meet = ko.all & en.all != 0;
    match (ko.heard, en.heard) {
        (false, false) => 0.0,
        (true, false) if en.count == 0 => MISSING,
        (false, true) if ko.count == 0 => MISSING,
        (true, false) | (false, true) => {
            if meet {
                WEAK
            } else {
                REDUCED
            }
        }
        (true, true) => {
            let longer = f32::from(ko.count.saturating_sub(en.count.max(1))) * LONGER;
            if ko.first & en.first != 0 {
                longer
            } else if meet {
                SHIFTED + longer
            } else {
                DIFFERENT
            }
        }
    }
}
