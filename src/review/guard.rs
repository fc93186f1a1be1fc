//! Who may talk to the page's server: the browser that was given the token, and pages of this very address.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::{Error, Result};

/// Nothing but what this server sends: no script of a text, no picture, no frame around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What a request is held against.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    token: String,
    port: u16,
}

impl Guard {
    /// A guard with a token that nobody can guess.
    pub(super) fn new(port: u16) -> Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|e| Error::contradiction(format!("no random numbers can be had here ({e})")))?;
        Ok(Self { token: bytes.iter().map(|byte| format!("{byte:02x}")).collect(), port })
    }

    /// The address that opens the page.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.port, self.token)
    }

    /// Cookies of one host are seen at all of its ports: the name tells them apart.
    fn cookie(&self) -> String {
        format!("jjak-{}={}", self.port, self.token)
    }

    /// Whether a request comes by the right name: a foreign name that leads here is a trick.
    fn knows_host(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        ["127.0.0.1", "localhost"].iter().any(|name| host == format!("{name}:{}", self.port))
    }

    /// Whether it comes from a page of ours; what changes something has to say so.
    fn knows_origin(&self, method: &Method, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        match headers.get(header::ORIGIN) {
            Some(origin) => origin.to_str().is_ok_and(|origin| origin == format!("http://{host}")),
            None => method == Method::GET || method == Method::HEAD,
        }
    }

    fn knows_cookie(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        cookies.flat_map(|cookie| cookie.split(';')).any(|cookie| alike(cookie.trim(), &self.cookie()))
    }

    /// What a browser gets for the first address: the cookie, and the way to the page without the token.
    fn welcome(&self, query: &str) -> Option<Response> {
        let token = query.split('&').find_map(|part| part.strip_prefix("token="))?;
        let cookie = format!("{}; HttpOnly; SameSite=Strict; Path=/", self.cookie());
        alike(token, &self.token)
            .then(|| (StatusCode::SEE_OTHER, [(header::SET_COOKIE, cookie), (header::LOCATION, "/".to_owned())]).into_response())
    }
}

/// Whether two texts are equal, in a time that does not tell where they differ.
fn alike(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// Lets through what may come through, and sends all answers with what keeps the page to itself.
pub(super) async fn watch(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let refused = |why: &'static str| (StatusCode::FORBIDDEN, why).into_response();
    let headers = request.headers();
    let mut response = if !guard.knows_host(headers) || !guard.knows_origin(request.method(), headers) {
        refused("This page is for the program's own address only.\n")
    } else if let Some(welcome) = request.uri().query().filter(|_| request.uri().path() == "/").and_then(|q| guard.welcome(q)) {
        welcome
    } else if guard.knows_cookie(headers) {
        next.run(request).await
    } else {
        refused("Open the address that jjak review has printed: it holds the key to this page.\n")
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// An answer with a file of the page.
pub(super) fn file(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], Body::from(text)).into_response()
}
