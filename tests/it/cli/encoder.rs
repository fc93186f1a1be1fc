use super::*;

/// A file of numpy's with a row of three numbers for each segment.
fn npy(rows: &[[f32; 3]]) -> Vec<u8> {
    let header = format!("{:117}\n", format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, 3), }}", rows.len()));
    let body = rows.iter().flatten().flat_map(|x| x.to_le_bytes());
    [b"\x93NUMPY\x01\x00\x76\x00".as_slice(), header.as_bytes()].concat().into_iter().chain(body).collect()
}

/// Nonsense of one length on both sides; only the vectors know that the second Korean line has no partner.
fn nonsense() -> TempDir {
    let rows = [[1.0, 0.1, 0.0], [-0.6, -0.6, 0.6], [0.0, 1.0, 0.1], [0.1, 0.0, 1.0]];
    let (ko, en) = (npy(&rows), npy(&[rows[0], rows[2], rows[3]]));
    folder(&[
        ("ko.txt", "가나 다라\n마바 사아\n자차 카타\n파하 거너\n".as_bytes()),
        ("en.txt", b"lorem ips\ndolor sit\namet cons\n"),
        ("ko.npy", &ko),
        ("en.npy", &en),
    ])
}

#[test]
fn vectors_of_the_users_own_pair_what_nothing_else_can() {
    let folder = nonsense();
    let [ko, en, ko_npy, en_npy] = ["ko.txt", "en.txt", "ko.npy", "en.npy"].map(|name| path(&folder, name));
    let beads = printed(&["align", &ko, &en, "--lines", "--format", "beads", "--embeddings", &ko_npy, &en_npy]);
    assert_eq!(beads, "[0]:[0]\n[1]:[]\n[2]:[1]\n[3]:[2]\n");
}

#[test]
fn vectors_that_do_not_fit_are_refused_with_the_way_out() {
    let folder = nonsense();
    let [ko, en, ko_npy, en_npy] = ["ko.txt", "en.txt", "ko.npy", "en.npy"].map(|name| path(&folder, name));
    let swapped = refused(&["align", &ko, &en, "--lines", "--embeddings", &en_npy, &ko_npy]);
    assert!(swapped.contains("3 Korean vectors for 4 segments"), "{swapped}");
    let top = folder.path().to_str().unwrap();
    let many = refused(&["align", top, top, "--embeddings", &ko_npy, &en_npy]);
    assert!(many.contains("one pair of files"), "{many}");
    let unused = refused(&["align", &ko, &en, "--embeddings", &ko_npy, &en_npy, "--evidence", "length"]);
    assert!(unused.contains("add meaning"), "{unused}");
}

#[test]
fn an_encoder_that_is_not_there_is_told_with_the_way_out() {
    let folder = folder(&[]);
    let output = command(&["align", KO, EN, "--encode", "doubtful"]).env("JJAK_MODELS", folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("jjak model install"), "{}", text(&output.stderr));
    let missing = refused(&["align", KO, EN, "--encoder", "no/such.whl"]);
    assert!(missing.contains("no/such.whl"), "{missing}");
}

/// How many segments an encoder saw of a pair of documents.
fn seen(encoder: &str, encode: &str) -> usize {
    let output = jjak(&["align", KO_LINES, EN_LINES, "--lines", "--encoder", encoder, "--encode", encode, "--verbose"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let told = text(&output.stderr);
    let count = told.split("the encoder saw ").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<usize>().ok());
    count.unwrap_or_else(|| panic!("{told}"))
}

fn expect_seen(encoder: &str) {
    let (doubtful, all) = (seen(encoder, "doubtful"), seen(encoder, "all"));
    assert_eq!(all, contents(KO_LINES).lines().count() + contents(EN_LINES).lines().count());
    assert!((1..all).contains(&doubtful), "{doubtful} of {all}");
}

#[test]
fn an_encoder_sees_what_is_in_doubt_or_everything() {
    expect_seen(made_up::encoder().path().to_str().unwrap());
}

#[test]
fn an_encoder_that_lacks_a_part_is_refused_by_what_it_lacks() {
    let encoder = made_up::encoder();
    let name = encoder.path().to_str().unwrap();
    std::fs::remove_file(encoder.path().join("sp.model")).unwrap();
    assert!(refused(&["align", KO, EN, "--encoder", name]).contains("sp.model"));
    std::fs::write(encoder.path().join("sp.model"), b"\x0A\x7F").unwrap();
    assert!(refused(&["align", KO, EN, "--encoder", name]).contains("cut short or damaged"));
}

#[test]
#[ignore = "needs the encoder's wheel: name it in JJAK_ENCODER"]
fn the_encoder_sees_what_is_in_doubt_or_everything() {
    expect_seen(&std::env::var("JJAK_ENCODER").unwrap());
}
