import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { StartedView, TaskDetailView, TaskView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { smallModel, userTask } from '../support/small-model.ts';
import { browserProgram } from './browser.ts';
import { Stage, accessible, becomes, keysWork } from './stage.ts';

jest.setTimeout(600_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;
const errand = smallModel('errand', [userTask('fetch', 'case-handler', 'gaita:due="5 working days"')]);
const overdue = smallModel('overdue', [userTask('find', 'case-handler', 'camunda:dueDate="2026-01-05T12:00:00Z"')]);
const clerk = 'case-handler-1';

inBrowser('what people do and type', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.server.ask('admin', 'POST', '/deployments', {
      institution: 'shared',
      name: 'errand',
      resources: [
        { name: 'errand.bpmn', content: errand },
        { name: 'overdue.bpmn', content: overdue },
      ],
    });
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.clear());

  const start = async (number: string, process = 'errand'): Promise<TaskView> => {
    const { instanceId } = await stage.server.ask<StartedView>('admin', 'POST', `/processes/${process}/start`, {
      businessKey: number,
    });
    return stage.openTask(instanceId);
  };
  const open = async (page: Page, path: string) => {
    await page.goto(stage.server.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
  const focusedName = (page: Page) =>
    page.evaluate<string>('(document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent).trim()');
  const endSessions = (account: string) => stage.server.ask('admin', 'POST', `/accounts/${account}/sign-out`, {});
  const signInAgain = async (page: Page) => {
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    await accessible(page);
    expect(await page.evaluate('document.activeElement.id')).toBe('password');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.type('demo');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
  };

  it('completes nothing behind a dialog, and is back at the opener after each', async () => {
    const { id } = await start('N-1');
    await stage.server.ask(clerk, 'POST', `/tasks/${id}/claim`, {});
    const page = await stage.window(clerk);
    await open(page, `/tasks/${id}`);
    for (const [item, title] of [
      ['Ask for an opinion', 'Ask for an opinion'],
      ['Pass on', 'Pass the task on'],
      ['Look at it again later', 'Look at it again later'],
    ] as const) {
      const opener = page.getByRole('button', { name: 'More' });
      await opener.click();
      await page.getByRole('menuitem', { name: item }).click();
      const dialog = page.getByRole('dialog', { name: title });
      await dialog.waitFor();
      await page.keyboard.press('Control+Enter');
      await page.waitForTimeout(300);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'detached' });
      expect([item, await focusedName(page)]).toEqual([item, 'More']);
    }
    const { task } = await stage.server.ask<TaskDetailView>(clerk, 'GET', `/tasks/${id}`);
    // One that is completed is not given out.
    expect(task.id).toBe(id);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Complete' }).waitFor();
  });

  it('stays when the session ends over any dialog', async () => {
    const { id, instanceId } = await start('N-2');
    await stage.server.ask(clerk, 'POST', `/tasks/${id}/claim`, {});
    const page = await stage.window(clerk);
    await open(page, `/cases/${instanceId}`);
    await page.getByRole('button', { name: 'Add a note' }).click();
    const note = page.getByRole('dialog').getByRole('textbox', { name: 'Note' });
    await note.fill('Heard on the telephone');
    await endSessions(clerk);
    await signInAgain(page);
    expect(await note.inputValue()).toBe('Heard on the telephone');
    // The answer to the first try is lost on its way: the second one adds nothing.
    let lost = false;
    await page.route('**/notes', async (route) => {
      if (route.request().method() !== 'POST' || lost) return route.continue();
      lost = true;
      // A connection that was kept open may be closed meanwhile; the key is the same.
      await route.fetch().catch(() => route.fetch());
      await route.abort('internetdisconnected');
    });
    const save = page.getByRole('dialog').getByRole('button', { name: 'Save' });
    await save.click();
    await page.getByRole('dialog').getByText('The server cannot be reached').waitFor();
    await save.click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('Heard on the telephone').waitFor();
    const { items } = await stage.server.ask<{ items: object[] }>(clerk, 'GET', `/cases/${instanceId}/notes`);
    expect(items.length).toBe(1);

    await open(page, '/work?q=n-2');
    await row(page, 'N-2').waitFor();
    await page.getByRole('button', { name: 'Save as view' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Kept');
    await endSessions(clerk);
    await signInAgain(page);
    expect(await page.getByRole('dialog').getByLabel('Name').inputValue()).toBe('Kept');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await focusedName(page)).toBe('Save as view');
  });

  it('can be undone where it is not asked about: handing back on the page of a task, deleting a view', async () => {
    const { id, instanceId } = await start('N-7');
    await stage.server.ask(clerk, 'POST', `/tasks/${id}/claim`, {});
    const page = await stage.window(clerk);
    await open(page, `/tasks/${id}`);
    const head = page.locator('.task-head');
    expect(await head.getByRole('link', { name: 'N-7' }).getAttribute('href')).toBe(`/cases/${instanceId}`);
    await head.getByText('5 working days left').waitFor();
    await page.getByRole('button', { name: 'Hand back' }).click();
    await page.waitForURL('**/work');
    await page.getByText('1 task handed back').waitFor();
    await accessible(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(`**/tasks/${id}`);
    await page.getByText('You have claimed this task').waitFor();

    const { id: late } = await start('N-70', 'overdue');
    await stage.server.ask(clerk, 'POST', `/tasks/${late}/claim`, {});
    await stage.server.ask(clerk, 'POST', '/views', { name: 'Sevens', view: 'mine', q: 'n-70', due: 'late' });
    await open(page, '/work');
    await page.getByRole('link', { name: /^Sevens/ }).click();
    await becomes(() => page.getByLabel('Search in the list').inputValue(), 'n-70');
    await row(page, 'N-70').waitFor();
    await page.getByLabel('Due').selectOption('');
    await page.waitForURL((url) => url.searchParams.get('due') === '');
    await page.getByRole('button', { name: 'Change the view' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the view' }).click();
    await page.getByText('The view “Sevens” was deleted.').waitFor();
    await accessible(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: /^Sevens/ }).waitFor();
    await becomes(() => page.getByLabel('Due').inputValue(), 'late');
  });

  it('keeps the edit of a note that the server refuses, and says so', async () => {
    const { id } = await start('N-3');
    await stage.server.ask(clerk, 'POST', `/tasks/${id}/claim`, {});
    await stage.server.ask(clerk, 'POST', `/tasks/${id}/notes`, { text: 'First words' });
    const page = await stage.window(clerk);
    await open(page, `/tasks/${id}`);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const field = page.getByLabel('Edit the note');
    await field.fill('Better words');
    await page.route('**/api/v1/notes/*', (route) => route.abort('internetdisconnected'));
    const save = page.getByRole('button', { name: 'Save note', exact: true });
    await save.click();
    await page.getByText('The server cannot be reached').waitFor();
    expect(await field.inputValue()).toBe('Better words');
    await page.unroute('**/api/v1/notes/*');
    await page.reload();
    expect(await field.inputValue()).toBe('Better words');
    await save.click();
    await page.getByText('Better words').waitFor();
    await field.waitFor({ state: 'detached' });
  });

  it('leads into every list by Tab, and chooses nothing that is not shown', async () => {
    const mine = await start('N-4a');
    await stage.server.ask(clerk, 'POST', `/tasks/${mine.id}/claim`, {});
    await start('N-4b');
    await start('N-4c');
    const page = await stage.window(clerk);
    await open(page, '/work?view=group&q=n-4');
    await keysWork(page);
    await row(page, 'N-4c').focus();
    await page.keyboard.press('x');
    await page.getByText('1 task chosen').waitFor();
    await page.getByRole('link', { name: /^Mine/ }).click();
    await row(page, 'N-4a').waitFor();
    expect(await page.getByText('1 task chosen').count()).toBe(0);
    expect(await page.locator('[data-row][tabindex="0"]').count()).toBe(1);
  });

  it('is as long after a look at the server as it was', async () => {
    const item = (at: number) => ({
      id: `row-${at}`,
      elementId: 'fetch',
      name: 'fetch',
      institution: 'dzelmes-novads',
      instanceId: 'case',
      businessKey: `Z-${at}`,
      processKey: 'errand',
      processName: 'Errand',
      definitionId: 'errand',
      candidateUsers: [],
      candidateGroups: ['case-handler'],
      createdAt: 0,
      priority: 50,
      cells: {},
    });
    const page = await stage.window(clerk);
    const looking: (() => void)[] = [];
    let looks = 0;
    await page.route(/\/api\/v1\/inbox\?/, async (route) => {
      const search = new URL(route.request().url()).searchParams;
      const offset = Number(search.get('offset'));
      const all = Array.from({ length: 150 }, (_, at) => item(at));
      if (offset === 0 && looks++ > 0) await new Promise<void>((go) => looking.push(go));
      await route.fulfill({
        json: { items: all.slice(offset, offset + Number(search.get('limit'))), total: { count: 150, more: false }, columns: [] },
      });
    });
    await open(page, '/work?view=group');
    await row(page, 'Z-99').waitFor({ state: 'attached' });
    const rows = page.locator('[data-row]');
    const before = await rows.count();
    if (before === 100) {
      await start('N-5');
      while (looking.length === 0) await page.waitForTimeout(50);
      await rows.last().scrollIntoViewIfNeeded();
    }
    await rows.nth(149).waitFor({ state: 'attached' });
    if (looking.length === 0) {
      await start('N-5');
      while (looking.length === 0) await page.waitForTimeout(50);
    }
    for (const go of looking) go();
    await page.waitForTimeout(1_000);
    expect([before, await rows.count()]).toEqual([100, 150]);
  });

  it('takes one task by a double click, and says when there is none', async () => {
    const page = await stage.window('case-handler-3');
    await open(page, '/work');
    let asked = 0;
    await page.route('**/inbox/take-next', async (route) => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.fulfill({ json: { taskId: null } });
    });
    await page.getByRole('button', { name: 'Take next' }).dblclick();
    await page.getByText('There is no task that you may take now.').waitFor();
    expect(asked).toBe(1);
    await accessible(page);
  });

  it('is asked for before a person signs out without it, and is not sent by the next one', async () => {
    const { id, instanceId } = await start('N-6');
    await stage.server.ask('case-handler-2', 'PUT', '/session/preferences', { language: 'en' });
    const page = await stage.window(clerk);
    await open(page, `/tasks/${id}`);
    await page.route('**/notes', (route) =>
      route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.continue(),
    );
    await page.getByLabel('Write a note').fill('Never arrives');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByText('Waits to be sent', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Account:/ }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByText('Some of what you typed has not reached the server yet.').waitFor();
    await accessible(page);
    await page.getByRole('button', { name: 'Sign out and throw it away' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: '2 fields need your attention' }).waitFor();
    await accessible(page);
    await page.getByLabel('User name').fill('case-handler-2');
    await page.unroute('**/notes');
    await page.getByLabel('Password', { exact: true }).fill('demo');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await open(page, `/tasks/${id}`);
    await page.getByLabel('Write a note').fill('Mine');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.locator('.notes__item:not(.notes__item--waiting) .notes__text').getByText('Mine').waitFor();
    const { items } = await stage.server.ask<{ items: { text: string }[] }>(clerk, 'GET', `/cases/${instanceId}/notes`);
    expect(items.map(({ text }) => text)).toEqual(['Mine']);
  });
});
