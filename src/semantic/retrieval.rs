//! How well vectors find translations: the measure that a table is judged by.

use super::encoder::Encoder;
use crate::bitext::Sides;

/// The share of lines whose nearest line on the other side, by cosine, is their own partner: from the Korean lines and from the English
/// ones. Line n of one side belongs to line n of the other; lines beyond the shorter side are left out. A tie counts as found.
///
/// Takes time in the product of the numbers of lines, space in their sum.
pub fn rank_one(encoder: &dyn Encoder, ko: &[&str], en: &[&str]) -> Sides<f64> {
    let lines = ko.len().min(en.len());
    let ko = encoder.encode(&ko[..lines]);
    let en = encoder.encode(&en[..lines]);
    let cosine = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let share = |from: &[Vec<f32>], to: &[Vec<f32>]| {
        let found = from.iter().zip(to).filter(|(line, partner)| {
            let own = cosine(line, partner);
            to.iter().all(|other| cosine(line, other) <= own)
        });
        found.count() as f64 / lines.max(1) as f64
    };
    Sides { ko: share(&ko, &en), en: share(&en, &ko) }
}

#[cfg(test)]
mod tests {
    use super::super::PieceVectors;
    use super::*;

    const KO: [&str; 3] = ["고양이가 창가에서 잔다.", "기차는 아홉 시에 떠난다.", "물을 끓인 다음 소금을 넣으세요."];
    const EN: [&str; 3] = ["The cat sleeps by the window.", "The train leaves at nine.", "Boil the water, then add salt."];

    #[test]
    fn partners_are_found_from_both_sides() {
        let found = rank_one(PieceVectors::builtin(), &KO, &EN);
        assert_eq!((found.ko, found.en), (1.0, 1.0));
    }

    #[test]
    fn strangers_are_not_found() {
        let found = rank_one(PieceVectors::builtin(), &KO[..2], &[EN[1], EN[0]]);
        assert_eq!((found.ko, found.en), (0.0, 0.0));
        let none = rank_one(PieceVectors::builtin(), &[], &EN);
        assert_eq!((none.ko, none.en), (0.0, 0.0));
    }
}
