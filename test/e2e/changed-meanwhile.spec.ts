import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AbsencesView, CaseDetailView, RolePageView, StartedView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { DemoRegistry } from '../../apps/server/src/registry/index.ts';
import { smallModel } from '../support/small-model.ts';
import { browserProgram } from './browser.ts';
import { Stage, accessible, phone } from './stage.ts';

jest.setTimeout(600_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;
const comeBack = `document.dispatchEvent(new Event('visibilitychange'))`;

inBrowser('what is typed while others work, or while one looks elsewhere', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open(async (app) => void (await app.get(DemoRegistry).seed()));
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.clear());

  const open = async (account: string, path: string, viewport?: { width: number; height: number }): Promise<Page> => {
    const page = await stage.window(account, viewport);
    await page.goto(stage.server.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const answered = (page: Page, path: RegExp) =>
    page.waitForResponse((answer) => path.test(answer.url()) && answer.request().method() === 'GET');

  it('does not overwrite a description that somebody else wrote meanwhile, and keeps mine over a reload', async () => {
    const page = await open('personnel-manager-1', '/people/roles/expert');
    await page.getByRole('button', { name: 'Change the description' }).click();
    await page.getByLabel('4. Other conditions').fill('Works on the road');
    const role = await stage.server.ask<RolePageView>('admin', 'GET', '/registry/roles/expert');
    const { texts, latest } = role.description;
    await stage.server.ask('admin', 'PUT', '/registry/roles/expert/description', {
      basedOn: latest,
      texts: { ...texts, conditions: { en: 'Works at night' }, subordination: { en: 'The head of the expert office' } },
      note: 'Night work',
    });
    // back at the window: what is shown behind the form is read again
    await Promise.all([answered(page, /roles\/expert/), page.evaluate(comeBack)]);
    await page.getByRole('button', { name: 'Save the new version' }).click();
    const change = page.getByRole('group', { name: /changed this meanwhile/ });
    await change.getByText('Nothing was overwritten').waitFor();
    const rows = await change.getByRole('row').allTextContents();
    expect(rows.find((row) => row.startsWith('Other conditions'))).toBe(
      'Other conditions (English)Works on the roadWorks at night',
    );
    await accessible(page, 'changed meanwhile');

    await page.reload();
    await page.getByRole('button', { name: 'Change the description' }).click();
    expect(await page.getByLabel('4. Other conditions').inputValue()).toBe('Works on the road');
    await page.getByRole('button', { name: 'Save the new version' }).click();
    await page.getByRole('button', { name: 'Keep what is here' }).click();
    await page.getByRole('button', { name: 'Save the new version' }).click();
    await page.getByText('Works on the road').waitFor();
    await page.getByText('The head of the expert office').waitFor();
  });

  it('shows both absences when another was saved meanwhile, and the person chooses', async () => {
    const page = await open('personnel-manager-1', '/people/substitutes', phone);
    const change = page.getByRole('button', { name: /^Change the absence/ }).last();
    const name = (await change.getAttribute('aria-label'))!.replace(/^Change the absence (of )?/, '');
    const { items } = await stage.server.ask<AbsencesView>('admin', 'GET', '/registry/absences');
    const absence = items.find((each) => name.includes(each.name))!;
    await change.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Kind').selectOption('other');
    const { from, to, substitute = null, revision } = absence;
    const later = new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10);
    await stage.server.ask('admin', 'PUT', `/registry/absences/${absence.id}`, {
      from,
      to: later,
      substitute,
      kind: 'business-trip',
      revision,
    });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText(/changed this meanwhile/).waitFor();
    expect(await dialog.getByLabel('Last day away').inputValue()).toBe(later);
    expect(await dialog.getByLabel('Kind').inputValue()).toBe('other');
    await accessible(page, 'absence changed meanwhile');
    await dialog.getByRole('button', { name: 'Take what is there now' }).click();
    expect(await dialog.getByLabel('Kind').inputValue()).toBe('business-trip');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('keeps a note that was begun in a dialog over Escape and a reload, and opens the applicant once', async () => {
    const { instanceId } = await stage.server.ask<StartedView>('admin', 'POST', '/processes/improvement/start', {
      businessKey: 'K-1',
    });
    const page = await open('management-representative-1', `/cases/${instanceId}`);
    const note = page.getByRole('dialog').getByRole('textbox');
    const begin = () => page.getByRole('button', { name: 'Add a note' }).first().click();
    await begin();
    await note.fill('Half a sentence');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.reload();
    await begin();
    expect(await note.inputValue()).toBe('Half a sentence');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await begin();
    expect(await note.inputValue()).toBe('');
    await page.keyboard.press('Escape');

    let opened = 0;
    page.on('request', (each) => (opened += Number(/\/applicant$/.test(each.url()))));
    await page.getByRole('button', { name: 'Show the applicant and their other cases' }).click();
    await page.getByText('No applicant').or(page.locator('#case-applicant ~ p')).first().waitFor();
    await Promise.all([answered(page, /\/cases\//), page.evaluate(comeBack)]);
    expect(opened).toBe(1);
  });

  it('leaves the caret in the application when one comes back to the window', async () => {
    const page = await open('front-desk-1', '/start/permit-tree-felling');
    const field = page.getByLabel('Name and surname');
    await field.fill('Anna');
    await Promise.all([answered(page, /intake/), page.evaluate(comeBack)]);
    await page.keyboard.type(' Kalna');
    expect(await field.inputValue()).toBe('Anna Kalna');
  });

  it('does not send what a later part of a form has hidden', async () => {
    const form = {
      type: 'default',
      components: [
        {
          type: 'group',
          id: 'a',
          label: 'Paper',
          components: [
            { type: 'textfield', id: 'lack', key: 'lack', label: 'What is lacking', conditional: { hide: '=complete = true' } },
            { type: 'textfield', id: 'subject', key: 'subject', label: 'Subject' },
          ],
        },
        {
          type: 'group',
          id: 'b',
          label: 'Result',
          components: [{ type: 'checkbox', id: 'complete', key: 'complete', label: 'All papers are there' }],
        },
      ],
    };
    const task = '<userTask id="check" name="Check" camunda:candidateGroups="front-desk" camunda:formKey="check"/>';
    const resources = [
      { name: 'parts.bpmn', content: smallModel('parts', [['check', task]]) },
      { name: 'check.form', content: JSON.stringify(form) },
    ];
    await stage.server.ask('admin', 'POST', '/deployments', { name: 'parts', resources });
    const { instanceId } = await stage.server.ask<StartedView>('admin', 'POST', '/processes/parts/start', { businessKey: 'T-1' });
    const { id } = await stage.openTask(instanceId);
    await stage.server.ask('front-desk-1', 'POST', `/tasks/${id}/claim`, {});
    const page = await open('front-desk-1', `/tasks/${id}`, phone);
    await page.getByLabel('What is lacking').fill('The map');
    await page.getByLabel('Subject').fill('A shed');
    await page.getByRole('button', { name: 'Next part' }).click();
    await page.getByLabel('All papers are there').check();
    await page.getByRole('button', { name: 'Complete', exact: true }).click();
    await page.getByRole('dialog').getByText('A shed').waitFor();
    expect(await page.getByRole('dialog').getByText('What is lacking').count()).toBe(0);
    await accessible(page, 'final check');
    await page.getByRole('dialog').getByRole('button', { name: 'Complete', exact: true }).click();
    await page.getByText('Task completed').waitFor();
    const { variables } = await stage.server.ask<CaseDetailView>('admin', 'GET', `/cases/${instanceId}`);
    expect(variables).toMatchObject({ subject: 'A shed', complete: true });
    expect(Object.keys(variables)).not.toContain('lack');
    // told once: a reload is no second completion
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByText('Task completed').count()).toBe(0);
  });

  it('leaves the focus in the list when the row that had it is gone', async () => {
    const [page, other] = [await open('finance-1', '/settings'), await stage.window('finance-1')];
    await other.goto(`${stage.server.url}/settings`);
    const table = page.getByRole('table', { name: 'Where you are signed in' });
    await page.reload();
    const end = table.getByRole('button', { name: 'Sign out' });
    await end.first().focus();
    await page.keyboard.press('Enter');
    await end.first().waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement !== document.body')).toBe(true);
    expect(await page.evaluate<string>('document.activeElement.textContent')).toContain('signed in');
  });

  it('gives a task back that was passed on a moment ago', async () => {
    const task = await stage.improvementAt('action1', 'U-1');
    await stage.server.ask('management-representative-1', 'POST', `/tasks/${task.id}/claim`, {});
    const page = await open('management-representative-1', `/tasks/${task.id}`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Pass on' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').click();
    await dialog.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'Pass on' }).click();
    await page.getByText('1 task passed on to').waitFor();
    await accessible(page, 'passed on');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(`**/tasks/${task.id}`);
    await page.getByRole('button', { name: 'Hand back' }).waitFor();
  });

  it('takes every letter of a search in the matrix, however fast it is typed', async () => {
    const page = await open('personnel-manager-1', '/people/matrix');
    await page.getByRole('table').waitFor();
    const search = page.locator('#people-search');
    await search.pressSequentially('decision-maker');
    expect(await search.inputValue()).toBe('decision-maker');
    await page.waitForURL(/q=decision-maker/);
  });

  it('speaks again as before, and says why, where the language cannot be kept', async () => {
    const page = await open('lawyer-1', '/settings');
    await page.route('**/api/v1/session/preferences', (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({ status: 429, json: { code: 'too-many-attempts', message: '' } })
        : route.continue(),
    );
    const before = await page.locator('#language').inputValue();
    await page.locator('#theme').selectOption('dark');
    await page.getByText('Too many attempts').waitFor();
    expect(await page.locator('#theme').inputValue()).toBe('system');
    expect(await page.locator('#language').inputValue()).toBe(before);
    await accessible(page, 'a preference was refused');
  });
});
