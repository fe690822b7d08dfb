import { useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Effect that runs before the browser paints. On a server, where no effect runs, React 18 warns about such
 * effects.
 */
export const useLayout: typeof useLayoutEffect =
  typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** Returns a reference to the newest value, for code that runs later than the render. */
export function useLatest<T>(value: T): { current: T } {
  const latest = useRef(value);
  useLayout(() => {
    latest.current = value;
  });
  return latest;
}

/**
 * Passes options on when they differ from the previous ones, because each render of a parent creates equal
 * ones again. An option that is left out goes back to its default.
 *
 * @param className The container's. React has overwritten the state's classes with it, and an update restores
 * them.
 */
export function useUpdates(
  target: () => { update(options: object): unknown } | null | undefined,
  options: object | undefined,
  className?: string,
): void {
  // Options are plain data, so JSON leaves nothing out.
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
