/** How much of a soak's time has passed. */
export function createClock(total: number) {
  const began = performance.now();
  const passed = () => performance.now() - began;
  return {
    share: () => passed() / total,
    seconds: () => Math.round(passed() / 1_000),
    rest: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
}
