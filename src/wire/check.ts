/**
 * Checks of what arrives from another realm, as small type guards that compose.
 * Only own properties count: a polluted `Object.prototype` completes nothing.
 */
export type Check<T> = (value: unknown) => value is T;
type Checked<C> = C extends Check<infer T> ? T : never;

export const string: Check<string> = (value) => typeof value === 'string';
export const number: Check<number> = (value): value is number => Number.isFinite(value);
export const boolean: Check<boolean> = (value) => typeof value === 'boolean';

export const bytes: Check<ArrayBuffer> = (value): value is ArrayBuffer =>
  Object.prototype.toString.call(value) === '[object ArrayBuffer]';

export const literal =
  <T extends string>(...values: T[]): Check<T> =>
  (value): value is T =>
    values.includes(value as T);

export const optional =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || check(value);

export const list =
  <T>(check: Check<T>): Check<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.every(check);

export const object =
  <S extends Record<string, Check<unknown>>>(shape: S): Check<{ [K in keyof S]: Checked<S[K]> }> =>
  (value): value is { [K in keyof S]: Checked<S[K]> } =>
    isRecord(value) && Object.keys(shape).every((name) => shape[name]?.(own(value, name)));

export const anyOf =
  <C extends Check<unknown>[]>(...checks: C): Check<Checked<C[number]>> =>
  (value): value is Checked<C[number]> =>
    checks.some((check) => check(value));

/** An object literal, of whatever realm: not an array, not a class's instance. */
export const isRecord: Check<Record<string, unknown>> = (value): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]';

export const own = (record: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;
