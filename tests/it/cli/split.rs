use super::*;

#[test]
fn sentences_come_one_a_line_and_paragraphs_stay_apart() {
    let ko = "해가 졌다. 달이\n떴다.\n\n\n밤이 왔다.\n";
    let output = command(&["split"]).write_stdin(ko).output().unwrap();
    assert_eq!(text(&output.stdout), "해가 졌다.\n달이\n떴다.\n\n밤이 왔다.\n");
    let files = folder(&[("a.html", "<p>해가 졌다. 달이<br>떴다.</p><p>밤이\n왔다.</p>".as_bytes())]);
    assert_eq!(printed(&["split", &path(&files, "a.html")]), "해가 졌다.\n달이\n\n떴다.\n\n밤이 왔다.\n");
}

#[test]
fn the_language_is_told_by_the_letters_or_named() {
    let text_of = |args: &[&str], input: &str| text(&command(args).write_stdin(input).output().unwrap().stdout);
    assert_eq!(text_of(&["split"], "Mr. Kim left. He was late."), "Mr. Kim left.\nHe was late.\n");
    let informal = "산에 갔음 좋았음 또 감 ㅋㅋ";
    let cut = |lang| text_of(&["split", "--register", "informal", "--lang", lang], informal).lines().count();
    assert!(cut("ko") > cut("en"));
}

#[test]
fn quotations_stay_whole_unless_asked() {
    let of = |quotes| {
        text(&command(&["split", "--quotes", quotes]).write_stdin("“비가 온다. 가자.” 그가 말했다.").output().unwrap().stdout)
    };
    assert!(of("split").lines().count() > of("whole").lines().count());
}

#[test]
fn json_lines_say_where_a_sentence_stands() {
    let output = command(&["split", "--format", "jsonl"]).write_stdin("눈이 왔다. 춥다.\n").output().unwrap();
    assert_eq!(
        text(&output.stdout),
        "{\"text\":\"눈이 왔다.\",\"bytes\":[0,14],\"line\":1,\"column\":1,\"block\":\"paragraph\"}\n\
         {\"text\":\"춥다.\",\"bytes\":[15,22],\"line\":1,\"column\":8,\"block\":\"paragraph\"}\n"
    );
}

#[test]
fn formats_and_encodings_can_be_named() {
    let files = folder(&[("a.txt", "<h1>눈</h1>".as_bytes()), ("b.txt", b"\xB4\xAB")]);
    assert_eq!(printed(&["split", "--input-format", "html", &path(&files, "a.txt")]), "눈\n");
    assert_eq!(printed(&["split", "--encoding", "euc-kr", &path(&files, "b.txt")]), "눈\n");
}

#[test]
fn a_bad_file_among_several_is_skipped() {
    let output = jjak(&["split", "gone.txt", KO]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).ends_with("jjak: 1 of 2 files could not be split\n"));
    assert_eq!(text(&output.stdout), printed(&["split", KO]));
    assert!(refused(&["split", "gone.txt"]).starts_with("jjak: gone.txt: there is no such file"));
}
