import { type ApiError, invalidRequest } from '../errors.js';

/** Kind of a field: it decides which operators a clause may have. */
export type FieldKind = 'numeric' | 'string' | 'token';

/** The fields by which the objects of a resource are found, by their path: `billing_details.address.postal_code`. */
export interface Searchable {
  /** Name of the resource, for errors. */
  resource: string;
  fields: Readonly<Record<string, FieldKind>>;
}

export type Operator = ':' | '~' | '>' | '<' | '>=' | '<=';

/** One condition of a query, such as `-metadata["order"]:"6735"`. */
export interface Clause {
  negated: boolean;
  /** Path of the field in the object. */
  path: string[];
  kind: FieldKind;
  operator: Operator;
  /** `null` finds objects that have no value there. */
  value: string | null;
}

export interface Query {
  combination: 'and' | 'or';
  clauses: Clause[];
}

const MAX_CLAUSES = 10;
const SHORTEST_PART = 3;

const ALLOWED: Record<FieldKind, readonly Operator[]> = {
  numeric: [':', '>', '<', '>=', '<='],
  string: [':', '~'],
  token: [':'],
};

const SPACE = /\s+/y;
const WORD = /(AND|OR)(?=\s|$)/iy;
const FIELD = /(-?)([a-z_][a-z0-9_.]*)(?:\[(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\])?/iy;
const OPERATOR = />=|<=|[:~><]/y;
const VALUE = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']+)/y;

/**
 * Reads a query of the public API's search language.
 *
 * @throws ApiError 400 that says what is wrong with it.
 */
export function readQuery(text: string, searchable: Searchable): Query {
  const words: string[] = [];
  const clauses: Clause[] = [];
  let at = 0;

  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  }

  function need(pattern: RegExp): RegExpExecArray {
    const match = take(pattern);
    if (!match) throw notParsed();
    return match;
  }

  function readClause(): Clause {
    const [, minus, name = '', ...keys] = need(FIELD);
    const field = fieldOf(
      name,
      keys.find((key) => key !== undefined),
      searchable,
    );
    const operator = need(OPERATOR)[0] as Operator;
    const [, double, single, bare] = need(VALUE);
    const quoted = double ?? single;
    const value = quoted === undefined ? bareValue(bare ?? '') : unescaped(quoted);
    return checked({ negated: minus === '-', ...field, operator, value }, name);
  }

  take(SPACE);
  clauses.push(readClause());
  while (take(SPACE) && at < text.length) {
    words.push(take(WORD)?.[1]?.toLowerCase() ?? 'and');
    take(SPACE);
    clauses.push(readClause());
  }
  if (at < text.length) throw notParsed();
  return { combination: combinationOf(words), clauses: limited(clauses) };
}

function fieldOf(
  name: string,
  key: string | undefined,
  { resource, fields }: Searchable,
): Pick<Clause, 'kind' | 'path'> {
  if (name === 'metadata' && key !== undefined) return { kind: 'token', path: ['metadata', unescaped(key)] };
  const kind = key === undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (kind) return { kind, path: name.split('.') };
  throw refused(
    `Field \`${name}\` is an unsupported search field for resource \`${resource}\`. Search by ` +
      `${Object.keys(fields).join(', ')} or metadata["key"].`,
  );
}

function checked(clause: Clause, name: string): Clause {
  const { kind, operator, value } = clause;
  if (!ALLOWED[kind].includes(operator)) {
    throw refused(
      `The operator \`${operator}\` is not for the field \`${name}\`: it takes ${ALLOWED[kind].join(' ')}.`,
    );
  }
  if (value === null && operator !== ':') throw refused('Only the operator `:` takes null.');
  if (kind === 'numeric' && value !== null && !/^-?\d{1,15}$/.test(value)) {
    throw refused(`The field \`${name}\` is a number: \`${value}\` is none.`);
  }
  if (operator === '~' && value !== null && value.length < SHORTEST_PART) {
    throw refused(`The operator \`~\` needs at least ${SHORTEST_PART} characters.`);
  }
  return clause;
}

function combinationOf(words: string[]): Query['combination'] {
  if (words.includes('and') && words.includes('or')) {
    throw refused('AND and OR cannot be in the same search query: send one query for each part.');
  }
  return words.includes('or') ? 'or' : 'and';
}

function limited(clauses: Clause[]): Clause[] {
  if (clauses.length <= MAX_CLAUSES) return clauses;
  throw refused(`A search query can have at most ${MAX_CLAUSES} clauses.`);
}

const bareValue = (text: string): string | null => (text.toLowerCase() === 'null' ? null : text);

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1');

const refused = (message: string): ApiError => invalidRequest(message, { param: 'query' });

const notParsed = () =>
  refused(
    'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for metadata or ' +
      'key:"value" to query for other fields.',
  );
