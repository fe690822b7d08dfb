import { describeFinding, KINDS, REMEDY } from './describe-finding.js';
import type { SecretKind } from './keys-in.js';
import type { Finding } from './scan.js';

declare const VERSION: string;

const IDS = Object.keys(KINDS) as SecretKind[];

/**
 * Returns a log in the Static Analysis Results Interchange Format, version 2.1.0. It has no snippets, because
 * they would show the keys.
 */
export const sarif = (findings: Finding[]) => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'payframe-guard',
          semanticVersion: VERSION,
          rules: IDS.map((id) => ({
            id: ruleId(id),
            shortDescription: { text: `A ${KINDS[id][0]} in what is served or committed.` },
            fullDescription: { text: KINDS[id][1] },
            help: { text: REMEDY },
            defaultConfiguration: { level: 'error' },
            properties: { tags: ['security'], 'security-severity': '9.0' },
          })),
        },
      },
      columnKind: 'utf16CodeUnits',
      results: findings.map(result),
    },
  ],
});

const ruleId = (kind: SecretKind) => kind.replaceAll('_', '-');

const result = (finding: Finding) => ({
  ruleId: ruleId(finding.kind),
  ruleIndex: IDS.indexOf(finding.kind),
  level: 'error',
  message: { text: `Found a ${describeFinding(finding)}.` },
  locations: [location(finding)],
  ...(finding.source && { relatedLocations: [location(finding.source)] }),
});

const location = ({ file, line, column }: { file: string; line: number; column: number }) => ({
  physicalLocation: {
    artifactLocation: { uri: toUri(file) },
    region: { startLine: line, startColumn: column },
  },
});

/** Converts a path to a URI. A bundler's name for an original file may already be one. */
const toUri = (path: string): string =>
  /^[a-z][a-z\d+.-]+:\/\//i.test(path)
    ? encodeURI(path)
    : path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
