//! Whether the vowels of two words with the same consonants agree.

use super::sound::{Sounds, Vowel};

/// What a slot costs in which a vowel is heard on one side alone.
const MISSING: f32 = 1.0;
/// What a slot costs whose vowels cannot be the same.
const DIFFERENT: f32 = 1.0;
/// What a slot costs in which a spelled vowel is reduced to ㅡ, or the other way round.
const REDUCED: f32 = 0.3;
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

fn slot(ko: &[Vowel], en: &[Vowel]) -> f32 {
    let heard = |vowels: &[Vowel]| vowels.iter().any(|v| !v.faint);
    match (heard(ko), heard(en)) {
        (false, false) => 0.0,
        (true, false) if en.is_empty() => MISSING,
        (true, false) => {
            if meet(ko, en) {
                0.1
            } else {
                REDUCED
            }
        }
        (false, true) if ko.is_empty() => MISSING,
        (false, true) => {
            if meet(ko, en) {
                0.1
            } else {
                REDUCED
            }
        }
        (true, true) => {
            let first = |vowels: &[Vowel]| vowels.first().map_or(0, |v| v.may_be);
            let longer = ko.len().saturating_sub(en.len().max(1)) as f32 * 0.2;
            if first(ko) & first(en) != 0 {
                longer
            } else if meet(ko, en) {
                SHIFTED + longer
            } else {
                DIFFERENT
            }
        }
    }
}

fn meet(ko: &[Vowel], en: &[Vowel]) -> bool {
    let all = |vowels: &[Vowel]| vowels.iter().fold(0, |set, v| set | v.may_be);
    all(ko) & all(en) != 0
}
