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
    // Numbers.
    "KE010" number_missing NumberMissing "number-missing" Error,
    "KE011" number_extra NumberExtra "number-extra" Warning,
    "KE012" date Date "date" Error,
    "KE013" time Time "time" Error,
    "KE014" weekday Weekday "weekday" Error,
    // Names and terms.
    "KE022" inconsistent_translation InconsistentTranslation "inconsistent-translation" Warning,
    // Form.
    "KE041" double_space DoubleSpace "double-space" Info,
}
