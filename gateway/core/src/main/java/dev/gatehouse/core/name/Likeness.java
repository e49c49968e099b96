package dev.gatehouse.core.name;

/// How two parts of names are alike.
enum Likeness {
    /// Not at all: outside the budget, and never "somewhat similar".
    DIFFERENT,
    /// The same letters.
    EQUAL,
    /// The same under other rules of transliteration, or with a particle joined.
    TRANSLIT,
    /// Within the budget of edits for its length.
    NEAR,
    /// A short form and its full form.
    NICKNAME,
    /// A letter and a name that begins with it.
    INITIAL,
    /// A part that was cut and the beginning of another.
    PREFIX,
    /// One of the two syllables of a given name.
    SYLLABLE
}
