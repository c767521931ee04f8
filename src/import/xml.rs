//! The XML in office files: a small tree of names without their prefixes, and the limits that keep a hostile file harmless.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

/// How deep elements may lie in each other: those of real papers hardly reach 60, and walks over the tree call themselves.
const DEEPEST: usize = 200;
/// How many elements and attributes a part may have: a document of 100 pages has some 100,000, and each takes about 100 bytes.
const MOST_ELEMENTS: usize = 600_000;

/// An element, by its name without a prefix.
#[derive(Debug, Default)]
pub struct Element {
    pub name: Rc<str>,
    attributes: Vec<(Rc<str>, Box<str>)>,
    pub children: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute, by its name without a prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
    }

    /// The first element of this name in it.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// The attribute `val` of the first element of this name in it, as Word writes a property.
    pub fn property(&self, name: &str) -> Option<&str> {
        self.child(name).and_then(|child| child.attribute("val"))
    }

    /// Whether a property of Word that is on or off is on.
    pub fn is_on(&self, name: &str) -> bool {
        self.child(name).is_some_and(|child| !matches!(child.attribute("val"), Some("0" | "false" | "off" | "none")))
    }

    /// Every element of this name, however deep.
    pub fn descendants<'e>(&'e self, name: &str, found: &mut Vec<&'e Element>) {
        for element in self.elements() {
            if &*element.name == name {
                found.push(element);
            }
            element.descendants(name, found);
        }
    }

    /// All text in it, however deep.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(more) => text.push_str(more),
                Node::Element(element) => element.add_text(text),
            }
        }
    }
}

/// The tree of a part of an office file.
///
/// # Errors
/// Says in plain words what is wrong: cut off, not XML, with definitions of its own, larger than any paper.
pub fn parse(bytes: &[u8]) -> Result<Element, String> {
    let text = decoded(bytes);
    let mut reader = Reader::from_str(&text);
    let mut names: HashSet<Rc<str>> = HashSet::new();
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|error| format!("its XML is broken ({error})"))?;
        match event {
            Event::Start(start) => {
                let element = element(&start, &mut names)?;
                count += 1 + element.attributes.len();
                open.push(element);
                if open.len() > DEEPEST {
                    return Err(format!("its parts lie in each other more than {DEEPEST} deep, as in no real paper"));
                }
            }
            Event::Empty(start) => {
                let element = element(&start, &mut names)?;
                count += 1 + element.attributes.len();
                if let Some(parent) = open.last_mut() {
                    parent.children.push(Node::Element(element));
                }
            }
            Event::End(_) => {
                let mut element = open.pop().unwrap_or_default();
                // Room for what never came would take more than all that did.
                element.children.shrink_to_fit();
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(element)),
                    None => return Err("its XML is broken (an element ends that was not begun)".into()),
                }
            }
            Event::Text(text) => add_text(&mut open, &text.xml10_content()),
            Event::CData(text) => add_text(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => add_text(&mut open, character.encode_utf8(&mut [0; 4])),
                _ => add_text(&mut open, entity(&reference.xml10_content()).ok_or_else(own_entities)?),
            },
            Event::DocType(_) => return Err(own_entities()),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
        if count > MOST_ELEMENTS {
            return Err(format!(
                "it has more than {MOST_ELEMENTS} parts, as no paper has; copy the table of actions into a new file"
            ));
        }
    }
    if open.len() > 1 {
        return Err("it is cut off: its end is missing".into());
    }
    let root = open.pop().and_then(|root| {
        root.children.into_iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    });
    root.ok_or_else(|| "there is nothing in it".to_owned())
}

fn own_entities() -> String {
    "its XML brings definitions of its own, which office programs never write and which can do harm; save it anew in Word, Excel or \
     LibreOffice"
        .into()
}

/// The text of a part: UTF-8, or UTF-16 by its mark.
pub fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    encoding_rs::UTF_8.decode(bytes).0
}

fn element(start: &BytesStart, names: &mut HashSet<Rc<str>>) -> Result<Element, String> {
    let mut shared = |name: &str| match names.get(name) {
        Some(name) => Rc::clone(name),
        None => {
            let name: Rc<str> = name.into();
            names.insert(Rc::clone(&name));
            name
        }
    };
    let name = shared(start.local_name().as_ref());
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| format!("its XML is broken ({error})"))?;
        let key = attribute.key.local_name();
        // Word stamps each paragraph with the sessions in which it was edited.
        if key.as_ref().starts_with("rsid") {
            continue;
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| own_entities())?;
        attributes.push((shared(key.as_ref()), value.into()));
        if attributes.len() > MOST_ELEMENTS {
            break;
        }
    }
    attributes.shrink_to_fit();
    Ok(Element { name, attributes, children: Vec::new() })
}

/// The value of an attribute of an element that is only looked at, by its name without a prefix.
pub fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start.attributes().with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

fn add_text(open: &mut [Element], more: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(more),
        _ => parent.children.push(Node::Text(more.to_owned())),
    }
}

fn entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}
