//! The rules, a file each. The head of the file is the manual page of its rule; the examples in it are its tests.
//!
//! To add one: copy `double_space.rs`, write its page, and give it a row below with the next free code of its group.

use super::{Rule, Severity};

/// Declares the modules and their rows: code, module, name, severity.
macro_rules! rules {
    ($($code:literal $module:ident $check:ident $name:literal $severity:ident),* $(,)?) => {
        $(mod $module;)*

        /// Every rule, by code.
        pub static RULES: &[Rule] = &[$(Rule {
            code: $code,
            name: $name,
            severity: Severity::$severity,
            file: include_str!(concat!(stringify!($module), ".rs")),
            check: &$module::$check,
        }),*];
    };
}

#[rustfmt::skip]
rules! {
    // Whether everything is translated.
    "KE001" untranslated Untranslated "untranslated" Error,
    "KE002" copied Copied "copied" Error,
    "KE003" extra_credit ExtraCredit "extra-credit" Info,
    "KE004" omission Omission "omission" Warning,
    "KE005" addition Addition "addition" Warning,
    "KE006" source_language_left SourceLanguageLeft "source-language-left" Warning,
    "KE007" draft Draft "draft" Warning,
    "KE008" stale_key StaleKey "stale-key" Warning,
    // Numbers.
    "KE010" number_missing NumberMissing "number-missing" Error,
    "KE011" number_extra NumberExtra "number-extra" Warning,
    "KE012" date Date "date" Error,
    "KE013" time Time "time" Error,
    "KE014" weekday Weekday "weekday" Error,
    "KE015" currency Currency "currency" Error,
    "KE016" unit Unit "unit" Error,
    // Names and terms.
    "KE020" name_missing NameMissing "name-missing" Warning,
    "KE021" glossary_term GlossaryTerm "glossary-term" Warning,
    "KE022" inconsistent_translation InconsistentTranslation "inconsistent-translation" Warning,
    "KE023" same_translation SameTranslation "same-translation" Info,
    // How the two sides belong together.
    "KE030" length_ratio LengthRatio "length-ratio" Warning,
    "KE031" low_confidence LowConfidence "low-confidence" Info,
    // Form.
    "KE040" doubled_word DoubledWord "doubled-word" Warning,
    "KE041" double_space DoubleSpace "double-space" Info,
    "KE042" brackets Brackets "brackets" Warning,
    "KE043" quotes Quotes "quotes" Info,
    "KE044" end_punctuation EndPunctuation "end-punctuation" Info,
    "KE045" url Url "url" Warning,
    "KE046" email Email "email" Error,
    "KE047" placeholder Placeholder "placeholder" Error,
    "KE048" tag Tag "tag" Error,
    // Captions.
    "KE050" duplicate_caption DuplicateCaption "duplicate-caption" Warning,
    // Subtitles.
    "KE051" caption_too_long CaptionTooLong "caption-too-long" Warning,
    "KE052" reading_speed ReadingSpeed "reading-speed" Warning,
    "KE053" timing Timing "timing" Warning,
    // Characters.
    "KE060" mojibake Mojibake "mojibake" Error,
    "KE061" nfd Nfd "nfd" Warning,
    "KE062" full_width_latin FullWidthLatin "full-width-latin" Info,
}
