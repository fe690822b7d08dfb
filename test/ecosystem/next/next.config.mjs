const cacheComponents = 'CACHE_COMPONENTS' in process.env;

export default { cacheComponents, partialPrefetching: cacheComponents };
