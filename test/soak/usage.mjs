/** Preloaded into the sandbox of a soak: says on demand what its process holds, once its garbage is gone. */
process.on('message', () => {
  // The second collection takes what the finalizers of the first let go.
  for (let pass = 0; pass < 2; pass++) globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ rss, heapUsed, external, resources: process.getActiveResourcesInfo().length });
});
process.channel.unref();
// A soak that was broken off leaves no sandbox behind.
process.on('disconnect', () => process.exit());
