import { describeFinding, placeOf, REMEDY } from './describe-finding.js';
import { sarif } from './sarif.js';
import type { Finding } from './scan.js';

export type Format = 'text' | 'json' | 'sarif';

export interface Result {
  findings: Finding[];
  /** Number of files that were scanned. */
  files: number;
}

/**
 * Functions that write a result in each format. Names that contain a key are withheld, see {@link
 * withholdNames}.
 */
export const FORMATS: Record<Format, (result: Result) => string> = {
  text: ({ findings, files }) =>
    findings.length
      ? `${listFindings(findings)}\n`
      : `No secret key in ${files} ${files === 1 ? 'file' : 'files'}.\n`,
  json: (result) => `${JSON.stringify(result, null, 2)}\n`,
  sarif: ({ findings }) => `${JSON.stringify(sarif(findings), null, 2)}\n`,
};

/** Returns a line for each finding, and the instructions. */
export function listFindings(findings: Finding[]): string {
  const lines = findings.map((finding) => {
    const origin = finding.source ? `\n    from ${placeOf(finding.source)}` : '';
    return `${placeOf(finding)}  ${describeFinding(finding)}${origin}`;
  });
  const places = findings.length === 1 ? '1 place' : `${findings.length} places`;
  return `${lines.join('\n')}\n\nSecret keys in ${places}. ${REMEDY}`;
}
