import { dateOf } from './api-version.js';
import type { Params } from './http/form.js';
import type { Reader } from './http/route.js';
import { previousAttributes } from './previous-attributes.js';

/** The date of a version of the API, such as `2022-11-15`. */
type VersionDate = `${number}-${number}-${number}`;

// biome-ignore lint/suspicious/noExplicitAny: objects of every kind
type Fields = Record<string, any>;

/**
 * A difference between the newest version of the API and those before a date. Objects are stored in the
 * newest shape; each resource lists the differences of its own objects and requests.
 */
export type VersionChange = { since: VersionDate } & (ShapeChange | Inclusion | RequestChange);

/** An object of this kind looked otherwise. */
interface ShapeChange {
  object: string;
  /** Returns the object as it was before the version of this change. */
  before(object: Fields): object;
}

/** A request, such as `POST /v1/payment_intents`, had other parameters or other defaults. */
interface RequestChange {
  request: string;
  /** Returns the parameters as the version of this change has them. */
  after(params: Params): Params;
}

/** An object of this kind had a property that it has no longer, or only where `expand` asks for it. */
interface Inclusion {
  object: string;
  included: string;
  /** Loads it, or its id, by the object's id, or from the object; `undefined` where the caller may not read it. */
  load: (reader: Reader, id: string, object: Fields) => Promise<object | string | null | undefined>;
}

/** The differences of all resources, applied to what is received and sent. */
export interface Versions {
  /** Returns the parameters of a request of this version as the newest version has them. */
  params(version: string, request: string, params: Params): Params;
  /** Returns an answer with the properties that this version includes, so that they can be expanded further. */
  include<Answer extends object>(version: string, answer: Answer, reader: Reader): Promise<Answer>;
  /** Returns an answer with every object in it as this version shows it. */
  answer<Answer extends object>(version: string, answer: Answer, reader: Reader): Promise<Answer>;
  /** Returns an event as an endpoint of this version receives it. */
  event<Event extends Fields>(version: string, event: Event, reader: Reader): Promise<Event>;
}

/** @param all The changes of all resources, in any order. */
export function createVersions(all: readonly VersionChange[]): Versions {
  const latestFirst = [...all].sort((a, b) => (a.since < b.since ? 1 : -1));
  const changesSince = (version: string) => latestFirst.filter(({ since }) => dateOf(version) < since);

  return {
    params: (version, request, params) =>
      changesSince(version).reduceRight(
        (sent, change) => ('request' in change && change.request === request ? change.after(sent) : sent),
        params,
      ),
    async include(version, answer, reader) {
      const changes = changesSince(version);
      if (changes.length === 0) return answer;
      return (await rebuilt(answer, { changes, reader, finish: (object) => object })) as typeof answer;
    },
    async answer(version, answer, reader) {
      const changes = changesSince(version);
      return changes.length === 0 ? answer : ((await older(answer, changes, reader)) as typeof answer);
    },
    async event(version, event, reader) {
      const changes = changesSince(version);
      const { object, previous_attributes: previous } = event.data;
      const data = {
        ...event.data,
        object: await older(object, changes, reader),
        ...(previous && { previous_attributes: olderPrevious(object, previous, changes) }),
      };
      return shaped({ ...event, api_version: version, data }, changes) as typeof event;
    },
  };
}

/** Settings of a walk through all objects of an answer. */
interface Walk {
  /** Changes since the version that the answer is for, the latest first. */
  changes: VersionChange[];
  reader: Reader;
  /** Returns what an object becomes, after its parts. */
  finish(object: Fields): Fields;
}

const older = (answer: unknown, changes: VersionChange[], reader: Reader): Promise<unknown> =>
  rebuilt(answer, { changes, reader, finish: (object) => shaped(object, changes) });

async function rebuilt(value: unknown, walk: Walk): Promise<unknown> {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return inTurn(value, (item) => rebuilt(item, walk));
  // An event keeps the shapes of the version that it was made for.
  if ((value as Fields).object === 'event') return walk.finish(value);
  const parts = Object.entries(await withIncluded(value, walk));
  const changed = await inTurn(parts, async ([name, part]) => [name, await rebuilt(part, walk)] as const);
  return walk.finish(Object.fromEntries(changed));
}

async function withIncluded(object: Fields, { changes, reader }: Walk): Promise<Fields> {
  const whole = { ...object };
  if (object.deleted) return whole;
  for (const change of changes) {
    if (!('included' in change) || change.object !== object.object || change.included in whole) continue;
    const included = await change.load(reader, String(object.id), object);
    if (included !== undefined) whole[change.included] = included;
  }
  return whole;
}

/** One after the other, because they share a connection. */
async function inTurn<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

const shaped = (object: Fields, changes: VersionChange[]): Fields =>
  changes
    .filter((change) => 'before' in change)
    .filter((change) => change.object === object.object)
    .reduce((shape, change) => change.before(shape), object);

/** Returns the former values of an event under the names that they had. */
const olderPrevious = (object: Fields, previous: Fields, changes: VersionChange[]): object =>
  previousAttributes(shaped(withFormer(object, previous), changes), shaped(object, changes));

const withFormer = (object: Fields, previous: Fields): Fields => ({
  ...object,
  ...Object.fromEntries(
    Object.entries(previous).map(([name, value]) => [
      name,
      isHash(value) && isHash(object[name]) ? withFormer(object[name], value) : value,
    ]),
  ),
});

const isHash = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
