import { watch } from 'vue';

/**
 * Passes options on when they differ from the previous ones, whether they were replaced or changed in place.
 * An option that is left out goes back to its default.
 *
 * @param className The container's. Vue has overwritten the state's classes with it, and an update restores
 * them.
 */
export function passUpdates(
  target: () => { update(options: object): unknown } | null,
  options: () => object | undefined,
  className?: () => unknown,
): void {
  watch(
    // Options are plain data, so JSON leaves nothing out.
    () => JSON.stringify([options() ?? {}, className?.()]),
    (text, last) => {
      const [before] = JSON.parse(last);
      const [now] = JSON.parse(text);
      for (const name in before) now[name] ??= null;
      // If this is a promise, Vue reports its rejection as it reports an exception.
      return target()?.update(now);
    },
    { flush: 'post' },
  );
}
