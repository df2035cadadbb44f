import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DutiesView, StartedView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { smallModel, userTask } from '../support/small-model.ts';
import { browserProgram } from './browser.ts';
import { accessible, Stage } from './stage.ts';

jest.setTimeout(600_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;
const desk = { width: 1280, height: 860 };
const phone = { width: 360, height: 740 };
const permit = smallModel('permit', [userTask('draft', 'case-handler'), userTask('decide', 'case-handler,lawyer')]);
const reason = 'Who prepares does not give the opinion.';

inBrowser('conflicts of roles, in the browser', () => {
  let stage: Stage;
  let pairs: Record<'hard' | 'soft', string>;

  beforeAll(async () => {
    stage = await Stage.open();
    const resources = [{ name: 'permit.bpmn', content: permit }];
    await stage.server.ask('admin', 'POST', '/deployments', { name: 'permit', resources });
    pairs = { hard: '', soft: '' };
  });
  afterEach(() => stage.clear());
  afterAll(() => stage?.close());

  const pair = async (level: 'hard' | 'soft') => {
    const added = await stage.server.ask<{ id: string }>('admin', 'POST', '/duties/pairs', {
      a: 'case-handler',
      b: 'lawyer',
      scope: 'case',
      level,
      reason,
    });
    pairs[level] = added.id;
  };
  const fits = async (page: Page) =>
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  /** For whoever wants to look. */
  const shoot = async (page: Page, name: string) => {
    const folder = process.env['GAITA_SHOTS'];
    if (folder) await page.screenshot({ path: `${folder}/duties-${name}-${page.viewportSize()?.width}.png`, fullPage: true });
  };
  /** A case that one case handler has drafted, and its next task, which is for case handlers, too. */
  const drafted = async (businessKey: string) => {
    const { instanceId } = await stage.server.ask<StartedView>('admin', 'POST', '/processes/permit/start', { businessKey });
    const first = await stage.openTask(instanceId);
    await stage.server.ask('case-handler-1', 'POST', `/tasks/${first.id}/complete`, { variables: {} });
    return stage.openTask(instanceId);
  };

  it('are explained where they stop somebody, kindly, on the task and in four languages', async () => {
    await pair('hard');
    const task = await drafted('TR-1');
    for (const viewport of [desk, phone]) {
      const page = await stage.window('case-handler-1', viewport);
      await page.goto(`${stage.server.url}/tasks/${task.id}`);
      await page.getByText('This is for somebody else to do.').waitFor();
      expect(await page.getByText('This task has no form').count()).toBe(0);
      await page.getByText('You did “draft” (role: Case handler).').waitFor();
      expect(await page.getByRole('button', { name: 'Claim' }).count()).toBe(0);
      await fits(page);
      await accessible(page, 'role conflict');
      await shoot(page, 'task');
    }
    await stage.server.ask('admin', 'DELETE', `/duties/pairs/${pairs.hard}`);
  });

  it('ask once for the reason of all tasks of one work that they stop', async () => {
    await pair('soft');
    const tasks = [await drafted('TR-21'), await drafted('TR-22')];
    const { id } = await stage.server.ask<{ id: string }>('case-handler-1', 'POST', '/bulk/tasks', {
      act: 'claim',
      tasks: { ids: tasks.map((task) => task.id) },
    });
    for (const viewport of [desk, phone]) {
      const page = await stage.window('case-handler-1', viewport);
      await page.goto(`${stage.server.url}/ops/jobs/${id}`);
      await page.getByRole('button', { name: 'Do 2 with a reason' }).click();
      await page.getByText('The same holds for 2 tasks of this work.').waitFor();
      await fits(page);
      await accessible(page, 'a reason for many');
      await shoot(page, 'many');
      if (viewport === desk) continue;
      await page.getByLabel('Reason').fill('Nobody else is in the office today.');
      await page.getByRole('button', { name: 'Do it with this reason' }).click();
      await page.getByText('2 of 2 done, 0 refused').waitFor();
      await shoot(page, 'many-done');
    }
    await stage.server.ask('admin', 'DELETE', `/duties/pairs/${pairs.soft}`);
  });

  it('ask for a reason where that is enough, and keep it in the case', async () => {
    await pair('soft');
    const task = await drafted('TR-2');
    const page = await stage.window('case-handler-1');
    await page.goto(`${stage.server.url}/tasks/${task.id}`);
    await page.getByText('This needs a reason.').waitFor();
    await page.getByRole('button', { name: 'Claim' }).click();
    const dialog = page.getByRole('dialog', { name: 'Why do it nevertheless?' });
    await dialog.waitFor();
    await accessible(page, 'reason asked for');
    await shoot(page, 'dialog');
    await dialog.getByLabel('Reason').fill('The lawyer is on leave.');
    await dialog.getByRole('button', { name: 'Do it with this reason' }).click();
    await page.getByRole('button', { name: 'Hand back' }).waitFor();
    await page.goto(`${stage.server.url}/cases/${task.instanceId}`);
    await page.getByText('The lawyer is on leave.').waitFor();
    await accessible(page, 'reason kept');
  });

  it('have a page that says where they bite now', async () => {
    const { pairs: known } = await stage.server.ask<DutiesView>('admin', 'GET', '/duties');
    for (const [language, heading] of [
      ['en', 'Role conflicts'],
      ['lv', 'Lomu nesavietojamība'],
      ['lt', 'Vaidmenų nesuderinamumas'],
      ['bg', 'Несъвместимост на роли'],
    ] as const) {
      const page = await stage.window('admin', language === 'en' ? desk : phone);
      await page.context().addInitScript(`localStorage['gaita.language'] = '${language}'`);
      await page.goto(`${stage.server.url}/people/conflicts`);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      expect(await page.locator('.duty-pair').count()).toBe(known.length);
      await fits(page);
      await accessible(page);
      await shoot(page, `page-${language}`);
    }
  });

  it('are added on that page, and taken away again', async () => {
    const page = await stage.window('admin', phone);
    await page.goto(`${stage.server.url}/people/conflicts`);
    await page.getByRole('button', { name: 'Add a pair' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a pair of roles' });
    const add = dialog.getByRole('button', { name: 'Add a pair' });
    await dialog.getByLabel('One role').selectOption('finance');
    await dialog.getByLabel('The other role').selectOption('front-desk');
    await dialog.getByLabel('Where').selectOption('org');
    await dialog.getByLabel('What happens').selectOption('soft');
    expect(await add.isDisabled()).toBe(true);
    await dialog.getByLabel('Why', { exact: true }).fill('Who takes the fee does not book it.');
    await accessible(page, 'add a pair');
    await shoot(page, 'add');
    await add.click();
    await dialog.waitFor({ state: 'hidden' });
    const card = page.locator('.duty-pair', { hasText: 'Who takes the fee does not book it.' });
    await card.getByText('Own pair').waitFor();

    // whoever gives somebody both roles is told, and says why nevertheless
    const matrix = await stage.window('personnel-manager-1');
    await matrix.goto(`${stage.server.url}/people/matrix`);
    await matrix.getByRole('button', { name: 'Assign: Finance' }).click();
    const assign = matrix.getByRole('dialog');
    await assign.getByLabel('Person').selectOption('front-desk-1');
    await assign.getByRole('button', { name: 'Assign the role' }).click();
    await assign.getByText('holds the role “Customer service specialist”').waitFor();
    await accessible(matrix, 'assign a role: reason asked for');
    await shoot(matrix, 'assign');
    await assign.getByLabel('Why nevertheless').fill('Only this summer.');
    await assign.getByRole('button', { name: 'Assign the role' }).click();
    await assign.waitFor({ state: 'hidden' });

    await page.reload();
    await card.getByText('Reason given 1 time').click();
    await card.getByText('Only this summer.').waitFor();
    await card.getByText('1 person holds both roles').waitFor();
    await shoot(page, 'bites');
    await accessible(page, 'pair that bites');
    await card.getByRole('button', { name: /^Take away/ }).click();
    await card.waitFor({ state: 'detached' });
  });
});
