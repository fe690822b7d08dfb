import { useEffect, useLayoutEffect, useRef } from 'react';

/** Before the browser paints. React 18 warns of such effects on a server, where none runs. */
export const useLayout: typeof useLayoutEffect =
  typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** The value of the newest render, for what runs later. */
export function useLatest<T>(value: T): { current: T } {
  const latest = useRef(value);
  useLayout(() => {
    latest.current = value;
  });
  return latest;
}

/**
 * Hands options over once they differ from those before: each render of a parent makes equal ones anew. One that is left
 * out goes back to its default.
 *
 * @param className Of the container: React has put it in the place of the state's classes, which an update brings back.
 */
export function useUpdates(
  target: () => { update(options: object): unknown } | null | undefined,
  options: object | undefined,
  className?: string,
): void {
  // Options are plain data: what JSON leaves out they cannot hold.
  const text = JSON.stringify([options ?? {}, className]);
  const last = useRef(text);
  useLayout(() => {
    if (last.current === text) return;
    const [before] = JSON.parse(last.current);
    const [now] = JSON.parse(text);
    for (const name in before) now[name] ??= null;
    last.current = text;
    target()?.update(now);
  }, [text]);
}
