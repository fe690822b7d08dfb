import { watch } from 'vue';

/**
 * Hands options over once they differ from those before, whether they are other ones or were changed in place. One that is
 * left out goes back to its default.
 *
 * @param className Of the container: Vue has put it in the place of the state's classes, which an update brings back.
 */
export function passUpdates(
  target: () => { update(options: object): unknown } | null,
  options: () => object | undefined,
  className?: () => unknown,
): void {
  watch(
    // Options are plain data: what JSON leaves out they cannot hold.
    () => JSON.stringify([options() ?? {}, className?.()]),
    (text, last) => {
      const [before] = JSON.parse(last);
      const [now] = JSON.parse(text);
      for (const name in before) now[name] ??= null;
      // A promise of it too: Vue reports its rejection as it does what is thrown.
      return target()?.update(now);
    },
    { flush: 'post' },
  );
}
