import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { findProgram } from '../support/throw-away.ts';
import { startServer } from './start-server.ts';
import { figures } from './statistics.ts';
import type { Row } from './workload.ts';

const languages = ['en', 'lv', 'lt', 'bg'];
const rowsWanted = 10_000;
const atOnce = 200;

/** What a browser with nothing in its cache fetches and shows first, and how a long list scrolls; server and web app as they are built. */
export async function benchWeb(times: number): Promise<Row[]> {
  const server = await startServer();
  const browser = await chromium.launch({
    executablePath: findProgram('chromium', 'chromium-browser', 'google-chrome'),
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
  try {
    const rows: Row[] = [];
    for (const screen of ['sign-in', 'work'] as const)
      for (const language of languages)
        rows.push(...(await firstSight(browser, server.base, screen, language, language === 'en' ? times : 1)));
    return [...rows, ...(await seenByOthers(browser, server.base, times)), ...(await scrolling(browser, server.base))];
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function open(browser: Browser, base: string, language: string, account?: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: language, reducedMotion: 'reduce' });
  await context.addInitScript(`localStorage['gaita.language'] = '${language}'`);
  if (account) await context.request.post(`${base}/api/v1/session`, { data: { account, password: 'demo' } });
  return context.newPage();
}

const stands = { 'sign-in': '[name=account], #account, input[type=password]', work: '[data-row], .empty-state' } as const;

/** Scripts that came over the wire until the screen stands, and when the browser first showed something. */
async function firstSight(
  browser: Browser,
  base: string,
  screen: keyof typeof stands,
  language: string,
  times: number,
): Promise<Row[]> {
  const paints: number[] = [];
  const standings: number[] = [];
  let bytes = 0;
  for (let at = 0; at < times; at++) {
    const page = await open(browser, base, language, screen === 'work' ? 'case-handler-1' : undefined);
    // The server sends what the browser reads best; kilobytes are told as gzip has them.
    await page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
    await page.goto(`${base}/${screen}`);
    await page.waitForSelector(stands[screen]);
    const measured = await page.evaluate<{ bytes: number; paint: number; standing: number }>(`({
      bytes: performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
      paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
      standing: performance.now(),
    })`);
    bytes = measured.bytes;
    paints.push(measured.paint);
    standings.push(measured.standing);
    await page.context().close();
  }
  const name = `${screen === 'work' ? 'inbox' : screen} in ${language}`;
  const scripts: Row = { name: `${name}: scripts, gzip`, value: bytes / 1_000, unit: 'kB', bound: 200 };
  if (times === 1) return [scripts];
  return [
    scripts,
    { name: `${name}: first contentful paint, median`, value: figures(paints).median, unit: 'ms', bound: 1_500 },
    { name: `${name}: stands with its content, median`, value: figures(standings).median, unit: 'ms' },
  ];
}

/** How long after somebody asks for a task the list of a colleague shows that it is taken. */
async function seenByOthers(browser: Browser, base: string, times: number): Promise<Row[]> {
  const page = await open(browser, base, 'en', 'case-handler-2');
  await page.goto(`${base}/work?view=group`);
  await page.waitForSelector('[data-row]');
  const colleague = (await open(browser, base, 'en', 'case-handler-1')).context();
  const { items } = (await (await colleague.request.get(`${base}/api/v1/inbox?view=group&limit=50`)).json()) as {
    items: { id: string }[];
  };
  const millis: number[] = [];
  for (const { id } of items.slice(0, times)) {
    const asked = performance.now();
    await colleague.request.post(`${base}/api/v1/tasks/${id}/claim`, { data: {}, headers: { origin: base } });
    await page
      .getByText(/^Taken by /)
      .nth(millis.length)
      .waitFor();
    millis.push(performance.now() - asked);
  }
  for (const context of [page.context(), colleague]) await context.close();
  const { median, p95 } = figures(millis);
  return [
    { name: 'a claim is seen in the list of a colleague: median', value: median, unit: 'ms', bound: 2_000 },
    { name: 'a claim is seen in the list of a colleague: p95', value: p95, unit: 'ms' },
  ];
}

/** A list of 10,000 rows, copies of a real one, scrolled by a wheel that turns 120 pixels in each frame. */
async function scrolling(browser: Browser, base: string): Promise<Row[]> {
  const page = await open(browser, base, 'en', 'case-handler-1');
  await serveManyRows(page);
  await page.goto(`${base}/work?view=group`);
  await page.waitForSelector('[data-row]');
  const loading = performance.now();
  const count = () => page.evaluate<number>(`document.querySelectorAll('[data-row]').length`);
  for (let rounds = 0; (await count()) < rowsWanted && rounds < 2_000; rounds++) {
    await page.evaluate(`window.scrollTo(0, document.documentElement.scrollHeight)`);
    await page.waitForTimeout(20);
  }
  const loaded = performance.now() - loading;
  const rows = await count();
  const session = await page.context().newCDPSession(page);
  // The processor's time, not the clock's: other work on the machine does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
  };
  await page.evaluate(`window.scrollTo(0, 0)`);
  await page.mouse.move(400, 500);
  await page.evaluate(`(() => {
    window.frames_ = []; window.tasks_ = [];
    new PerformanceObserver((list) => window.tasks_.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    let last;
    const step = (now) => { if (last !== undefined) window.frames_.push(now - last); last = now; requestAnimationFrame(step); };
    requestAnimationFrame(step);
  })()`);
  const before = await busy();
  for (let turn = 0; turn < 600; turn++) await page.mouse.wheel(0, 120);
  const after = await busy();
  const { frames, tasks, at } = await page.evaluate<{ frames: number[]; tasks: number[]; at: number }>(
    `({ frames: window.frames_.slice(5), tasks: window.tasks_, at: window.scrollY })`,
  );
  await page.context().close();
  const { median, p95, p99 } = figures(frames);
  return [
    { name: 'rows in the list', value: rows, unit: '' },
    { name: 'all of them loaded, 200 at once', value: loaded, unit: 'ms' },
    { name: 'scrolled by', value: at, unit: 'px' },
    { name: 'scrolling: CPU of the page in each frame', value: (after - before) / frames.length, unit: 'ms', bound: 16.7 },
    { name: 'scrolling: frame, median', value: median, unit: 'ms' },
    { name: 'scrolling: frame, p95', value: p95, unit: 'ms' },
    { name: 'scrolling: frame, p99', value: p99, unit: 'ms' },
    { name: 'scrolling: longest task of those over 50 ms', value: Math.max(0, ...tasks), unit: 'ms' },
  ];
}

async function serveManyRows(page: Page): Promise<void> {
  let template: object | undefined;
  await page.route(/\/api\/v1\/inbox\?/, async (route) => {
    const url = new URL(route.request().url());
    const offset = Number(url.searchParams.get('offset') ?? 0);
    url.searchParams.set('offset', '0');
    const answer = await route.fetch({ url: url.href });
    const body = (await answer.json()) as { items: { id: string }[] };
    template ??= body.items[0];
    const items = Array.from({ length: Math.max(0, Math.min(atOnce, rowsWanted - offset)) }, (_, at) => ({
      ...template,
      id: `row-${offset + at}`,
      businessKey: `B-${offset + at}`,
    }));
    await route.fulfill({ response: answer, json: { ...body, items, total: { count: 1_000, more: true } } });
  });
}
