//! Hangul words: what may stick to them, and how they sound.

use super::super::particles::is_particle;
use super::sound::{Class, Sounds};

/// What ends the names of places, institutions and peoples, and may be missing or translated on the other side.
const SUFFIXES: [&str; 26] = [
    "구", "시", "도", "군", "동", "산", "강", "역", "섬", "주", "어", "인", "족", "교", "호", "형", "화", "급", "측", "군은", "들",
    "님", "적", "상", "댁", "항",
];

/// Initials in Unicode's order; ㅇ is silent.
const INITIALS: [Option<Class>; 19] = {
    use Class::{H, J, K, L, M, N, P, S, T};
    [
        Some(K),
        Some(K),
        Some(N),
        Some(T),
        Some(T),
        Some(L),
        Some(M),
        Some(P),
        Some(P),
        Some(S),
        Some(S),
        None,
        Some(J),
        Some(J),
        Some(J),
        Some(K),
        Some(T),
        Some(P),
        Some(H),
    ]
};

/// The class in which a final is heard before a pause or a consonant, in Unicode's order.
const FINALS: [Option<Class>; 28] = {
    use Class::{K, L, M, N, P, T};
    [
        None,
        Some(K),
        Some(K),
        Some(K),
        Some(N),
        Some(N),
        Some(N),
        Some(T),
        Some(L),
        Some(K),
        Some(M),
        Some(L),
        Some(L),
        Some(L),
        Some(P),
        Some(L),
        Some(M),
        Some(P),
        Some(P),
        Some(T),
        Some(T),
        Some(N),
        Some(T),
        Some(T),
        Some(K),
        Some(T),
        Some(P),
        Some(T),
    ]
};

/// The finals that names and loanwords are spelled with: none, ㄱ ㄴ ㄹ ㅁ ㅂ ㅅ ㅇ.
const NAME_FINALS: [usize; 8] = [0, 1, 4, 8, 16, 17, 19, 21];
const SILENT_INITIAL: usize = 11;
const RIEUL: usize = 5;
const EU: u32 = 18;
const I: u32 = 20;
const U: u32 = 13;

/// The word itself and what is left of it when a particle, a suffix or both are taken off, each of two syllables or more and
/// spelled as a name may be.
pub(super) fn stems(word: &str) -> Vec<(usize, Vec<char>)> {
    let syllables: Vec<char> = word.chars().collect();
    let mut lengths = vec![syllables.len()];
    for cut in 2..syllables.len() {
        if is_particle(&syllables[cut..]) {
            lengths.push(cut);
        }
    }
    for i in 0..lengths.len() {
        let stem = &syllables[..lengths[i]];
        let cut = SUFFIXES.iter().filter(|s| stem.iter().skip(lengths[i].saturating_sub(s.chars().count())).copied().eq(s.chars()));
        for len in cut.map(|s| lengths[i] - s.chars().count()).collect::<Vec<_>>() {
            if len >= 2 && !lengths.contains(&len) {
                lengths.push(len);
            }
        }
    }
    let spelled = syllables.iter().take_while(|c| split(**c).is_some_and(|s| NAME_FINALS.contains(&s.end))).count();
    lengths.retain(|len| (2..=spelled).contains(len) && syllables[len - 1] != '으');
    lengths.into_iter().map(|len| (len, syllables[..len].to_vec())).collect()
}

#[derive(Clone, Copy)]
struct Syllable {
    initial: usize,
    vowel: u32,
    end: usize,
}

fn split(c: char) -> Option<Syllable> {
    let index = (c as u32).checked_sub(0xac00).filter(|i| *i < 11172)?;
    Some(Syllable { initial: index as usize / 588, vowel: index % 588 / 28, end: index as usize % 28 })
}

/// How a word sounds: as spelled, and with the sounds that meet changed if that differs (독립문, 신라, 종로).
pub(super) fn sounds(word: &[char]) -> Vec<Sounds> {
    let syllables: Vec<Syllable> = word.iter().filter_map(|c| split(*c)).collect();
    let mut all = vec![spelled(&syllables)];
    let changed = assimilated(&syllables);
    if changed.skeleton() != all[0].skeleton() {
        all.push(changed);
    }
    all
}

fn spelled(syllables: &[Syllable]) -> Sounds {
    let mut sounds = Sounds::new();
    for s in syllables {
        push(&mut sounds, INITIALS[s.initial], s.vowel, FINALS[s.end]);
    }
    sounds
}

fn push(sounds: &mut Sounds, initial: Option<Class>, vowel: u32, end: Option<Class>) {
    if let Some(class) = initial {
        sounds.consonant(class);
    }
    // ㅡ stands where a foreign consonant has no vowel; ㅣ after ㅅ ㅈ ㅊ and ㅜ after sh likewise.
    let faint = vowel == EU || end.is_none() && matches!((initial, vowel), (Some(Class::J | Class::S), I | U));
    sounds.vowel(1 << vowel, faint.into());
    if let Some(class) = end {
        sounds.consonant(class);
    }
}

/// Stops before nasals become nasals, ㄹ after other consonants ㄴ, and ㄴ beside ㄹ becomes ㄹ.
fn assimilated(syllables: &[Syllable]) -> Sounds {
    let mut sounds = Sounds::new();
    let mut initial_changed: Option<Class> = None;
    for (i, s) in syllables.iter().enumerate() {
        let initial = initial_changed.take().or(INITIALS[s.initial]);
        let mut end = FINALS[s.end];
        if let (Some(class), Some(next)) = (end, syllables.get(i + 1)) {
            let next_class = INITIALS[next.initial];
            let liquid = next.initial == RIEUL;
            match (class, next_class) {
                _ if next.initial == SILENT_INITIAL => {}
                (Class::N, Some(Class::L)) if s.end == 4 => end = Some(Class::L),
                (Class::L, Some(Class::N)) => initial_changed = Some(Class::L),
                (Class::M | Class::N, Some(Class::L)) => initial_changed = Some(Class::N),
                (Class::K | Class::T, Some(Class::N | Class::M | Class::L)) => {
                    end = Some(Class::N);
                    initial_changed = liquid.then_some(Class::N);
                }
                (Class::P, Some(Class::N | Class::M | Class::L)) => {
                    end = Some(Class::M);
                    initial_changed = liquid.then_some(Class::N);
                }
                _ => {}
            }
        }
        push(&mut sounds, initial, s.vowel, end);
    }
    sounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_and_suffixes_come_off_one_after_the_other() {
        let lengths = stems("용산구에서").into_iter().map(|s| s.0).collect::<Vec<_>>();
        assert_eq!(lengths, [5, 3, 2]);
        assert_eq!(stems("서버").len(), 1);
    }

    #[test]
    fn sounds_that_meet_are_changed_as_a_second_reading() {
        assert_eq!(sounds(&['신', '라']).len(), 2);
        assert_eq!(sounds(&['서', '버']).len(), 1);
    }
}
