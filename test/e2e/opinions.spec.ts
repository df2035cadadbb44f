import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { StartedView, TaskView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { browserProgram } from './browser.ts';
import { Stage, accessible, fits, keysWork, phone } from './stage.ts';
import { crowd, orders, plan } from './task-command-models.ts';

jest.setTimeout(600_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;

inBrowser('opinions, and tasks of others, in a browser', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
    for (const [name, content] of Object.entries({ crowd, orders, plan }))
      await stage.server.ask('admin', 'POST', '/deployments', {
        institution: 'shared',
        name,
        resources: [{ name: `${name}.bpmn`, content }],
      });
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.clear());

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
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await dialog.getByText('Choose a role', { exact: true }).last().waitFor();
    await dialog.getByLabel('Role').selectOption({ label: 'Lawyer' });
    await dialog.getByLabel('Question (optional)').fill('Is the plan lawful?');
    await accessible(page);
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('Is the plan lawful?').waitFor();

    const give = async (account: string, opinion: string, why?: string) => {
      const asked = await stage.window(account, phone);
      await open(asked, '/work?view=group&q=o-1');
      await asked.getByRole('button', { name: /^Claim: Opinion: / }).click();
      await asked.getByRole('heading', { level: 1, name: /^Opinion: / }).waitFor();
      await asked.getByText('Your opinion', { exact: true }).waitFor();
      expect(await asked.getByRole('radio', { checked: true }).count()).toBe(0);
      await asked.getByRole('button', { name: 'Give opinion' }).click();
      await asked.getByText('Choose what you think.').waitFor();
      await accessible(asked);
      await asked.getByText(opinion, { exact: true }).first().click();
      if (why !== undefined) {
        await asked.getByRole('button', { name: 'Give opinion' }).click();
        await asked.getByText('Say why you disagree.').waitFor();
        await asked.getByLabel('Explanation').fill(why);
      }
      await fits(asked);
      await accessible(asked);
      await asked.getByRole('button', { name: 'Give opinion' }).click();
      await asked.getByText('Opinion given').waitFor();
      await asked.getByText(/^Opinion: .+ · O-1$/).waitFor();
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

  it('leads with the question, and leaves the form of the task below, folded and to be read', async () => {
    const task = await stage.improvementAt('action1', 'O-2');
    await claim('management-representative-1', task);
    const question = 'Is there money for it?';
    const { opinionTaskId } = await stage.server.ask<{ opinionTaskId: string }>(
      'management-representative-1',
      'POST',
      `/tasks/${task.id}/opinions`,
      { role: 'lawyer', question },
    );
    const page = await stage.window('lawyer-1');
    await open(page, '/work?view=group&q=o-2');
    await page
      .getByRole('row')
      .filter({ hasText: 'O-2' })
      .getByText(/^asked by /)
      .waitFor();
    await accessible(page);
    await open(page, `/tasks/${opinionTaskId}`);
    await page.getByRole('button', { name: 'Claim' }).click();
    await page.getByRole('button', { name: 'Give opinion' }).waitFor();
    await page.getByText(question).waitFor();
    const form = page.getByRole('region', { name: 'Form' });
    expect(await form.locator('.fjs-container').isVisible()).toBe(false);
    await form.getByText('The task on which your opinion is asked').click();
    await form.locator('.fjs-container').waitFor();
    expect(await form.locator('.task-form--read-only').count()).toBe(1);
    expect(await form.locator('.task-form').getByRole('textbox').first().isEditable()).toBe(false);
    expect(await page.getByRole('button', { name: 'Complete' }).count()).toBe(0);
    await accessible(page);
  });

  it('offers a head what they may do: nothing to claim, but to pass on, also to who may do only some', async () => {
    await start('orders', 'T-1');
    await start('crowd', 'T-2', { n: 1 });
    const page = await stage.window('department-head-1');
    await open(page, '/work?view=team&q=t-');
    const row = (of: string) => page.getByRole('row').filter({ hasText: of });
    await row('T-1').getByRole('button', { name: 'Pass on: order' }).waitFor();
    await row('T-2').getByRole('button', { name: 'Pass on: Work' }).waitFor();
    for (const number of ['T-1', 'T-2']) await row(number).getByRole('checkbox').click();
    expect(await page.getByRole('button', { name: /^Claim/ }).count()).toBe(0);
    await page.getByRole('region', { name: 'Chosen tasks' }).getByRole('button', { name: 'Pass on' }).click();
    const dialog = page.getByRole('dialog', { name: 'Pass the chosen tasks on' });
    await dialog.getByText(/Nobody may do all of the chosen tasks\./).waitFor();
    await dialog.getByRole('combobox', { name: 'Colleague' }).click();
    await dialog.getByRole('option').first().click();
    await dialog.getByText(/ may not do: (order|Work)$/).waitFor();
    await accessible(page);
    await dialog.getByRole('button', { name: 'Pass on' }).click();
    await page.getByText(/^1 task passed on to .+ 1 was refused/).waitFor();
  });

  it('says that I have what I took with a key, and opens it', async () => {
    await start('orders', 'K-1');
    const page = await stage.window('decision-maker-1');
    await open(page, '/work?view=group&q=k-1');
    const row = page.getByRole('row').filter({ hasText: 'K-1' });
    await keysWork(page);
    await row.focus();
    await page.keyboard.press('c');
    await row.getByText('You have it').waitFor();
    await accessible(page);
    await row.getByRole('link', { name: 'Open' }).click();
    await page.getByRole('button', { name: 'Complete' }).click();
    await page.getByRole('dialog', { name: 'Check before you finish' }).getByRole('button', { name: 'Complete' }).click();
    await page.getByText('Task completed').waitFor();
    await page.getByText('order · K-1').waitFor();
  });
});
