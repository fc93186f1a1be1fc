//! `jjak review`, as a browser and as a power failure meet it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::*;

/// The program at work, ended when this goes.
struct Server {
    child: Child,
    port: u16,
    token: String,
}

/// What a server answered.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start(folder: &Path, example: &str) -> Self {
        let program = env!("CARGO_BIN_EXE_jjak");
        let words: Vec<&str> = example.split_whitespace().skip(1).collect();
        let mut child =
            Command::new(program).args(words).current_dir(folder).stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut told = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
        let address = told.find(|line| line.starts_with("http://")).expect("an address");
        let (port, token) = address.strip_prefix("http://127.0.0.1:").unwrap().split_once("/?token=").unwrap();
        Self { child, port: port.parse().unwrap(), token: token.to_owned() }
    }

    /// Sends a request as it stands. What has no length is read to its end.
    fn send(&self, request: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        Some(Answer { status: head.split(' ').nth(1)?.parse().ok()?, head: head.to_lowercase(), body: body.to_owned() })
    }

    fn cookie(&self) -> String {
        format!("Cookie: jjak-{}={}\r\n", self.port, self.token)
    }

    fn get(&self, path: &str, more: &str) -> Answer {
        let host = format!("Host: 127.0.0.1:{}\r\n", self.port);
        self.send(&format!("GET {path} HTTP/1.1\r\n{host}Connection: close\r\n{more}\r\n")).unwrap()
    }

    fn post(&self, path: &str, body: &str, origin: &str) -> Option<Answer> {
        let (host, cookie, length) = (format!("Host: 127.0.0.1:{}", self.port), self.cookie(), body.len());
        self.send(&format!(
            "POST {path} HTTP/1.1\r\n{host}\r\nConnection: close\r\n{cookie}{origin}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    }

    fn own_origin(&self) -> String {
        format!("Origin: http://127.0.0.1:{}\r\n", self.port)
    }

    fn version(&self) -> u64 {
        version_in(&self.get("/api/open", &self.cookie()).body).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn version_in(json: &str) -> Option<u64> {
    json.split_once(r#""version":"#)?.1.split([',', '}']).next()?.parse().ok()
}

/// A contract of the corpora, to write beside.
fn contract() -> (TempDir, PathBuf) {
    let place = folder(&[]);
    let own = place.path().join("corpora/contract");
    std::fs::create_dir_all(&own).unwrap();
    for side in ["ko.txt", "en.txt"] {
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/contract").join(side), own.join(side)).unwrap();
    }
    (place, own)
}

const REVIEW: &str = "jjak review corpora/contract/ko.txt corpora/contract/en.txt";

#[test]
fn the_examples_of_its_help_open_a_page() {
    let (place, own) = contract();
    let help = printed(&["review", "--help"]);
    let examples: Vec<&str> = help.lines().filter(|line| line.starts_with("  jjak ")).collect();
    assert_eq!(examples.len(), 2);
    for example in examples {
        let server = Server::start(place.path(), example);
        assert!(server.get("/", &server.cookie()).body.contains("<main>"), "{example}");
        let answer = server.post("/api/save", "{}", &server.own_origin()).unwrap();
        assert_eq!(answer.status, 204, "{}", answer.body);
        assert!(place.path().join("contract.tmx").exists());
    }
    assert!(own.join("ko-en.jjak").exists());
}

#[test]
fn only_the_browser_with_the_token_gets_in_and_only_from_our_own_pages() {
    let (place, _) = contract();
    let server = Server::start(place.path(), REVIEW);
    for path in ["/", "/main.js", "/api/open", "/api/rows?from=0&to=9", "/api/acts", "/?token=", "/?token=0000"] {
        let answer = server.get(path, "");
        assert_eq!(answer.status, 403, "{path}");
        assert!(!answer.body.contains("임대"), "{path}");
    }
    let welcome = server.get(&format!("/?token={}", server.token), "");
    assert_eq!(welcome.status, 303);
    assert!(welcome.head.contains("httponly; samesite=strict") && welcome.head.contains("location: /\r\n"), "{}", welcome.head);
    // A foreign name that leads to this machine.
    let rebound = format!("GET / HTTP/1.1\r\nHost: evil.example:{}\r\nConnection: close\r\n{}\r\n", server.port, server.cookie());
    assert_eq!(server.send(&rebound).unwrap().status, 403);
    let act = r#"{"version":0,"act":{"act":"merge","row":0}}"#;
    for origin in ["", "Origin: http://evil.example\r\n", "Origin: null\r\n", "Origin: http://127.0.0.1:1\r\n"] {
        assert_eq!(server.post("/api/act", act, origin).unwrap().status, 403, "{origin}");
    }
    assert_eq!(server.version(), 0);
    let page = server.get("/", &server.cookie());
    assert!(page.head.contains("content-security-policy: default-src 'none'; script-src 'self'"), "{}", page.head);
    assert!(!page.body.contains("<script>") && !page.body.contains(" onclick"));
    for path in ["/../ko.txt", "/%2e%2e/ko.txt", "/corpora/contract/ko.txt", "/api/../../etc/passwd", "//etc/passwd"] {
        assert_eq!(server.get(path, &server.cookie()).status, 404, "{path}");
    }
}

#[test]
fn a_second_program_is_sent_to_the_first() {
    let (place, own) = contract();
    let server = Server::start(place.path(), REVIEW);
    let told = refused(&["review", own.join("ko-en.jjak").to_str().unwrap()]);
    assert!(told.contains(&format!("open already, at http://127.0.0.1:{}/?token=", server.port)), "{told}");
}

#[test]
fn texts_that_changed_are_not_taken_for_those_that_were_reviewed() {
    let (place, own) = contract();
    drop(Server::start(place.path(), REVIEW));
    std::fs::write(own.join("en.txt"), "Another text.\n").unwrap();
    let paths = ["ko.txt", "en.txt"].map(|name| own.join(name));
    let told = refused(&["review", paths[0].to_str().unwrap(), paths[1].to_str().unwrap()]);
    assert!(told.contains("the texts have changed"), "{told}");
}

#[test]
fn an_unknown_act_an_old_version_and_an_impossible_act_are_refused() {
    let (place, _) = contract();
    let server = Server::start(place.path(), REVIEW);
    let status = |body: &str| server.post("/api/act", body, &server.own_origin()).unwrap().status;
    assert_eq!(status(r#"{"version":0,"act":{"act":"fly","row":0}}"#), 422);
    assert_eq!(status(r#"{"version":0,"act":{"act":"merge","row":4000}}"#), 422);
    assert_eq!(status(r#"{"version":7,"act":{"act":"merge","row":0}}"#), 409);
    assert_eq!(server.version(), 0);
}

/// Acts are sent as fast as they are taken, and the program is killed in the middle of it, a hundred times: what was answered is there.
#[test]
fn a_hundred_sudden_ends_lose_no_act() {
    let (place, _) = contract();
    let mut known = 0;
    for round in 0..100u64 {
        let mut server =
            Server::start(place.path(), "jjak review corpora/contract/ko.txt corpora/contract/en.txt --evidence length");
        let version = server.version();
        // One act may have been written whose answer was cut off.
        assert!((known..=known + 1).contains(&version), "round {round}: {version} acts of {known}");
        let deadline = Instant::now() + Duration::from_micros(300 + round * 97 % 9000);
        let child = &mut server.child;
        let (port, token) = (server.port, server.token.clone());
        let acting = std::thread::spawn(move || {
            let page = Page { port, token };
            let mut last = version;
            while let Some(next) = page.act(last, (last % 40) as usize) {
                last = next;
            }
            last
        });
        std::thread::sleep(deadline.saturating_duration_since(Instant::now()));
        child.kill().unwrap();
        child.wait().unwrap();
        known = acting.join().unwrap();
    }
    assert!(known > 100, "only {known} acts were done: this shows nothing");
}

/// A page that goes on until the program is gone.
struct Page {
    port: u16,
    token: String,
}

impl Page {
    fn act(&self, version: u64, row: usize) -> Option<u64> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let body = format!(r#"{{"version":{version},"act":{{"act":"note","row":{row},"text":"{version}"}}}}"#);
        let (port, token) = (self.port, &self.token);
        let request = format!(
            "POST /api/act HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: jjak-{port}={token}\r\n\
             Connection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        version_in(answer.split_once("\r\n\r\n")?.1)
    }
}
