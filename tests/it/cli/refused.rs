//! What cannot be read is refused by its name, and what nothing was read from never passes for checked.

use super::*;

/// The head of an office document: an archive with one part of a telling name, stored as it is.
fn archive(part: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    bytes.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
    bytes.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
    bytes.extend(u16::try_from(part.len()).unwrap().to_le_bytes());
    bytes.extend([0, 0]);
    bytes.extend(part.as_bytes());
    bytes.extend(content);
    bytes
}

#[test]
fn documents_that_are_not_read_are_refused_by_name_whatever_they_are_called() {
    let program = [b"\x7FELF\x02\x01\x01".as_slice(), &[0; 80]].concat();
    let cases: [(&str, &[u8], &str); 5] = [
        ("b.pdf", b"%PDF-1.7\n1 0 obj\n", "a PDF document"),
        ("e.rtf", b"{\\rtf1\\ansi Hello}", "an RTF document"),
        ("f.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0", "a picture"),
        ("g.md", &program, "a program"),
        ("h.ass", b"[Script Info]\nTitle: x\n", "SubStation"),
    ];
    for (name, bytes, what) in cases {
        let files = folder(&[(name, bytes), ("en.txt", b"It snowed.\n"), ("other.pdf", bytes)]);
        let file = path(&files, name);
        for args in [
            ["align", &file, &path(&files, "en.txt")],
            ["check", &file, &path(&files, "en.txt")],
            ["check", &file, &path(&files, "other.pdf")],
        ] {
            let said = refused(&args);
            assert!(said.contains(&file) && said.contains(what) && said.contains("does not read"), "{args:?}: {said}");
        }
        assert!(refused(&["split", &file]).contains(what));
        assert!(refused(&["captions", &file]).contains(what));
        assert!(refused(&["check", &file]).contains(what));
    }
}

#[test]
fn office_documents_that_break_off_are_refused_in_plain_words() {
    let docx = archive("word/document.xml", b"<w:document/>");
    let hwpx = archive("mimetype", b"application/hwp+zip");
    let hwp = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0HWP Document File\0";
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [&hwp[..8], &locked].concat();
    let cases: [(&str, &[u8], &str); 6] = [
        ("a.docx", &docx, "no whole office document"),
        ("a.txt", &docx, "no whole office document"),
        ("c.hwpx", &hwpx, "no whole office document"),
        ("d.hwp", hwp, "no whole HWP document"),
        ("e.docx", &locked, "locked by a password"),
        ("f.docx", b"no archive\n", "no docx document"),
    ];
    for (name, bytes, what) in cases {
        let files = folder(&[(name, bytes), ("en.txt", b"It snowed.\n")]);
        let file = path(&files, name);
        for said in [refused(&["align", &file, &path(&files, "en.txt")]), refused(&["split", &file]), refused(&["check", &file])] {
            assert!(said.contains(&file) && said.contains(what), "{name}: {said}");
        }
    }
}

#[test]
fn catalogues_that_are_not_read_are_no_clean_pass() {
    let cases: [(&str, &str); 2] =
        [("ko.yml", "ko:\n  a: 파일\n"), ("ko.stringsdict", "<?xml version=\"1.0\"?>\n<plist><dict/></plist>\n")];
    for (name, text) in cases {
        let files = folder(&[(name, text.as_bytes()), ("x/en", text.as_bytes())]);
        let said = refused(&["check", &path(&files, name)]);
        assert!(said.contains(name) && said.contains("does not read"), "{said}");
        // With a partner it is no prose either.
        let twin = path(&files, name).replace("ko", "en");
        std::fs::write(&twin, text).unwrap();
        assert!(refused(&["check", &path(&files, name), &twin]).contains("does not read"));
    }
}

#[test]
fn memories_in_other_languages_or_with_nothing_in_them_are_no_clean_pass() {
    let memory = |one: &str, two: &str| {
        let unit = format!(
            "<tu><tuv xml:lang=\"{one}\"><seg>눈이 왔다.</seg></tuv><tuv xml:lang=\"{two}\"><seg>It snowed.</seg></tuv></tu>"
        );
        format!("<?xml version=\"1.0\"?><tmx version=\"1.4\"><header/><body>{unit}</body></tmx>")
    };
    for (ko, en) in [("kor", "eng"), ("Korean", "English"), ("kr", "us"), ("KO-KR", "en_GB")] {
        let files = folder(&[("a.tmx", memory(ko, en).as_bytes())]);
        assert!(printed(&["check", &path(&files, "a.tmx")]).contains("1 entry"), "{ko}");
    }
    let files = folder(&[
        ("fr.tmx", memory("fr", "de").as_bytes()),
        ("empty.tsv", b"ko\ten\n"),
        ("nothing.tsv", b""),
        ("ja.xlf", "<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"ja\"><body><trans-unit id=\"1\"><source>Snow</source><target>雪</target></trans-unit></body></file></xliff>".as_bytes()),
    ]);
    let said = refused(&["check", &path(&files, "fr.tmx")]);
    assert!(said.contains("other languages was left out: de, fr") && said.contains("nothing was checked"), "{said}");
    assert!(refused(&["check", &path(&files, "ja.xlf")]).contains("ja"));
    assert!(refused(&["check", &path(&files, "empty.tsv")]).contains("nothing was checked"));
    assert!(refused(&["check", &path(&files, "nothing.tsv")]).contains("nothing was checked"));
    // Found in a folder, they are told, and the rest is checked.
    std::fs::write(path(&files, "good.tsv"), "ko\ten\n눈이 왔다.\tIt snowed.\n").unwrap();
    let output = jjak(&["check", files.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("fr.tmx: warning: there is no pair"));
    assert!(text(&output.stdout).contains("1 entry"));
}

#[test]
fn what_breaks_off_is_an_error_with_its_place() {
    let whole = "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header/><body>\n<tu><tuv xml:lang=\"ko\"><seg>눈이 왔다.</seg></tuv>\n\
        <tuv xml:lang=\"en\"><seg>It snowed.</seg></tuv></tu>\n</body></tmx>\n";
    for end in (30..whole.len() - 8).filter(|end| whole.is_char_boundary(*end)) {
        let files = folder(&[("cut.tmx", &whole.as_bytes()[..end])]);
        let said = refused(&["check", &path(&files, "cut.tmx")]);
        assert!(said.contains("cut.tmx:"), "{end}: {said}");
    }
    let files = folder(&[("cut.csv", "ko,en\n\"눈이 왔다.,It snowed.\n".as_bytes())]);
    assert!(refused(&["check", &path(&files, "cut.csv")]).contains("cut.csv:2:1: the quotation mark"));
}

#[test]
fn content_wins_over_a_wrong_ending_with_a_warning() {
    let srt = "1\n00:00:01,000 --> 00:00:02,000\n문 좀 닫아 줘.\n";
    let files =
        folder(&[("a.txt", srt.as_bytes()), ("b.ko.srt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n"), ("c", srt.as_bytes())]);
    let output = jjak(&["split", &path(&files, "a.txt")]);
    assert_eq!(text(&output.stdout), "문 좀 닫아 줘.\n");
    assert!(text(&output.stderr).contains("this is srt, whatever its ending says (text)"), "{}", text(&output.stderr));
    assert_eq!(text(&jjak(&["split", &path(&files, "b.ko.srt")]).stdout), "Hello.\n");
    assert_eq!(printed(&["split", &path(&files, "c")]), "문 좀 닫아 줘.\n");
    // Whoever names the format is obeyed.
    assert!(printed(&["split", "--input-format", "text", &path(&files, "a.txt")]).contains("-->"));
}

#[test]
fn tables_with_quotation_marks_are_read_with_their_places() {
    let csv =
        "id,ko,en\na,\"파일 3개, 폴더 4개\",\"4 files, 4 folders\"\nb,\"그는 \"\"네\"\"라고 했다.\",\"He said \"\"yes\"\".\"\n";
    let files = folder(&[("t.csv", csv.as_bytes())]);
    let output = jjak(&["check", &path(&files, "t.csv"), "--select", "KE010"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stdout);
    assert!(said.contains("t.csv:2:") && said.contains("KE010") && said.contains("2 entries"), "{said}");
}

#[test]
fn numbers_that_no_document_has_are_refused() {
    let files = folder(&[
        ("gold.beads", b"[0]:[0]\n"),
        ("long.ladder", b"0\t0\t1\n999999999999\t1\t1\n"),
        ("edge.beads", b"[18446744073709551615]:[0]\n"),
        ("set/doc.gold", b"[0]:[7]\n"),
        ("set/doc.ko", "눈\n".as_bytes()),
        ("set/doc.en", b"Snow\n"),
    ]);
    let gold = path(&files, "gold.beads");
    for name in ["long.ladder", "edge.beads"] {
        assert!(refused(&["eval", "--gold", &gold, "--hyp", &path(&files, name)]).contains("hundred million"), "{name}");
    }
    assert!(refused(&["rates", &path(&files, "set")]).contains("gold names 1 Korean and 8 English lines"));
    assert!(refused(&["align", KO, EN, "--table", "--width", "18446744073709551615"]).contains("--width"));
    assert_eq!(jjak(&["align", KO, EN, "--threads", "1"]).stdout, jjak(&["align", KO, EN, "--threads", "3"]).stdout);
}

#[test]
fn what_files_say_never_reaches_the_screen_as_it_is() {
    let files = folder(&[("b.tmx", b"<tmx></\x1b[31mx\n::error::injected></tmx>"), ("c\u{202E}.tsv", b"x\n")]);
    for name in ["b.tmx", "c\u{202E}.tsv"] {
        let said = refused(&["check", &path(&files, name)]);
        assert!(!said.contains(['\x1b', '\u{202E}']) && said.lines().all(|line| !line.starts_with("::")), "{said:?}");
    }
    let row = "그는 \x1b[31m3명\u{202E}을 보았다.\tHe saw 4 \x1b[31mpeople\u{202E}.\n";
    std::fs::write(path(&files, "d.tsv"), row).unwrap();
    for format in ["text", "github", "junit"] {
        let output = jjak(&["check", &path(&files, "d.tsv"), "--format", format]);
        assert!(!text(&output.stdout).contains('\x1b'), "{format}");
    }
}

#[test]
fn catalogues_without_a_language_are_told_by_their_scripts() {
    let catalogue = |entries: &str| format!("msgid \"\"\nmsgstr \"\"\n\"Language: \\n\"\n\n{entries}");
    let two = catalogue("msgid \"Close the window\"\nmsgstr \"창문 닫기\"\n\nmsgid \"Open the door\"\nmsgstr \"문 열기\"\n");
    let code = catalogue("msgid \":mod:`zlib`\"\nmsgstr \":mod:`zlib`\"\n\nmsgid \"Get the size\"\nmsgstr \"크기 얻기\"\n");
    let japanese = "msgid \"\"\nmsgstr \"\"\n\"Language: ja\\n\"\n\nmsgid \"Snow\"\nmsgstr \"雪\"\n";
    let twice = catalogue("msgid \"Snow\"\nmsgid \"Rain\"\nmsgstr \"비\"\n");
    let files = folder(&[
        ("two.po", two.as_bytes()),
        ("code.po", code.as_bytes()),
        ("ja.po", japanese.as_bytes()),
        ("twice.po", twice.as_bytes()),
    ]);
    assert!(printed(&["check", &path(&files, "two.po")]).contains("no findings; 2 entries"));
    assert!(printed(&["check", &path(&files, "code.po"), "--select", "KE00"]).contains("no findings; 2 entries"));
    assert!(refused(&["check", &path(&files, "ja.po")]).contains("another language (ja)"));
    let output = jjak(&["check", &path(&files, "twice.po"), "--select", "KE001"]);
    assert!(text(&output.stderr).contains("has no msgstr") && text(&output.stdout).contains("2 entries"), "{output:?}");
}
