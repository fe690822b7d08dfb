/**
 * Checks of what arrives from another realm, as small type guards that compose.
 * Only own properties count: a polluted `Object.prototype` completes nothing. That making one does nothing else lets the
 * build leave out those that a script does not use.
 */
export type Check<T> = (value: unknown) => value is T;
export type Checked<C> = C extends Check<infer T> ? T : never;

export const string: Check<string> = (value) => typeof value === 'string';
export const number: Check<number> = (value): value is number => Number.isFinite(value);
export const boolean: Check<boolean> = (value) => typeof value === 'boolean';

export const bytes: Check<ArrayBuffer> = (value): value is ArrayBuffer =>
  Object.prototype.toString.call(value) === '[object ArrayBuffer]';

export const literal =
  /* @__NO_SIDE_EFFECTS__ */
    <T extends string>(...values: T[]): Check<T> =>
    (value): value is T =>
      values.includes(value as T);

export const optional =
  /* @__NO_SIDE_EFFECTS__ */
    <T>(check: Check<T>): Check<T | undefined> =>
    (value): value is T | undefined =>
      value === undefined || check(value);

export const list =
  /* @__NO_SIDE_EFFECTS__ */
    <T>(check: Check<T>): Check<T[]> =>
    (value): value is T[] =>
      Array.isArray(value) && value.every(check);

export const object =
  /* @__NO_SIDE_EFFECTS__ */
    <S extends Record<string, Check<unknown>>>(shape: S): Check<{ [K in keyof S]: Checked<S[K]> }> =>
    (value): value is { [K in keyof S]: Checked<S[K]> } =>
      isRecord(value) && Object.keys(shape).every((name) => shape[name]?.(own(value, name)));

export const anyOf =
  /* @__NO_SIDE_EFFECTS__ */
    <C extends Check<unknown>[]>(...checks: C): Check<Checked<C[number]>> =>
    (value): value is Checked<C[number]> =>
      checks.some((check) => check(value));

/** An object literal, of whatever realm: not an array, not a class's instance. */
export const isRecord: Check<Record<string, unknown>> = (value): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]';

export const own = (record: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;
