//! Where `jjak.toml` is looked for, and where not.

use super::*;

/// Whether the settings of the top folder hold in one below: they turn the only rule off that finds something.
fn hold(top: &TempDir, below: &str, home: &str) -> bool {
    let here = top.path().join(below);
    std::fs::create_dir_all(&here).unwrap();
    std::fs::write(here.join("a.tsv"), "ko\ten\n강가에 배가  닿았다.\tThe boat reached the shore.\n").unwrap();
    std::fs::write(top.path().join("jjak.toml"), "ignore = ['double-space']\n").unwrap();
    let mut command = command(&["check", "a.tsv", "--fail-level", "info"]);
    let output = command.current_dir(&here).env("HOME", top.path().join(home)).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
    output.status.code() == Some(0)
}

#[test]
fn settings_hold_in_the_folders_below_them() {
    let top = folder(&[]);
    assert!(hold(&top, "po/ko", "elsewhere"));
    assert!(hold(&top, ".", "elsewhere"));
}

#[test]
fn settings_above_the_repository_or_the_home_folder_do_not_hold() {
    let top = folder(&[]);
    std::fs::create_dir_all(top.path().join("a/repository/.git")).unwrap();
    assert!(!hold(&top, "a/repository", "elsewhere"));
    assert!(!hold(&top, "a/repository/src/x", "elsewhere"));
    assert!(hold(&top, "a", "elsewhere"));
    assert!(!hold(&top, "home/texts", "home"));
    assert!(!hold(&top, "home", "home"));
}
