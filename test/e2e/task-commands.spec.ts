import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { languages } from '@gaita/contracts';
import type { BulkJobView, CaseDetailView, StartedView, TaskDetailView, TaskView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { browserProgram } from './browser.ts';
import { noForeignWords, wordsOf } from './spoken.ts';
import { Stage, accessible, becomes, desk, fits, phone } from './stage.ts';
import { crowd, orders } from './task-command-models.ts';
import { decide, model, papers } from './task-page-model.ts';

jest.setTimeout(600_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;

inBrowser('what is done with a task in a browser', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
    for (const [name, content] of Object.entries({ crowd, orders })) await deploy(name, [[`${name}.bpmn`, content]]);
    await deploy('papers', [
      ['papers.bpmn', model],
      ['papers.form', JSON.stringify(papers)],
      ['decide.form', JSON.stringify(decide)],
    ]);
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.clear());

  const deploy = (name: string, files: readonly (readonly [string, string])[]) =>
    stage.server.ask('admin', 'POST', '/deployments', {
      institution: 'shared',
      name,
      resources: files.map(([file, content]) => ({ name: file, content })),
    });
  const start = async (key: string, businessKey: string, variables = {}): Promise<TaskView> => {
    const { instanceId } = await stage.server.ask<StartedView>('admin', 'POST', `/processes/${key}/start`, {
      businessKey,
      variables,
    });
    return stage.openTask(instanceId);
  };
  const claim = (account: string, { id }: TaskView) => stage.server.ask(account, 'POST', `/tasks/${id}/claim`, {});
  const open = async (page: Page, path: string) => {
    await page.goto(stage.server.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  const more = async (page: Page, act: string) => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: act, exact: true }).click();
  };

  it('refuses a forced claim and tells in the list who was faster and since when', async () => {
    const task = await start('orders', 'F-1');
    const page = await stage.window('decision-maker-2');
    // A browser that hears nothing of what happens elsewhere still shows the row as free.
    await page.route('**/api/v1/live*', (route) => route.fulfill({ status: 200, contentType: 'text/event-stream', body: '' }));
    await open(page, '/work?view=group&q=f-1');
    const row = page.getByRole('row').filter({ hasText: 'F-1' });
    const button = row.getByRole('button', { name: 'Claim: order' });
    await button.waitFor();
    await claim('decision-maker-1', task);
    const answered = page.waitForResponse((response) => response.url().endsWith(`/tasks/${task.id}/claim`));
    await button.click();
    expect((await answered).status()).toBe(409);
    await page
      .getByRole('alert')
      .getByText(/has had this task since \d+ \w+ \d{4} \d\d:\d\d/)
      .waitFor();
    await row.getByText(/^Taken by .+ \d\d:\d\d$/).waitFor();
    await accessible(page);
  });

  const completed = async (businessKey: string) => {
    const task = await start('papers', businessKey);
    await claim('front-desk-1', task);
    const page = await stage.window('front-desk-1');
    await open(page, `/tasks/${task.id}`);
    await page.getByLabel('Applicant name').fill('Liene Kalna');
    await page.getByLabel('Summary').fill('A fence along the road');
    await page.getByRole('button', { name: 'Complete' }).click();
    await page.getByText('Task completed').waitFor();
    await page.getByRole('button', { name: 'Take back' }).waitFor();
    return { page, task };
  };

  it('takes a completion back, with what was entered', async () => {
    const { page, task } = await completed('B-1');
    await accessible(page);
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.waitForURL(`**/tasks/${task.id}`);
    await page.getByLabel('Applicant name').waitFor();
    expect(await page.getByLabel('Applicant name').inputValue()).toBe('Liene Kalna');
    expect(await page.getByLabel('Summary').inputValue()).toBe('A fence along the road');
    expect(await page.getByLabel('Summary').isEditable()).toBe(true);
    const { variables } = await stage.server.ask<CaseDetailView>('admin', 'GET', `/cases/${task.instanceId}`);
    expect(variables).not.toHaveProperty('summary');
    await accessible(page);
  });

  it('does not take back what a colleague has gone on with, and says who and when', async () => {
    const { page, task } = await completed('B-2');
    const next = await stage.openTask(task.instanceId);
    const seen = /It cannot be taken back: .+ has (opened|taken) the next task \(\d+ \w+ \d{4} \d\d:\d\d\)/;
    // The click is faster than the news.
    await page.route('**/api/v1/tasks/*/take-back', (route) =>
      route.request().method() === 'GET' ? route.fulfill({ json: { possible: true } }) : route.continue(),
    );
    await stage.server.ask('front-desk-2', 'GET', `/tasks/${next.id}`);
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('alert').getByText(seen).waitFor();
    await accessible(page);

    const later = await completed('B-3');
    await claim('front-desk-2', await stage.openTask(later.task.instanceId));
    await later.page.getByRole('status').getByText(seen).waitFor();
    expect(await later.page.getByRole('button', { name: 'Take back' }).count()).toBe(0);
    await accessible(later.page);
  });

  it.each(languages)(
    'passes 500 tasks on in %s, of which three are not allowed: progress, 497 done, three explained',
    async (language) => {
      const t = wordsOf(language);
      await start('crowd', `M-${language}-500`, { n: 497 });
      for (const at of [1, 2, 3]) await start('orders', `M-${language}-50${at}`);
      const page = await stage.window('department-head-1', desk, language);
      await open(page, `/work?view=team&q=m-${language}-50&sort=-process`);
      const boxes = page.getByRole('checkbox', { name: t.like('inbox.selectNamed') });
      // One of those that may be passed on is the first: it tells whom to.
      const work = page.getByRole('checkbox', { name: t.like('inbox.selectNamed', { task: 'Work' }) });
      await work.first().click();
      await boxes.first().click({ modifiers: ['Shift'] });
      const rows = page.locator('[data-row]');
      for (let turns = 0; (await rows.count()) < 500; turns++) {
        expect(turns).toBeLessThan(600);
        await page.mouse.wheel(0, 20_000);
        await page.waitForTimeout(100);
      }
      expect(await page.evaluate('document.activeElement.type')).toBe('checkbox');
      // Rows far from the window have no cells: the last one comes near first.
      await rows.last().scrollIntoViewIfNeeded();
      await rows
        .last()
        .getByRole('checkbox')
        .click({ modifiers: ['Shift'] });
      await page.getByText(t('inbox.selected', { count: 500 })).waitFor();
      await page
        .getByRole('region', { name: t('inbox.chosen') })
        .getByRole('button', { name: t('inbox.passOn') })
        .click();
      const dialog = page.getByRole('dialog', { name: t('tasks.passOnMany', { count: 500 }) });
      await dialog.getByRole('combobox').click();
      await accessible(page);
      await dialog.getByRole('option').first().click();
      await dialog.getByRole('button', { name: t('tasks.passOn') }).click();
      await page.waitForURL('**/ops/jobs/*');
      await page.getByRole('progressbar').waitFor();
      const state = page.getByText(t('tasks.jobLeave')).or(page.getByText(t('tasks.jobOver')));
      await state.first().waitFor();
      await page.getByText(t('tasks.jobProgress', { done: 497, total: 500, failed: 3 })).waitFor({ timeout: 120_000 });
      await page.getByText(t('tasks.jobOver')).waitFor();
      const refused = page.getByRole('table', { name: t('tasks.jobRefused') }).getByRole('row');
      await becomes(() => refused.count(), 4);
      const reason = new RegExp(t.like('tasks.jobNotTheirs').source.slice(1));
      expect(
        (await refused.allTextContents()).slice(1).every((row) => row.includes(`M-${language}-50`) && reason.test(row)),
      ).toBe(true);
      await accessible(page);
      const { items } = await stage.server.ask<{ items: BulkJobView[] }>('department-head-1', 'GET', '/bulk/jobs');
      expect(items[0]).toMatchObject({ total: 500, done: 497, failed: 3, state: 'finished' });
      await noForeignWords(page, language);
      await page.setViewportSize(phone);
      await fits(page);
      await accessible(page);
    },
  );

  it('tells that a work is over where every answer takes longer than it waits before it asks again', async () => {
    const tasks = [await start('orders', 'S-1'), await start('orders', 'S-2')];
    const job = await stage.server.ask<{ id: string }>('decision-maker-1', 'POST', '/bulk/tasks', {
      act: 'claim',
      tasks: { ids: tasks.map(({ id }) => id) },
    });
    const page = await stage.window('decision-maker-1');
    let asked = 0;
    await page.route(`**/api/v1/bulk/jobs/${job.id}`, async (route) => {
      const answer = await route.fetch();
      const found = (await answer.json()) as BulkJobView;
      const isFirst = asked++ === 0;
      if (!isFirst) await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.fulfill({ response: answer, json: isFirst ? { ...found, state: 'running' } : found }).catch(() => undefined);
    });
    await open(page, `/ops/jobs/${job.id}`);
    await page.getByText('2 of 2 done, 0 refused').waitFor();
    await page.getByText(wordsOf('en')('tasks.jobOver')).waitFor();
  });

  it('lets a colleague prepare a task and give it back to its owner', async () => {
    const task = await start('orders', 'D-1');
    await claim('decision-maker-1', task);
    const page = await stage.window('decision-maker-1');
    await open(page, `/tasks/${task.id}`);
    await more(page, 'Let a colleague prepare it');
    const dialog = page.getByRole('dialog', { name: 'Let a colleague prepare it' });
    await dialog.getByRole('combobox').click();
    await accessible(page);
    await dialog.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'Let them prepare it' }).click();
    await page.waitForURL('**/work*');
    await open(page, `/tasks/${task.id}`);
    await page.getByText(/^Evija Grīnberga prepares this task for you/).waitFor();

    const colleague = await stage.window('decision-maker-2', phone);
    await open(colleague, `/tasks/${task.id}`);
    await colleague.getByText('Uldis Dambis asks you to prepare this task. ').waitFor();
    await fits(colleague);
    await accessible(colleague);
    await colleague.getByRole('button', { name: 'Give back to the owner' }).click();
    await colleague.waitForURL('**/work*');
    const { task: returned } = await stage.server.ask<TaskDetailView>('decision-maker-1', 'GET', `/tasks/${task.id}`);
    expect(returned).toMatchObject({ assignee: 'decision-maker-1' });
  });

  it('asks the holder for handover where somebody else was faster', async () => {
    const task = await start('orders', 'H-1');
    const page = await stage.window('decision-maker-2');
    await open(page, `/tasks/${task.id}`);
    await page.getByRole('button', { name: 'Claim' }).waitFor();
    await claim('decision-maker-1', task);
    await page
      .getByRole('button', { name: 'Claim' })
      .click({ timeout: 2_000 })
      .catch(() => undefined);
    await page.getByRole('button', { name: 'Ask for handover' }).click();
    await page.getByText(/has been asked to hand the task over/).waitFor();
    await accessible(page);
  });

  it('opens every dialog on a phone, in each language', async () => {
    const task = await start('orders', 'L-1');
    await claim('decision-maker-1', task);
    for (const language of languages) {
      const page = await stage.window('decision-maker-1', phone, language);
      await open(page, `/tasks/${task.id}`);
      for (let at = 0; at < 4; at++) {
        await page.locator('.cds--menu-button__trigger').click();
        await page.getByRole('menuitem').nth(at).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('button').first().waitFor();
        await fits(page);
        await accessible(page);
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'hidden' });
      }
    }
  });

  it('needs two signatures on measuring and comparing, and goes round until the goals are met', async () => {
    const first = await stage.improvementAt('action5', 'S-23');
    const { instanceId } = first;
    const finish = async (account: string, variables = {}) => {
      const task = await stage.openTask(instanceId);
      await stage.server.ask(account, 'POST', `/tasks/${task.id}/claim`, {});
      await stage.server.ask(account, 'POST', `/tasks/${task.id}/complete`, { variables });
      return task.elementId;
    };
    const results = { results: [{ metric: 'Days', before: 30, after: 25, count: 62 }], measurementMethod: 'All cases' };
    const correction = {
      unmetGoal: 'Days',
      whys: [{ why: 'The expert is asked too late' }],
      correctiveAction: 'Ask on the day of the inspection',
      correctionDue: '2030-08-28',
      correctionDone: true,
    };
    for (const goalsAchieved of [false, false, true]) {
      const comparison = [{ goal: 'Days', met: goalsAchieved ? 'yes' : 'no' }];
      const steps: readonly [string, object][] = [
        ['action5', results],
        ['action6', { comparison, goalsAchieved }],
      ];
      for (const [element, values] of steps) {
        expect(await finish('management-representative-1', values)).toBe(element);
        expect((await stage.openTask(instanceId)).elementId).toBe(element);
        expect(await finish('service-manager-1')).toBe(element);
      }
      if (!goalsAchieved) expect(await finish('service-manager-1', correction)).toBe('action7');
    }
    expect((await stage.openTask(instanceId)).elementId).toBe('action8');
    const { activities } = await stage.server.ask<CaseDetailView>('admin', 'GET', `/cases/${instanceId}`);
    const done = activities.filter(({ elementType }) => elementType === 'userTask');
    const numbers = done.map(({ elementId }) => Number(elementId.slice('action'.length)));
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 5, 6, 7, 5, 6, 8]);
  });
});
