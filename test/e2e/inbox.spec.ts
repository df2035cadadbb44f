import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { InboxPage, SavedView, StartedView, TaskView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { smallModel, userTask } from '../support/small-model.ts';
import { browserProgram } from './browser.ts';
import { headerAndRoles } from './inbox-header.ts';
import { Stage, accessible, comesTrue, keysWork } from './stage.ts';

jest.setTimeout(600_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;
const errand = smallModel('errand', [userTask('fetch', 'case-handler', 'gaita:due="5 working days"')]);

inBrowser('the inbox in a browser', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
    await stage.server.ask('admin', 'POST', '/deployments', {
      institution: 'shared',
      name: 'errand',
      resources: [{ name: 'errand.bpmn', content: errand }],
    });
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.clear());

  const start = async (number: string, title?: string): Promise<TaskView> => {
    const { instanceId } = await stage.server.ask<StartedView>('admin', 'POST', '/processes/errand/start', {
      businessKey: number,
      ...(title !== undefined && { variables: { title } }),
    });
    return stage.openTask(instanceId);
  };
  const open = async (page: Page, path: string) => {
    await page.goto(stage.server.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
  const numbers = (page: Page) => page.locator('.inbox-row__number').allTextContents();
  const focusedRow = (page: Page) => page.evaluate<string>('document.activeElement.textContent');

  it('greys a row that a colleague takes, with name and time, and moves nothing', async () => {
    const tasks = [await start('L-1'), await start('L-2'), await start('L-3')];
    const page = await stage.window('case-handler-2');
    await open(page, '/work?view=group&q=L-');
    await row(page, 'L-3').waitFor();
    const before = await numbers(page);
    await row(page, 'L-3').focus();
    await stage.server.ask('case-handler-1', 'POST', `/tasks/${tasks[0]!.id}/claim`, {});
    const taken = row(page, 'L-1').getByText(/^Taken by Normunds Saulītis \d\d:\d\d$/);
    await taken.waitFor();
    expect(await numbers(page)).toEqual(before);
    expect(await focusedRow(page)).toContain('L-3');
    await accessible(page);
    const forced = await page.request.post(`${stage.server.url}/api/v1/tasks/${tasks[0]!.id}/claim`, {
      data: {},
      headers: { origin: stage.server.url },
    });
    expect(forced.status()).toBe(409);

    await start('L-4');
    await page.getByRole('status').filter({ hasText: '1 new task' }).waitFor();
    expect(await numbers(page)).toEqual(before);
    await page.getByRole('button', { name: 'Show' }).click();
    await row(page, 'L-4').waitFor();
    expect(await numbers(page)).toEqual(['L-2', 'L-3', 'L-4']);
  });

  it('shows what happened after the list was read and before its stream stood', async () => {
    const task = await start('V-1');
    const page = await stage.window('case-handler-2');
    let standing = (): void => undefined;
    const stands = new Promise<void>((resolve) => (standing = resolve));
    await page.route('**/api/v1/live*', async (route) => {
      await stands;
      await route.continue();
    });
    await open(page, '/work?view=group&q=V-1');
    await row(page, 'V-1').waitFor();
    await stage.server.ask('case-handler-1', 'POST', `/tasks/${task.id}/claim`, {});
    standing();
    await row(page, 'V-1')
      .getByText(/^Taken by /)
      .waitFor();
  });

  it('brings a person back to the same list and position, with the focus on the next row', async () => {
    for (let i = 10; i < 40; i++) await start(`R-${i}`);
    const page = await stage.window('case-handler-1');
    await open(page, '/work?view=group&q=r-&sort=-case');
    await row(page, 'R-25').waitFor();
    await page.mouse.wheel(0, 400);
    await comesTrue(page, 'scrollY > 100');
    await row(page, 'R-25').getByRole('button', { name: 'Claim: fetch' }).click();
    await page.getByRole('button', { name: 'Complete' }).click();
    // The last task of a case asks before it ends it.
    await page.getByRole('dialog').getByRole('button', { name: 'Complete' }).click();
    await page.waitForURL('**/work?view=group&q=r-&sort=-case');
    await row(page, 'R-24').waitFor();
    await comesTrue(page, `document.activeElement.textContent.includes('R-24')`);
    expect(await numbers(page)).not.toContain('R-25');
    expect(await page.evaluate<number>('scrollY')).toBeGreaterThan(100);
  });

  it('opens a shared view for a colleague: same filter and columns, only their own rows', async () => {
    await start('S-1');
    const mine = await start('S-2');
    await stage.server.ask('case-handler-1', 'POST', `/tasks/${mine.id}/claim`, {});
    const page = await stage.window('case-handler-1');
    await open(page, '/work?q=s-');
    await row(page, 'S-2').waitFor();
    await page.getByRole('button', { name: 'Save as view' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save as view' });
    await dialog.getByLabel('Name').fill('Errands');
    await dialog.getByLabel('Shared with').selectOption({ index: 1 });
    await accessible(page);
    await dialog.getByRole('button', { name: 'Save the view' }).click();
    await page.getByRole('link', { name: 'Errands 1' }).waitFor();
    await page.waitForURL('**/work?view=*');
    const address = new URL(page.url());
    const id = address.searchParams.get('view');

    const colleague = await stage.window('case-handler-2');
    await open(colleague, address.pathname + address.search);
    await colleague.getByRole('link', { name: /^Errands \(Normunds Saulītis\) 0$/ }).waitFor();
    await colleague.getByText('You have no tasks of your own').waitFor();
    const asked = await stage.server.ask<InboxPage>('case-handler-2', 'GET', `/inbox?view=${id}`);
    expect(asked.saved as SavedView).toMatchObject({ q: 's-', view: 'mine', isOwn: false });
  });

  it('works by keys alone, which can be switched off and never act while somebody types', async () => {
    await start('K-1');
    await start('K-2');
    await start('K-3');
    const page = await stage.window('case-handler-1');
    await open(page, '/work?view=group&q=k-');
    await row(page, 'K-3').waitFor();
    await keysWork(page);
    await page.keyboard.press('ArrowDown');
    expect(await focusedRow(page)).toContain('K-1');
    await page.keyboard.press('ArrowDown');
    expect(await focusedRow(page)).toContain('K-2');
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('2 tasks chosen').waitFor();
    await page.getByRole('region', { name: 'Chosen tasks' }).getByRole('button', { name: 'Claim' }).click();
    await page.getByText('2 tasks claimed.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('2 tasks claimed.').waitFor({ state: 'detached' });
    for (const number of ['K-2', 'K-3']) await row(page, number).getByText('Nobody').waitFor();

    await row(page, 'K-1').focus();
    await page.keyboard.press('Shift+Slash');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await sheet.getByText('Claim the task').waitFor();
    await accessible(page);
    const kept = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().endsWith('/preferences'));
    await sheet.getByLabel('Use single keys').uncheck();
    await kept;
    await page.keyboard.press('Escape');
    await row(page, 'K-1').focus();
    await page.keyboard.press('c');
    await page.reload();
    await row(page, 'K-1').focus();
    await page.keyboard.press('c');
    expect(await row(page, 'K-1').getByText('Nobody').count()).toBe(1);
    await page.getByLabel('Search in the list').fill('k-c');
    await page.getByText(/^The filter hides \d+ tasks?$/).waitFor();
    await accessible(page);
    await stage.server.ask('case-handler-1', 'PUT', '/session/preferences', { singleKeys: true });
  });

  headerAndRoles(() => ({ stage, start, open }));

  it('does one thing to many tasks, says by row what was refused, and passes them on', async () => {
    const tasks = [await start('M-1'), await start('M-2'), await start('M-3')];
    const page = await stage.window('case-handler-1');
    await open(page, '/work?view=group&q=m-');
    const choose = async () => {
      for (const box of await page.getByRole('checkbox', { name: /^Choose: fetch M-/ }).all()) await box.click();
    };
    const chosen = page.getByRole('region', { name: 'Chosen tasks' });
    await row(page, 'M-3').waitFor();
    await choose();
    // A colleague is faster by a moment.
    await page.route('**/api/v1/bulk/tasks', async (route) => {
      await stage.server.ask('case-handler-2', 'POST', `/tasks/${tasks[1]!.id}/claim`, {});
      await route.continue();
    });
    await chosen.getByRole('button', { name: 'Claim' }).click();
    await page.getByText('2 tasks claimed. 1 was refused; the row says why.').waitFor();
    await row(page, 'M-2')
      .getByText(/has had this task since/)
      .waitFor();
    await accessible(page);
    await page.unroute('**/api/v1/bulk/tasks');

    await open(page, '/work?q=m-');
    await row(page, 'M-3').waitFor();
    await choose();
    await chosen.getByRole('button', { name: 'Pass on' }).click();
    const dialog = page.getByRole('dialog', { name: 'Pass the chosen tasks on' });
    await dialog.getByRole('combobox', { name: 'Colleague' }).click();
    await accessible(page);
    await dialog.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'Pass on' }).click();
    await page.getByText(/^2 tasks passed on to /).waitFor();
    await row(page, 'M-1')
      .getByText(/^Taken by /)
      .waitFor();
  });

  it('is readable on a phone and in every language, and counts in each of them', async () => {
    for (let i = 1; i <= 21; i++) await start(`C-${i}`);
    const page = await stage.window('case-handler-1', { width: 360, height: 740 });
    for (const [language, heading] of [
      ['lv', 'Mani darbi'],
      ['lt', 'Mano darbai'],
      ['bg', 'Моята работа'],
      ['en', 'My work'],
    ] as const) {
      await page.addInitScript(`localStorage['gaita.language'] = '${language}'`);
      await open(page, '/work?view=group&q=c-');
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await page.locator('.inbox-row__number').first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await accessible(page);
    }
    const latvian = await stage.window('case-handler-1');
    await latvian.addInitScript(`localStorage['gaita.language'] = 'lv'`);
    await open(latvian, '/work?view=group&q=c-');
    await latvian.locator('.inbox-row__number').first().waitFor();
    for (const box of await latvian.getByRole('checkbox', { name: /^Izvēlēties: fetch C-/ }).all()) await box.click();
    await latvian.getByText('Izvēlēts 21 uzdevums').waitFor();
    await accessible(latvian);
  });

  it('closes the stream of a session that ended, and asks to sign in over the page', async () => {
    const page = await stage.window('case-handler-1');
    await Promise.all([page.waitForResponse('**/api/v1/live*'), open(page, '/work')]);
    await page.locator('.views__count').first().waitFor();
    await page.evaluate(`fetch('/api/v1/session', { method: 'DELETE' })`);
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
  });
});
