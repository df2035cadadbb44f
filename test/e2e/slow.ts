import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { Random } from '../faults/random.ts';

const times = Number(process.env['GAITA_TEST_SLOW'] ?? 1);
const random = new Random(Number(process.env['GAITA_TEST_SEED'] ?? 1));

/**
 * Makes races show on a fast machine: with `GAITA_TEST_SLOW=4` the page has a quarter of a processor, and each request waits before
 * it leaves, up to 40 ms for each of those four (`GAITA_TEST_SEED` draws others). Without it nothing is changed.
 */
export async function slowDown(page: Page): Promise<void> {
  if (times === 1) return;
  const browser = await page.context().newCDPSession(page);
  await browser.send('Emulation.setCPUThrottlingRate', { rate: times });
  await page.context().route('**/api/**', async (route) => {
    await wait(random.below(40 * times));
    // The window may be closed meanwhile.
    await route.continue().catch(() => undefined);
  });
}
