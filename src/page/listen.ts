/** Adds an event listener, and returns the function that removes it. */
export function listen<E extends Event>(
  target: EventTarget | undefined,
  type: string,
  listener: (event: E) => void,
): () => void {
  target?.addEventListener(type, listener as EventListener);
  return () => target?.removeEventListener(type, listener as EventListener);
}
