import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { BulkJobView, CaseDetailView, StartedView, TaskDetailView, TaskView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { browserProgram } from './browser.ts';
import { Stage, accessible } from './stage.ts';
import { crowd, orders, plan } from './task-command-models.ts';
import { decide, model, papers } from './task-page-model.ts';

jest.setTimeout(240_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;
const languages = ['lv', 'lt', 'bg', 'en'] as const;

inBrowser('what is done with a task in a browser', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
    for (const [name, content] of Object.entries({ crowd, orders, plan })) await deploy(name, [[`${name}.bpmn`, content]]);
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
  const smallInEachLanguage = async (account: string, path: string) => {
    for (const language of languages) {
      const page = await stage.window(account, { width: 360, height: 740 });
      await page.addInitScript(`localStorage['gaita.language'] = '${language}'`);
      await open(page, path);
      await page.locator('.rows').first().waitFor();
      await fits(page);
      await accessible(page);
    }
  };
  const fits = async (page: Page) =>
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(page.viewportSize()!.width);

  it('refuses a forced claim and tells in the list who was faster and since when', async () => {
    const task = await start('orders', 'F-1');
    const page = await stage.window('decision-maker-2');
    // A browser that hears nothing of what happens elsewhere still shows the row as free.
    await page.route('**/api/v1/live*', (route) => route.fulfill({ status: 200, contentType: 'text/event-stream', body: '' }));
    await open(page, '/work?view=group&q=f-1');
    const button = page.getByRole('row').filter({ hasText: 'F-1' }).getByRole('button', { name: 'Claim: order' });
    await button.waitFor();
    await claim('decision-maker-1', task);
    const answered = page.waitForResponse((response) => response.url().endsWith(`/tasks/${task.id}/claim`));
    await button.click();
    expect((await answered).status()).toBe(409);
    await page
      .getByRole('alert')
      .getByText(/has had this task since \d+ \w+ \d{4} \d\d:\d\d/)
      .waitFor();
    await page
      .getByRole('row')
      .filter({ hasText: 'F-1' })
      .getByText(/^Taken by .+ \d\d:\d\d$/)
      .waitFor();
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

  it('passes 500 tasks on, of which three are not allowed: progress, 497 done, three explained', async () => {
    await start('crowd', 'M-500', { n: 497 });
    for (const at of [1, 2, 3]) await start('orders', `M-50${at}`);
    const page = await stage.window('department-head-1');
    await open(page, '/work?view=team&q=m-50&sort=-process');
    const boxes = page.getByRole('checkbox', { name: /^Choose: / });
    await boxes.first().waitFor();
    while ((await boxes.count()) < 500) {
      await page.mouse.wheel(0, 20_000);
      await page.waitForTimeout(100);
    }
    const work = page.getByRole('checkbox', { name: /^Choose: Work/ });
    await work.first().click();
    for (const end of [boxes.first(), boxes.last()]) await end.click({ modifiers: ['Shift'] });
    await page.getByText('500 tasks chosen').waitFor();
    await page.getByRole('region', { name: 'Chosen tasks' }).getByRole('button', { name: 'Pass on' }).click();
    const dialog = page.getByRole('dialog', { name: 'Pass 500 tasks on' });
    await dialog.getByRole('combobox').click();
    await accessible(page);
    await dialog.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'Pass on' }).click();
    await page.waitForURL('**/ops/jobs/*');
    await page.getByRole('progressbar').waitFor();
    await page
      .getByText(/You may leave this page|Finished/)
      .first()
      .waitFor();
    await page.getByText('497 of 500 done, 3 refused').waitFor({ timeout: 120_000 });
    await page.getByText('Finished').waitFor();
    const refused = page.getByRole('table', { name: 'Refused' }).getByRole('row');
    expect(await refused.count()).toBe(4);
    expect((await refused.allTextContents()).slice(1).every((row) => /M-50[123].*may not do this task/s.test(row))).toBe(true);
    await accessible(page);
    const { items } = await stage.server.ask<{ items: BulkJobView[] }>('department-head-1', 'GET', '/bulk/jobs');
    expect(items[0]).toMatchObject({ total: 500, done: 497, failed: 3, state: 'finished' });
    await smallInEachLanguage('department-head-1', new URL(page.url()).pathname);
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
    const { task: given } = await stage.server.ask<TaskDetailView>('decision-maker-1', 'GET', `/tasks/${task.id}`);
    expect(given).toMatchObject({ assignee: 'decision-maker-2' });

    const colleague = await stage.window('decision-maker-2', { width: 360, height: 740 });
    await open(colleague, `/tasks/${task.id}`);
    const back = colleague.getByRole('button', { name: 'Give back to the owner' });
    await back.waitFor();
    await fits(colleague);
    await accessible(colleague);
    await back.click();
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

  it('asks for an opinion, needs the agreement of who must agree, and shows both in the case', async () => {
    const task = await start('plan', 'O-1');
    await claim('service-manager-1', task);
    const page = await stage.window('service-manager-1');
    await open(page, `/tasks/${task.id}`);
    await page.getByText('agreement needed').waitFor();
    await page.getByRole('button', { name: 'Complete' }).click();
    await page.getByRole('alert').getByText(/agree/i).waitFor();
    await accessible(page);
    await more(page, 'Ask for an opinion');
    const dialog = page.getByRole('dialog', { name: 'Ask for an opinion' });
    await dialog.getByLabel('Role').selectOption({ label: 'Lawyer' });
    await dialog.getByLabel('Question (optional)').fill('Is the plan lawful?');
    await accessible(page);
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('Is the plan lawful?').waitFor();

    const give = async (account: string, opinion: string, why?: string) => {
      const asked = await stage.window(account, { width: 360, height: 740 });
      await open(asked, '/work?view=group&q=o-1');
      await asked.getByRole('button', { name: /^Claim: / }).click();
      await asked.getByText('Your opinion', { exact: true }).waitFor();
      await asked.getByText(opinion, { exact: true }).first().click();
      if (why !== undefined) {
        await asked.getByRole('button', { name: opinion, exact: true }).click();
        await asked.getByText('Say why you disagree.').waitFor();
        await asked.getByLabel('Explanation').fill(why);
      }
      await fits(asked);
      await accessible(asked);
      await asked.getByRole('button', { name: opinion, exact: true }).click();
      await asked.getByText('Task completed').waitFor();
    };
    await give('lawyer-1', 'Disagree', 'The law asks for a hearing first.');
    await give('finance-1', 'Agree');
    await open(page, `/cases/${task.instanceId}`);
    const opinions = page.getByRole('region', { name: 'Opinions' });
    await opinions.getByText('The law asks for a hearing first.').waitFor();
    expect(await opinions.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/agreed on “?agree/),
      expect.stringMatching(/disagreed/),
    ]);
    await accessible(page);
    await open(page, `/tasks/${task.id}`);
    await page.getByRole('button', { name: 'Complete' }).click();
    await page.getByText('Task completed').waitFor();
    expect((await stage.openTask(task.instanceId)).elementId).toBe('after');
  });

  it('opens every dialog on a phone, in each language', async () => {
    const task = await start('orders', 'L-1');
    await claim('decision-maker-1', task);
    for (const language of languages) {
      const page = await stage.window('decision-maker-1', { width: 360, height: 740 });
      await page.addInitScript(`localStorage['gaita.language'] = '${language}'`);
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
