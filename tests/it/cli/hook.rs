//! What the README says of builds: the hook of git, and annotations of a pull request.

use std::path::PathBuf;
use std::process::Command;

use super::*;

/// The script of the README that begins with `#!/bin/sh`, as it stands there.
fn hook_of_readme() -> String {
    let readme = contents(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    let fences = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let scripts: Vec<&str> = fences.filter(|script| script.starts_with("#!/bin/sh\n")).collect();
    assert_eq!(scripts.len(), 1, "{scripts:?}");
    scripts[0].to_owned()
}

#[test]
#[allow(clippy::print_stdout, reason = "what is left out is said")]
fn the_hook_of_the_readme_lets_good_files_in_and_bad_ones_not() {
    use std::os::unix::fs::PermissionsExt;

    if Command::new("git").arg("--version").output().is_err() {
        println!("SKIPPED: git is not installed");
        return;
    }
    let place = folder(&[]);
    let program = PathBuf::from(env!("CARGO_BIN_EXE_jjak"));
    let search = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        // Settings of whoever runs the tests must not matter.
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").env("PATH", &search);
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
            command.env_remove(name);
        }
        command.args(["-c", "user.name=Tester", "-c", "user.email=tester@example.org"]).args(args);
        command.current_dir(place.path()).output().unwrap()
    };
    assert!(git(&["init", "--quiet"]).status.success());
    let hook = place.path().join(".git/hooks/pre-commit");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, hook_of_readme()).unwrap();
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    let commit = |name: &str, contents: &str| {
        std::fs::write(place.path().join(name), contents).unwrap();
        assert!(git(&["add", name]).status.success());
        let output = git(&["commit", "--quiet", "-m", name]);
        (output.status.success(), text(&output.stdout) + &text(&output.stderr))
    };
    let good = commit("좋은 것.tsv", "ko\ten\n배송은 3일 걸립니다.\tDelivery takes three days.\n");
    assert!(good.0, "{good:?}");
    let other = commit("readme.txt", "Nothing to check.\n");
    assert!(other.0, "{other:?}");
    let (is_in, told) = commit("bad.tsv", "ko\ten\n배송은 3일 걸립니다.\tDelivery takes 4 days.\n");
    assert!(!is_in && told.contains("bad.tsv:2") && told.contains("KE010"), "{told}");
    let log = git(&["log", "--format=%s"]);
    assert_eq!(text(&log.stdout), "readme.txt\n좋은 것.tsv\n");
}

/// An annotation taken apart as the runner of GitHub does: level, properties, message, all unescaped.
fn taken_apart(line: &str) -> (String, Vec<(String, String)>, String) {
    let data = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let property = |text: &str| data(&text.replace("%3A", ":").replace("%2C", ","));
    let (head, message) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect("::command::message");
    let (level, properties) = head.split_once(' ').expect("a command with properties");
    let pairs = properties.split(',').map(|pair| pair.split_once('=').expect("name=value"));
    (level.to_owned(), pairs.map(|(name, value)| (name.to_owned(), property(value))).collect(), data(message))
}

#[test]
fn annotations_are_as_github_reads_them() {
    let files = folder(&[("50%, a: b.tsv", "ko\ten\n할인율: 5%, 둘\t\n이름: 하나,  둘\tName: one, two\n".as_bytes())]);
    let name = path(&files, "50%, a: b.tsv");
    let told = text(&jjak(&["check", &name, "--format", "github"]).stdout);
    let lines: Vec<_> = told.lines().map(taken_apart).collect();
    let of = |n: usize| -> (&str, Vec<(&str, &str)>) {
        (lines[n].0.as_str(), lines[n].1.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect())
    };
    let expected = |line, columns: (&'static str, &'static str), title| {
        let [col, end] = [columns.0, columns.1];
        vec![("file", name.as_str()), ("line", line), ("endLine", line), ("col", col), ("endColumn", end), ("title", title)]
    };
    assert_eq!(lines.len(), 2, "{told}");
    assert_eq!(of(0), ("error", expected("2", ("1", "10"), "KE001 untranslated")));
    assert_eq!(lines[0].2, format!("no English translation\nko {name}:2: 할인율: 5%, 둘"));
    assert_eq!(of(1).0, "notice");
    assert_eq!(of(1).1[5], ("title", "KE041 double-space"));
    assert!(told.lines().all(|line| !line.contains("50%,")), "{told}");
}
