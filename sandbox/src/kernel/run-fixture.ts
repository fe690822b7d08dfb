import type { FixtureRequest } from './fixture.js';

/**
 * Sends a request to the API and returns the answer.
 *
 * @throws Refused where the API refuses it.
 */
export type Send = (
  method: string,
  path: string,
  params?: object,
  version?: string,
) => Promise<Record<string, unknown>>;

/** Error for a request that the API refused. */
export class Refused extends Error {
  constructor(
    message: string,
    /** The error's object in the answer. */
    readonly answer: { type: string; code?: string },
  ) {
    super(message);
  }
}

/** The answers of a fixture's requests, by their name. */
export type Answers = Map<string, unknown>;

/**
 * Sends the requests of a fixture one after the other, with the answers of earlier ones in place of
 * references such as `${customer:id}`.
 *
 * @throws Error for a request that is refused although it should not be, or the other way round, and for a
 * reference to something that is not there.
 */
export async function runFixture(
  requests: readonly FixtureRequest[],
  { send }: { send: Send },
  env: NodeJS.ProcessEnv,
  report: (line: string) => void,
): Promise<Answers> {
  const answers: Answers = new Map();
  for (const request of requests) {
    const { name, method, version } = request;
    const fill = (value: unknown, encode?: Encode) => filled(value, { answers, env, name, encode });
    report(`Setting up fixture for: ${name}`);
    const path = String(fill(request.path, encodeURIComponent));
    const params = fill(request.params ?? {}) as object;
    report(`Running fixture for: ${name}`);
    answers.set(name, await sendExpecting(request, () => send(method, path, params, version)));
  }
  return answers;
}

async function sendExpecting(
  { name, expected_error_type: expected }: FixtureRequest,
  send: () => Promise<unknown>,
): Promise<unknown> {
  let answer: unknown;
  try {
    answer = await send();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.answer.type === expected) return error.answer;
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
  if (!expected) return answer;
  throw new Error(`${name}: it should have been refused with ${expected}, and was not.`);
}

type Encode = (text: string) => string;

interface Filling {
  answers: Answers;
  env: NodeJS.ProcessEnv;
  /** The request whose references are filled in, for errors. */
  name: string;
  encode: Encode | undefined;
}

const REFERENCE = /\$\{([^}:|]+):([^}|]+)(?:\|([^}]*))?\}/g;

/** Returns the value with the references in its texts replaced. */
function filled(value: unknown, filling: Filling): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, filling));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, filling)]));
  }
  if (typeof value !== 'string') return value;
  return value.replace(REFERENCE, (reference, source: string, path: string, fallback?: string) => {
    const found = source === '.env' ? filling.env[path] : partOf(filling.answers.get(source), path);
    const text = found ?? fallback;
    if (text === undefined || typeof text === 'object') throw new Error(unresolved(reference, filling));
    return (filling.encode ?? String)(String(text));
  });
}

/** Follows a path such as `data.0.id` or `refunds.data.[0].id`. */
const partOf = (answer: unknown, path: string): unknown =>
  path
    .split('.')
    .map((step) => step.replace(/^\[(\d+)\]$/, '$1'))
    .reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, step)
          ? ((value as Record<string, unknown>)[step] ?? undefined)
          : undefined,
      answer,
    );

const unresolved = (reference: string, { name, answers }: Filling) =>
  `${name}: there is no text at ${reference}. Before it there are: ${[...answers.keys(), '.env'].join(', ')}.`;
