//! What the classes and names of elements say of their text. Every paper has its own: `photo-caption`, `img_desc`, `wp-caption-text`.

/// Words for what is said of a picture, of which one is enough.
const CAPTION: &[&str] = &["caption", "captions", "figcaption", "cutline", "imgdesc", "photodesc", "picdesc", "imagedesc"];
/// Words for what is said, which need a word for a picture beside them …
const SAID: &[&str] = &["desc", "description", "txt", "text", "cap", "explain", "explanation", "legend", "comment"];
/// … of which these are.
const PICTURE: &[&str] =
    &["img", "imgs", "image", "images", "photo", "photos", "pic", "pics", "picture", "figure", "thumb", "thumbnail"];

/// Whether a class, a name or a property says that an element holds the caption of a picture.
pub(super) fn names_caption(value: &str) -> bool {
    value.split_ascii_whitespace().any(|class| {
        let words = words(class);
        let is_any_of = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
        let is_switch = ["no", "has", "with", "without", "hide", "toggle", "button", "btn", "track", "closed"];
        let ends_so = words.iter().any(|word| word.ends_with("caption"));
        (is_any_of(CAPTION) || ends_so || is_any_of(SAID) && is_any_of(PICTURE)) && !is_any_of(&is_switch)
    })
}

/// Whether a class or a name says that an element is there for pictures.
pub(super) fn names_picture(value: &str) -> bool {
    value.split_ascii_whitespace().any(|class| words(class).iter().any(|word| PICTURE.contains(&word.as_str())))
}

/// The words of a class in lower case: they are joined by marks or told by capitals.
fn words(class: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_after_small = false;
    for c in class.chars() {
        if !c.is_ascii_alphabetic() || c.is_ascii_uppercase() && is_after_small {
            words.push(String::new());
        }
        if c.is_ascii_alphabetic()
            && let Some(last) = words.last_mut()
        {
            last.push(c.to_ascii_lowercase());
        }
        is_after_small = c.is_ascii_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_go_by_many_names() {
        for class in [
            "caption",
            "photo-caption",
            "img-caption",
            "image_caption",
            "wp-caption-text",
            "img_desc",
            "photo_desc",
            "txt_caption",
            "se-caption",
            "imgDesc",
            "photoCaption",
            "article__picture-caption",
            "box img_txt",
            "figcaption2",
        ] {
            assert!(names_caption(class), "{class}");
        }
        for class in ["photo", "description", "text", "has-caption", "no-caption", "capital", "closed-captions", "article-text", ""]
        {
            assert!(!names_caption(class), "{class}");
        }
    }

    #[test]
    fn frames_of_pictures_go_by_many_names() {
        assert!(["photo", "article_img", "end-photo-org", "imgBox"].into_iter().all(names_picture));
        assert!(!["imagine", "content", "pixel"].into_iter().any(names_picture));
    }
}
