/** Words for a box at a post office, in the languages of countries whose addresses have some. */
const WORDS = [
  'p\\.?\\s*o\\.?\\s*-?\\s*box',
  'post(?:al)?\\s*(?:office\\s*)?box',
  'post\\s*fach',
  'post(?:bus|boks|box|lokero)',
  'bo[iî]te\\s+postale',
  'b\\.?\\s?p\\.?\\s*\\d+',
  'apartado(?:\\s+(?:de\\s+correos|postal))?\\s*\\d+',
  'apdo\\.?\\s*\\d+',
  'ca(?:ixa|sella)\\s+postale?',
  'c\\.\\s?p\\.\\s*\\d+',
  'skrytka\\s+pocztowa',
  'packstation',
  'абонентск\\S*\\s+ящик',
];
const PO_BOX = new RegExp(
  `(?<![\\p{L}\\d])(?:${WORDS.join('|')})(?!\\p{L})|私書箱|邮政信箱|郵政信箱|사서함`,
  'iu',
);

/** Returns whether a line of an address names a box at a post office. */
export const isPoBox = (line: string): boolean => PO_BOX.test(line);
