import type { Choice } from '../../methods/method.js';

/** Countries and territories with a code of ISO 3166-1 alpha-2 in which someone can pay. */
const ALL =
  'AC AD AE AF AG AI AL AM AO AQ AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CD CF ' +
  'CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL ' +
  'GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB ' +
  'LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU ' +
  'NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX ' +
  'SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW';

/** Returns countries with their names in the document's language, in the order of that language. */
export function countryNames(codes: string[] | null): Choice[] {
  // The page of a test may have none.
  const lang = document.documentElement.lang || 'en';
  const names = new Intl.DisplayNames([lang, 'en'], { type: 'region' });
  return (codes ?? ALL.split(' '))
    .map((code): Choice => [code, names.of(code) ?? code])
    .sort(([, one], [, other]) => one.localeCompare(other, lang));
}
