type Handler = (event: unknown) => unknown;

/** Event handlers by event name. It accepts unknown names, because wrappers register events that no Element has. */
export interface Emitter {
  on(type: string, handler: Handler): void;
  once(type: string, handler: Handler): void;
  /** Without a handler, removes all handlers of that type. */
  off(type: string, handler?: Handler): void;
  raise(type: string, event: unknown): void;
  names(): string[];
  clear(): void;
}

export function createEmitter(): Emitter {
  const handlers = new Map<string, { handler: Handler; once?: boolean }[]>();
  const add = (type: string, handler: Handler, once?: boolean) => {
    handlers.set(type, [...(handlers.get(type) ?? []), { handler, once }]);
  };
  const keep = (type: string, wanted: (entry: { handler: Handler }) => boolean) => {
    handlers.set(type, (handlers.get(type) ?? []).filter(wanted));
  };
  return {
    on: (type, handler) => add(type, handler),
    once: (type, handler) => add(type, handler, true),
    off: (type, handler) => keep(type, (entry) => handler !== undefined && entry.handler !== handler),
    raise(type, event) {
      for (const entry of handlers.get(type) ?? []) {
        if (entry.once) keep(type, (other) => other !== entry);
        // A handler that throws does not stop the others; its error is reported as an uncaught one.
        try {
          entry.handler(event);
        } catch (error) {
          reportError(error);
        }
      }
    },
    names: () => [...handlers].flatMap(([type, list]) => (list[0] ? type : [])),
    clear: () => handlers.clear(),
  };
}
