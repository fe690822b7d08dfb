// Words that documentation begins or fills a key with. Those in the middle are long enough to be in no random text.
const WORDS =
  /^(?:your|my(?:key|api|secret)|test|fake|demo|todo|mock)|example|placeholder|replace|insert|changeme|redacted|secret|dummy|sample/i;
const SEQUENCE = /123456|012345|987654|654321|abc123|abcdef|x{5}/i;
const REPETITION = /(.)\1{5}/;
// Letters of one case alone, be it in words or as an alphabet: a random key of this length has others.
const ONE_CASE = /^(?:[a-z]+|[A-Z]+)$/;
// What is left out: dots, an ellipsis, asterisks or bullets, as bytes of UTF-8 or as an escape.
const CUT_OFF = /^(?:\.\.\.|\*{3}|\xe2\x80[\xa2\xa6]|\\u202[26])/;
/** Shorter keys do not exist: what is shown of one before an ellipsis is. */
const WHOLE = 24;

/** Tells the key of a documentation or a mask from one that opens something. */
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
