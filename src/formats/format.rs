//! The formats by name; what there is to know of each stands in `registry`.

/// A file format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text: a line is a block, unless the text is hard-wrapped.
    #[default]
    Plain,
    /// HTML: the visible text, block by block.
    Html,
    /// Markdown (CommonMark with tables).
    Markdown,
    /// SubRip subtitles; written with both languages in every cue.
    Srt,
    /// WebVTT subtitles; written with both languages in every cue.
    Vtt,
    /// SAMI subtitles, of one language or of both.
    Sami,
    /// A header and one pair a line, parted by tabs, nothing quoted.
    Tsv,
    /// A header and one pair a record, parted by commas, quoted where need be.
    Csv,
    /// JSON lines as the Hugging Face `translation` feature reads them.
    HuggingFace,
    /// One JSON object a line with everything that is known of a pair.
    Jsonl,
    /// Translation Memory eXchange 1.4.
    Tmx,
    /// XLIFF 1.2 or 2, what translators are sent, and its dialects of Trados, memoQ and Phrase.
    Xliff,
    /// A catalogue of messages of GNU gettext.
    Po,
    /// A Word document.
    #[cfg(feature = "office")]
    Docx,
    /// A presentation of PowerPoint.
    #[cfg(feature = "office")]
    Pptx,
    /// A workbook of Excel: pairs, if a sheet has a Korean and an English column, else text.
    #[cfg(feature = "office")]
    Xlsx,
    /// A text of OpenDocument.
    #[cfg(feature = "office")]
    Odt,
    /// A presentation of OpenDocument.
    #[cfg(feature = "office")]
    Odp,
    /// A workbook of OpenDocument, read as XLSX is.
    #[cfg(feature = "office")]
    Ods,
    /// The open format of the Hangul word processor.
    #[cfg(feature = "office")]
    Hwpx,
    /// The binary format of the Hangul word processor, version 5.
    #[cfg(feature = "office")]
    Hwp,
    /// An electronic book.
    #[cfg(feature = "office")]
    Epub,
    /// A catalogue of Qt Linguist.
    Qt,
    /// JSON: messages by key.
    Json,
    /// Resources of Android: messages by key.
    Android,
    /// `.strings` of Apple: messages by key.
    Apple,
    /// Properties of Java: messages by key.
    Properties,
    /// An array of PHP: messages by key.
    Php,
    /// Resources of .NET: messages by key.
    Resx,
    /// Fluent: messages by key.
    Fluent,
    /// Two files, line beside line.
    Moses,
    /// `[0, 1]:[2]`, one bead a line.
    Beads,
    /// The rungs of a hunalign ladder.
    Ladder,
    /// XCES `cesAlign`, as in OPUS.
    Xces,
}

/// What a format holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The text of one language, or of both where the format tells them apart.
    Text,
    /// Messages of one language by key: a file of the other language is their partner.
    Messages,
    /// Pairs of text.
    Pairs,
    /// The numbers of segments, and no text.
    Numbers,
}
