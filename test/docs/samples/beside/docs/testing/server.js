/** The shop's server that the guide's tests start. */
export const startShop = async ({ url }) => ({ url, close: async () => {} });
