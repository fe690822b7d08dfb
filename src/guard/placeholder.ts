// Words with which documentation begins or fills a key. Words that may also be in the middle are too long to
// occur in random text.
const WORDS =
  /^(?:your|my(?:key|api|secret)|test|fake|demo|todo|mock)|example|placeholder|replace|insert|changeme|redacted|secret|dummy|sample/i;
const SEQUENCE = /123456|012345|987654|654321|abc123|abcdef|x{5}/i;
const REPETITION = /(.)\1{5}/;
// Letters of only one case, as words or as an alphabet: a random key of this length has both cases.
const ONE_CASE = /^(?:[a-z]+|[A-Z]+)$/;
// Marks of an omission: dots, an ellipsis, asterisks or bullets, as bytes of UTF-8 or as an escape.
const CUT_OFF = /^(?:\.\.\.|\*{3}|\xe2\x80[\xa2\xa6]|\\u202[26])/;
/** Least length of a real key. A shorter text before an ellipsis is only a part of a key. */
const WHOLE = 24;

/** Returns whether a key is a placeholder of documentation or is masked, and so opens nothing. */
export function isPlaceholder(body: string, after: string): boolean {
  return (
    new Set(body).size < 6 ||
    ONE_CASE.test(body) ||
    WORDS.test(body) ||
    SEQUENCE.test(body) ||
    REPETITION.test(body) ||
    (body.length < WHOLE && CUT_OFF.test(after))
  );
}
