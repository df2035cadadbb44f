import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { noteChecked, screenOf } from './checked-screens.ts';
import { findProgram } from '../support/throw-away.ts';

/** An installed Chromium, wherever the system has it. */
export const browserProgram = findProgram('chromium', 'chromium-browser', 'google-chrome');

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserProgram,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Colours that are on their way from one to another are none that a person reads. What inherits one sets out when that has arrived. */
const settled = `(async () => {
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const onTheWay = () => document.getAnimations().filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime) && each.playState === 'running');
  await drawn();
  for (let rounds = 0; rounds < 20 && onTheWay().length > 0; rounds++) {
    await Promise.all(onTheWay().map((each) => each.finished.catch(() => undefined)));
    await drawn();
  }
})()`;

/** What a screen is in when no test names it. */
const shownState = `Object.entries({
  dialog: '.cds--modal.is-visible',
  mistakes: '.error-summary',
  loading: '.skeleton',
  failed: '.page__body .cds--inline-notification--error, .page__body .cds--actionable-notification--error',
  empty: '.empty-state',
}).find(([, selector]) => document.querySelector(selector))?.[0] ?? 'page'`;

/**
 * What axe-core finds on the page as it stands: one line a violation, with the first places.
 * @param state a name for what is to be seen, for the statement; the same in every language and width
 */
export async function violations(page: Page, state?: string): Promise<string[]> {
  await page.evaluate(settled);
  await page.evaluate(axe);
  const found = await page.evaluate<{ rules: string[]; lines: string[]; version: string; language: string }>(
    `axe.run().then(({ violations, testEngine }) => ({
      rules: violations.map(({ id }) => id),
      lines: violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(', ')),
      version: testEngine.version,
      language: document.documentElement.lang,
    }))`,
  );
  const { rules, version, language } = found;
  const named = state ?? (await page.evaluate<string>(shownState));
  const width = page.viewportSize()?.width ?? 0;
  noteChecked({ screen: screenOf(page.url()), state: named, width, language, version, rules });
  return found.lines;
}

/** Everything that the page's scripts complain about, as it happens; expected refusals of the server and a connection that a test took away are no complaint. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d|ERR_INTERNET_DISCONNECTED/.test(message.text()))
      found.push(message.text());
  });
  return found;
}
