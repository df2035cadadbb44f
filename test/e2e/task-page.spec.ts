import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { StartedView, TasksView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { smallModel } from '../support/small-model.ts';
import { hostileWords } from './hostile-words.ts';
import { decide, model, papers, papersTexts } from './task-page-model.ts';
import { quickHands } from './quick-hands.ts';
import { Stage, accessible, comesTrue } from './stage.ts';
import { violations } from './browser.ts';

jest.setTimeout(600_000);

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('the page of a task', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.server.ask('admin', 'POST', '/deployments', {
      name: 'papers',
      resources: [
        { name: 'papers.bpmn', content: model },
        { name: 'papers.form', content: JSON.stringify(papers) },
        { name: 'papers.texts.json', content: JSON.stringify(papersTexts) },
        { name: 'decide.form', content: JSON.stringify(decide) },
      ],
    });
  }, 600_000);
  afterEach(() => stage.clear());
  afterAll(() => stage?.close());

  const started = async (businessKey: string, account = 'front-desk-1') => {
    const { instanceId } = await stage.server.ask<StartedView>('admin', 'POST', '/processes/papers/start', { businessKey });
    const { id } = await stage.openTask(instanceId);
    await stage.server.ask(account, 'POST', `/tasks/${id}/claim`, {});
    return { id, instanceId };
  };
  const openTask = async (id: string, account = 'front-desk-1', viewport?: { width: number; height: number }): Promise<Page> => {
    const page = await stage.window(account, viewport);
    await page.goto(`${stage.server.url}/tasks/${id}`);
    await page.getByLabel('Applicant name').waitFor();
    return page;
  };
  const saved = (page: Page) => page.getByText(/^Saved \d\d:\d\d$/).waitFor();

  it('has on another device what was typed before the browser died (check 1)', async () => {
    const { id } = await started('A-1');
    const page = await openTask(id);
    await page.getByLabel('Applicant name').fill('Anna Kļaviņa');
    await saved(page);
    await page.context().close();
    const other = await openTask(id);
    expect(await other.getByLabel('Applicant name').inputValue()).toBe('Anna Kļaviņa');
    await accessible(other);
  });

  it('loses no word at a reload within the second, and tells two devices of one another', async () => {
    const { id } = await started('A-2');
    const page = await openTask(id);
    await page.getByLabel('Applicant name').fill('At the desk');
    await page.reload();
    await page.getByLabel('Applicant name').waitFor();
    expect(await page.getByLabel('Applicant name').inputValue()).toBe('At the desk');
    await saved(page);
    const phone = await openTask(id);
    await phone.getByLabel('Applicant name').fill('On the phone');
    await saved(phone);
    await page.getByLabel('Applicant name').fill('Still at the desk');
    await page.getByRole('heading', { name: /^Another device saved this form/ }).waitFor();
    await page.getByRole('cell', { name: 'On the phone' }).waitFor();
    await accessible(page);
    await page.getByRole('button', { name: 'Take the other one' }).click();
    await page.getByRole('heading', { name: /^Another device/ }).waitFor({ state: 'detached' });
    expect(await page.getByLabel('Applicant name').inputValue()).toBe('On the phone');
  });

  it('goes on without a connection and sends once what waited (check 6)', async () => {
    const { id, instanceId } = await started('A-6');
    const page = await openTask(id);
    await page.context().setOffline(true);
    await page.getByText('No connection.').waitFor();
    await page.getByLabel('Applicant name').fill('Typed in the lift');
    await page.getByText('Kept on this device.', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: 'Complete' }).isDisabled()).toBe(true);
    await page.getByText('Without a connection nothing can be completed.', { exact: false }).waitFor();
    await page.getByLabel('Write a note').fill('Written in the lift');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByText('Waits to be sent', { exact: true }).waitFor();
    await accessible(page);
    await page.context().setOffline(false);
    await page.getByText('No connection.').waitFor({ state: 'detached' });
    await saved(page);
    await page.getByText('Waits to be sent', { exact: true }).waitFor({ state: 'detached' });
    const { items } = await stage.server.ask<{ items: { text: string }[] }>('front-desk-1', 'GET', `/cases/${instanceId}/notes`);
    expect(items.map(({ text }) => text)).toEqual(['Written in the lift']);
    const draft = await stage.server.ask<{ draft: { values: object } }>('front-desk-1', 'GET', `/tasks/${id}/draft`);
    expect(draft.draft.values).toMatchObject({ applicant: 'Typed in the lift' });
  });

  it('keeps what was typed when the case is withdrawn, and afterwards, too (check 7)', async () => {
    const { id, instanceId } = await started('A-7');
    const page = await openTask(id);
    await page.getByLabel('Applicant name').fill('Nearly done');
    await saved(page);
    await stage.server.ask('admin', 'POST', `/cases/${instanceId}/cancel`, { reason: 'The applicant wants it no longer' });
    await page.getByText(/^This task was withdrawn on/).waitFor();
    expect(await page.getByLabel('Applicant name').getAttribute('readonly')).not.toBeNull();
    expect(await page.getByRole('button', { name: 'Complete' }).count()).toBe(0);
    await page.getByRole('region', { name: 'What you typed' }).getByText('Applicant name: Nearly done').waitFor();
    await page.getByRole('button', { name: 'Copy what I typed' }).click();
    await accessible(page);
    await page.reload();
    await page.getByRole('heading', { name: 'This task is no longer open' }).waitFor();
    await page.getByText('Applicant name: Nearly done').waitFor();
    await page.getByRole('link', { name: 'Open the case' }).waitFor();
    await accessible(page);
  });

  it('is done on a phone a part a page, with a photo (check 13)', async () => {
    const { id, instanceId } = await started('A-13');
    const page = await openTask(id, 'front-desk-1', { width: 360, height: 740 });
    await page.getByText('Part 1 of 2').waitFor();
    expect(await page.getByLabel('Summary').count()).toBe(0);
    await page.getByRole('button', { name: 'Next part' }).click();
    await page.getByRole('heading', { name: '1 field needs your attention' }).waitFor();
    await accessible(page);
    await page.getByLabel('Applicant name').fill('Anna');
    await page.getByRole('button', { name: 'Next part' }).click();
    await page.getByLabel('Summary').fill('Two trees');
    await page.getByTestId('camera').setInputFiles({ name: 'image.png', mimeType: 'image/png', buffer: png });
    await page.getByText('image.png was added.').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const small = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.task .cds--btn')].filter((each) => each.offsetHeight > 0 && each.offsetHeight < 44).map((each) => each.textContent)`,
    );
    expect(small).toEqual([]);
    await accessible(page);
    await page.getByRole('button', { name: 'Complete' }).click();
    await page.getByText('Task completed').waitFor();
    const { items } = await stage.server.ask<TasksView>('admin', 'GET', `/tasks?instanceId=${instanceId}`);
    expect(items.map(({ elementId }) => elementId)).toEqual(['decide']);
  });

  it('asks the last question when the form is right, with all that will be sent', async () => {
    const { id, instanceId } = await started('A-FINAL');
    await stage.server.ask('front-desk-1', 'POST', `/tasks/${id}/complete`, { variables: { applicant: 'Anna' } });
    const page = await stage.window('front-desk-1');
    await page.goto(`${stage.server.url}/tasks/${(await stage.openTask(instanceId)).id}`);
    await page.getByRole('button', { name: 'Claim' }).click();
    await page.getByRole('button', { name: 'Return', exact: true }).click();
    await page.getByRole('heading', { name: '1 field needs your attention' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByLabel('Reason').fill('The plan is missing');
    await page.getByRole('button', { name: 'Return', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Check before you finish' });
    await dialog.getByRole('definition').getByText('The plan is missing', { exact: true }).waitFor();
  });

  it('speaks four languages while the form is being filled in (check 14)', async () => {
    const { id } = await started('A-14');
    const page = await openTask(id);
    await page.getByLabel('Applicant name').fill('Anna');
    for (const [language, label, note] of [
      ['lv', 'Iesniedzēja vārds', 'Piezīmes'],
      ['lt', 'Pareiškėjo vardas', 'Pastabos'],
      ['bg', 'Име на заявителя', 'Бележки'],
      ['en', 'Applicant name', 'Notes'],
    ] as const) {
      await page.locator('header select').selectOption(language);
      await page.getByLabel(label).waitFor();
      expect(await page.getByLabel(label).inputValue()).toBe('Anna');
      await page.getByRole('heading', { name: note, exact: true }).waitFor();
      await accessible(page);
    }
  });

  it('is done by keyboard alone, mentions and previews included', async () => {
    const { id, instanceId } = await started('A-K');
    const page = await openTask(id);
    await page.getByLabel('Applicant name').focus();
    await page.keyboard.type('Anna');
    await page.getByLabel('Write a note').focus();
    await page.keyboard.type('@Andr');
    // Enter takes the first of them: of all that was typed, not of its beginning.
    await comesTrue(page, `document.querySelector('.note-field__people li')?.textContent.startsWith('Andr') === true`);
    await accessible(page);
    await page.keyboard.press('Enter');
    await page.keyboard.type('please look');
    await page.keyboard.press('Control+Enter');
    await page.locator('.notes__text strong').waitFor();
    await page.getByRole('button', { name: 'Delete', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('The note was deleted.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.notes__text strong').waitFor();

    await page.getByTestId('files').setInputFiles([
      { name: 'photo.png', mimeType: 'image/png', buffer: png },
      { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<html><script>window.hacked = 1</script>') },
      { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') },
      { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('<script>window.hacked = 1</script>;x') },
    ]);
    await page.getByText('page.html was not added').waitFor();
    await page.getByText('letter.pdf', { exact: true }).waitFor();
    await accessible(page);
    for (const [name, place] of [
      ['photo.png', '.preview__image'],
      ['letter.pdf', '.preview__pdf'],
    ] as const) {
      await page.getByRole('button', { name: `Preview: ${name}` }).focus();
      await page.keyboard.press('Enter');
      await page.locator(place).waitFor();
      if (name === 'photo.png') {
        await comesTrue(page, `document.querySelector('.preview__image').naturalWidth === 1`);
        await accessible(page);
      }
      await page.keyboard.press('Escape');
      await page.locator(place).waitFor({ state: 'detached' });
    }
    await page.getByText('History', { exact: true }).click();
    await page.locator('.history').waitFor();
    await page.getByText('Where we are', { exact: true }).click();
    await page.getByText('This process has no drawing.').waitFor();
    await accessible(page);
    await page.getByLabel('Applicant name').focus();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Task completed').waitFor();

    const next = await stage.openTask(instanceId);
    await stage.server.ask('front-desk-1', 'POST', `/tasks/${next.id}/claim`, {});
    await page.goto(`${stage.server.url}/tasks/${next.id}`);
    await page.getByRole('button', { name: 'Return', exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '1 field needs your attention' }).waitFor();
    await accessible(page);
    await page.getByLabel('Reason').fill('The address is missing');
    await page.locator('.task__outcome').getByRole('button', { name: 'Return', exact: true }).first().click();
    // The last task of a case asks before it ends it, once its form is right.
    await page.getByRole('dialog').getByRole('button', { name: 'Return', exact: true }).click();
    await page.getByText('Task completed').waitFor();
  });

  quickHands(() => ({ stage, started, openTask }));

  it('saves what waits before the person signs out', async () => {
    const { id } = await started('A-OUT');
    const page = await openTask(id);
    await page.getByLabel('Applicant name').fill('Going home');
    await page.getByRole('button', { name: /^Account:/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('User name').waitFor();
    const draft = await stage.server.ask<{ draft: { values: object } }>('front-desk-1', 'GET', `/tasks/${id}/draft`);
    expect(draft.draft.values).toMatchObject({ applicant: 'Going home' });
    expect(await page.evaluate('Object.keys(sessionStorage).filter((key) => key.startsWith("draft."))')).toEqual([]);
  });

  it('executes nothing of what anybody wrote: labels, values, notes, file names', async () => {
    expect(hostileWords.length).toBeGreaterThanOrEqual(60);
    const fields = hostileWords.map((label, at) => ({
      type: 'textfield',
      id: `field${at}`,
      key: `field${at}`,
      label,
      description: label,
    }));
    await stage.server.ask('admin', 'POST', '/deployments', {
      name: 'hostile',
      resources: [
        {
          name: 'hostile.bpmn',
          content: smallModel('hostile', [
            [
              'look',
              '<userTask id="look" name="&lt;img src=x onerror=window.hacked=1&gt;" camunda:candidateGroups="front-desk" camunda:formKey="hostile"/>',
            ],
          ]),
        },
        { name: 'hostile.form', content: JSON.stringify({ components: fields }) },
      ],
    });
    const variables = Object.fromEntries(hostileWords.map((word, at) => [`field${at}`, word]));
    const { instanceId } = await stage.server.ask<StartedView>('admin', 'POST', '/processes/hostile/start', { variables });
    const { id } = await stage.openTask(instanceId);
    await stage.server.ask('front-desk-1', 'POST', `/tasks/${id}/claim`, {});
    for (const text of hostileWords) {
      await stage.server.ask('front-desk-1', 'POST', `/tasks/${id}/notes`, { text: `@${text} ${text}` });
    }
    const page = await stage.window('front-desk-1');
    await page.goto(`${stage.server.url}/tasks/${id}`);
    await page
      .locator('.notes__item')
      .nth(hostileWords.length - 1)
      .waitFor();
    await page.getByTestId('files').setInputFiles(
      hostileWords.slice(0, 30).map((word) => ({
        name: `${word.replace(/[\\/\0]/g, ' ')}.txt`,
        mimeType: 'text/plain',
        buffer: Buffer.from(word),
      })),
    );
    await page.locator('.files__row').nth(12).waitFor({ timeout: 60_000 });
    await page
      .getByRole('button', { name: /^Preview:/ })
      .first()
      .click();
    await page.locator('.preview__text').waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Write a note').fill('@<script>window.hacked=1</script>');
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.evaluate(`document.querySelectorAll('main script, main iframe, main object, main embed').length`)).toBe(0);
    expect(await violations(page)).toEqual([]);
  });
});
