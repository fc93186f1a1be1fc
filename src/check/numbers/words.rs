//! Words that say a number, a day or a time without being a number.

use crate::bitext::{Side, Sides};

/// Values and the words that can stand for them.
#[rustfmt::skip]
const VALUES: Sides<&[(f64, &[&str])]> = Sides {
    ko: &[
        (0.5, &["절반", "반"]), (0.25, &["4분의", "사분의"]), (0.0, &["영하", "무", "없", "제로", "자정"]),
        (2.0, &["이진", "양", "쌍", "둘", "두", "배", "갑절", "이틀", "격", "부부", "형제", "자매", "이중", "이차", "재"]),
        (3.0, &["세", "셋", "사흘", "석", "삼"]), (4.0, &["네", "넷", "나흘", "넉", "사"]), (5.0, &["다섯", "닷새", "오"]),
        (6.0, &["여섯", "엿새", "육", "반년", "상반기", "하반기"]), (7.0, &["일곱", "이레", "일주일", "칠", "한 주", "주일"]), (8.0, &["팔진", "여덟", "여드레", "팔"]),
        (9.0, &["아홉", "아흐레", "구"]), (10.0, &["열", "십"]), (16.0, &["십육진"]), (11.0, &["열한"]), (12.0, &["열두", "정오", "자정", "다스", "1년", "한 해"]),
        (15.0, &["보름", "열다섯"]), (20.0, &["스무", "스물"]), (24.0, &["하루"]), (30.0, &["한 달", "반 시간", "서른", "반"]), (60.0, &["환갑", "육순", "한 시간", "예순", "1분", "일 분"]),
        (70.0, &["칠순", "일흔"]), (80.0, &["팔순", "여든"]), (90.0, &["아흔", "구순"]), (100.0, &["백", "세기"]), (1000.0, &["천"]), (10000.0, &["만"]), (50.0, &["절반", "쉰", "반"]), (200.0, &["두 배"]), (14.0, &["2주", "두 주"]),
    ],
    en: &[
        (0.5, &["half", "halv", "semi"]), (0.25, &["quarter"]), (0.1, &["tenth"]), (0.2, &["fifth"]), (0.01, &["hundredth"]),
        (0.001, &["thousandth"]), (0.0001, &["ten-thousandth"]), (0.75, &["three quarter", "three-quarter"]), (0.0, &["zero", "no ", "none", "midnight", "nil", "null", "love"]),
        (2.0, &["sophomore", "binar", "both", "two", "twin", "twice", "doubl", "couple", "pair", "second", "bi", "dual", "duo", "either", "another", "other", "half", "Feb"]),
        (3.0, &["junior", "three", "third", "thrice", "tripl", "trio", "trilateral", "quarter", "Mar"]), (4.0, &["senior", "four", "quart", "quad", "Apr"]), (5.0, &["five", "fifth", "quint", "May"]),
        (6.0, &["six", "half", "Jun"]), (7.0, &["seven", "week", "Jul"]), (8.0, &["eight", "oct", "Aug"]), (9.0, &["nin", "Sep"]), (10.0, &["ten", "teen", "decade", "decimal", "Oct"]),
        (11.0, &["eleven", "Nov"]), (12.0, &["twel", "dozen", "noon", "midnight", "year", "Dec"]), (15.0, &["quarter", "fifteen"]), (16.0, &["hex", "sixteen"]), (13.0, &["thirteen"]),
        (14.0, &["fortnight", "two week", "fourteen"]), (20.0, &["twent", "score"]), (24.0, &["day", "hour", "around the clock"]), (30.0, &["half", "thirt", "month"]), (40.0, &["fort"]),
        (50.0, &["half", "fift"]), (60.0, &["sixt", "hour", "minute"]), (70.0, &["sevent"]), (80.0, &["eight"]), (90.0, &["ninet"]), (100.0, &["centur", "hundred", "entire", "fully", "wholly"]), (200.0, &["doubl", "twice", "two hundred"]),
        (300.0, &["tripl"]), (1000.0, &["thousand", "millenni"]), (2000.0, &["couple of thousand"]), (2e6, &["couple of million"]), (10_000.0, &["ten thousand", "tens of thousand"]), (1_000_000.0, &["million"]),
        (100_000_000.0, &["hundred million"]), (1e9, &["billion"]),
    ],
};

/// Units that are written right behind an English number, in order.
const UNITS: &[&str] = &[
    "am", "bn", "cc", "cm", "ft", "g", "gb", "ghz", "ha", "hz", "in", "k", "kb", "kg", "km", "kmh", "kph", "kw", "kwh", "l", "lb",
    "lbs", "m", "mb", "mg", "mhz", "ml", "mm", "mn", "mph", "ms", "mw", "nd", "oz", "p", "pm", "pt", "px", "rd", "s", "st", "t",
    "tb", "th", "tn", "w",
];

/// What an English word is worth times a number: two decades are twenty years.
const MULTIPLES: &[(f64, &str)] = &[
    (7.0, "week"),
    (10.0, "decade"),
    (12.0, "dozen"),
    (12.0, "year"),
    (20.0, "score"),
    (24.0, "day"),
    (60.0, "hour"),
    (60.0, "minute"),
    (100.0, "centur"),
];

/// Words for days that are told from today.
const DAYS: Sides<&[&str]> = Sides {
    ko: &[
        "오늘",
        "어제",
        "내일",
        "모레",
        "그저께",
        "전날",
        "이날",
        "당일",
        "다음",
        "이튿날",
        "지난",
        "올해",
        "작년",
        "내년",
        "재작년",
        "이달",
        "이번",
        "같은",
        "금년",
        "동년",
        "동월",
        "주말",
        "당시",
        "최근",
        "매년",
        "해마다",
        "전년",
        "연말",
        "연초",
        "월말",
        "초하루",
        "보름",
        "설날",
        "추석",
        "성탄",
        "크리스마스",
    ],
    en: &[
        "today",
        "yesterday",
        "tomorrow",
        "last ",
        "this ",
        "next ",
        "same ",
        "previous",
        "day before",
        "day after",
        "following",
        "earlier",
        "later",
        "ago",
        "weekend",
        "current",
        "past",
        "recent",
        "eve",
        "every",
        "annual",
        "Christmas",
        "New Year",
        "that ",
        "prior",
        "month",
        "year",
    ],
};

const TIMES: Sides<&[&str]> = Sides {
    ko: &["정오", "자정", "아침", "저녁", "새벽", "밤", "낮", "정각", "반"],
    en: &["noon", "midday", "midnight", "morning", "evening", "night", "o'clock", "o’clock", "half past", "quarter"],
};

/// Whether a text holds a word that can stand for a value.
pub(super) fn says(side: Side, text: &str, value: f64) -> bool {
    let is_multiple = |factor: f64| value > factor && (value / factor).fract() == 0.0;
    VALUES.get(side).iter().any(|(known, words)| (known - value).abs() < 1e-9 && holds(text, words))
        || side == Side::En && MULTIPLES.iter().any(|(factor, word)| is_multiple(*factor) && holds(text, &[word]))
        || side == Side::En
            && roman(value).is_some_and(|roman| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == roman))
}

/// A small number in Roman numerals.
fn roman(value: f64) -> Option<&'static str> {
    const ROMAN: [&str; 20] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII",
        "XIX", "XX",
    ];
    ROMAN.iter().zip(1..).find(|(_, n)| f64::from(*n) == value).map(|(roman, _)| *roman)
}

/// Whether what follows a number directly is a unit.
pub(super) fn is_unit(after: &str) -> bool {
    let word: String = after.chars().take_while(char::is_ascii_alphabetic).collect();
    UNITS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// Whether a text speaks of a day, a month or a year by its distance.
pub(super) fn says_day(side: Side, text: &str) -> bool {
    holds(text, DAYS.get(side))
}

/// Whether a text speaks of a time of day without a number.
pub(super) fn says_time(side: Side, text: &str) -> bool {
    holds(text, TIMES.get(side))
}

/// Whether a word of the text begins like one of these, whatever the case of its first letter.
fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        text.match_indices(*word).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_alphabetic()))
            || word.starts_with(|c: char| c.is_ascii_lowercase()) && {
                let capital = word[..1].to_ascii_uppercase() + &word[1..];
                text.contains(&capital)
            }
    })
}
