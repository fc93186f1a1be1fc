//! Documents of office programs: what is kept and left out, where it is said to stand, and files that mean harm.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use jjak::bitext::{BlockKind, Document, Side};
use jjak::error::Result;
use jjak::formats::{Content, Format, ReadOptions, parse};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn fixture(name: &str) -> Vec<u8> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/fixtures/office", name].iter().collect();
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A small document of an office format.
pub(crate) fn document(format: Format) -> Option<Vec<u8>> {
    Some(match format {
        Format::Hwp => hwp(1, &[0, 1]),
        Format::Xlsx | Format::Ods => fixture(&format!("cells.{}", format.name())),
        Format::Docx | Format::Pptx | Format::Odt | Format::Odp | Format::Hwpx | Format::Epub => {
            fixture(&format!("harbour.ko.{}", format.name()))
        }
        _ => return None,
    })
}

fn read(name: &str, bytes: Vec<u8>) -> Result<Content> {
    parse(name, bytes, &ReadOptions::new(Side::Ko))
}

fn text(name: &str, bytes: Vec<u8>) -> Document {
    read(name, bytes).and_then(|content| content.into_text(Side::Ko)).unwrap_or_else(|e| panic!("{e}"))
}

/// Each block with its place.
fn blocks(document: &Document) -> Vec<(BlockKind, String, &str)> {
    let place = |block: &jjak::bitext::Block| document.origin.span(&document.text, block.range.clone()).to_string();
    document.blocks.iter().map(|block| (block.kind, place(block), &document.text[block.range.clone()])).collect()
}

#[test]
fn a_text_of_any_program_is_the_same_text_with_the_same_places() {
    use BlockKind::{Cell, Heading, ListItem, Paragraph};
    let expected = [
        (Heading(1), "paragraph 1", "항구의 아침"),
        (Paragraph, "paragraph 2", "아침에 배가 떠났다. 바다는 잔잔했다."),
        (Paragraph, "paragraph 3", "이 말은 새로 들어왔다."),
        (ListItem, "paragraph 4", "그물을 싣는다"),
        (ListItem, "paragraph 5", "닻을 올린다"),
        (Cell, "table 1, row 1, cell 1", "배 이름"),
        (Cell, "table 1, row 1, cell 2", "선원 수"),
        (Cell, "table 1, row 2, cell 1", "해오름호"),
        (Cell, "table 1, row 2, cell 2", "3명"),
        (Paragraph, "paragraph 6", "저녁에 3명이 돌아왔다."),
        (Paragraph, "text box 1", "오늘은 안개가 낀다."),
        (Paragraph, "footnote 1", "등대는 1904년에 세워졌다."),
        (Paragraph, "header 1", "항만 소식"),
    ];
    for name in ["harbour.ko.docx", "harbour.ko.odt"] {
        let document = text(name, fixture(name));
        let found = blocks(&document);
        let found: Vec<_> = found.iter().map(|(kind, place, text)| (*kind, place.as_str(), *text)).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn slides_say_their_numbers_and_notes_follow_their_slide() {
    for name in ["harbour.en.pptx", "harbour.en.odp"] {
        let document = text(name, fixture(name));
        let places: Vec<String> = blocks(&document).into_iter().map(|(_, place, text)| format!("{place}: {text}")).collect();
        assert_eq!(
            places,
            [
                "slide 1, paragraph 1: Morning at the harbour",
                "slide 1, paragraph 2: Load the nets",
                "slide 1, paragraph 3: Raise the anchor",
                "slide 1, notes, paragraph 1: There will be fog today.",
                "slide 2, paragraph 1: Harbour news",
                "slide 2, paragraph 2: The boat left in the morning. The sea was calm.",
            ],
            "{name}"
        );
    }
}

#[test]
fn a_sheet_with_a_column_of_each_language_is_pairs_and_any_other_is_text() {
    for name in ["pairs.xlsx", "pairs.ods"] {
        let bitext = read(name, fixture(name)).and_then(Content::into_pairs).unwrap();
        assert_eq!(bitext.entries.len(), 6, "{name}");
        let view = bitext.view();
        assert_eq!(view.entries[1].text().en, "Load the nets");
        let places: Vec<String> = view.entries[1].side(Side::En).map(|s| s.span().unwrap().to_string()).collect();
        assert_eq!(places, ["Sheet1!C3"], "{name}");
    }
    for name in ["cells.xlsx", "cells.ods"] {
        let document = text(name, fixture(name));
        let places: Vec<String> = blocks(&document).into_iter().map(|(_, place, _)| place).collect();
        assert_eq!(places, ["Sheet1!A1", "Sheet1!B1", "Sheet1!B2", "Sheet1!C3"], "{name}");
    }
}

fn record(tag: u32, level: u32, data: &[u8]) -> Vec<u8> {
    let mut record = (tag | level << 10 | u32::try_from(data.len()).unwrap() << 20).to_le_bytes().to_vec();
    record.extend(data);
    record
}

fn units(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A paragraph of a shape; `\u{b}` stands for a control, which takes eight units.
fn paragraph(level: u32, shape: u8, text: &str) -> Vec<u8> {
    let mut head = [0; 22];
    head[8] = shape;
    let text = text.replace('\u{b}', "\u{b}\0\0\0\0\0\0\u{b}") + "\r";
    [record(66, level, &head), record(67, level + 1, &units(&text))].concat()
}

/// A document of the Hangul word processor with the given flags; `shapes` are the kinds of its paragraph shapes.
fn hwp(flags: u32, shapes: &[u32]) -> Vec<u8> {
    let mut header = b"HWP Document File".to_vec();
    header.resize(36, 0);
    header.extend(flags.to_le_bytes());
    header.resize(256, 0);
    let info: Vec<u8> = shapes.iter().flat_map(|kind| record(25, 0, &(kind << 23).to_le_bytes())).collect();
    let mut section = [paragraph(0, 1, "항구의 아침"), paragraph(0, 0, "아침에 배가 떠났다.\u{b}\u{b} 바다는 잔잔했다.")].concat();
    section.extend([record(71, 1, b" lbt\0\0\0\0"), record(77, 2, &[0; 8])].concat());
    for (row, column, text) in [(0, 0, "배 이름"), (0, 1, "해오름호"), (1, 0, "선원 수"), (1, 1, "3명")] {
        section.extend(record(72, 2, &[1, 0, 0, 0, 0, 0, 0, 0, column, 0, row, 0]));
        section.extend(paragraph(2, 0, text));
    }
    section.extend([record(71, 1, b"  nf\0\0\0\0"), record(72, 2, &[0; 8]), paragraph(2, 0, "등대는 1904년에 세워졌다.")].concat());
    section.extend(paragraph(0, 0, "저녁에 3명이 돌아왔다."));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_storage("/BodyText").unwrap();
    let packed = |bytes: &[u8]| {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let packed = |bytes: Vec<u8>| if flags & 1 == 1 { packed(&bytes) } else { bytes };
    for (name, bytes) in [("/FileHeader", header), ("/DocInfo", packed(info)), ("/BodyText/Section0", packed(section))] {
        file.create_stream(name).unwrap().write_all(&bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn hwp_has_its_tables_and_notes_at_their_places_packed_or_not() {
    for flags in [0, 1] {
        let document = text("a.hwp", hwp(flags, &[0, 1]));
        let found = blocks(&document);
        let found: Vec<_> = found.iter().map(|(_, place, text)| (place.as_str(), *text)).collect();
        assert_eq!(
            found,
            [
                ("paragraph 1", "항구의 아침"),
                ("paragraph 2", "아침에 배가 떠났다. 바다는 잔잔했다."),
                ("table 1, row 1, cell 1", "배 이름"),
                ("table 1, row 1, cell 2", "해오름호"),
                ("table 1, row 2, cell 1", "선원 수"),
                ("table 1, row 2, cell 2", "3명"),
                ("paragraph 3", "저녁에 3명이 돌아왔다."),
                ("footnote 1", "등대는 1904년에 세워졌다."),
            ]
        );
        assert_eq!(document.blocks[0].kind, BlockKind::Heading(1));
    }
}

#[test]
fn hwp_that_is_locked_or_for_distribution_says_so() {
    for (flags, what) in [(3, "locked by a password"), (5, "for distribution only")] {
        let error = read("a.hwp", hwp(flags, &[])).unwrap_err().to_string();
        assert!(error.contains("a.hwp") && error.contains(what), "{error}");
    }
}

/// An archive of the given parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let xml = format!("<w:document xmlns:w=\"w\" xmlns:wp=\"wp\"><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", xml.as_bytes())])
}

#[test]
fn what_word_does_not_show_is_left_out_and_lines_are_joined_where_their_mark_was_deleted() {
    let body = "<w:p><w:r><w:t>배가 </w:t></w:r><w:del><w:r><w:delText>어제 </w:delText></w:r></w:del><w:ins><w:r><w:t>오늘 </w:t></w:r></w:ins>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>몰래 </w:t></w:r><w:r><w:t>떠났다.</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>바다는 </w:t></w:r></w:p><w:p><w:r><w:t>잔잔했다.</w:t></w:r></w:p>\
        <w:p><w:r><w:ruby><w:rt><w:r><w:t>dengdae</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>등대</w:t></w:r></w:rubyBase></w:ruby></w:r>\
        <w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>가 섰다.</w:t><w:br/><w:t>끝.</w:t></w:r>\
        <w:r><w:drawing><wp:docPr descr=\"부두의 배\"/></w:drawing></w:r></w:p>";
    let document = text("a.docx", docx(body));
    let found: Vec<_> = document.blocks.iter().map(|block| &document.text[block.range.clone()]).collect();
    assert_eq!(found, ["배가 오늘 떠났다.", "바다는 잔잔했다.", "등대가 섰다.", "끝.", "부두의 배"]);
    assert_eq!(document.blocks[4].kind, BlockKind::AltText);
}

#[test]
fn styles_in_a_circle_come_to_an_end() {
    let style = |id: &str, base: &str| format!("<w:style w:styleId=\"{id}\"><w:basedOn w:val=\"{base}\"/></w:style>");
    let styles = format!("<w:styles xmlns:w=\"w\">{}{}</w:styles>", style("a", "b"), style("b", "a"));
    let relations = "<Relationships><Relationship Id=\"r\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    let body =
        "<w:document xmlns:w=\"w\"><w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>떠났다.</w:t></w:r></w:p></w:document>";
    let parts: [(&str, &[u8]); 3] = [
        ("word/document.xml", body.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ];
    assert_eq!(text("a.docx", archive(&parts)).text, "떠났다.\n");
}

#[test]
fn files_that_mean_harm_are_refused_in_plain_words() {
    let tables = "<w:tbl><w:tr><w:tc>".repeat(100_000);
    let bomb = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:document xmlns:w=\"w\"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>";
    let fetched = bomb.replace("<!ENTITY a \"aaaaaaaaaa\">", "<!ENTITY b SYSTEM \"file:///etc/hostname\">");
    let huge = vec![b' '; 130 << 20];
    let mut claims = archive(&[("word/document.xml", b"<d/>")]);
    // The sizes in the directory at the end.
    let directory = claims.windows(4).rposition(|part| part == b"PK\x01\x02").unwrap();
    claims[directory + 20..directory + 28].copy_from_slice(&[0, 0, 0, 0x40, 0, 0, 0, 0x40]);
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("nested.docx", docx(&tables), "deep"),
        ("bomb.docx", archive(&[("word/document.xml", bomb.as_bytes())]), "means nothing here"),
        ("fetched.docx", archive(&[("word/document.xml", fetched.as_bytes())]), "means nothing here"),
        ("zip.docx", archive(&[("word/document.xml", &huge)]), "unpacks to more than 128 MB"),
        ("claims.docx", claims, "damaged"),
        ("cut.docx", archive(&[("word/document.xml", b"<w:document xmlns:w=\"w\"><w:p>")]), "breaks off"),
    ];
    for (name, bytes, what) in cases {
        let error = read(name, bytes).unwrap_err().to_string();
        assert!(error.starts_with(name) && error.contains(what), "{name}: {error}");
    }
}

#[test]
fn damaged_compound_files_never_panic_or_hang() {
    let whole = hwp(1, &[0, 1]);
    // Every sector number may point anywhere, itself among others.
    for at in (0..whole.len()).step_by(4) {
        for value in [0u32, 1, 2, 5, 0xFFFF_FFFA, 0x7FFF_FFFF] {
            let mut bytes = whole.clone();
            bytes.get_mut(at..at + 4).into_iter().for_each(|part| part.copy_from_slice(&value.to_le_bytes()));
            drop(read("a.hwp", bytes));
        }
    }
}
