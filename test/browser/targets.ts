/** Which documents of a browser live in a process of their own, as its debugging protocol tells. */
import type { Browser } from 'playwright-core';

/** URLs of frames that another process renders than their page's. */
export async function outOfProcessFrames(browser: Browser): Promise<string[]> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos.filter((target) => target.type === 'iframe').map((target) => target.url);
  } finally {
    await session.detach();
  }
}
