// Next.js puts the values of these into the pages when it builds.
export const key = process.env.NEXT_PUBLIC_PAYFRAME_KEY;
export const host = process.env.NEXT_PUBLIC_PAYFRAME_HOST;
